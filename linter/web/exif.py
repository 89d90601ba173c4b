"""How a picture's Exif data changes the size at which browsers show it: its turn and resolution.

The format is Exif 2.32 (CIPA DC-008), a TIFF 6.0 header with lists of numbered entries. Browsers
apply the first Exif segment of a JPEG, and the turn in an `eXIf` chunk of a PNG that stands ahead
of the pixels with the right checksum (measured with Chromium 156). They ignore that of WebP.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

_ORIENTATION: Final = 0x0112
_X_RESOLUTION: Final = 0x011A
_Y_RESOLUTION: Final = 0x011B
_RESOLUTION_UNIT: Final = 0x0128
_EXIF_ENTRIES: Final = 0x8769
_PIXEL_WIDTH: Final = 0xA002
_PIXEL_HEIGHT: Final = 0xA003

_SHORT: Final = 3
_LONG: Final = 4
_RATIONAL: Final = 5
_INCH: Final = 2
_DEFAULT_RESOLUTION: Final = 72
_QUARTER_TURNS: Final = frozenset({5, 6, 7, 8})
_MAX_ENTRIES: Final = 256

_PREFIX: Final = b"Exif\x00\x00"
_APP1: Final = 0xE1
_START_OF_SCAN: Final = 0xDA
_FILL: Final = 0xFF
_PNG_SIGNATURE: Final = 8

_Entries = dict[int, float]


class Exif(NamedTuple):
    """What Exif data states about the size of a picture.

    `is_turned` holds for the orientations that exchange width and height. `resolution` is in pixels
    per inch, `size` the stated width and height in pixels; each is None unless it is whole.
    """

    is_turned: bool = False
    resolution: tuple[float, float] | None = None
    size: tuple[int, int] | None = None

    def shown(self, width: int, height: int) -> tuple[int, int]:
        """Return the size at which a JPEG of these stored sides is shown.

        The resolution counts only where the size that follows from it, at 72 pixels per inch, is
        the stated one.
        """
        if self.resolution is not None and self.size is not None:
            wide, high = self.resolution
            scaled = (
                _rounded(width * _DEFAULT_RESOLUTION / wide),
                _rounded(height * _DEFAULT_RESOLUTION / high),
            )
            if scaled == self.size:
                width, height = scaled
        return self.turned(width, height)

    def turned(self, width: int, height: int) -> tuple[int, int]:
        """Return two stored sides, exchanged if the picture is shown on its side."""
        return (height, width) if self.is_turned else (width, height)


def of_jpeg(head: bytes) -> Exif:
    """Return the data in the first Exif segment ahead of a JPEG's pixels."""
    position = len(b"\xff\xd8")
    while position + 4 <= len(head) and head[position] == _FILL:
        marker = head[position + 1]
        if marker == _FILL:
            position += 1
            continue
        if marker == _START_OF_SCAN:
            break
        length = int.from_bytes(head[position + 2 : position + 4])
        if marker == _APP1 and head.startswith(_PREFIX, position + 4):
            return _read(head[position + 4 + len(_PREFIX) : position + 2 + length])
        position += 2 + max(length, 2)
    return Exif()


def of_png(head: bytes) -> Exif:
    """Return the data in the `eXIf` chunk ahead of a PNG's pixels."""
    position = _PNG_SIGNATURE
    while position + 8 <= len(head):
        length = int.from_bytes(head[position : position + 4])
        kind = head[position + 4 : position + 8]
        end = position + 8 + length
        if kind == b"IDAT":
            break
        if kind == b"eXIf":
            checksum = zlib.crc32(head[position + 4 : end])
            is_whole = head[end : end + 4] == checksum.to_bytes(4)
            return _read(head[position + 8 : end]) if is_whole else Exif()
        position = end + 4
    return Exif()


def _read(tiff: bytes) -> Exif:
    """Return the data in a TIFF header and the lists of entries after it; none if damaged."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return Exif()
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        entries = dict(_entries(tiff, order, start))
        if _EXIF_ENTRIES in entries:
            entries = dict(_entries(tiff, order, int(entries[_EXIF_ENTRIES]))) | entries
    except struct.error:
        return Exif()
    return Exif(
        entries.get(_ORIENTATION) in _QUARTER_TURNS,
        _resolution(entries),
        _size(entries),
    )


def _entries(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield the tag and value of the single numbers in one list of entries.

    Raises:
        struct.error: an offset leads out of the data.

    """
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(min(count, _MAX_ENTRIES)):
        position = start + 2 + 12 * number
        tag, kind, values = struct.unpack_from(f"{order}HHI", tiff, position)
        if values != 1:
            continue
        if kind == _SHORT:
            yield tag, struct.unpack_from(f"{order}H", tiff, position + 8)[0]
        elif kind == _LONG:
            yield tag, struct.unpack_from(f"{order}I", tiff, position + 8)[0]
        elif kind == _RATIONAL:
            (offset,) = struct.unpack_from(f"{order}I", tiff, position + 8)
            numerator, denominator = struct.unpack_from(f"{order}II", tiff, offset)
            if denominator:
                yield tag, numerator / denominator


def _resolution(entries: _Entries) -> tuple[float, float] | None:
    wide, high = entries.get(_X_RESOLUTION, 0), entries.get(_Y_RESOLUTION, 0)
    is_stated = entries.get(_RESOLUTION_UNIT) == _INCH and wide > 0 and high > 0
    return (wide, high) if is_stated else None


def _size(entries: _Entries) -> tuple[int, int] | None:
    wide, high = int(entries.get(_PIXEL_WIDTH, 0)), int(entries.get(_PIXEL_HEIGHT, 0))
    return (wide, high) if wide and high else None


def _rounded(side: float) -> int:
    """Round a half up, as browsers do; Python rounds it to the even neighbour."""
    return int(side + 0.5)
