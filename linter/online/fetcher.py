"""Fetches an address: follows redirects, and tries again after failures that may pass."""

import asyncio
import random
from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeAlias

from linter.online.exchange import Exchange
from linter.online.policy import Policy
from linter.online.rate_limiter import RateLimiter
from linter.online.reading import GONE
from linter.online.replies import Failure, Reply
from linter.online.request_limits import MAX_REDIRECTS, RequestLimits
from linter.web import urls
from linter.web.answers import Answer, Redirect, Verdict, Wanted

_Future: TypeAlias = "asyncio.Future[Reply | Failure]"

_THROTTLED = Failure(None, "its host is throttling")


class Fetcher:
    """Fetches addresses, each once, however many redirects lead to it."""

    def __init__(
        self, exchange: Exchange, policy: Policy, limits: RequestLimits, limiter: RateLimiter
    ) -> None:
        """Take what sends requests, the addresses that may be requested, and the limits."""
        self._exchange = exchange
        self._policy = policy
        self._limits = limits
        self._limiter = limiter
        self._wanted: Mapping[str, Wanted] = {}
        self._replies: dict[tuple[str, Wanted], _Future | Reply | Failure] = {}

    def expect(self, wanted: Mapping[str, Wanted]) -> None:
        """Take the addresses of a batch; a redirect to one of them is requested for both."""
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
        """Return the reply of the server of a URL, without following a redirect."""
        most = self._wanted.get(url, wanted)
        key = url, (wanted if wanted is not Wanted.LINK else most)
        known = self._replies.get(key)
        if known is None:
            known = self._replies[key] = asyncio.ensure_future(self._requested(*key))
            # A finished task takes many times the memory of its result.
            self._replies[key] = reply = await known
            return reply
        return await known if isinstance(known, asyncio.Future) else known

    async def _requested(self, url: str, wanted: Wanted) -> Reply | Failure:
        parsed = urls.parse(url)
        refusal = "it is no URL" if parsed is None else self._policy.refusal(parsed)
        if parsed is None or refusal is not None:
            return Failure(None, refusal or "")
        origin = f"{parsed.scheme}://{parsed.authority}"
        reply: Reply | Failure = _THROTTLED
        for attempt in range(self._limits.tries):
            async with self._limiter.slot(parsed.host):
                given_up = self._limiter.failure_of(parsed.host) or self._limiter.failure_of(origin)
                if given_up is not None:
                    return given_up
                reply = await self._exchange.request(url, wanted)
            if isinstance(reply, Reply) or not reply.may_pass:
                break
            wait = self._wait(reply, attempt)
            if wait > self._limits.longest_wait:
                self._limiter.give_up(parsed.host, _THROTTLED)
                return _THROTTLED
            if attempt + 1 < self._limits.tries:
                self._limiter.back_off(parsed.host, wait)
        if isinstance(reply, Failure) and reply.is_of_host:
            self._limiter.give_up(origin, reply)
        return reply

    def _wait(self, failure: Failure, attempt: int) -> float:
        """Return the seconds before another try: the `Retry-After`, or more each time."""
        if failure.wait is not None:
            return failure.wait
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - it only spreads requests
        longer = self._limits.first_wait * float(2**attempt)
        return min(longer, self._limits.longest_wait) * jitter


def _judged(reply: Reply, redirects: list[Redirect]) -> Answer | Failure:
    """Return the answer that the last of several replies stands for."""
    if reply.status in GONE:
        status = HTTPStatus(reply.status)
        reason = f"its server answers {status.value} {status.phrase}"
        return Answer(Verdict.GONE, reason, tuple(redirects))
    if HTTPStatus(200) <= reply.status < HTTPStatus(300):
        return Answer(Verdict.FOUND, "", tuple(redirects), reply.page, reply.picture)
    return Failure(None, f"its server answers {reply.status}")
