"""Plain scalars and quoted ones whose type is certain: that of every reader of front matter.

A text is certain where all dialects type it alike and none of them reads it as something that it
does not look like; so no rule about ambiguous scalars reports it.
"""

from typing import TYPE_CHECKING, Final

from linter.core.patterns import lazy_pattern

if TYPE_CHECKING:
    from linter.core.values import Value

DATE: Final = (
    r"(?:1[6-9]|[2-9][0-9])[0-9]{2}"
    r"-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    r"|(?:0[13578]|1[02])-31)"
)
"""A day of the calendar from 1600 on; 29 February is left out."""

_CLOCK: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"

TIME: Final = f"{DATE}T{_CLOCK}Z"
"""An instant to the second in UTC."""

ZONED: Final = rf"{DATE} {_CLOCK} [-+](?:0[0-9]|1[0-3])[03]0"
"""An instant as Jekyll writes it, which only its reader takes for one."""

WITH_OFFSET: Final = rf"{DATE}T{_CLOCK}[-+](?:0[0-9]|1[0-3]):[03]0"
"""An instant with its offset from UTC, as XML Schema has it."""

_ZONED = lazy_pattern(ZONED)
_ZONED_LENGTH = len("2020-06-11 00:03:00 +0000")
_WITH_OFFSET = lazy_pattern(WITH_OFFSET)
# Letters that are in no number, date or time of any reader.
_OF_TEXT = lazy_pattern(r"[g-hj-mp-suvwyG-HJ-MP-SUVWY]|(?<![0-9])[0-9]++(?:\.[0-9]++){2,9}+\Z")
_DATE_OR_TIME = lazy_pattern(f"{DATE}(?:T{_CLOCK}Z)?")
NO_TIMES: Final[frozenset[int]] = frozenset()
"""The lengths of no times."""

COMMON_TIMES: Final = frozenset((len("2020-06-11"), len("2020-06-11T00:03:00Z")))
"""The lengths of days, and of instants in the form of `TIME`."""

ALL_TIMES: Final = COMMON_TIMES | {_ZONED_LENGTH}
"""The lengths of all times, also those in the form of `ZONED`."""

NUMBER_START: Final = frozenset("-0123456789")
"""What numbers and times start with."""

# A colon ends a key before a space, a number sign starts a comment after one.
_PLAIN = lazy_pattern(
    r"""[^\s\-?:,\[\]{}#&*!|>'"%@`.+~=<\\][^:#]*+(?:(?::(?! |\Z)|(?<! )#)[^:#]*+)*+(?<! )"""
    r"|-[0-9][0-9.]*+"
)
_MOST_SCALARS = 4_000
_LONGEST_KEPT = 40
_NUMBER = lazy_pattern(r"0(?:\.[0-9]{1,9})?|-?[1-9](?:[0-9]{0,14}|[0-9]{0,7}\.[0-9]{1,7})")
_MOST_DIGITS = 15
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_LONGEST_WORD = 5
_QUOTED = lazy_pattern(r'"[^"\\\n]*+(?:\\"[^"\\\n]*+)*+"' r"|'[^'\n]*+(?:''[^'\n]*+)*+'")
_FLOW_ITEM = lazy_pattern(
    r""" *+("[^"\\\n]*+"|'[^'\n]*+'|[A-Za-z0-9_/][^,:?#"'&*!|>%@`{}\[\]\n\\]*?) *+(?:,|\Z)"""
)


class UncertainError(Exception):
    """The type of a value is not certain."""


class PlainScalars(dict[str, "Value"]):
    """The values of plain scalars, many of which are in most files."""

    def __init__(self, times: frozenset[int]) -> None:
        """Take the lengths of times that may be among them."""
        super().__init__()
        self._times = times

    def __missing__(self, written: str) -> "Value":
        """Return the value of a scalar, and keep it if there is room.

        Raises:
            UncertainError: its type is not certain, or it is another time.

        """
        if _PLAIN.fullmatch(written) is None:
            raise UncertainError
        is_number = written[0] in NUMBER_START
        value = number(written, self._times) if is_number else word(written)
        if len(written) <= _LONGEST_KEPT and len(self) < _MOST_SCALARS:
            self[written] = value
        return value


def scalar(written: str, times: frozenset[int]) -> "Value":
    """Return the value of an item of a list in brackets.

    Raises:
        UncertainError: its type is not certain.

    """
    first = written[0]
    if first in "\"'":
        return written[1:-1]
    return number(written, times) if first in NUMBER_START else word(written)


def number(written: str, times: frozenset[int]) -> "Value":
    """Return the value of a plain scalar that starts like a number; a time is text.

    `times` are the lengths of times that may be there.

    Raises:
        UncertainError: its type is not certain, or it is another time.

    """
    size = len(written)
    if size <= _MOST_DIGITS and written.isdigit() and written.isascii():
        if written[0] == "0" and size > 1:
            raise UncertainError
        return int(written)
    if size in ALL_TIMES and is_time(written):
        if size not in times:
            raise UncertainError
        return written
    if _NUMBER.fullmatch(written) is not None:
        return float(written) if "." in written else int(written)
    if written[0] != "-" and (_OF_TEXT.search(written) or not written.isascii()):
        return written
    raise UncertainError


def is_time(text: str) -> bool:
    """Whether a text, of a length in `ALL_TIMES`, is a day or an instant in one of the forms."""
    return (_ZONED if len(text) == _ZONED_LENGTH else _DATE_OR_TIME).fullmatch(text) is not None


def has_offset(text: str) -> bool:
    """Whether a text is an instant in the form of `WITH_OFFSET`."""
    return _WITH_OFFSET.fullmatch(text) is not None


def word(written: str) -> "Value":
    """Return the value of a plain scalar that does not start like a number.

    Raises:
        UncertainError: its type is not certain.

    """
    if len(written) > _LONGEST_WORD:
        return written
    if written == "true":
        return True
    if written == "false":
        return False
    if written.casefold() in _WORDS:
        raise UncertainError
    return written


def quoted(written: str) -> str:
    """Return the text of a quoted scalar, whatever is in it.

    Raises:
        UncertainError: it is not one, or has escapes other than of quotation marks.

    """
    if _QUOTED.fullmatch(written) is None:
        raise UncertainError
    text = written[1:-1]
    return text.replace('\\"', '"') if written[0] == '"' else text.replace("''", "'")


def flow_list(written: str, times: frozenset[int]) -> "list[Value]":
    """Return the items of a list in brackets, of which `written` has all but the first one.

    Raises:
        UncertainError: it is not a simple list.

    """
    items: list[Value] = []
    at, end = 0, len(written) - 1
    if not written.endswith("]") or written.endswith(",]"):
        raise UncertainError
    while at < end:
        item = _FLOW_ITEM.match(written, at, end)
        if item is None:
            raise UncertainError
        items.append(scalar(item[1], times))
        at = item.end()
    return items
