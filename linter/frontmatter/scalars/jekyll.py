"""How Jekyll types a scalar: as Ruby's Psych does, with dates and times permitted."""

import math
import re

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars import times
from linter.frontmatter.scalars.reading import (
    BASES,
    FALSE,
    NULL,
    NUMBER_START,
    REFUSED,
    TRUE,
    Reading,
    Type,
    clamped,
    decimal_integer,
)
from linter.frontmatter.scalars.tags import (
    BINARY_TAGS,
    FLOAT_TAGS,
    TEXT_TAGS,
    base64_text,
    refused_tag,
)

# Bound once: the attributes of an enumeration are slow to look up for every scalar of a site.
_STRING = Type.STRING
_INTEGER = Type.INTEGER
_TIME = Type.TIME

WORDS = {
    "~": NULL,
    "null": NULL,
    **dict.fromkeys(("yes", "true", "on"), TRUE),
    **dict.fromkeys(("no", "false", "off"), FALSE),
}
"""The readings of words, in lower case."""

WORD_START = frozenset("ytonfYTONF~")
LONGEST_WORD = 5

_WORDS_IN_LINES = (
    (lazy_pattern(r"^[^ytonf~]", re.MULTILINE), None),
    (lazy_pattern(r"^null$", re.MULTILINE), NULL),
    (lazy_pattern(r"^(?:yes|true|on)$", re.MULTILINE), TRUE),
    (lazy_pattern(r"^(?:no|false|off)$", re.MULTILINE), FALSE),
)
_RFC3339 = lazy_pattern(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
)
_BASE_60 = lazy_pattern(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(?P<fraction>\.[0-9_]*)?")
_DECIMAL = lazy_pattern(
    r"[-+]?(?P<whole>[0-9][0-9_,]*)?\.(?P<fraction>[0-9]*)(?P<exponent>[eE][-+][0-9]+)?"
)
_WHOLE = lazy_pattern(
    r"(?P<sign>[-+]?)(?:(?P<ten>[1-9](?:[_,]?[0-9])*)|0(?P<eight>[0-7_,]*)"
    r"|0b(?P<two>[01_,]+)|0x(?P<sixteen>[0-9a-fA-F_,]+))"
)
_SPECIAL_FLOATS = {".inf": math.inf, "+.inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}
_RUBY_DIGITS = r"[0-9]+(?:_[0-9]+)*"
_INTEGER_START = lazy_pattern(rf"[-+]?{_RUBY_DIGITS}")
_FLOAT_START = lazy_pattern(rf"[-+]?{_RUBY_DIGITS}(?:\.{_RUBY_DIGITS})?")
_RUBY_FLOAT = lazy_pattern(
    rf"\s*[-+]?(?:{_RUBY_DIGITS}(?:\.{_RUBY_DIGITS})?|\.{_RUBY_DIGITS})"
    rf"(?:[eE][-+]?{_RUBY_DIGITS})?\s*",
    re.ASCII,
)


def jekyll(text: str) -> Reading:
    """Return how Jekyll's Psych types the plain scalar `text`.

    Symbols (`:name`) are refused, because beside the basic types Jekyll permits dates and times
    alone. So are the few texts that crash Psych: `0b_`, `.e+1`, a tab between day and time.
    """
    if not text:
        return NULL
    first = text[0]
    if first in NUMBER_START:
        return _number_or_date(text)
    if first in WORD_START and len(text) <= LONGEST_WORD:
        return _word(text)
    return Reading(_STRING, text)


def jekyll_tagged(text: str, tag: str) -> Reading:
    """Return how Psych types a scalar that has an explicit tag, quoted or not.

    `tag` is the whole tag. Only the tags for text, floats and base64 data have an effect; under
    any other (`!!int`, `!!bool`, `!`, unknown ones) the text is typed as if it were plain,
    even in quotes: `!!int "no"` is false. Bytes that are not UTF-8 become U+FFFD. Hexadecimal
    floats, which Ruby reads, count as refused.
    """
    if refused_tag(tag, "scalar"):
        return REFUSED
    if tag in TEXT_TAGS:
        return Reading(_STRING, text)
    if tag in BINARY_TAGS:
        return Reading(_STRING, base64_text(text))
    reading = jekyll(text)
    return _as_float(reading) if tag in FLOAT_TAGS else reading


def _word(text: str) -> Reading:
    """Type a text of up to five characters. Psych ignores case, as Unicode folds it."""
    folded = text.casefold()
    if "\n" not in folded:
        return WORDS.get(folded) or Reading(_STRING, text)
    # Psych takes a text of several lines by any of its lines.
    for pattern, reading in _WORDS_IN_LINES:
        if pattern.search(folded):
            return reading or Reading(_STRING, text)
    return Reading(_STRING, text)


def _number_or_date(text: str) -> Reading:
    """Type a text that starts with a digit, a sign, a point or a colon."""
    if text.isdigit() and text.isascii() and (text[0] != "0" or text == "0"):
        return Reading(_INTEGER, decimal_integer(text))
    if _RFC3339.fullmatch(text):
        return Reading(_TIME, text)
    if "\n" in text or text == ":":
        return Reading(_STRING, text)
    if text[0] == ":":
        return REFUSED
    for read in (_whole, _decimal, times.day, times.time, _base_60, _special_float):
        reading = read(text)
        if reading:
            return reading
    return Reading(_STRING, text)


def _whole(text: str) -> Reading | None:
    match = _WHOLE.fullmatch(text)
    if not match or not match.lastgroup:
        return None
    base = BASES[match.lastgroup]
    digits = _without_separators(match[match.lastgroup])
    if not digits:
        return Reading(_INTEGER, 0) if base == BASES["eight"] else REFUSED
    signed = match["sign"] + digits
    return Reading(
        _INTEGER, decimal_integer(signed) if base == BASES["ten"] else clamped(int(signed, base))
    )


def _decimal(text: str) -> Reading | None:
    match = _DECIMAL.fullmatch(text)
    if not match:
        return None
    if match["whole"] or match["fraction"]:
        return Reading(Type.FLOAT, float(_without_separators(text)))
    return REFUSED if match["exponent"] else None


def _base_60(text: str) -> Reading | None:
    """Type `12:30:45`. Psych takes two parts for hours and minutes, not minutes and seconds."""
    match = _BASE_60.fullmatch(text)
    if not match:
        return None
    parts = list(zip(text.split(":"), (3600, 60, 1), strict=False))
    if match["fraction"] is None:
        return Reading(_INTEGER, clamped(sum(_integer_start(part) * unit for part, unit in parts)))
    total = 0.0
    for part, unit in parts:
        total += _float_start(part) * unit  # not sum(), which rounds better than Ruby
    return Reading(Type.FLOAT, total)


def _special_float(text: str) -> Reading | None:
    value = _SPECIAL_FLOATS.get(text.lower())
    return None if value is None else Reading(Type.FLOAT, value)


def _integer_start(text: str) -> int:
    """Convert as Ruby's `String#to_i` does: up to the first character that is not part of it."""
    match = _INTEGER_START.match(text)
    return decimal_integer(match[0].replace("_", "")) if match else 0


def _float_start(text: str) -> float:
    """Convert as Ruby's `String#to_f` does."""
    match = _FLOAT_START.match(text)
    return float(match[0]) if match else 0.0


def _without_separators(text: str) -> str:
    return text.replace("_", "").replace(",", "")


def _as_float(reading: Reading) -> Reading:
    """Convert as Ruby's `Float()` does: a time to seconds, a number beyond the range to ∞."""
    kind, text = reading.type, str(reading.value)
    if kind in (Type.INTEGER, Type.FLOAT) or (kind is _STRING and _RUBY_FLOAT.fullmatch(text)):
        return Reading(Type.FLOAT, float(text))
    return Reading(Type.FLOAT, times.seconds(text)) if kind is _TIME else REFUSED
