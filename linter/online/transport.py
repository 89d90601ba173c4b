"""Connections to the addresses that the policy permits, for httpx.

A host is looked up here, its addresses are checked, and one that passed is connected to: no second
lookup could give another one. The name stays in the URL, so that TLS and `Host` have it.
"""

import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Final

import certifi
import httpcore
import httpx

from linter.online.errors import RefusedAddressError
from linter.online.policy import Policy
from linter.online.resolver import Resolver

_SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]

_MOST_ADDRESSES: Final = 4
"""The most addresses of one host that are tried."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to permitted addresses alone."""

    def __init__(self, policy: Policy, resolver: Resolver) -> None:
        """Take what decides on addresses, and where they come from."""
        self._policy = policy
        self._resolver = resolver
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is the library's
        local_address: str | None = None,
        socket_options: _SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host.

        Raises:
            NoSuchHostError, NoAnswerError: as `Resolver.addresses`.
            RefusedAddressError: none of its addresses may be connected to.
            httpcore.ConnectError, httpcore.ConnectTimeout: none of them accepts a connection.

        """
        addresses = await self._resolver.addresses(host, port)
        permitted = [each for each in addresses if self._policy.permits(host, each, port)]
        if not permitted:
            raise RefusedAddressError
        *others, last = permitted[:_MOST_ADDRESSES]
        for address in others:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(last, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait between two tries to connect."""
        await self._inner.sleep(seconds)


class CheckedTransport(httpx.AsyncBaseTransport):
    """Sends the requests of httpx through a pool of checked connections."""

    def __init__(self, policy: Policy, resolver: Resolver, most: int, tls: ssl.SSLContext) -> None:
        """Take what decides on addresses, the most connections at once, and whom to trust."""
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=most,
            max_keepalive_connections=most,
            keepalive_expiry=5.0,
            http2=True,
            network_backend=CheckedBackend(policy, resolver),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; errors are those of httpcore and of `CheckedBackend`."""
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Stream(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    """The body of a response."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


def tls_context() -> ssl.SSLContext:
    """Return a context that trusts the authorities of browsers, and those of the system."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context
