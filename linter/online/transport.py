"""Sends the requests of httpx over checked connections.

The name of a host stays in the URL, so that TLS and `Host` have it.
"""

import ssl
from collections.abc import AsyncIterator

import certifi
import httpcore
import httpx

from linter.online.backend import CheckedBackend
from linter.online.policy import Policy
from linter.online.resolver import Resolver


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
            network_backend=CheckedBackend(policy, resolver, httpcore.AnyIOBackend()),
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
