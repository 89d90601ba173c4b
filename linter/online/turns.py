"""Whose turn it is: how many requests run at once, and when each host may be asked again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from linter.online.patience import Patience
from linter.online.replies import Failure


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, in seconds since any moment, and what waits."""

    now: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


class _Host:
    """The state of one host."""

    def __init__(self, most: int) -> None:
        self.places = asyncio.Semaphore(most)
        self.ready_at = 0.0
        self.failure: Failure | None = None

    async def rested(self, clock: Clock) -> None:
        """Wait until the host may be asked; meanwhile it may be told to rest longer."""
        wait = self.ready_at - clock.now()
        if wait > 0:
            await clock.sleep(wait)
            await self.rested(clock)


class Turns:
    """The hosts of a run."""

    def __init__(self, patience: Patience, clock: Clock) -> None:
        """Take the numbers of requests at once, and the pause between two of them."""
        self._patience = patience
        self._clock = clock
        self._everywhere = asyncio.Semaphore(patience.at_once)
        self._hosts: dict[str, _Host] = {}

    def _host(self, name: str) -> _Host:
        found = self._hosts.get(name)
        if found is None:
            found = self._hosts[name] = _Host(self._patience.of_host)
        return found

    def failure_of(self, name: str) -> Failure | None:
        """Return why a host is not asked any more; None if it may be."""
        return self._host(name).failure

    def give_up(self, name: str, failure: Failure) -> None:
        """Ask a host no more in this run: all its addresses fail in the same way."""
        self._host(name).failure = failure

    def rest(self, name: str, seconds: float) -> None:
        """Let a host rest from now on."""
        host = self._host(name)
        host.ready_at = max(host.ready_at, self._clock.now() + seconds)

    @property
    def resting(self) -> int:
        """How many hosts rest, a mere pause aside."""
        soon = self._clock.now() + self._patience.pause
        return sum(host.ready_at > soon for host in self._hosts.values())

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for a place among the requests to a host, and among all; keep it meanwhile."""
        host = self._host(name)
        async with host.places:
            await host.rested(self._clock)
            async with self._everywhere:
                yield
            await self._clock.sleep(self._patience.pause)
