"""The addresses of hosts, from the name servers of the system."""

import asyncio
import socket
from typing import Final

from linter.online.errors import NoAnswerError, NoSuchHostError

# Reserved by IANA (RFC 2606), and there for as long as name servers are.
_CONTROL: Final = "example.com"

_NO_SUCH_HOST: Final = frozenset(
    {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
)


class Resolver:
    """Looks hosts up, and notes whether name servers can be reached at all."""

    def __init__(self) -> None:
        """Start without a lookup."""
        self._has_answered = False
        self._control: asyncio.Future[bool] | None = None

    async def addresses(self, host: str, port: int) -> list[str]:
        """Return the IP addresses of a host, or of a text that is one; at least one.

        Raises:
            NoSuchHostError: name servers have none.
            NoAnswerError: name servers do not answer.

        """
        try:
            found = await self.lookup(host, port)
        except socket.gaierror as error:
            if error.errno not in _NO_SUCH_HOST:
                raise NoAnswerError("name servers do not answer") from None
            if not await self._reaches_servers():
                raise NoAnswerError("no name server can be reached") from None
            raise NoSuchHostError from None
        except (UnicodeError, OSError):
            raise NoAnswerError("its host cannot be looked up") from None
        self._has_answered = True
        return found

    async def lookup(self, host: str, port: int, /) -> list[str]:
        """Return what the system has for a host.

        Raises:
            OSError: it has nothing, or there was no answer.

        """
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(address[4][0]) for address in found))

    async def _reaches_servers(self) -> bool:
        """Whether "no such host" can be believed: without a network some systems say so too."""
        if self._has_answered:
            return True
        if self._control is None:
            self._control = asyncio.ensure_future(self._finds_control())
        return await self._control

    async def _finds_control(self) -> bool:
        try:
            await self.lookup(_CONTROL, 443)
        except OSError:
            return False
        return True
