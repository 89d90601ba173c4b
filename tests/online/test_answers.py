"""What servers answer, and what is concluded from it: dead only where nobody gets anything."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from linter.online.body import beginning
from linter.online.replies import Failure
from linter.web.answers import Answer, Page, Redirect, Verdict, Wanted
from tests.online.conftest import IMPATIENT, Fetch
from tests.online.servers import Request, Route, Serve, Server, answer, page, redirect

pytestmark = pytest.mark.slow


async def no_head(request: Request, writer: asyncio.StreamWriter) -> None:
    await answer(405 if request.method == "HEAD" else 200)(request, writer)


async def dead_by_head(request: Request, writer: asyncio.StreamWriter) -> None:
    await answer(404 if request.method == "HEAD" else 200)(request, writer)


async def redirected_by_head(request: Request, writer: asyncio.StreamWriter) -> None:
    await (redirect("/404") if request.method == "HEAD" else answer(200))(request, writer)


async def hang_up(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def head_hangs_up(request: Request, writer: asyncio.StreamWriter) -> None:
    await (hang_up if request.method == "HEAD" else answer(200))(request, writer)


async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(100):
        writer.write(b"x-drop: 1\r\n")
        await writer.drain()
        await asyncio.sleep(0.1)


async def silent(_request: Request, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def garbage(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 smtp.example.com ESMTP\r\n")


WALL = "<title>Just a moment...</title>"

FOUND: dict[str, Route] = {
    "200": answer(200, b"text"),
    "204": answer(204),
    "206": answer(206, b"text"),
    "head-refused": no_head,
    "head-says-404": dead_by_head,
    "head-is-redirected": redirected_by_head,
    "head-hangs-up": head_hangs_up,
    "wrong-length": answer(200, b"text", length=9999),
}

GONE: dict[str, Route] = {
    "404": answer(404, b"nothing here"),
    "410": answer(410),
    "404-page": page("<title>Not found</title>", "<h1>404</h1>", 404),
}

UNKNOWN: dict[str, Route] = {
    **{
        str(status): answer(status)
        for status in (300, 304, 400, 401, 402, 403, 405, 406, 407, 408, 409, 418, 421, 423, 425)
    },
    **{
        str(status): answer(status)
        for status in (429, 444, 451, 499, 500, 501, 502, 503, 504, 520, 521, 522, 525, 530, 999)
    },
    "challenge-403": page(WALL, status=403),
    "challenge-503": page(WALL, status=503),
    "challenge-404": page(WALL, status=404),
    "challenge-by-header": answer(404, b"nothing", cf_mitigated="challenge"),
    "challenge-in-body": page("", "<script src='/cdn-cgi/challenge-platform/x.js'>", 404),
    "hang-up": hang_up,
    "redirects-to-itself": redirect("/redirects-to-itself"),
    "redirects-nowhere": redirect("http://"),
    "redirects-to-file": redirect("file:///etc/passwd"),
    "redirects-to-mail": redirect("mailto:a@example.com"),
}

ENDLESS: dict[str, Route] = {"silent": silent, "slow-drip": drip, "garbage": garbage}


@pytest.fixture(scope="module")
def results() -> dict[str, Answer | Failure]:
    """What came of each route; each is on a host of its own, since one that hangs is given up."""
    every = {**FOUND, **GONE, **UNKNOWN, **ENDLESS}
    patient, impatient = Fetch(), Fetch(**IMPATIENT)
    with Server({f"/{name}": route for name, route in every.items()}, host="0.0.0.0") as server:  # noqa: S104
        url_of = {
            name: f"http://127.0.1.{number}:{server.port}/{name}"
            for number, name in enumerate(every)
        }
        ending = {url: Wanted.LINK for name, url in url_of.items() if name not in ENDLESS}
        found = patient(ending) | impatient({url_of[name]: Wanted.LINK for name in ENDLESS})
        for each in (patient, impatient):
            each.close()
    return {name: found[url] for name, url in url_of.items()}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_there_is_found(results: dict[str, Answer | Failure], name: str) -> None:
    assert results[name] == Answer()


@pytest.mark.parametrize("name", GONE)
def test_what_is_gone_is_dead(results: dict[str, Answer | Failure], name: str) -> None:
    found = results[name]
    assert isinstance(found, Answer)
    assert found.verdict is Verdict.GONE
    assert name[:3] in found.reason


@pytest.mark.parametrize("name", [*UNKNOWN, *ENDLESS])
def test_what_a_person_may_get_is_not_known(
    results: dict[str, Answer | Failure], name: str
) -> None:
    found = results[name]
    assert isinstance(found, Failure)
    assert found.verdict is None


def test_a_redirect_is_followed_to_its_end(serve: Serve, fetch: Fetch) -> None:
    other = serve({"/d": answer(200)}, host="127.0.0.2")
    server = serve({"/a": redirect("b#x", 308), "/b": redirect(f"{other.url}/d", 302)})
    found = fetch.one(f"{server.url}/a")
    assert found == Answer(
        redirects=(Redirect(308, f"{server.url}/b"), Redirect(302, f"{other.url}/d"))
    )


def test_a_redirect_to_what_is_gone_is_dead(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": redirect("/gone")})
    found = fetch.one(f"{server.url}/a")
    assert isinstance(found, Answer)
    assert (found.verdict, found.url("")) == (Verdict.GONE, f"{server.url}/gone")


@pytest.mark.parametrize("hops", [5, 6])
def test_five_redirects_are_followed_and_no_more(serve: Serve, fetch: Fetch, hops: int) -> None:
    routes = {f"/{number}/": redirect(f"/{number - 1}/") for number in range(1, hops + 1)}
    server = serve({**routes, "/0/": answer(200)})
    assert isinstance(fetch.one(f"{server.url}/{hops}/"), Answer) is (hops == 5)


def test_a_loop_of_two_ends(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": redirect("/b"), "/b": redirect("/a")})
    found = fetch.one(f"{server.url}/a")
    assert found == Failure(None, "it redirects in a circle")
    assert server.request_lines == ["HEAD /a", "GET /a", "HEAD /b", "GET /b"]


def test_a_refused_connection_is_dead(fetch: Fetch) -> None:
    with Server({}) as server:
        pass
    found = fetch.one(f"{server.url}/")
    assert isinstance(found, Answer)
    assert found.verdict is Verdict.REFUSED


def test_an_address_is_requested_once_though_others_lead_to_it(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": redirect("/c"), "/b": redirect("/c"), "/c": answer(200)})
    fetch({f"{server.url}/{name}": Wanted.LINK for name in "abc"})
    assert sorted(server.request_lines) == ["GET /a", "GET /b", "HEAD /a", "HEAD /b", "HEAD /c"]


def test_a_target_that_is_wanted_as_a_page_is_requested_as_one(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": redirect("/c"), "/c": page("<title>c</title>")})
    found = fetch({f"{server.url}/a": Wanted.LINK, f"{server.url}/c": Wanted.PAGE})
    assert sorted(server.request_lines) == ["GET /a", "GET /c", "HEAD /a"]
    assert found[f"{server.url}/a"].verdict is Verdict.FOUND


def test_no_cookie_is_sent_back_and_no_secret_of_the_environment(
    serve: Serve, make_fetch: Callable[..., Fetch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    netrc = make_fetch()
    server = serve({"/a": answer(302, location="/b", set_cookie="a=b"), "/b": answer(200)})
    assert isinstance(netrc.one(f"{server.url}/a"), Answer)
    sent = {name for request in server.requests for name in request.headers}
    assert sent == {"host", "accept", "accept-encoding", "connection", "user-agent"}


def test_the_cap_on_requests_holds(serve: Serve, make_fetch: Callable[..., Fetch]) -> None:
    server = serve({"/": answer(200)})
    found = make_fetch(cap=7)({f"{server.url}/{number}": Wanted.LINK for number in range(20)})
    assert len(server.requests) == 7
    left = [each for each in found.values() if isinstance(each, Failure)]
    assert len(left) == 13
    assert {each.reason for each in left} == {"the cap on requests is reached"}


def test_the_cap_is_on_requests_not_on_addresses(
    serve: Serve, make_fetch: Callable[..., Fetch]
) -> None:
    server = serve({"/": answer(404)})
    found = make_fetch(cap=7)({f"{server.url}/{number}": Wanted.LINK for number in range(20)})
    assert len(server.requests) == 7
    # A HEAD alone is no proof.
    assert sum(isinstance(each, Answer) for each in found.values()) == 3


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_a_packed_page_is_read(
    serve: Serve, fetch: Fetch, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = pack(b"<html><head><title>Caf\xc3\xa9</title></head>")
    server = serve({"/": answer(200, body, content_encoding=encoding)})
    found = fetch.one(f"{server.url}/", Wanted.PAGE)
    assert isinstance(found, Answer)
    assert found.page is not None
    assert found.page.title == "Café"


def test_a_bomb_is_unpacked_no_further_than_the_bound(serve: Serve, fetch: Fetch) -> None:
    head = b"<html><head><!--" + bytes(20_000_000) + b"--><title>beyond</title>"
    bomb = gzip.compress(head, compresslevel=1)
    server = serve({"/": answer(200, bomb, content_encoding="gzip", content_type="text/html")})
    assert fetch.one(f"{server.url}/", Wanted.PAGE) == Answer(page=Page())


def test_an_endless_body_is_cut(serve: Serve, fetch: Fetch) -> None:
    sent = 0

    async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html><head><!--")
        while sent < 50_000_000:
            writer.write(bytes(10_000))
            sent += 10_000
            await writer.drain()

    server = serve({"/": endless})
    assert isinstance(fetch.one(f"{server.url}/", Wanted.PAGE), Answer)
    assert sent < 5_000_000


def test_a_body_in_many_pieces_is_looked_at_a_few_times() -> None:
    looks: list[int] = []

    def is_enough(data: bytes) -> bool:
        looks.append(len(data))
        return False

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100_000):
            yield b"a"

    body = asyncio.run(beginning(httpx.Response(200, content=pieces()), is_enough, 10))
    assert body == b"a" * 100_000
    assert looks == [10 * 2**power for power in range(14)]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"not gzip", {"content_encoding": "gzip"}),
        (b"x", {"content_encoding": "br"}),
        (b"<html><head><title>a", {"length": 9999}),
        (b"PDF", {"content_type": "application/pdf"}),
    ],
)
def test_a_page_that_cannot_be_read_is_there_all_the_same(
    serve: Serve, fetch: Fetch, body: bytes, headers: Any
) -> None:
    server = serve({"/": answer(200, body, **{"content_type": "text/html", **headers})})
    found = fetch.one(f"{server.url}/", Wanted.PAGE)
    assert isinstance(found, Answer)
    assert found in {Answer(), Answer(page=Page())}


def test_a_page_with_a_challenge_is_not_known(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/": page(WALL)})
    assert isinstance(fetch.one(f"{server.url}/", Wanted.PAGE), Failure)
