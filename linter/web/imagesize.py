"""The size of a picture, from its header.

The headers of PNG, JPEG, GIF, WebP and AVIF are read by the library imagesize. Own code does what
it does not offer: telling the kind, noticing a file that ends too early, what Exif data changes,
the turn of an AVIF (a box of its own, which counts whatever its Exif part says), and SVG, of which
the library looks for any `width=` in the first 1,024 bytes.

Files come from strangers: only a bounded part of one is read, nothing is decoded or unpacked, and
an SVG's entities are never followed into one another.
"""

import codecs
import os
import re
import stat
from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from xml.parsers import expat

from linter.core.filesystem import MAX_BYTES, reason
from linter.web import exif


class Kind(StrEnum):
    """What a picture file holds, as people call it."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WebP"
    AVIF = "AVIF"
    SVG = "SVG"
    BMP = "BMP"
    GZIP = "gzip"
    HEIC = "HEIC"
    ICO = "ICO"
    JPEG_2000 = "JPEG 2000"
    JPEG_XL = "JPEG XL"
    TIFF = "TIFF"


class ImageSize(NamedTuple):
    """A picture's width and height in pixels, as browsers show it, and its kind."""

    width: int
    height: int
    kind: Kind


class Trouble(Enum):
    """Why there is no size."""

    UNREADABLE = auto()
    """The file cannot be opened, or is no regular file."""

    LFS_POINTER = auto()
    """It stands for a picture that Git LFS keeps elsewhere."""

    NOT_A_PICTURE = auto()
    DAMAGED = auto()
    """It ends too early, or its header makes no sense."""

    OTHER_KIND = auto()
    """It is a picture of another kind than the suffix of its name says."""

    NO_SIZE = auto()
    """Nothing is wrong, but no size in pixels is stated where it is looked for."""


class ImageProblem(NamedTuple):
    """Why there is no size, and the same in a few words: `it is of the kind PNG, not JPEG`."""

    trouble: Trouble
    reason: str


_HEAD: Final = 256 * 1024
"""Bytes in which nearly every header ends."""

_LONG_HEAD: Final = 1024 * 1024
"""Bytes after which the search for a size ends; colour profiles and depth maps need so many."""

_TAIL: Final = 64 * 1024

_MAX_ENTITY: Final = 256
_MAX_LENGTH: Final = 32
_MAX_SIDE: Final = 10_000_000

_SIGNATURES: Final = tuple(
    (kind, re.compile(signature, re.DOTALL))
    for kind, signature in (
        (Kind.PNG, rb"\x89PNG\r\n\x1a\n"),
        (Kind.JPEG, rb"\xff\xd8\xff"),
        (Kind.GIF, rb"GIF8[79]a"),
        (Kind.WEBP, rb"RIFF.{4}WEBP"),
        # The first box of an ISO file lists the brands that it complies with.
        (Kind.AVIF, rb".{4}ftyp(?:.{4}){0,40}?avi[fs]"),
        (Kind.HEIC, rb".{4}ftyp(?:.{4}){0,40}?(?:hei[cx]|hevc|mif1|msf1)"),
        (Kind.BMP, rb"BM.{4}\x00{4}"),
        (Kind.GZIP, rb"\x1f\x8b\x08"),
        (Kind.ICO, rb"\x00\x00\x01\x00"),
        (Kind.JPEG_2000, rb"\x00\x00\x00\x0cjP  "),
        (Kind.JPEG_XL, rb"\xff\x0a|\x00\x00\x00\x0cJXL "),
        (Kind.TIFF, rb"II\*\x00|MM\x00\*"),
    )
)

_LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_SHORT_HEAD: Final = 256

# What is saved in place of a picture most often; matched to lower case without leading blanks.
_OTHER_CONTENTS: Final = tuple(
    (name, re.compile(signature, re.DOTALL))
    for name, signature in (
        ("an HTML page", rb"<!doctype html|<html|<head|<body"),
        ("XML", rb"<\?xml"),
        ("a PDF file", rb"%pdf-"),
        ("a video", rb".{4}ftyp|\x1ae\xdf\xa3"),
        ("a ZIP file", rb"pk\x03\x04"),
        ("JSON", rb"[{\[]\s*[\"{\[]"),
    )
)

_SUFFIXES: Final = {
    ".apng": Kind.PNG,
    ".avif": Kind.AVIF,
    ".bmp": Kind.BMP,
    ".gif": Kind.GIF,
    ".heic": Kind.HEIC,
    ".ico": Kind.ICO,
    ".jfif": Kind.JPEG,
    ".jp2": Kind.JPEG_2000,
    ".jpe": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".jpg": Kind.JPEG,
    ".jxl": Kind.JPEG_XL,
    ".png": Kind.PNG,
    ".svg": Kind.SVG,
    ".svgz": Kind.GZIP,
    ".tif": Kind.TIFF,
    ".tiff": Kind.TIFF,
    ".webp": Kind.WEBP,
}

_MEASURED: Final = frozenset({Kind.PNG, Kind.JPEG, Kind.GIF, Kind.WEBP, Kind.AVIF})

# What stands at the end of a whole file; behind it there may be more, such as a short film.
_ENDS: Final = {Kind.PNG: b"IEND", Kind.JPEG: b"\xff\xd9", Kind.GIF: b"\x00;"}

_BLANK_OR_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"

# A box of nine bytes, the last of which counts quarter turns (ISO/IEC 23008-12, 6.5.10).
_AVIF_TURN: Final = b"\x00\x00\x00\x09irot"
_AVIF_QUARTER_TURN: Final = re.compile(_AVIF_TURN + rb"[\x01\x03]")
_AVIF_NOTHING: Final = b"\x00\x00\x00\x09free"

_LENGTH: Final = re.compile(
    r"\+?((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?)(px|pt|pc|in|cm|mm|q)?", re.ASCII
)
# Expat reads these itself, and byte by byte only encodings of one byte a character.
_EXPAT_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii"})
_XML_ENCODING: Final = re.compile(
    rb"<\?xml\s[^>]{0,99}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']"
)
_PIXELS: Final = {
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
}


def read_image_size(path: Path) -> ImageSize | ImageProblem:
    """Return the size of the picture in a file, or why there is none; never raises for a file."""
    try:
        # A pipe would make the opening wait.
        if not stat.S_ISREG(path.stat().st_mode):
            return ImageProblem(Trouble.UNREADABLE, "not a regular file")
        with path.open("rb") as file:
            return image_size(file, path.name)
    except OSError as error:
        return ImageProblem(Trouble.UNREADABLE, reason(error))


def image_size(file: BinaryIO, name: str = "") -> ImageSize | ImageProblem:
    """Return the size of the picture in an open file that can seek, or why there is none.

    The suffix of `name` says of what kind it should be; a suffix that is not known says nothing.

    Raises:
        OSError: the file cannot be read.

    """
    head = file.read(_HEAD)
    if not head:
        return ImageProblem(Trouble.DAMAGED, "it is empty")
    attributes = _svg_attributes(head)
    kind = _signed_kind(head) if attributes is None else Kind.SVG
    if kind is None:
        return _no_picture(head)
    expected = _SUFFIXES.get(Path(name).suffix.lower(), kind)
    if expected is not kind:
        return ImageProblem(Trouble.OTHER_KIND, f"it is of the kind {kind}, not {expected}")
    if attributes is not None:
        return _svg_size(attributes)
    if kind not in _MEASURED:
        return ImageProblem(Trouble.NO_SIZE, f"the size of {kind} pictures is not read")
    return _raster_size(kind, head, file)


def _no_picture(head: bytes) -> ImageProblem:
    """Return what a file holds instead of a picture, where that is easily seen."""
    if head.startswith(_LFS_POINTER):
        return ImageProblem(Trouble.LFS_POINTER, "it is a Git LFS pointer, not the picture itself")
    starts = (
        head[:_SHORT_HEAD].lower(),
        head.lstrip(_BLANK_OR_BYTE_ORDER_MARK)[:_SHORT_HEAD].lower(),
    )
    found = next((name for name, form in _OTHER_CONTENTS if any(map(form.match, starts))), None)
    instead = f"it is {found}, " if found else "it is "
    return ImageProblem(Trouble.NOT_A_PICTURE, f"{instead}not a picture")


def _signed_kind(head: bytes) -> Kind | None:
    return next((kind for kind, signature in _SIGNATURES if signature.match(head)), None)


def _raster_size(kind: Kind, head: bytes, file: BinaryIO) -> ImageSize | ImageProblem:
    sides = _sides(kind, head)
    if sides is None:
        head += file.read(_LONG_HEAD - len(head))
        sides = _sides(kind, head)
    if sides is None and len(head) == _LONG_HEAD:
        return ImageProblem(Trouble.NO_SIZE, "its size does not stand in its first megabyte")
    if sides is None:
        return ImageProblem(Trouble.DAMAGED, "its header is cut off or damaged")
    if _is_cut_off(kind, head, file):
        return ImageProblem(Trouble.DAMAGED, "it ends before the picture does")
    return ImageSize(*sides, kind)


def _sides(kind: Kind, head: bytes) -> tuple[int, int] | None:
    from imagesize import get  # type: ignore[import-untyped]

    is_avif = kind is Kind.AVIF
    # imagesize 2.0.1 expects that box to be longer than it is, and gives up.
    readable = head.replace(_AVIF_TURN, _AVIF_NOTHING) if is_avif else head
    width, height = get(BytesIO(readable), exif_rotation=False)
    if width < 1 or height < 1:
        return None
    if kind is Kind.JPEG:
        return exif.of_jpeg(head).shown(width, height)
    if kind is Kind.PNG:
        return exif.of_png(head).turned(width, height)
    if is_avif and _AVIF_QUARTER_TURN.search(head):
        return height, width
    return width, height


def _is_cut_off(kind: Kind, head: bytes, file: BinaryIO) -> bool:
    """Whether the end is missing, as far as that is certain without decoding."""
    length = file.seek(0, os.SEEK_END)
    if kind is Kind.WEBP:
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


class _RootFound(Exception):  # noqa: N818 - how expat is stopped; nothing is wrong
    """Carries the name and the attributes of an XML document's first element."""

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        super().__init__()
        self.name = name
        self.attributes = attributes


class _UnsafeEntityError(Exception):
    """An entity of the document would expand to much."""


def _svg_attributes(head: bytes) -> Mapping[str, str] | None:
    """Return the attributes of an SVG's first element; None for what is no SVG."""
    if not head.lstrip(_BLANK_OR_BYTE_ORDER_MARK).startswith(b"<"):
        return None
    encoding = _decodable_encoding(head)
    if encoding is not None:
        head = head.decode(encoding, errors="replace").encode()
    parser = expat.ParserCreate("utf-8" if encoding else None)
    parser.StartElementHandler = _stop
    parser.EntityDeclHandler = _check_entity
    try:
        parser.Parse(head, False)  # noqa: FBT003 - whether this is all; the parameter has no name
    except _RootFound as root:
        return root.attributes if root.name.rpartition(":")[2] == "svg" else None
    except (expat.ExpatError, ValueError, LookupError, _UnsafeEntityError):
        return None
    return None


def _decodable_encoding(head: bytes) -> str | None:
    """Return the encoding that an XML declaration names, if it is one that expat cannot read."""
    declared = _XML_ENCODING.match(head)
    if declared is None:
        return None
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
    except (LookupError, ValueError):
        return None
    is_text = codecs.lookup(encoding)._is_text_encoding  # noqa: SLF001 - as `bytes.decode` looks
    return encoding if is_text and encoding not in _EXPAT_ENCODINGS else None


def _stop(name: str, attributes: Mapping[str, str]) -> None:
    raise _RootFound(name, attributes)


def _check_entity(
    _name: str,
    _is_parameter: bool,  # noqa: FBT001 - expat's own signature
    value: str | None,
    _base: str | None,
    _system_id: str | None,
    _public_id: str | None,
    _notation: str | None,
) -> None:
    """Let pass what drawing programs write, short names for namespaces; expat fetches nothing."""
    if value is not None and ("&" in value or len(value) > _MAX_ENTITY):
        raise _UnsafeEntityError


def _svg_size(attributes: Mapping[str, str]) -> ImageSize | ImageProblem:
    width, height = (_pixels(attributes.get(side, "")) for side in ("width", "height"))
    if width is None or height is None:
        return ImageProblem(Trouble.NO_SIZE, "it states no width and height in absolute units")
    return ImageSize(width, height, Kind.SVG)


def _pixels(text: str) -> int | None:
    """Return a length of CSS in pixels, rounded; None for a relative one, none, or a wild one."""
    length = _LENGTH.fullmatch(text.strip().lower()) if len(text) <= _MAX_LENGTH else None
    if length is None:
        return None
    pixels = float(length[1]) * _PIXELS[length[2] or "px"]
    # An exponent can make it infinite, which has no whole number.
    return round(pixels) if 0.5 <= pixels <= _MAX_SIDE else None  # noqa: PLR2004 - rounds to one
