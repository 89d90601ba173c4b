"""The size of an SVG: the width and height that its first element states in absolute units.

SVGs are not trusted: entities are never expanded into one another, and nothing is fetched.
"""

import codecs
import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from linter.core.patterns import lazy_pattern
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize
from linter.web.image_kinds import text_start

_MAX_ENTITY: Final = 256
_MAX_LENGTH: Final = 32
_MAX_SIDE: Final = 10_000_000

_LENGTH: Final = lazy_pattern(
    r"\+?((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?)(px|pt|pc|in|cm|mm|q)?", re.ASCII
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

# Expat reads these itself; of others it can only be taught those of one byte a character.
_EXPAT_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii"})

_XML_ENCODING: Final = lazy_pattern(
    rb"<\?xml\s[^>]{0,99}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']"
)


def root_attributes(head: bytes) -> Mapping[str, str] | None:
    """Return the attributes of an SVG's first element; None for what is no SVG."""
    if not text_start(head).startswith(b"<"):
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


def svg_size(attributes: Mapping[str, str]) -> ImageSize | ImageProblem:
    """Return the size that the attributes of an SVG's first element state, or why none."""
    width, height = (_pixels(attributes.get(side, "")) for side in ("width", "height"))
    if width is None or height is None:
        return ImageProblem(ImageFault.NO_SIZE, "it states no width and height in absolute units")
    return ImageSize(width, height, ImageKind.SVG)


class _RootFound(Exception):  # noqa: N818 - how expat is stopped; nothing is wrong
    """Carries the name and the attributes of an XML document's first element."""

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        super().__init__()
        self.name = name
        self.attributes = attributes


class _UnsafeEntityError(Exception):
    """An entity of the document would expand to much."""


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
    """Refuse all but what drawing programs write: short names for namespaces."""
    if value is not None and ("&" in value or len(value) > _MAX_ENTITY):
        raise _UnsafeEntityError


def _pixels(text: str) -> int | None:
    """Return a length of CSS in pixels, rounded; None for no length, a relative or a huge one."""
    length = _LENGTH.fullmatch(text.strip().lower()) if len(text) <= _MAX_LENGTH else None
    if length is None:
        return None
    pixels = float(length[1]) * _PIXELS[length[2] or "px"]
    # An exponent can make it infinite, which has no whole number.
    # Half a pixel rounds to none.
    return round(pixels) if 0.5 < pixels <= _MAX_SIDE else None  # noqa: PLR2004
