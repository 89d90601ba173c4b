"""The size of a PNG, JPEG, GIF, WebP or AVIF picture, from its header.

The library imagesize reads the headers. Own code adds what the library lacks: it notices a file
that ends too early, applies the orientation and resolution in Exif data, and the turn of an AVIF,
which is a box of its own and counts whatever the Exif data states.
"""

import os
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

_LONG_HEAD: Final = 1024 * 1024
"""Bytes after which the search for a size ends; colour profiles and depth maps need so many."""

_TAIL: Final = 64 * 1024

# A whole file ends with these bytes; more may follow, such as a short film.
_ENDS: Final = {ImageKind.PNG: b"IEND", ImageKind.JPEG: b"\xff\xd9", ImageKind.GIF: b"\x00;"}

# A box of nine bytes, the last of which counts quarter turns (ISO/IEC 23008-12, 6.5.10).
_AVIF_TURN: Final = b"\x00\x00\x00\x09irot"
_AVIF_QUARTER_TURN: Final = lazy_pattern(_AVIF_TURN + rb"[\x01\x03]")
_AVIF_FREE_BOX: Final = b"\x00\x00\x00\x09free"


def raster_size(kind: ImageKind, head: bytes, file: BinaryIO) -> ImageSize | ImageProblem:
    """Return the size of a picture of one of `RASTER_KINDS`, or why there is none.

    `head` is what has been read from the start of the file, whose position is after it.

    Raises:
        OSError: the file cannot be read.

    """
    sides = _sides(kind, head)
    if sides is None:
        head += file.read(_LONG_HEAD - len(head))
        sides = _sides(kind, head)
    if sides is None and len(head) == _LONG_HEAD:
        return ImageProblem(ImageFault.NO_SIZE, "its size does not stand in its first megabyte")
    if sides is None:
        return ImageProblem(ImageFault.DAMAGED, "its header is cut off or damaged")
    if _is_cut_off(kind, head, file):
        return ImageProblem(ImageFault.DAMAGED, "it ends before the picture does")
    return ImageSize(*sides, kind)


def _sides(kind: ImageKind, head: bytes) -> tuple[int, int] | None:
    from imagesize import get  # type: ignore[import-untyped]

    is_avif = kind is ImageKind.AVIF
    # imagesize 2.0.1 expects the box of the turn to be longer than it is, and gives up.
    readable = head.replace(_AVIF_TURN, _AVIF_FREE_BOX) if is_avif else head
    width, height = get(BytesIO(readable), exif_rotation=False)
    if width < 1 or height < 1:
        return None
    if kind is ImageKind.JPEG:
        return exif.of_jpeg(head).shown(width, height)
    if kind is ImageKind.PNG:
        return exif.of_png(head).turned(width, height)
    if is_avif and _AVIF_QUARTER_TURN.search(head):
        return height, width
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
