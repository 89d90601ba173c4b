"""How Hugo types a scalar: as goccy/go-yaml does (measured with Hugo 0.168)."""

import re
from datetime import UTC, datetime

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.core import WORDS
from linter.frontmatter.scalars.reading import NULL, NUMBER_START, REFUSED, Reading, Type
from linter.frontmatter.scalars.tags import (
    YAML_ORG,
    NodeKind,
    base64_text,
)
from linter.frontmatter.scalars.times import instant

_FLOAT = lazy_pattern(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_GO_FLOAT = lazy_pattern(
    r"[-+]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?|inf(?:inity)?)|nan", re.IGNORECASE
)
_SPECIAL_FLOATS = {
    **dict.fromkeys((".inf", ".Inf", ".INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_PREFIXES = {"0x": (16, "0-9a-fA-F"), "0o": (8, "0-7"), "0b": (2, "01")}
_DIGITS = {
    base: lazy_pattern(f"[{digits}]+") for base, digits in (*_PREFIXES.values(), (10, "0-9"))
}
_LARGEST = 2**64 - 1
_LARGEST_SIGNED = 2**63 - 1
_TIME = lazy_pattern(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"(?: [0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
    r"|[Tt][0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2}))?"
)
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)
_BINARY_TAG = f"{YAML_ORG}binary"
_WHOLE_BASE64 = lazy_pattern("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=))?")
_TRUE = frozenset(("true", "yes", "on", "y", "t", "1"))
_OF_COLLECTIONS: dict[NodeKind, frozenset[str]] = {
    "sequence": frozenset(YAML_ORG + name for name in ("seq", "omap")),
    "mapping": frozenset(YAML_ORG + name for name in ("map", "set", "merge")),
}
_NOT_OF_SCALARS = frozenset().union(*_OF_COLLECTIONS.values())


def hugo(text: str) -> Reading:
    """Return how Hugo types the plain scalar `text`.

    Integers beyond 64 bits are text, as are floats beyond the range, and exponents without a point.
    """
    word = WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in NUMBER_START:
        return Reading(Type.STRING, text)
    special = _SPECIAL_FLOATS.get(text)
    if special is not None:
        return Reading(Type.FLOAT, special)
    return _number(text) or Reading(Type.STRING, text)


def hugo_tagged(text: str, tag: str) -> Reading:
    """Return how Hugo types a scalar that has an explicit tag, quoted or not.

    What is no number is 0 under a tag for numbers. Unknown tags make text of the scalar.
    """
    if tag == _BINARY_TAG:
        return Reading(Type.STRING, _decoded(text))
    if tag in _NOT_OF_SCALARS:
        return REFUSED
    cast = _CASTS.get(tag)
    if cast is not None:
        return cast(text)
    return Reading(Type.STRING, text)


def hugo_refuses_tag(tag: str, kind: NodeKind) -> bool:
    """Whether a tag is an error on a node of this kind: it is that of another kind."""
    if kind == "scalar":
        return False
    return tag in SCALAR_TAGS or (tag in _NOT_OF_SCALARS and tag not in _OF_COLLECTIONS[kind])


def hugo_instant(text: str) -> datetime:
    """Return the moment of a text with the tag `!!timestamp`; what is no time is year 1."""
    return (instant(text) if _TIME.fullmatch(text) else None) or _NO_TIME


def _number(text: str) -> Reading | None:
    unsigned = text.removeprefix("+").removeprefix("-").replace("_", "")
    is_negative = text.startswith("-")
    base = _PREFIXES.get(unsigned[:2], (0,))[0]
    if base:
        return _integer(unsigned[2:], base, negative=is_negative)
    if "." in unsigned:
        number = f"-{unsigned}" if is_negative else unsigned
        return _float(number) if _FLOAT.fullmatch(number) else None
    is_octal = unsigned[:1] == "0" and len(unsigned) > 1
    return _integer(unsigned, 8 if is_octal else 10, negative=is_negative)


def _integer(digits: str, base: int, *, negative: bool) -> Reading | None:
    # Longer than 64 bits in any base.
    if len(digits) > _LARGEST.bit_length() and digits.strip("0")[_LARGEST.bit_length() :]:
        return None
    if not _DIGITS[base].fullmatch(digits):
        return None
    number = int(digits, base)
    if number > (_LARGEST_SIGNED + 1 if negative else _LARGEST):
        return None
    return Reading(Type.INTEGER, -number if negative else number)


def _float(text: str) -> Reading | None:
    number = float(text)
    return None if number in (float("inf"), float("-inf")) else Reading(Type.FLOAT, number)


def _cast_to_integer(text: str) -> Reading:
    value = hugo(text).value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        whole = int(text) if re.fullmatch("[-+]?[0-9]{1,4000}", text) else 0
        return Reading(Type.INTEGER, max(-_LARGEST_SIGNED - 1, min(whole, _LARGEST_SIGNED)))
    return Reading(Type.INTEGER, min(value, _LARGEST_SIGNED))


def _cast_to_float(text: str) -> Reading:
    value = hugo(text).value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Reading(Type.FLOAT, float(value))
    if not text.startswith("_"):
        text = text.replace("_", "")
    return Reading(Type.FLOAT, float(text) if _GO_FLOAT.fullmatch(text) else 0.0)


def _cast_to_boolean(text: str) -> Reading:
    folded = text.lower()
    if folded in _TRUE:
        return WORDS["true"]
    return WORDS["false"] if folded in ("false", "no", "off", "n", "f", "0") else REFUSED


def _cast_to_time(text: str) -> Reading:
    return Reading(Type.TIME, text)


def _decoded(text: str) -> str:
    """Decode base 64 as Go does: up to the first four characters that are not whole."""
    whole = _WHOLE_BASE64.match(text.replace("\r", "").replace("\n", ""))
    return base64_text(whole[0]) if whole else ""


_CASTS = {
    f"{YAML_ORG}null": lambda _text: NULL,
    f"{YAML_ORG}int": _cast_to_integer,
    f"{YAML_ORG}float": _cast_to_float,
    f"{YAML_ORG}bool": _cast_to_boolean,
    f"{YAML_ORG}timestamp": _cast_to_time,
}

SCALAR_TAGS = frozenset((*_CASTS, _BINARY_TAG, f"{YAML_ORG}str"))
"""The tags of scalars that Hugo knows."""
