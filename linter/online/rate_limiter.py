"""Limits how many requests run at once, in all and for each host, and the pauses between them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from linter.online.replies import Failure
from linter.online.request_limits import RequestLimits


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, in seconds since any moment, and the function that waits."""

    now: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


class _Host:
    """The state of one host."""

    def __init__(self, most: int) -> None:
        self.slots = asyncio.Semaphore(most)
        self.ready_at = 0.0
        self.failure: Failure | None = None

    async def wait_until_ready(self, clock: Clock) -> None:
        """Wait until the host may get a request; `ready_at` may move on in the meantime."""
        wait = self.ready_at - clock.now()
        if wait > 0:
            await clock.sleep(wait)
            await self.wait_until_ready(clock)


class RateLimiter:
    """Holds requests back, by the state of each host of a run."""

    def __init__(self, limits: RequestLimits, clock: Clock) -> None:
        """Take the numbers of requests at once, and the pause between two of them."""
        self._limits = limits
        self._clock = clock
        self._all_slots = asyncio.Semaphore(limits.at_once)
        self._hosts: dict[str, _Host] = {}

    def _host(self, name: str) -> _Host:
        found = self._hosts.get(name)
        if found is None:
            found = self._hosts[name] = _Host(self._limits.of_host)
        return found

    def failure_of(self, name: str) -> Failure | None:
        """Return why a host gets no more requests; None if it may."""
        return self._host(name).failure

    def give_up(self, name: str, failure: Failure) -> None:
        """Send no more requests to a host in this run: all its addresses fail in the same way."""
        self._host(name).failure = failure

    def back_off(self, name: str, seconds: float) -> None:
        """Send no request to a host for so many seconds."""
        host = self._host(name)
        host.ready_at = max(host.ready_at, self._clock.now() + seconds)

    @property
    def backing_off(self) -> int:
        """How many hosts get no request for longer than the usual pause."""
        soon = self._clock.now() + self._limits.pause
        return sum(host.ready_at > soon for host in self._hosts.values())

    @asynccontextmanager
    async def slot(self, name: str) -> AsyncIterator[None]:
        """Wait for a slot among the requests to a host, and among all; hold it for the request."""
        host = self._host(name)
        async with host.slots:
            await host.wait_until_ready(self._clock)
            async with self._all_slots:
                yield
            await self._clock.sleep(self._limits.pause)
