"""From an address to its answer: redirects are followed, and what may pass is tried again."""

import asyncio
import random
from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeAlias

from linter.online.exchange import Exchange
from linter.online.patience import MAX_REDIRECTS, Patience
from linter.online.policy import Policy
from linter.online.reading import GONE
from linter.online.replies import Failure, Reply
from linter.online.turns import Turns
from linter.web import urls
from linter.web.answers import Answer, Redirect, Verdict, Wanted

_Future: TypeAlias = "asyncio.Future[Reply | Failure]"

_THROTTLED = Failure(None, "its host is throttling")


class Fetcher:
    """Asks for addresses, each once, however many redirects lead to it."""

    def __init__(
        self, exchange: Exchange, policy: Policy, patience: Patience, turns: Turns
    ) -> None:
        """Take what sends requests, what may be asked, and whose turn it is."""
        self._exchange = exchange
        self._policy = policy
        self._patience = patience
        self._turns = turns
        self._wanted: Mapping[str, Wanted] = {}
        self._replies: dict[tuple[str, Wanted], _Future | Reply | Failure] = {}

    def expect(self, wanted: Mapping[str, Wanted]) -> None:
        """Take what is wanted of addresses, so that a redirect to one of them asks for it too."""
        self._wanted = wanted

    async def answer(self, url: str, wanted: Wanted) -> Answer | Failure:
        """Return the answer at a URL, or the failure that leaves it unknown."""
        redirects: list[Redirect] = []
        here = url
        while len(redirects) <= MAX_REDIRECTS:
            reply = await self._reply(here, wanted)
            if isinstance(reply, Failure):
                if reply.verdict is None:
                    return reply
                return Answer(reply.verdict, reply.reason, tuple(redirects))
            if not reply.location:
                return _judged(reply, redirects)
            redirects.append(Redirect(reply.status, reply.location))
            here = reply.location
            if here == url or here in {each.url for each in redirects[:-1]}:
                return Failure(None, "it redirects in a circle")
        return Failure(None, "it redirects too often")

    async def _reply(self, url: str, wanted: Wanted) -> Reply | Failure:
        """Return what the server of a URL answers, without following a redirect."""
        most = self._wanted.get(url, wanted)
        key = url, (wanted if wanted is not Wanted.LINK else most)
        known = self._replies.get(key)
        if known is None:
            known = self._replies[key] = asyncio.ensure_future(self._asked(*key))
            # A finished task takes many times the memory of its result.
            self._replies[key] = reply = await known
            return reply
        return await known if isinstance(known, asyncio.Future) else known

    async def _asked(self, url: str, wanted: Wanted) -> Reply | Failure:
        parsed = urls.parse(url)
        refusal = "it is no URL" if parsed is None else self._policy.refusal(parsed)
        if parsed is None or refusal is not None:
            return Failure(None, refusal or "")
        origin = f"{parsed.scheme}://{parsed.authority}"
        reply: Reply | Failure = _THROTTLED
        for attempt in range(self._patience.tries):
            async with self._turns.turn(parsed.host):
                given_up = self._turns.failure_of(parsed.host) or self._turns.failure_of(origin)
                if given_up is not None:
                    return given_up
                reply = await self._exchange.ask(url, wanted)
            if isinstance(reply, Reply) or not reply.may_pass:
                break
            wait = self._wait(reply, attempt)
            if wait > self._patience.longest_wait:
                self._turns.give_up(parsed.host, _THROTTLED)
                return _THROTTLED
            if attempt + 1 < self._patience.tries:
                self._turns.rest(parsed.host, wait)
        if isinstance(reply, Failure) and reply.is_of_host:
            self._turns.give_up(origin, reply)
        return reply

    def _wait(self, failure: Failure, attempt: int) -> float:
        """Return the seconds before another try: what the server wants, or more each time."""
        if failure.wait is not None:
            return failure.wait
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - it only spreads requests
        longer = self._patience.first_wait * float(2**attempt)
        return min(longer, self._patience.longest_wait) * jitter


def _judged(reply: Reply, redirects: list[Redirect]) -> Answer | Failure:
    """Return the answer that the last of several replies stands for."""
    if reply.status in GONE:
        status = HTTPStatus(reply.status)
        reason = f"its server answers {status.value} {status.phrase}"
        return Answer(Verdict.GONE, reason, tuple(redirects))
    if HTTPStatus(200) <= reply.status < HTTPStatus(300):
        return Answer(Verdict.FOUND, "", tuple(redirects), reply.page, reply.picture)
    return Failure(None, f"its server answers {reply.status}")
