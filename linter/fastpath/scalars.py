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

_ZONED = lazy_pattern(ZONED)
_ZONED_LENGTH = len("2020-06-11 00:03:00 +0000")
# Letters that are in no number, date or time of any reader.
_OF_TEXT = lazy_pattern(r"[g-hj-mp-suvwyG-HJ-MP-SUVWY]|(?<![0-9])[0-9]++(?:\.[0-9]++){2,9}+\Z")
_DATE_OR_TIME = lazy_pattern(f"{DATE}(?:T{_CLOCK}Z)?")
_TIME_LENGTHS = (len("2020-06-11"), len("2020-06-11T00:03:00Z"), _ZONED_LENGTH)
_NUMBER = lazy_pattern(r"0(?:\.[0-9]{1,9})?|-?[1-9](?:[0-9]{0,14}|[0-9]{0,7}\.[0-9]{1,7})")
_NUMBER_START = frozenset("-0123456789")
_MOST_DIGITS = 15
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_LONGEST_WORD = 5
_FLOW_ITEM = lazy_pattern(
    r""" *+("[^"\\\n]*+"|'[^'\n]*+'|[A-Za-z0-9_/][^,:?#"'&*!|>%@`{}\[\]\n\\]*?) *+(?:,|\Z)"""
)


class UncertainError(Exception):
    """The type of a value is not certain."""


class Times:
    """The dates and times of one block, as they are written."""

    __slots__ = ("has_zones", "plain", "quoted")

    def __init__(self) -> None:
        """Start without any."""
        self.has_zones = False
        """Whether some are in the form of `ZONED`, which are times to Jekyll alone."""
        self.plain: list[str] = []
        """Those without quotes, which most readers take for values of their own."""
        self.quoted: set[str] = set()
        """Those in quotes, which are text."""

    @property
    def are_distinct(self) -> bool:
        """Whether no text is there both in quotes and without."""
        return not self.plain or self.quoted.isdisjoint(self.plain)


def scalar(written: str, times: Times) -> "Value":
    """Return the value of a scalar on one line, or of a list in brackets.

    `written` has one of the forms that the rows of `scan` have.

    Raises:
        UncertainError: its type is not certain.

    """
    first = written[0]
    if first == '"':
        text = written[1:-1]
        if len(text) in _TIME_LENGTHS and _is_time(text):
            times.quoted.add(text)
        return text.replace('\\"', '"') if "\\" in text else text
    if first in _NUMBER_START:
        return _number(written, times)
    if first == "'":
        text = written[1:-1]
        if len(text) in _TIME_LENGTHS and _is_time(text):
            times.quoted.add(text)
        return text.replace("''", "'") if "'" in text else text
    if first == "[":
        return _flow_list(written, times)
    return written if len(written) > _LONGEST_WORD else _word(written)


def _number(written: str, times: Times) -> "Value":
    if written.isdigit() and len(written) <= _MOST_DIGITS and (written[0] != "0" or written == "0"):
        return int(written)
    if len(written) in _TIME_LENGTHS and _is_time(written):
        times.plain.append(written)
        times.has_zones |= len(written) == _ZONED_LENGTH
        return written
    if _NUMBER.fullmatch(written) is not None:
        return float(written) if "." in written else int(written)
    if written[0] != "-" and (_OF_TEXT.search(written) or not written.isascii()):
        return written
    raise UncertainError


def _is_time(text: str) -> bool:
    return (_ZONED if len(text) == _ZONED_LENGTH else _DATE_OR_TIME).fullmatch(text) is not None


def _word(written: str) -> "Value":
    if written == "true":
        return True
    if written == "false":
        return False
    if written.casefold() in _WORDS:
        raise UncertainError
    return written


def _flow_list(written: str, times: Times) -> "Value":
    items: list[Value] = []
    at, end = 1, len(written) - 1
    while at < end:
        item = _FLOW_ITEM.match(written, at, end)
        if item is None:
            raise UncertainError
        items.append(scalar(item[1], times))
        at = item.end()
    if written[end - 1] == ",":
        raise UncertainError
    return items
