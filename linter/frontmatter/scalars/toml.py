"""How scalars of TOML 1.1 are typed: by the notation, so that all readers agree."""

from datetime import UTC, datetime

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.readers import ScalarReader
from linter.frontmatter.scalars.reading import FALSE, TRUE, Reading, Type, clamped
from linter.frontmatter.scalars.tags import NodeKind

_WORDS = {
    "true": TRUE,
    "false": FALSE,
    **dict.fromkeys(("inf", "+inf"), Reading(Type.FLOAT, float("inf"))),
    "-inf": Reading(Type.FLOAT, float("-inf")),
    **dict.fromkeys(("nan", "+nan", "-nan"), Reading(Type.FLOAT, float("nan"))),
}
_DIGITS = "[0-9](?:_?[0-9])*"
_WHOLE = "[-+]?(?:0|[1-9](?:_?[0-9])*)"
_INTEGER = lazy_pattern(
    rf"{_WHOLE}|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*"
)
_FLOAT = lazy_pattern(rf"{_WHOLE}(?:\.{_DIGITS})?(?:[eE][-+]?{_DIGITS})?")
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_DATE = lazy_pattern(_DAY)
_LOCAL_TIME = lazy_pattern(rf"{_DAY}[Tt ]{_CLOCK}")
_INSTANT = lazy_pattern(rf"{_DAY}[Tt ]{_CLOCK}(?:[Zz]|[-+][0-9]{{2}}:[0-9]{{2}})")


def toml(text: str) -> Reading:
    """Return the type and value of a scalar without quotes.

    The value of a date, with or without a time, is its text, and so is that of a time without a
    date: that is text to schemas, as it is to most readers.
    """
    word = _WORDS.get(text)
    if word is not None:
        return word
    if _INTEGER.fullmatch(text):
        return Reading(Type.INTEGER, clamped(int(text, 0)))
    if _FLOAT.fullmatch(text):
        return Reading(Type.FLOAT, float(text))
    if _DATE.fullmatch(text):
        return Reading(Type.DATE, text)
    is_time = _INSTANT.fullmatch(text) or _LOCAL_TIME.fullmatch(text)
    return Reading(Type.TIME if is_time else Type.STRING, text)


def instant(text: str) -> datetime | None:
    """Return the moment, in UTC, of an offset date-time, or the midnight of a local date.

    None for a local date-time, whose zone only the site decides, and for what lies outside the
    years 1 to 9999.
    """
    try:
        if _DATE.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return None


def _tagged(text: str, _tag: str) -> Reading:
    return toml(text)


def _refuses_tag(_tag: str, _kind: NodeKind) -> bool:
    return False


TOML = ScalarReader(toml, _tagged, _refuses_tag, instant)
"""How scalars of TOML are typed, which has no tags."""
