"""TLS, HTTP/2 and IPv6."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

from linter.online.replies import Failure
from linter.web.answers import Answer, Verdict
from tests.online.conftest import IMPATIENT, Fetch, tls_of, trusted
from tests.online.servers import HAS_IPV6, Serve, answer

pytestmark = pytest.mark.slow


def test_a_certificate_of_a_trusted_authority_is_fine(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/": answer(200)}, tls=tls_of("127.0.0.1"))
    assert fetch.one(f"{server.url}/") == Answer()


def test_an_expired_certificate_is_dead(serve: Serve, fetch: Fetch) -> None:
    expired = tls_of("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    found = fetch.one(f"{serve({'/': answer(200)}, tls=expired).url}/")
    assert isinstance(found, Answer)
    assert (found.verdict, found.reason) == (Verdict.BAD_TLS, "its certificate has expired")


def test_a_certificate_that_is_signed_by_itself_is_dead(
    serve: Serve, fetch: Fetch, tmp_path: Path
) -> None:
    # That of an authority is such a one.
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    file = tmp_path / "own.pem"
    authority.cert_pem.write_to_path(file)
    authority.private_key_pem.write_to_path(file, append=True)
    context.load_cert_chain(file)
    found = fetch.one(f"{serve({'/': answer(200)}, tls=context).url}/")
    assert isinstance(found, Answer)
    assert (found.verdict, found.reason) == (
        Verdict.BAD_TLS,
        "its certificate is signed by itself",
    )


def test_a_certificate_for_another_host_is_dead(serve: Serve, fetch: Fetch) -> None:
    found = fetch.one(f"{serve({'/': answer(200)}, tls=tls_of('a.example')).url}/")
    assert isinstance(found, Answer)
    assert found.verdict is Verdict.BAD_TLS


def test_a_certificate_for_another_name_is_dead(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/": answer(200)}, tls=tls_of("a.example"))
    found = fetch.one(f"https://localhost:{server.port}/")
    assert isinstance(found, Answer)
    assert found.reason == "its certificate is for another host"


def test_an_authority_that_is_not_known_here_may_be_known_to_browsers(
    serve: Serve, fetch: Fetch
) -> None:
    # So is a chain that lacks a certificate: browsers fetch that themselves.
    foreign = tls_of("127.0.0.1", authority=trustme.CA())
    assert isinstance(fetch.one(f"{serve({'/': answer(200)}, tls=foreign).url}/"), Failure)


def test_plain_http_where_tls_is_expected_is_not_known(
    serve: Serve, make_fetch: Callable[..., Fetch]
) -> None:
    server = serve({"/": answer(200)})
    assert isinstance(make_fetch(**IMPATIENT).one(f"https://127.0.0.1:{server.port}/"), Failure)


@pytest.mark.skipif(not HAS_IPV6, reason="this system has no IPv6")
def test_ipv6_is_spoken(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/": answer(200)}, host="::1")
    assert fetch.one(f"{server.url}/") == Answer()
    assert server.requests[0].host == f"[::1]:{server.port}"


def test_the_name_of_a_host_is_what_tls_and_the_server_get(serve: Serve, fetch: Fetch) -> None:
    names: list[str | None] = []
    context = tls_of("localhost")
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = serve({"/": answer(200)}, tls=context)
    assert fetch.one(f"https://localhost:{server.port}/") == Answer()
    assert names == ["localhost"]
    assert server.requests[0].host == f"localhost:{server.port}"


Scope = Mapping[str, Any]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


@contextmanager
def http2_server(folder: Path, versions: list[str]) -> Iterator[int]:
    """Run hypercorn in a thread, and yield its port; the versions of its requests are noted."""
    issued = trusted()[1].issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    for part in issued.cert_chain_pems:
        part.write_to_path(folder / "chain.pem", append=True)

    async def app(scope: Scope, _receive: object, send: Send) -> None:
        if scope["type"] != "http":
            return
        versions.append(scope["http_version"])
        status = 404 if scope["path"] == "/gone" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    config = Config()
    config.certfile, config.keyfile = str(folder / "chain.pem"), str(folder / "key.pem")
    config.accesslog = config.errorlog = None
    with _free_port() as port:
        config.bind = [f"127.0.0.1:{port}"]
    loop, stopped, started = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    async def run() -> None:
        serving = asyncio.ensure_future(
            hypercorn_serve(app, config, shutdown_trigger=stopped.wait)  # type: ignore[arg-type]
        )
        for _ in range(500):
            if await _accepts(port):
                break
            await asyncio.sleep(0.01)
        started.set()
        await serving

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    started.wait(10)
    yield port
    loop.call_soon_threadsafe(stopped.set)
    thread.join(10)
    loop.close()


@contextmanager
def _free_port() -> Iterator[int]:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free.getsockname()[1]


async def _accepts(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


def test_http_2_is_spoken(tmp_path: Path) -> None:
    versions: list[str] = []
    with http2_server(tmp_path, versions) as port, closing(Fetch()) as fetch:
        assert fetch.one(f"https://127.0.0.1:{port}/") == Answer()
        found = fetch.one(f"https://127.0.0.1:{port}/gone")
    assert isinstance(found, Answer)
    assert found.verdict is Verdict.GONE
    assert set(versions) == {"2"}
