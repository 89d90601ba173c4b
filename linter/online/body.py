"""The bodies of responses: never more than a bound of them, and unpacked no further either."""

import zlib
from collections.abc import AsyncIterator, Callable
from typing import Final

import httpcore
import httpx

from linter.online.request_limits import MAX_BODY

# Windows of both gzip and zlib (https://zlib.net/manual.html, `inflateInit2`).
_GZIP_OR_ZLIB: Final = 47
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})

ACCEPTED: Final = "gzip, deflate"
"""The encodings that are unpacked."""


class UnreadableBodyError(Exception):
    """A body is in an unknown encoding, or damaged."""


UNREADABLE: Final = (UnreadableBodyError, httpcore.ProtocolError, httpcore.NetworkError)
"""What `beginning` raises for a body that cannot be read."""


async def beginning(
    response: httpx.Response, is_enough: Callable[[bytes], bool], first: int
) -> bytes:
    """Return the unpacked body up to the bound, or until it is enough.

    That is tested once there are `first` bytes, and each time there are twice as many: a body may
    come in a million pieces.

    Raises:
        UNREADABLE: it breaks off, or cannot be unpacked.

    """
    data = bytearray()
    look_at = first
    async for part in _parts(response):
        data += part
        if len(data) >= look_at:
            look_at = 2 * len(data)
            if is_enough(bytes(data)):
                break
    return bytes(data)


async def _parts(response: httpx.Response) -> AsyncIterator[bytes]:
    """Yield the unpacked body piece by piece, cut where it exceeds the bound.

    Raises:
        UnreadableBodyError: it cannot be unpacked.

    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", *_PACKED}:
        raise UnreadableBodyError
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding in _PACKED else None
    packed_left = left = MAX_BODY
    async for raw in response.aiter_raw():
        piece = raw[:packed_left]
        packed_left -= len(piece)
        if unpacker is not None:
            piece = _unpacked(unpacker, piece, left)
        yield piece[:left]
        left -= len(piece)
        if left <= 0 or packed_left <= 0:
            return


def _unpacked(unpacker: "zlib._Decompress", packed: bytes, most: int) -> bytes:
    try:
        return unpacker.decompress(packed, most)
    except zlib.error:
        raise UnreadableBodyError from None
