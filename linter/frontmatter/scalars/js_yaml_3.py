"""How js-yaml 3 types a scalar with its default schema, as gray-matter 4 calls it."""

import math
import re

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars import javascript
from linter.frontmatter.scalars.reading import BASES, Reading, Type

_INTEGER_FORM = lazy_pattern(
    r"(?P<sign>[-+]?)(?:0b(?P<two>[01_]*[01])|0x(?P<sixteen>[0-9a-fA-F_]*[0-9a-fA-F])"
    r"|0(?P<eight>[0-7_]*[0-7])|(?P<ten>0|[1-9](?:[0-9_]*[0-9])?))"
)
_BASE_60_FORM = lazy_pattern(r"(?P<sign>[-+]?)(?P<parts>[1-9][0-9_]*(?::[0-5]?[0-9])+)")
_FLOAT_FORM = lazy_pattern(
    r"[-+]?(?:0|[1-9][0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
)
_BASE_60_FLOAT_FORM = lazy_pattern(
    r"(?P<sign>[-+]?)(?P<parts>[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)"
)
# The result is infinite long before.
_MOST_PARTS = 400


def plain(text: str) -> Reading:
    """Return how js-yaml 3 types the plain scalar `text`."""
    return javascript.plain(text, _integer, _float)


def tagged(text: str, tag: str) -> Reading:
    """Return how js-yaml 3 types a scalar that has an explicit tag, quoted or not."""
    return javascript.tagged(text, tag, _integer, _float)


def _integer(text: str) -> Reading | None:
    match = _INTEGER_FORM.fullmatch(text)
    if match and match.lastgroup:
        digits = match[match.lastgroup].replace("_", "")
        return javascript.whole(f"{match['sign']}{digits}", BASES[match.lastgroup])
    match = _BASE_60_FORM.fullmatch(text)
    return None if match is None else _base_60(match, Type.INTEGER)


def _float(text: str) -> Reading | None:
    if text.endswith("_"):
        return None
    if _FLOAT_FORM.fullmatch(text):
        try:
            return Reading(Type.FLOAT, float(text.replace("_", "")))
        except ValueError:
            return Reading(Type.FLOAT, math.nan)  # `._e1`
    match = _BASE_60_FLOAT_FORM.fullmatch(text)
    return _base_60(match, Type.FLOAT) if match else javascript.special_float(text)


def _base_60(match: re.Match[str], kind: Type) -> Reading:
    """Type `12:30:45`, whose last part counts ones."""
    parts = match["parts"].replace("_", "").split(":")
    total, unit = 0.0, 1.0
    for part in reversed(parts[:_MOST_PARTS]):
        total += float(part) * unit
        unit *= 60
    number = -total if match["sign"] == "-" else total
    if kind is Type.INTEGER and math.isfinite(number):
        return Reading(kind, int(number))
    return Reading(Type.FLOAT, number)
