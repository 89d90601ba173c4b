"""Sends the requests for one address, and returns the reply of its server or the failure.

Nothing raises: whatever a server or a library does becomes a `Failure`.
"""

import asyncio
from http import HTTPStatus
from typing import Final

import httpx

from linter.online.body import ACCEPTED
from linter.online.errors import failure_of
from linter.online.reading import reply_of
from linter.online.replies import Failure, Reply
from linter.online.request_limits import FIRST_RANGE, MAX_BODY, RequestLimits
from linter.web.answers import Wanted

_ACCEPT: Final = {
    Wanted.LINK: "*/*",
    Wanted.PAGE: "text/html,application/xhtml+xml,*/*;q=0.8",
    Wanted.PICTURE: "image/*,*/*;q=0.8",
}

_TOO_MANY: Final = Failure(None, "the cap on requests is reached")


class Exchange:
    """Sends requests for single addresses, up to a cap."""

    def __init__(self, client: httpx.AsyncClient, limits: RequestLimits, cap: int) -> None:
        """Take a client that follows no redirects, the time-outs, and the most requests."""
        self._client = client
        self._whole = limits.whole
        self._left = cap

    async def request(self, url: str, wanted: Wanted) -> Reply | Failure:
        """Return the reply of the server of a URL.

        A link is requested by HEAD, and by GET unless that succeeds: many servers refuse HEAD, or
        answer it in another way.
        """
        if wanted is Wanted.PAGE:
            return await self._send("GET", url, wanted)
        if wanted is Wanted.PICTURE:
            return await self._picture(url)
        head = await self._send("HEAD", url, wanted)
        return head if _is_settled(head) else await self._send("GET", url, wanted)

    async def _picture(self, url: str) -> Reply | Failure:
        """Request the beginning of a picture, and more where its size is not in that."""
        reply = await self._send("GET", url, Wanted.PICTURE, FIRST_RANGE)
        is_cut = (
            isinstance(reply, Reply)
            and reply.status == HTTPStatus.PARTIAL_CONTENT
            and reply.picture is None
        )
        refuses_ranges = reply == Reply(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        if is_cut or refuses_ranges:
            most = MAX_BODY if is_cut else None
            return await self._send("GET", url, Wanted.PICTURE, most)
        return reply

    async def _send(
        self, method: str, url: str, wanted: Wanted, most: int | None = None
    ) -> Reply | Failure:
        """Send one request; `most` is how many bytes of a picture are requested."""
        if self._left <= 0:
            return _TOO_MANY
        self._left -= 1
        headers = {"accept": _ACCEPT[wanted], "accept-encoding": ACCEPTED}
        if wanted is Wanted.PICTURE:
            headers["accept-encoding"] = "identity"
        if most is not None:
            headers["range"] = f"bytes=0-{most - 1}"
        try:
            async with (
                asyncio.timeout(self._whole),
                self._client.stream(method, url, headers=headers) as response,
            ):
                return await reply_of(response, url, wanted)
        except Exception as error:  # noqa: BLE001 - libraries may raise anything about a server
            return failure_of(error)


def _is_settled(head: Reply | Failure) -> bool:
    """Whether a GET could bring nothing else."""
    if isinstance(head, Failure):
        return head.is_of_host or not head.may_pass or head.wait is not None
    return HTTPStatus(200) <= head.status < HTTPStatus(300)
