"""One address, asked once: what its server answers, or why there is no answer.

Nothing raises: whatever a server or a library does becomes a `Failure`.
"""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

import httpcore
import httpx

from linter.core.patterns import lazy_pattern
from linter.online import walls
from linter.online.body import ACCEPTED, UnreadableBodyError, parts
from linter.online.errors import (
    NoAnswerError,
    NoSuchHostError,
    RefusedAddressError,
    is_refused,
    tls_fault,
)
from linter.online.page import ends_head, read_head
from linter.online.patience import FIRST_RANGE, MAX_BODY, Patience
from linter.online.replies import Failure, Reply
from linter.online.request_url import request_url
from linter.web.answers import Verdict, Wanted
from linter.web.image import ImageFault, ImageProblem, ImageSize
from linter.web.image_size import size_in_head

GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""The statuses of what is not there."""

_THROTTLED: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_PASSING: Final = _THROTTLED | {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}

_ACCEPT: Final = {
    Wanted.LINK: "*/*",
    Wanted.PAGE: "text/html,application/xhtml+xml,*/*;q=0.8",
    Wanted.PICTURE: "image/*,*/*;q=0.8",
}
_DIGITS: Final = lazy_pattern(r"[0-9]{1,9}")


_WALL: Final = Failure(None, "its host keeps robots out")


class Exchange:
    """Sends requests for single addresses."""

    def __init__(self, client: httpx.AsyncClient, patience: Patience) -> None:
        """Take a client that follows no redirects, and how long it is waited for."""
        self._client = client
        self._whole = patience.whole
        self.requests = 0
        """How many requests were sent."""

    async def ask(self, url: str, wanted: Wanted) -> Reply | Failure:
        """Return what the server of a URL answers.

        A link is asked by HEAD, and by GET where the answer to that settles nothing: servers that
        refuse HEAD, or answer it in another way, are many.
        """
        if wanted is Wanted.PAGE:
            return await self._send("GET", url, wanted)
        if wanted is Wanted.PICTURE:
            return await self._picture(url)
        head = await self._send("HEAD", url, wanted)
        return head if _is_settled(head) else await self._send("GET", url, wanted)

    async def _picture(self, url: str) -> Reply | Failure:
        """Ask for the beginning of a picture, and for more where its size is not in that."""
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
        """Send one request; `most` is how many bytes of a picture are asked for."""
        headers = {"accept": _ACCEPT[wanted], "accept-encoding": ACCEPTED}
        if wanted is Wanted.PICTURE:
            headers["accept-encoding"] = "identity"
        if most is not None:
            headers["range"] = f"bytes=0-{most - 1}"
        self.requests += 1
        try:
            async with (
                asyncio.timeout(self._whole),
                self._client.stream(method, url, headers=headers) as response,
            ):
                return await _reply(response, url, wanted)
        except Exception as error:  # noqa: BLE001 - libraries may raise anything about a server
            return _failure(error)


def _is_settled(head: Reply | Failure) -> bool:
    """Whether nothing else is to be learnt by GET."""
    if isinstance(head, Failure):
        return head.is_of_host or not head.may_pass or head.wait is not None
    return HTTPStatus(200) <= head.status < HTTPStatus(300) or bool(head.location)


async def _reply(response: httpx.Response, url: str, wanted: Wanted) -> Reply | Failure:
    """Return what a response states; of its body no more is read than that needs."""
    status = response.status_code
    if response.has_redirect_location:
        return _redirect(response, url)
    if walls.is_challenge(response.headers):
        return _WALL
    if status in _PASSING:
        return _passing(response)
    has_body = response.request.method != "HEAD"
    if has_body and status in GONE and await _is_wall(response, url):
        return _WALL
    if has_body and response.is_success and wanted is not Wanted.LINK:
        read = _page_reply if wanted is Wanted.PAGE else _picture_reply
        return await read(response, url)
    return Reply(status)


def _passing(response: httpx.Response) -> Failure:
    """Return what a status means that another try may not have."""
    status = response.status_code
    is_throttled = status in _THROTTLED
    return Failure(
        None,
        "its host is throttling" if is_throttled else f"its server answers {status}",
        may_pass=True,
        wait=_retry_after(response) if is_throttled else None,
        is_of_host=status == HTTPStatus.TOO_MANY_REQUESTS,
    )


def _redirect(response: httpx.Response, url: str) -> Reply | Failure:
    try:
        target = request_url(urljoin(url, response.headers["location"].strip()))
    except ValueError:
        target = None
    if target is None:
        return Failure(None, "it redirects nowhere")
    return Reply(response.status_code, target)


async def _page_reply(response: httpx.Response, url: str) -> Reply | Failure:
    if "html" not in response.headers.get("content-type", "html"):
        return Reply(response.status_code)
    data = b""
    try:
        async for part in parts(response):
            data += part
            if ends_head(data):
                break
    except (UnreadableBodyError, httpcore.ProtocolError, httpcore.NetworkError):
        # That the page is there is known all the same.
        return Reply(response.status_code)
    page = read_head(data, response.charset_encoding, url)
    if walls.is_challenge(response.headers, page.title, data):
        return _WALL
    return Reply(response.status_code, page=page)


async def _picture_reply(response: httpx.Response, url: str) -> Reply | Failure:
    data = b""
    found: ImageSize | ImageProblem | None = None
    tried_at = FIRST_RANGE
    is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT
    async for part in parts(response):
        data += part
        if len(data) >= tried_at:
            tried_at *= 4
            found = size_in_head(data)
            if found is not None:
                break
    if found is None:
        found = size_in_head(data, is_whole=not is_part or _is_last_part(response))
    if isinstance(found, ImageProblem) and found.fault is ImageFault.NOT_A_PICTURE:
        title = read_head(data, None, url).title
        if walls.is_challenge(response.headers, title, data):
            return _WALL
    return Reply(response.status_code, picture=found)


def _is_last_part(response: httpx.Response) -> bool:
    """Whether a part of a file reaches its end: `Content-Range: bytes 0-99/100`."""
    last, _, length = response.headers.get("content-range", "").rpartition("-")[2].partition("/")
    digits = _DIGITS.fullmatch(last), _DIGITS.fullmatch(length)
    return all(digits) and int(last) + 1 == int(length)


async def _is_wall(response: httpx.Response, url: str) -> bool:
    """Whether the body of an error is the challenge of a service that keeps robots out."""
    data = b""
    try:
        async for part in parts(response):
            data += part
            if len(data) >= FIRST_RANGE:
                break
    except (UnreadableBodyError, httpcore.ProtocolError, httpcore.NetworkError):
        return False
    return walls.is_challenge({}, read_head(data, None, url).title, data)


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds of `Retry-After` (RFC 9110, 10.2.3); None without one."""
    text = response.headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(text):
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max((instant - datetime.now(UTC)).total_seconds(), 0.0)


def _failure(error: Exception) -> Failure:
    """Return what an error means for the address."""
    fault = tls_fault(error)
    if fault is not None:
        return Failure(Verdict.BAD_TLS, fault, is_of_host=True)
    if is_refused(error):
        reason = "its host refuses the connection"
        return Failure(Verdict.REFUSED, reason, may_pass=True, is_of_host=True)
    match error:
        case NoSuchHostError():
            return Failure(Verdict.NO_HOST, "there is no such host", is_of_host=True)
        case RefusedAddressError() | NoAnswerError():
            return Failure(None, str(error), is_of_host=True)
        case TimeoutError() | httpcore.TimeoutException():
            reason, may_pass = "no answer in time", True
        case _:
            reason = "the connection failed"
            may_pass = isinstance(error, httpcore.NetworkError | httpcore.RemoteProtocolError)
    is_of_host = isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout)
    return Failure(None, reason, may_pass=may_pass, is_of_host=is_of_host)
