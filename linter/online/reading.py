"""Reads a response into a reply, and of its body no more than that needs."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

import httpx

from linter.core.patterns import lazy_pattern
from linter.online import challenges
from linter.online.body import UNREADABLE, beginning
from linter.online.page import ends_head, read_head
from linter.online.replies import Failure, Reply
from linter.online.request_limits import FIRST_RANGE, MAX_BODY
from linter.online.request_url import request_url
from linter.web.answers import Wanted
from linter.web.image import ImageFault, ImageProblem
from linter.web.image_size import size_in_head

GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""The statuses of what is not there."""

_THROTTLED: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_PASSING: Final = _THROTTLED | {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}

_FIRST_LOOK: Final = 16 * 1024
"""Bytes of a page after which its head may have ended."""

_DIGITS: Final = lazy_pattern(r"[0-9]{1,9}")

_WALL: Final = Failure(None, "its host keeps robots out")


async def reply_of(response: httpx.Response, url: str, wanted: Wanted) -> Reply | Failure:
    """Return what a response states to a request for `wanted`."""
    status = response.status_code
    if response.has_redirect_location:
        return _redirect(response, url)
    if challenges.has_challenge_header(response.headers):
        return _WALL
    if status in _PASSING:
        return _passing(response)
    has_body = response.request.method != "HEAD"
    if has_body and status in GONE and await _is_challenge(response, url):
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
    try:
        data = await beginning(response, ends_head, _FIRST_LOOK)
    except UNREADABLE:
        # That the page is there is known all the same.
        return Reply(response.status_code)
    page = read_head(data, response.charset_encoding, url)
    if challenges.is_challenge(page.title, data):
        return _WALL
    return Reply(response.status_code, page=page)


async def _picture_reply(response: httpx.Response, url: str) -> Reply | Failure:
    data = await beginning(response, _has_size, FIRST_RANGE)
    is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT
    is_whole = len(data) < MAX_BODY and (not is_part or _is_last_part(response))
    found = size_in_head(data, is_whole=is_whole)
    may_be_page = isinstance(found, ImageProblem) and found.fault is ImageFault.NOT_A_PICTURE
    if may_be_page and challenges.is_challenge(read_head(data, None, url).title, data):
        return _WALL
    return Reply(response.status_code, picture=found)


def _has_size(data: bytes) -> bool:
    return size_in_head(data) is not None


def _is_last_part(response: httpx.Response) -> bool:
    """Whether a part of a file reaches its end: `Content-Range: bytes 0-99/100`."""
    last, _, length = response.headers.get("content-range", "").rpartition("-")[2].partition("/")
    digits = _DIGITS.fullmatch(last), _DIGITS.fullmatch(length)
    return all(digits) and int(last) + 1 == int(length)


async def _is_challenge(response: httpx.Response, url: str) -> bool:
    """Whether the body of an error is the challenge of a service that keeps robots out."""
    try:
        data = await beginning(response, bool, FIRST_RANGE)
    except UNREADABLE:
        return False
    return challenges.is_challenge(read_head(data, None, url).title, data)


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
