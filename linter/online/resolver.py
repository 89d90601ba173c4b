"""The addresses of hosts, from the name servers of the system."""

import asyncio
import socket
from typing import Final

from linter.online.errors import NoAnswerError, NoSuchHostError

# Reserved by IANA (RFC 2606), and there for as long as name servers are.
CONTROL: Final = "example.com"
"""A host that is there wherever there is a network."""

_NO_SUCH_HOST: Final = frozenset(
    {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
)


class Resolver:
    """Looks hosts up; a host counts as missing only where the lookup of another one succeeds."""

    async def addresses(self, host: str, port: int) -> list[str]:
        """Return the IP addresses of a host, or of a text that is one; at least one.

        Raises:
            NoSuchHostError: name servers have none.
            NoAnswerError: name servers do not answer.

        """
        try:
            return await self.lookup(host, port)
        except socket.gaierror as error:
            if error.errno not in _NO_SUCH_HOST:
                raise NoAnswerError("name servers do not answer") from None
            if not await self._finds_control():
                raise NoAnswerError("no name server can be reached") from None
            raise NoSuchHostError from None
        except (UnicodeError, OSError):
            raise NoAnswerError("its host cannot be looked up") from None

    async def lookup(self, host: str, port: int, /) -> list[str]:
        """Return what the system has for a host.

        Raises:
            OSError: it has nothing, or there was no answer.

        """
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(address[4][0]) for address in found))

    async def _finds_control(self) -> bool:
        """Whether name servers can be reached: without a network no host is found by some systems.

        That another host was found proves nothing: it may be an IP address, or of this machine, and
        the network may be lost meanwhile.
        """
        try:
            await self.lookup(CONTROL, 443)
        except OSError:
            return False
        return True
