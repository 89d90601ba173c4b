"""Servers on loopback that answer as servers of the web do, well or badly, and note each request.

A route is a function that writes whatever bytes it likes: requests are read, and nothing else is
done for it.
"""

import asyncio
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import NamedTuple, Self


def _has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return socket.has_dualstack_ipv6()
    except OSError:
        return False


HAS_IPV6 = _has_ipv6()


class Request(NamedTuple):
    """A request as it came in; names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    peer: str

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


Route = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answer(
    status: int = 200, body: bytes = b"", *, length: int | None = None, **headers: str
) -> Route:
    """Return a route with one answer; `_` in a header's name stands for `-`."""

    async def write(request: Request, writer: asyncio.StreamWriter) -> None:
        lines = [
            f"HTTP/1.1 {status} X",
            f"content-length: {len(body) if length is None else length}",
        ]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join((*lines, "", "")).encode())
        if request.method != "HEAD":
            writer.write(body)
        if length is not None:
            writer.close()

    return write


def redirect(location: str, status: int = 301) -> Route:
    return answer(status, location=location)


def page(head: str, body: str = "<p>text</p>", status: int = 200) -> Route:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return answer(status, text.encode(), content_type="text/html; charset=utf-8")


def picture(data: bytes, *, ranges: bool = True) -> Route:
    """Return a route with a file, whole or by range."""

    async def write(request: Request, writer: asyncio.StreamWriter) -> None:
        wanted = request.headers.get("range", "")
        if not (ranges and wanted):
            await answer(200, data, content_type="image/x")(request, writer)
            return
        last = min(int(wanted.rpartition("-")[2]), len(data) - 1)
        part = data[: last + 1]
        await answer(206, part, content_range=f"bytes 0-{last}/{len(data)}")(request, writer)

    return write


class Server:
    """A server in a thread of its own; of the routes that begin the path the longest answers.

    Without a host it is on all addresses of this machine, of IPv4 and IPv6.
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        *,
        host: str | None = "127.0.0.1",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.requests: list[Request] = []
        self.most_at_once: Counter[str] = Counter()
        self.connections = 0
        self.port = port
        self._host = host
        self._routes = sorted(routes.items(), key=lambda route: -len(route[0]))
        self._tls = tls
        self._under_way: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        host = self._host or "localhost"
        host = f"[{host}]" if ":" in host else host
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}"

    @property
    def request_lines(self) -> list[str]:
        return [f"{request.method} {request.path}" for request in self.requests]

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        if self._host is None and HAS_IPV6:
            both = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
            server = await asyncio.start_server(self._connected, sock=both)
        else:
            server = await asyncio.start_server(
                self._connected,
                self._host or "0.0.0.0",  # noqa: S104
                self.port,
                ssl=self._tls,
                backlog=1024,
            )
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopped.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        # Transports close in the next round of the loop.
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        peer = str(writer.get_extra_info("peername"))
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while not writer.is_closing():
                    await self._answer(_read(await reader.readuntil(b"\r\n\r\n"), peer), writer)
        finally:
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        self._under_way[request.host] += 1
        at_once = max(self.most_at_once[request.host], self._under_way[request.host])
        self.most_at_once[request.host] = at_once
        try:
            await self._route(request)(request, writer)
            await writer.drain()
        finally:
            self._under_way[request.host] -= 1

    def _route(self, request: Request) -> Route:
        found = (route for start, route in self._routes if request.path.startswith(start))
        return next(found, answer(404, b"nothing"))


Serve = Callable[..., Server]
"""Starts a server of some routes: the fixture `serve`."""


def _read(head: bytes, peer: str) -> Request:
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Request(method, path, {name.lower(): value.strip() for name, _, value in pairs}, peer)
