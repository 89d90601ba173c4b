"""The size of a picture as far as its address states it.

Content systems and image services write the size that they serve into the address: at the end of
the file name (`-1024x683.jpg`) or in the query (`?w=1200&h=600`). Addresses that leave room for
another size give no hint: those with a bounding box (`fit=max`), a pixel ratio, or two statements
that differ. A size in the middle of a name or in a folder belongs to an original, not to this file.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from linter.core.patterns import lazy_pattern

# Below are aspect ratios (`-16x9.jpg`), above no picture for a page.
_MIN_SIDE_IN_NAME: Final = 24
_MAX_SIDE: Final = 20_000

_SIZE_IN_NAME: Final = lazy_pattern(
    r"[-_]s?([1-9][0-9]{1,4})x([1-9][0-9]{1,4})\.(?i:jpe?g|png|gif|webp|avif|bmp)\Z"
)
_SIDE: Final = lazy_pattern(r"[1-9][0-9]{0,4}")
_TWO_SIDES: Final = lazy_pattern(r"([1-9][0-9]{0,4})(?:,|%2[Cc])([1-9][0-9]{0,4})")

# YouTube makes these still pictures of every video, in these sizes; a query changes them.
_VIDEO_STILL: Final = lazy_pattern(
    r"https?://(?:i[1-9]?\.ytimg\.com|img\.youtube\.com)/vi(?:_webp)?/[\w-]+/(\w+)\.(?:jpg|webp)"
)
_VIDEO_STILLS: Final = {
    "default": (120, 90),
    "mqdefault": (320, 180),
    "hqdefault": (480, 360),
    "sddefault": (640, 480),
    "maxresdefault": (1280, 720),
}

_WIDTHS: Final = frozenset({"w", "width"})
_HEIGHTS: Final = frozenset({"h", "height"})
_BOTH: Final = frozenset({"fit", "resize"})
# Ways of fitting that fill the stated size exactly; the others (`max`, `clip`) keep within it.
_EXACT_FITS: Final = frozenset({"cover", "crop", "fill", "scale"})
# Parameters that change the size in a way that the address does not state.
_RESIZING: Final = frozenset(
    {"dpr", "hei", "im", "imwidth", "mh", "mw", "px", "rect", "s", "scale", "size", "sz", "wid"}
    | {"zoom"}
)


class SizeHint(NamedTuple):
    """What an address states about the size of its picture, in pixels."""

    width: int | None
    height: int | None
    source: str
    """The text that states it, such as `1024x683` or `w=1200&h=600`."""


@lru_cache(maxsize=1024)
def size_hint(url: str) -> SizeHint | None:
    """Return the size that a URL, or a path on the site, states; None if it states none for sure.

    Hints are `NAME-1024x683.jpg` and `NAME_s1200x700.jpg`, the parameters `w`, `h`, `width`,
    `height`, `fit=W,H` and `resize=W,H`, and the names of YouTube's still pictures. One side of a
    hint may be missing. All statements of an address must agree.
    """
    address = url.partition("#")[0]
    still = _VIDEO_STILL.fullmatch(address)
    if still is not None:
        size = _VIDEO_STILLS.get(still[1])
        return SizeHint(*size, still[1]) if size else None
    path, _, query = address.partition("?")
    parameters = [parameter.partition("=") for parameter in query.split("&")]
    try:
        stated = [_parameter_hint(name, value) for name, _, value in parameters]
    except _UnknownSizeError:
        return None
    hints = [hint for hint in stated if hint is not None]
    # A crop is to the size in the query if that states both sides, else to an unknown size.
    if any(name == "crop" for name, _, _ in parameters) and not _states_both(hints):
        return None
    in_name = _name_hint(path)
    agreed = _agreed([in_name, *hints] if in_name else hints)
    return in_name if agreed and in_name else agreed


class _UnknownSizeError(Exception):
    """A parameter resizes the picture to a size that the address does not state."""


def _name_hint(path: str) -> SizeHint | None:
    match = _SIZE_IN_NAME.search(path)
    if match is None:
        return None
    width, height = int(match[1]), int(match[2])
    if min(width, height) < _MIN_SIDE_IN_NAME or max(width, height) > _MAX_SIDE:
        return None
    return SizeHint(width, height, f"{width}x{height}")


def _parameter_hint(name: str, value: str) -> SizeHint | None:
    """Return what one parameter states.

    Raises:
        _UnknownSizeError: it resizes the picture to a size that it does not state.

    """
    text = f"{name}={value}"
    if name in _WIDTHS:
        return SizeHint(_side(value), None, text)
    if name in _HEIGHTS:
        return SizeHint(None, _side(value), text)
    if name in _BOTH and (sides := _TWO_SIDES.fullmatch(value)):
        return SizeHint(_side(sides[1]), _side(sides[2]), text)
    if name == "resize" or name in _RESIZING or (name == "fit" and value not in _EXACT_FITS):
        raise _UnknownSizeError
    return None


def _side(value: str) -> int:
    if not _SIDE.fullmatch(value) or int(value) > _MAX_SIDE:
        raise _UnknownSizeError
    return int(value)


def _states_both(hints: list[SizeHint]) -> bool:
    return any(hint.width for hint in hints) and any(hint.height for hint in hints)


def _agreed(hints: list[SizeHint]) -> SizeHint | None:
    """Return statements as one; None if there are none, or if they contradict each other."""
    widths = {hint.width for hint in hints if hint.width is not None}
    heights = {hint.height for hint in hints if hint.height is not None}
    if not hints or len(widths) > 1 or len(heights) > 1:
        return None
    source = "&".join(hint.source for hint in hints)
    return SizeHint(next(iter(widths), None), next(iter(heights), None), source)
