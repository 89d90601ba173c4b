"""Fetches many addresses concurrently, host by host, for code that is not asynchronous."""

import asyncio
import ssl
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from linter import __version__
from linter.online.exchange import Exchange
from linter.online.fetcher import Fetcher
from linter.online.policy import Policy
from linter.online.rate_limiter import Clock, RateLimiter
from linter.online.replies import Failure
from linter.online.request_limits import RequestLimits
from linter.online.resolver import Resolver
from linter.online.transport import CheckedTransport, tls_context
from linter.web import urls
from linter.web.answers import Answer, Wanted

OnAnswer = Callable[[str, Wanted, Answer | Failure], None]
"""Takes an address, what was requested of it, and the answer or the failure."""

_TICK: Final = 0.5
"""Seconds between two calls of `tick`."""

# Lookups block a thread each.
_LOOKUPS_AT_ONCE: Final = 16
_NAME: Final = f"articlelint/{__version__}"


class BatchFetcher:
    """Sends the requests of one run; `close` closes the connections."""

    def __init__(  # noqa: PLR0913 - the defaults are those of a run
        self,
        policy: Policy,
        cap: int,
        limits: RequestLimits = RequestLimits(),  # noqa: B008 - frozen
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
        *,
        clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        """Take the addresses that may be requested, and the most requests."""
        self._limits = limits
        self._runner = asyncio.Runner()
        self._runner.get_loop().set_default_executor(
            ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="lookup")
        )
        self._transport = CheckedTransport(
            policy, resolver or Resolver(), limits.at_once, tls or tls_context()
        )
        client = httpx.AsyncClient(
            transport=self._transport,
            # No cookie is kept, and nothing is read from the environment.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
            headers={"user-agent": _NAME},
        )
        self._limiter = RateLimiter(limits, clock)
        exchange = Exchange(client, limits, cap)
        self._fetcher = Fetcher(exchange, policy, limits, self._limiter)

    def fetch(
        self, wanted: Mapping[str, Wanted], on_answer: OnAnswer, tick: Callable[[], None]
    ) -> None:
        """Fetch addresses; `on_answer` is called for each, in any order.

        `tick` is called every half second, for a display of progress.
        """
        self._runner.run(self._fetch(wanted, on_answer, tick))

    @property
    def backing_off(self) -> int:
        """How many hosts get no request before a longer wait is over."""
        return self._limiter.backing_off

    def close(self) -> None:
        """Close all connections."""
        self._runner.run(self._transport.aclose())
        self._runner.close()

    async def _fetch(
        self, wanted: Mapping[str, Wanted], on_answer: OnAnswer, tick: Callable[[], None]
    ) -> None:
        ticking = asyncio.ensure_future(_tick(tick))
        try:
            await self._fetch_all(wanted, on_answer)
        finally:
            ticking.cancel()

    async def _fetch_all(self, wanted: Mapping[str, Wanted], on_answer: OnAnswer) -> None:
        self._fetcher.expect(wanted)
        by_host: dict[str, deque[str]] = {}
        for url in wanted:
            parsed = urls.parse(url)
            by_host.setdefault(parsed.host if parsed else "", deque()).append(url)
        slots = asyncio.Semaphore(self._limits.hosts)

        async def work(left: deque[str]) -> None:
            while left:
                url = left.popleft()
                on_answer(url, wanted[url], await self._fetcher.answer(url, wanted[url]))

        async def host(left: deque[str]) -> None:
            async with slots, asyncio.TaskGroup() as workers:
                for _ in range(min(self._limits.of_host, len(left))):
                    workers.create_task(work(left))

        async with asyncio.TaskGroup() as hosts:
            # A host with many addresses takes longest, and starts first.
            for left in sorted(by_host.values(), key=len, reverse=True):
                hosts.create_task(host(left))


async def _tick(tick: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(_TICK)
        tick()
