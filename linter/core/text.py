"""Positions in a text: spans, edits, rows and columns.

Every offset in the project counts Unicode code points from the start of the whole file, a
byte-order mark included. Rows and columns start at 1.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from linter.core.patterns import lazy_pattern

_LINE_FEED = lazy_pattern("\n")


class Span(NamedTuple):
    """A half-open range of code points, `start <= offset < end`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a character; an empty span shares those at its sides."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans, which are in order, with those that overlap merged."""
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Edit(NamedTuple):
    """Replace the text at `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str

    def shifted(self, offset: int) -> "Edit":
        """Return the same edit of a text that has more characters in front."""
        return Edit(Span(self.span.start + offset, self.span.end + offset), self.text)


class Position(NamedTuple):
    """A row and a column, both starting at 1; columns count code points."""

    row: int
    column: int


class OverlappingEditsError(ValueError):
    """Two edits change the same characters."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all `edits` applied, whatever their order.

    Edits that insert at the same place are applied in the order given.

    Raises:
        OverlappingEditsError: two edits overlap, or one lies outside the text.

    """
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if not end <= edit.span.start <= edit.span.end <= len(text):
            message = f"edit {edit.span} overlaps the one before it or lies outside the text"
            raise OverlappingEditsError(message)
        pieces += (text[end : edit.span.start], edit.text)
        end = edit.span.end
    pieces.append(text[end:])
    return "".join(pieces)


def difference(old: str, new: str) -> Edit:
    """Return the one edit that turns `old` into `new` and keeps their common ends."""
    shorter = min(len(old), len(new))
    start = _common_length(old, new, shorter)
    end = _common_length(old[::-1], new[::-1], shorter - start)
    return Edit(Span(start, len(old) - end), new[start : len(new) - end])


def _common_length(one: str, other: str, limit: int) -> int:
    """Return how many characters two texts start with alike, up to a limit that neither exceeds."""
    least, most = 0, limit
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def line_start(text: str, offset: int) -> int:
    r"""Return the start of the line that holds an offset; lines end with `\n` or `\r`."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


class LineIndex:
    r"""Finds rows and columns; lines end with `\n`, `\r\n` or a lone `\r`, as in editors."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        """Index the line starts of `text`."""
        self._text = text
        self._starts = array("Q", [0])
        if "\r" in text:
            # As long, and with one kind of line end.
            text = text.replace("\r\n", " \n").replace("\r", "\n")
        self._starts.extend(map(re.Match.end, _LINE_FEED.finditer(text)))

    def position(self, offset: int) -> Position:
        """Return the row and column of a code-point offset."""
        row = bisect_right(self._starts, offset)
        return Position(row, offset - self._starts[row - 1] + 1)

    @property
    def last_row(self) -> int:
        """The number of the last row, which is empty where the text ends with a line end."""
        return len(self._starts)

    def line(self, row: int) -> Span:
        """Return the span of a row without its line end."""
        start = self._starts[row - 1]
        if row == len(self._starts):
            return Span(start, len(self._text))
        end = self._starts[row]
        width = len("\r\n") if self._text.startswith("\r\n", end - 2) else 1
        return Span(start, end - width)


class ByteIndex:
    """Counts the bytes of UTF-8 before an offset, in a time that does not grow with the line."""

    __slots__ = ("_before", "_text")

    _STEP = 1024

    def __init__(self, text: str) -> None:
        """Count the bytes of `text`."""
        self._text = text
        parts = (text[at : at + self._STEP] for at in range(0, len(text), self._STEP))
        self._before = [0, *accumulate(map(_utf8_length, parts))]

    def before(self, offset: int) -> int:
        """Return the number of bytes before a code-point offset."""
        step = offset // self._STEP
        return self._before[step] + _utf8_length(self._text[step * self._STEP : offset])


def _utf8_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))
