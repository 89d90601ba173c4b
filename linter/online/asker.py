"""Asks for many addresses at once, host by host, from code that is not asynchronous."""

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
from linter.online.patience import Patience
from linter.online.policy import Policy
from linter.online.replies import Failure
from linter.online.resolver import Resolver
from linter.online.transport import CheckedTransport, tls_context
from linter.online.turns import Clock, Turns
from linter.web import urls
from linter.web.answers import Answer, Wanted

Learnt = Callable[[str, Wanted, Answer | Failure], None]
"""Takes an address, what was wanted of it, and what came of that."""

_TICK: Final = 0.5
"""Seconds between two calls of `tick`."""

# Lookups block a thread each.
_LOOKUPS_AT_ONCE: Final = 16
_NAME: Final = f"articlelint/{__version__}"


class Asker:
    """The requests of one run; `close` ends the connections."""

    def __init__(  # noqa: PLR0913 - the defaults are those of a run
        self,
        policy: Policy,
        cap: int,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
        *,
        clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        """Take what may be asked, and the most requests."""
        self._patience = patience
        self._runner = asyncio.Runner()
        self._runner.get_loop().set_default_executor(
            ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="lookup")
        )
        self._transport = CheckedTransport(
            policy, resolver or Resolver(), patience.at_once, tls or tls_context()
        )
        client = httpx.AsyncClient(
            transport=self._transport,
            # No cookie is kept, and nothing is read from the environment.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(patience.read, connect=patience.connect, pool=None),
            headers={"user-agent": _NAME},
        )
        self._turns = Turns(patience, clock)
        exchange = Exchange(client, patience, cap)
        self._fetcher = Fetcher(exchange, policy, patience, self._turns)

    def ask(self, wanted: Mapping[str, Wanted], learnt: Learnt, tick: Callable[[], None]) -> None:
        """Ask for addresses; `learnt` is called with what comes of each, in any order.

        `tick` is called now and then, also while nothing comes.
        """
        self._runner.run(self._ask(wanted, learnt, tick))

    @property
    def resting(self) -> int:
        """How many hosts are waited for."""
        return self._turns.resting

    def close(self) -> None:
        """Close all connections."""
        self._runner.run(self._transport.aclose())
        self._runner.close()

    async def _ask(
        self, wanted: Mapping[str, Wanted], learnt: Learnt, tick: Callable[[], None]
    ) -> None:
        ticking = asyncio.ensure_future(_tick(tick))
        try:
            await self._ask_all(wanted, learnt)
        finally:
            ticking.cancel()

    async def _ask_all(self, wanted: Mapping[str, Wanted], learnt: Learnt) -> None:
        self._fetcher.expect(wanted)
        by_host: dict[str, deque[str]] = {}
        for url in wanted:
            parsed = urls.parse(url)
            by_host.setdefault(parsed.host if parsed else "", deque()).append(url)
        places = asyncio.Semaphore(self._patience.hosts)

        async def lane(left: deque[str]) -> None:
            while left:
                url = left.popleft()
                learnt(url, wanted[url], await self._fetcher.answer(url, wanted[url]))

        async def host(left: deque[str]) -> None:
            async with places, asyncio.TaskGroup() as lanes:
                for _ in range(min(self._patience.of_host, len(left))):
                    lanes.create_task(lane(left))

        async with asyncio.TaskGroup() as hosts:
            # A host with many addresses takes longest, and starts first.
            for left in sorted(by_host.values(), key=len, reverse=True):
                hosts.create_task(host(left))


async def _tick(tick: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(_TICK)
        tick()
