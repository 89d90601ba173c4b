"""Lays out text on a terminal: escapes, widths, cutting and wrapping.

Widths are in cells: two for most CJK characters and emoji, none for combining marks.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from linter.core.messages import printable
from linter.core.text import Span
from linter.reporters.shared.commands import escape_in_line

ELLIPSIS = "…"

_TAB = " " * 4


class Marked(NamedTuple):
    """A line, and its marked part."""

    line: str
    span: Span


class Cut(NamedTuple):
    """A line that was cut to fit, as it is printed: its marked part, and what is around it."""

    before: str
    marked: str
    after: str


def width(text: str) -> int:
    """Return how many cells a printable text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def shown(text: str) -> str:
    """Return a part of a line as it is printed: tabs as spaces, control characters escaped."""
    return escape_in_line(printable(text.replace("\t", _TAB)))


def cut(lines: Sequence[Marked], room: int) -> list[Cut]:
    """Return lines in at most `room` cells, each around its marked part.

    A cut on either side leaves `…`. A marked part that does not fit keeps its beginning, and some
    of the text before it. Lines that start alike are cut alike.
    """
    # Few characters take less than a cell, so more of a long line is never needed.
    reach = 2 * room
    cuts = [
        Cut(
            shown(line[max(span.start - reach, 0) : span.start]),
            shown(line[span.start : min(span.end, span.start + reach)]),
            shown(line[span.end : span.end + reach]),
        )
        for line, span in lines
    ]
    widest = max(max(width(part.marked), 1) for part in cuts)
    rest = max(width(part.after) for part in cuts)
    return [_fitted(part, room, widest, rest) for part in cuts]


def _fitted(whole: Cut, room: int, widest: int, rest: int) -> Cut:
    """Cut one line; `widest` is the widest marked part, `rest` the widest text after one."""
    before, marked, after = whole
    indent = width(before)
    if indent + widest + rest > room and indent + min(widest + 1, room * 2 // 3) > room:
        before = _end_of(before, max(room // 3, room - widest - rest))
    left = room - width(before)
    taken = max(width(marked), 1)
    if taken > left or (after and taken == left):
        return Cut(before, shorten(marked, left, more=True), "")
    return Cut(before, marked, shorten(after, left - taken))


def wrap(text: str, room: int, used: int) -> list[str]:
    """Return a text in lines of at most `room` cells, broken at spaces.

    The first line has `used` cells less. A word wider than a line is not broken.
    """
    lines = []
    line, left = "", room - used
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer) > left:
            lines.append(line)
            line, left = word, room
        else:
            line = longer
    return [*lines, line]


def shorten(text: str, room: int, *, more: bool = False) -> str:
    """Return a text cut at its end, if it is wider than `room` or there is `more` of it."""
    if width(text) <= room and not more:
        return text
    if text.isascii():
        # The search below would be most of what an excerpt costs.
        return text[: max(room - 1, 0)] + ELLIPSIS
    lengths = range(len(text) + 1)
    return text[: bisect_right(lengths, room - 1, key=lambda n: width(text[:n])) - 1] + ELLIPSIS


def _end_of(text: str, room: int) -> str:
    """Return a text, cut at its beginning where it is wider than `room`."""
    if width(text) <= room:
        return text
    if text.isascii():
        return ELLIPSIS + text[len(text) - max(room - 1, 0) :]
    starts = range(len(text), -1, -1)
    kept = text[starts[bisect_right(starts, room - 1, key=lambda n: width(text[n:])) - 1] :]
    # A combining mark would join the ellipsis.
    while kept and width(kept[0]) == 0:
        kept = kept[1:]
    return ELLIPSIS + kept
