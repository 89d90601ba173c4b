"""The type and value that a reader gives to one scalar."""

from enum import StrEnum, auto
from typing import NamedTuple


class Type(StrEnum):
    """The type that a reader gives to a scalar; `REFUSED` if it raises an error instead."""

    STRING = auto()
    INTEGER = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    NULL = auto()
    DATE = auto()
    TIME = auto()
    REFUSED = auto()


TIMES = (Type.DATE, Type.TIME)
"""The types of dates, with and without a time."""


class Reading(NamedTuple):
    """The type and value of a scalar for one reader.

    The `value` of a date or time is text: from `jekyll` the source text, which JSON Schema checks;
    from `pyyaml` and `yaml12` a normal form of the day or instant. An integer of more than 4,300
    digits, which Python does not print, is replaced by the nearest one of 4,300. A refused scalar
    has the value None.
    """

    type: Type
    value: str | int | float | bool | None


NULL = Reading(Type.NULL, None)
TRUE = Reading(type=Type.BOOLEAN, value=True)
FALSE = Reading(type=Type.BOOLEAN, value=False)
REFUSED = Reading(Type.REFUSED, None)

_MAX_DIGITS = 4300
LARGEST_INTEGER: int = 10**_MAX_DIGITS - 1
"""The largest value of a reading, as is its negative."""

NUMBER_START = frozenset("0123456789+-.:")
"""The characters with which numbers, dates and symbols start, in every version of YAML."""

BASES = {"two": 2, "eight": 8, "ten": 10, "sixteen": 16}
"""The bases of integers by the name of the group that matches their digits."""


def decimal_integer(digits: str) -> int:
    """Convert decimal digits, with or without a sign; the result is clamped."""
    if len(digits) <= _MAX_DIGITS:
        return int(digits)
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-0")
    return sign * (LARGEST_INTEGER if len(digits) > _MAX_DIGITS else int(digits or "0"))


def clamped(number: int) -> int:
    """Return the integer nearest to `number` that has at most 4,300 digits."""
    return max(-LARGEST_INTEGER, min(number, LARGEST_INTEGER))
