"""What js-yaml 3 and 4 have in common: dates, tags, and the numbers of JavaScript."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.core import WORDS
from linter.frontmatter.scalars.reading import BASES, NULL, NUMBER_START, REFUSED, Reading, Type
from linter.frontmatter.scalars.tags import YAML_ORG, base64_text

_DAY_FORM = lazy_pattern("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME_FORM = lazy_pattern(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)"
    r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.(?P<fraction>[0-9]*))?"
    r"(?:[ \t]*(?:Z|(?P<sign>[-+])(?P<hours>[0-9]{1,2})(?::(?P<minutes>[0-9]{2}))?))?"
)
_SPECIAL_FLOAT = lazy_pattern(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASE64 = lazy_pattern("[A-Za-z0-9+/]*=*")
_FIRST_OF_FOUR_DIGITS = 100
_Form = Callable[[str], Reading | None]


def plain(text: str, integer: _Form, floating: _Form) -> Reading:
    """Return how js-yaml types the plain scalar `text`, with the numbers of its version."""
    word = WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in NUMBER_START:
        return Reading(Type.STRING, text)
    return integer(text) or floating(text) or _time(text) or Reading(Type.STRING, text)


def tagged(text: str, tag: str, integer: _Form, floating: _Form) -> Reading:
    """Return how js-yaml types a scalar with an explicit tag, with the numbers of its version.

    A text that is not of the tag's type is refused, as is a tag without a type for scalars.
    """
    if tag == f"{YAML_ORG}int":
        return integer(text) or REFUSED
    if tag == f"{YAML_ORG}float":
        return floating(text) or REFUSED
    read = _BY_TAG.get(tag)
    return (read and read(text)) or REFUSED


def whole(digits: str, base: int) -> Reading:
    """Return an integer as JavaScript has it: exact up to 2**53, infinite beyond the range."""
    try:
        number = float(digits) if base == BASES["ten"] else float(int(digits, base))
    except OverflowError:
        number = math.copysign(math.inf, -1 if digits[0] == "-" else 1)
    if math.isfinite(number):
        return Reading(Type.INTEGER, int(number))
    return Reading(Type.FLOAT, number)


def special_float(text: str) -> Reading | None:
    """Type `.inf` and `.nan`."""
    if _SPECIAL_FLOAT.fullmatch(text):
        return Reading(Type.FLOAT, float(text.replace(".", "")))
    return None


def instant(text: str) -> datetime | None:
    """Return the moment of a date or time, in UTC, to the millisecond.

    Numbers beyond their range roll over, as in `Date.UTC`: 30 February is 1 March, month 13 is
    January. The years 0 to 99 mean 1900 to 1999. None outside the years 1 to 9999.
    """
    match = _DAY_FORM.fullmatch(text) or _TIME_FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day, *clock = (int(number or 0) for number in match.groups()[:6])
    if year < _FIRST_OF_FOUR_DIGITS:
        year += 1900
    years, month = divmod(month - 1, 12)
    hour, minute, second = clock or (0, 0, 0)
    parts = match.groupdict()
    try:
        return (
            datetime(year + years, month + 1, 1, tzinfo=UTC)
            + timedelta(
                days=day - 1,
                hours=hour,
                minutes=minute,
                seconds=second,
                milliseconds=int((parts.get("fraction") or "")[:3].ljust(3, "0")),
            )
            - _offset(parts)
        )
    except (OverflowError, ValueError):
        return None


def _offset(parts: dict[str, str | None]) -> timedelta:
    offset = timedelta(hours=int(parts.get("hours") or 0), minutes=int(parts.get("minutes") or 0))
    return -offset if parts.get("sign") == "-" else offset


def _text(text: str) -> Reading:
    return Reading(Type.STRING, text)


def _null(text: str) -> Reading | None:
    return NULL if WORDS.get(text) is NULL else None


def _boolean(text: str) -> Reading | None:
    reading = WORDS.get(text)
    return None if reading is NULL else reading


def _merge(text: str) -> Reading | None:
    return _text(text) if text == "<<" else None


def _binary(text: str) -> Reading | None:
    is_whole = _is_base64(text.replace("\n", "").replace("\r", ""))
    return _text(base64_text(text)) if is_whole else None


def _is_base64(text: str) -> bool:
    """Whether a text is digits of base 64 for whole bytes."""
    return _BASE64.fullmatch(text) is not None and len(text.rstrip("=")) * 6 % 8 == 0


def _time(text: str) -> Reading | None:
    if _DAY_FORM.fullmatch(text):
        return Reading(Type.DATE, text)
    return Reading(Type.TIME, text) if _TIME_FORM.fullmatch(text) else None


_BY_TAG: dict[str, _Form] = {
    f"{YAML_ORG}str": _text,
    f"{YAML_ORG}null": _null,
    f"{YAML_ORG}bool": _boolean,
    f"{YAML_ORG}timestamp": _time,
    f"{YAML_ORG}binary": _binary,
    f"{YAML_ORG}merge": _merge,
}
