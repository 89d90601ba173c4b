"""The size of a PNG, JPEG, GIF, WebP or AVIF picture, from its header.

The library imagesize reads the headers but those of PNG and JPEG, the most frequent kinds: it
imports modules for the web and for XML, which takes a twentieth of a run for one file. Own code
adds what the library lacks: it notices a file that ends too early, applies the orientation and
resolution in Exif data, and the turn of an AVIF, which is a box of its own and counts whatever the
Exif data states.
"""

import os
import struct
from io import BytesIO
from typing import BinaryIO, Final

from linter.core.filesystem import MAX_BYTES
from linter.core.patterns import lazy_pattern
from linter.web import exif
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize

RASTER_KINDS: Final = frozenset(
    {ImageKind.PNG, ImageKind.JPEG, ImageKind.GIF, ImageKind.WEBP, ImageKind.AVIF}
)
"""The kinds whose size is read here."""

CUT_OFF: Final = "its header is cut off or damaged"
"""The reason of a picture without a size where one is to stand."""

_LONG_HEAD: Final = 1024 * 1024
"""Bytes after which the search for a size ends; colour profiles and depth maps need so many."""

_TAIL: Final = 64 * 1024

# A whole file ends with these bytes; more may follow, such as a short film.
_ENDS: Final = {ImageKind.PNG: b"IEND", ImageKind.JPEG: b"\xff\xd9", ImageKind.GIF: b"\x00;"}

# A box of nine bytes, the last of which counts quarter turns (ISO/IEC 23008-12, 6.5.10).
_AVIF_TURN: Final = b"\x00\x00\x00\x09irot"
_AVIF_QUARTER_TURN: Final = lazy_pattern(_AVIF_TURN + rb"[\x01\x03]")
_AVIF_FREE_BOX: Final = b"\x00\x00\x00\x09free"

# Markers of a JPEG (ITU-T T.81, table B.1): frames, which state the size; the last before the
# pixels, or the end; those that stand alone.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LAST: Final = frozenset({0xD9, 0xDA})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_LEAST_LENGTH: Final = 2
"""Of a segment: its length counts itself."""

_FRAME: Final = struct.Struct(">xHHx")
# The signature, the length and name of a chunk, width, height, depth and type of colours.
_PNG_HEADER: Final = struct.Struct(">12x4sLLxx")


def raster_size(kind: ImageKind, head: bytes, file: BinaryIO) -> ImageSize | ImageProblem:
    """Return the size of a picture of one of `RASTER_KINDS`, or why there is none.

    `head` is what has been read from the start of the file, whose position is after it.

    Raises:
        OSError: the file cannot be read.

    """
    sides = shown_sides(kind, head)
    if sides is None:
        head += file.read(_LONG_HEAD - len(head))
        sides = shown_sides(kind, head)
    if sides is None and len(head) == _LONG_HEAD:
        return ImageProblem(ImageFault.NO_SIZE, "its size is not in its first megabyte")
    if sides is None:
        return ImageProblem(ImageFault.DAMAGED, CUT_OFF)
    if _is_cut_off(kind, head, file):
        return ImageProblem(ImageFault.DAMAGED, "it ends before the picture does")
    return ImageSize(*sides, kind)


def shown_sides(kind: ImageKind, head: bytes) -> tuple[int, int] | None:
    """Return the width and height at which a picture is shown; None if its head has none."""
    width, height = stored_sides(kind, head)
    if width < 1 or height < 1:
        return None
    if kind is ImageKind.JPEG:
        return exif.of_jpeg(head).shown(width, height)
    if kind is ImageKind.PNG:
        return exif.of_png(head).turned(width, height)
    if kind is ImageKind.AVIF and _AVIF_QUARTER_TURN.search(head):
        return height, width
    return width, height


def stored_sides(kind: ImageKind, head: bytes) -> tuple[int, int]:
    """Return the width and height in the header of a picture; -1 for what it does not state."""
    if kind is ImageKind.PNG:
        return _png_sides(head)
    if kind is ImageKind.JPEG:
        return _jpeg_sides(head)
    from imagesize import get  # type: ignore[import-untyped]

    # imagesize 2.0.1 expects the box of the turn to be longer than it is, and gives up.
    readable = head.replace(_AVIF_TURN, _AVIF_FREE_BOX) if kind is ImageKind.AVIF else head
    width, height = get(BytesIO(readable), exif_rotation=False)
    return width, height


def _png_sides(head: bytes) -> tuple[int, int]:
    """Return the width and height in the first chunk of a PNG; -1 without one."""
    if len(head) < _PNG_HEADER.size:
        return -1, -1
    name, width, height = _PNG_HEADER.unpack_from(head)
    return (width, height) if name == b"IHDR" else (-1, -1)


def _jpeg_sides(head: bytes) -> tuple[int, int]:
    """Return the width and height in the first frame of a JPEG; -1 without one."""
    at = len(b"\xff\xd8")
    while (at := head.find(b"\xff", at)) >= 0:
        while head.startswith(b"\xff", at):
            at += 1
        if at + 3 > len(head) or head[at] in _LAST:
            break
        marker, length = head[at], int.from_bytes(head[at + 1 : at + 3])
        at += 1
        if marker in _ALONE:
            continue
        if length < _LEAST_LENGTH:
            break
        if marker in _FRAMES:
            return _frame_sides(head[at + 2 : at + length])
        at += length
    return -1, -1


def _frame_sides(frame: bytes) -> tuple[int, int]:
    """Return the width and height in a frame: after its precision, before its components."""
    if len(frame) < _FRAME.size:
        return -1, -1
    height, width = _FRAME.unpack_from(frame)
    return width, height


def _is_cut_off(kind: ImageKind, head: bytes, file: BinaryIO) -> bool:
    """Whether the end is certainly missing, as far as that shows without decoding."""
    length = file.seek(0, os.SEEK_END)
    if kind is ImageKind.WEBP:
        # The size in the header leaves out eight bytes, and some writers leave out the padding.
        return int.from_bytes(head[4:8], "little") + 8 > length + 1
    end = _ENDS.get(kind)
    if end is None:
        return False
    file.seek(max(length - _TAIL, 0))
    if end in file.read(_TAIL) or length > MAX_BYTES:
        return False
    file.seek(0)
    return end not in file.read(MAX_BYTES)
