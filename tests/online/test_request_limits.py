"""How servers are treated: few requests at once, pauses, and no more to those that throttle."""

from asyncio import Barrier, StreamWriter, sleep, to_thread
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Event

import pytest

from linter.online.rate_limiter import Clock
from linter.online.replies import Failure
from linter.web.answers import Answer, Wanted
from tests.online.conftest import Fetch
from tests.online.servers import Request, Route, Serve, Server, answer

pytestmark = pytest.mark.slow


def links(server: Server, count: int) -> dict[str, Wanted]:
    return {f"{server.url}/{number}": Wanted.LINK for number in range(count)}


def together(count: int) -> Route:
    """Return a route that answers as many requests as are under way at once, a while later."""
    barrier = Barrier(count)

    async def write(request: Request, writer: StreamWriter) -> None:
        await barrier.wait()
        await sleep(0.01)
        await answer(200)(request, writer)

    return write


class RecordedClock:
    """A clock on which only waiting takes time, and what happened: requests, and seconds waited."""

    def __init__(self) -> None:
        self.now = 0.0
        self.events: list[str | float] = []

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.events.append(seconds)

    def noted(self, route: Route) -> Route:
        async def write(request: Request, writer: StreamWriter) -> None:
            self.events.append(request.path)
            await route(request, writer)

        return write

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)


def test_a_host_has_at_most_two_requests_at_once(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/": together(2)})
    fetch(links(server, 12))
    assert max(server.most_at_once.values()) == 2
    assert len(server.requests) == 12


def test_all_hosts_together_have_no_more_than_the_bound(
    serve: Serve, make_fetch: Callable[..., Fetch]
) -> None:
    under_way = most = 0
    held = together(7)

    async def counted(request: Request, writer: StreamWriter) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await held(request, writer)
        under_way -= 1

    server = serve({"/": counted}, host="0.0.0.0")  # noqa: S104
    urls = [f"http://127.0.2.{number}:{server.port}/" for number in range(1, 71)]
    make_fetch(at_once=7)(dict.fromkeys(urls, Wanted.LINK))
    assert most == 7


def test_requests_to_one_host_have_a_pause_between(
    serve: Serve, make_fetch: Callable[..., Fetch]
) -> None:
    recorded = RecordedClock()
    server = serve({"/": recorded.noted(answer(200))})
    make_fetch(pause=5.0, of_host=1, clock=recorded.clock)(links(server, 3))
    assert recorded.events == ["/0", 5.0, "/1", 5.0, "/2", 5.0]


def once(first: Route, then: Route) -> Route:
    """Return a route with one answer to the first request, and another one to all others."""
    count = 0

    async def write(request: Request, writer: StreamWriter) -> None:
        nonlocal count
        count += 1
        await (first if count == 1 else then)(request, writer)

    return write


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_tried_again(serve: Serve, fetch: Fetch, status: int) -> None:
    server = serve({"/": once(answer(status), answer(200))})
    assert fetch.one(f"{server.url}/") == Answer()


def test_a_host_that_throttles_in_the_end_is_left_alone(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/": answer(429)})
    found = fetch(links(server, 20))
    # Two addresses were under way.
    assert len(server.requests) <= 4
    assert {each.reason for each in found.values()} == {"its host is throttling"}


def test_a_page_that_fails_leaves_the_others(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/0": answer(503), "/": answer(200)})
    found = list(fetch(links(server, 4)).values())
    assert sum(isinstance(each, Answer) for each in found) == 3


def test_a_connection_that_breaks_is_tried_again(serve: Serve, fetch: Fetch) -> None:
    async def hang_up(_: Request, writer: StreamWriter) -> None:
        writer.close()

    server = serve({"/": once(hang_up, answer(200))})
    assert fetch.one(f"{server.url}/") == Answer()


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_definite_answer_is_not_requested_for_again(
    serve: Serve, fetch: Fetch, status: int
) -> None:
    server = serve({"/": answer(status)})
    fetch.one(f"{server.url}/")
    assert server.request_lines == ["HEAD /", "GET /"]


def test_retry_after_is_waited_for(serve: Serve, make_fetch: Callable[..., Fetch]) -> None:
    recorded = RecordedClock()
    server = serve({"/": recorded.noted(once(answer(429, retry_after="7"), answer(200)))})
    asked = make_fetch(longest_wait=8.0, of_host=1, clock=recorded.clock)
    assert set(asked(links(server, 3)).values()) == {Answer()}
    assert [each for each in recorded.events if each != 0] == ["/0", 7.0, "/0", "/1", "/2"]


@pytest.mark.parametrize(
    "wait",
    ["3600", "999999999", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)],
    ids=["hour", "years", "date"],
)
def test_a_host_that_wants_a_long_wait_is_left_alone(serve: Serve, fetch: Fetch, wait: str) -> None:
    server = serve({"/": answer(503, retry_after=wait)})
    found = fetch(links(server, 20))
    assert len(server.requests) <= 2
    assert {each.reason for each in found.values()} == {"its host is throttling"}


@pytest.mark.parametrize("wait", ["soon", "-1", "1e9", "", "Wed, 99 Foo 2020 00:00:00 GMT"])
def test_a_wrong_retry_after_is_ignored(serve: Serve, fetch: Fetch, wait: str) -> None:
    server = serve({"/": once(answer(429, retry_after=wait), answer(200))})
    assert fetch.one(f"{server.url}/") == Answer()


def test_a_host_that_refuses_connections_is_tried_twice_for_all_its_addresses(
    fetch: Fetch,
) -> None:
    with Server({}) as server:
        pass
    found = fetch(links(server, 30))
    assert len(found) == 30
    assert not any(isinstance(each, Failure) for each in found.values())


def test_a_slow_page_does_not_make_its_host_unknown(
    serve: Serve, make_fetch: Callable[..., Fetch]
) -> None:
    async def silent(_request: Request, _writer: StreamWriter) -> None:
        await sleep(30)

    server = serve({"/0": silent, "/": answer(200)})
    asked = make_fetch(read=2.0, whole=2.0, tries=1)
    found = asked(dict.fromkeys(links(server, 4), Wanted.PAGE))
    assert [url for url, each in found.items() if isinstance(each, Failure)] == [f"{server.url}/0"]


def test_a_wait_is_shown_while_nothing_comes(serve: Serve, fetch: Fetch) -> None:
    ticked = Event()

    async def when_ticked(request: Request, writer: StreamWriter) -> None:
        await to_thread(ticked.wait, 60)
        await answer(200)(request, writer)

    server = serve({"/": when_ticked})
    assert fetch(links(server, 1), ticked.set) == {f"{server.url}/0": Answer()}
