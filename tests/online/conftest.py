import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from linter.online.batch_fetcher import BatchFetcher
from linter.online.policy import Policy
from linter.online.rate_limiter import Clock
from linter.online.replies import Failure
from linter.online.request_limits import RequestLimits
from linter.web.answers import Answer, Wanted
from tests.online.servers import Route, Serve, Server

if TYPE_CHECKING:
    from linter.online.resolver import Resolver

HASTE = RequestLimits(
    connect=20, read=20, whole=20, tries=2, first_wait=0.01, longest_wait=0.2, pause=0
)
"""How long tests wait: for an answer that comes, as long as a busy machine may take."""

IMPATIENT: dict[str, Any] = {"connect": 0.5, "read": 0.3, "whole": 0.6}
"""What is changed where no answer comes."""

LOOPBACK = Policy.of((), (), ("127.0.0.0/8", "::1", "localhost"))


@cache
def trusted() -> tuple[ssl.SSLContext, trustme.CA]:
    """Return a context that trusts one authority, and this authority."""
    authority = trustme.CA()
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context, authority


def tls_of(*names: str, authority: trustme.CA | None = None, **options: Any) -> ssl.SSLContext:
    """Return the context of a server with a certificate for some names."""
    issuer = trusted()[1] if authority is None else authority
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(*names, **options).configure_cert(context)
    return context


class Fetch:
    """Fetches addresses, with short time-outs and pauses."""

    def __init__(self, policy: Policy = LOOPBACK, cap: int = 1000, **others: Any) -> None:
        resolver: Resolver | None = others.pop("resolver", None)
        clock: Clock = others.pop("clock", Clock())
        limits = replace(HASTE, **others)
        self._fetcher = BatchFetcher(policy, cap, limits, resolver, trusted()[0], clock=clock)

    def __call__(
        self, wanted: Mapping[str, Wanted], tick: Callable[[], None] = lambda: None
    ) -> dict[str, Answer | Failure]:
        found: dict[str, Answer | Failure] = {}

        def on_answer(url: str, _wanted: Wanted, answer: Answer | Failure) -> None:
            assert url not in found
            found[url] = answer

        self._fetcher.fetch(wanted, on_answer, tick)
        return found

    def one(self, url: str, wanted: Wanted = Wanted.LINK) -> Answer | Failure:
        return self({url: wanted})[url]

    def close(self) -> None:
        self._fetcher.close()


@pytest.fixture
def make_fetch() -> Iterator[Callable[..., Fetch]]:
    """Return what makes a `Fetch`, which is closed in the end."""
    with ExitStack() as stack:

        def make(*args: Any, **named: Any) -> Fetch:
            made = Fetch(*args, **named)
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture
def fetch(make_fetch: Callable[..., Fetch]) -> Fetch:
    return make_fetch()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return what starts a server, which is stopped in the end."""
    with ExitStack() as stack:

        def start(routes: Mapping[str, Route], **named: Any) -> Server:
            return stack.enter_context(Server(routes, **named))

        yield start
