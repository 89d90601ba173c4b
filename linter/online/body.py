"""The bodies of responses: never more than a bound of them, and unpacked no further either."""

import zlib
from collections.abc import AsyncIterator
from typing import Final

import httpx

from linter.online.patience import MAX_BODY

# Windows of both gzip and zlib (https://zlib.net/manual.html, `inflateInit2`).
_GZIP_OR_ZLIB: Final = 47
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})

ACCEPTED: Final = "gzip, deflate"
"""The encodings that `parts` unpacks."""


class UnreadableBodyError(Exception):
    """A body is in an unknown encoding, or damaged."""


async def parts(response: httpx.Response) -> AsyncIterator[bytes]:
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
