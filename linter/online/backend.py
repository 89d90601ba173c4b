"""Opens connections to the addresses that the policy permits, for httpcore.

A host is looked up here, its addresses are checked, and one that passed is connected to: no second
lookup could give another one.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import httpcore

from linter.online.addresses import is_public, read_address
from linter.online.errors import (
    ClosedNetworkError,
    NoAnswerError,
    NoSuchHostError,
    RefusedAddressError,
    is_refused,
)
from linter.online.policy import Policy
from linter.online.resolver import CONTROL, Resolver

_SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]

_MOST_ADDRESSES: Final = 4
"""The most addresses of one host that are tried."""


_NO_CONNECTION: Final = (httpcore.ConnectError, httpcore.ConnectTimeout)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to permitted addresses alone."""

    def __init__(
        self, policy: Policy, resolver: Resolver, inner: httpcore.AsyncNetworkBackend
    ) -> None:
        """Take what decides on addresses, where they come from, and what connects to them."""
        self._policy = policy
        self._resolver = resolver
        self._inner = inner
        self._open_ports: dict[int, asyncio.Future[bool]] = {}

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
            ClosedNetworkError: they refuse connections, as do others from here.
            httpcore.ConnectError, httpcore.ConnectTimeout: none of them accepts a connection.

        """
        addresses = await self._resolver.addresses(host, port)
        permitted = [each for each in addresses if self._policy.permits(host, each, port)]
        if not permitted:
            raise RefusedAddressError
        failures: list[Exception] = []
        for address in permitted[:_MOST_ADDRESSES]:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except _NO_CONNECTION as error:
                failures.append(error)
        # One that does not answer here may do so elsewhere: it is refused if all refuse.
        failure = next((each for each in failures if not is_refused(each)), failures[0])
        if is_refused(failure) and any(map(_is_public, permitted)):
            await self._check_network(port, timeout)
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait between two tries to connect."""
        await self._inner.sleep(seconds)

    async def _check_network(self, port: int, timeout: float | None) -> None:  # noqa: ASYNC109
        """Check that connections to a port of public hosts can be opened at all.

        Firewalls refuse them in the name of the host.

        Raises:
            ClosedNetworkError: they cannot, or nobody knows.

        """
        is_open = self._open_ports.get(port)
        if is_open is None:
            is_open = asyncio.ensure_future(self._reaches_control(port, timeout))
            self._open_ports[port] = is_open
        # Who waits may be cancelled; others wait too.
        if not await asyncio.shield(is_open):
            raise ClosedNetworkError

    async def _reaches_control(self, port: int, timeout: float | None) -> bool:  # noqa: ASYNC109
        with suppress(NoSuchHostError, NoAnswerError, *_NO_CONNECTION):
            for address in await self._resolver.addresses(CONTROL, port):
                if self._policy.permits(CONTROL, address, port):
                    stream = await self._inner.connect_tcp(address, port, timeout)
                    await stream.aclose()
                    return True
        return False


def _is_public(text: str) -> bool:
    address = read_address(text)
    return address is not None and is_public(address)
