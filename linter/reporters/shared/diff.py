"""What a fix would do, as changed lines."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from linter.core.diagnostic import Fix
from linter.core.text import Edit, Span, apply_edits
from linter.reporters.shared.page import Page

_LINE_END = re.compile(r"\r\n|\n|\r")

# Finding the fewest changed lines takes time that grows with their square.
_MAX_COMPARED = 200


class Change(NamedTuple):
    """Lines that stand one after another, before and after; `row` is the first one's before."""

    row: int
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Block(NamedTuple):
    """The whole lines that some edits touch."""

    first_row: int
    last_row: int
    edits: list[Edit]


def changes(page: Page, fix: Fix, reach: int) -> Iterator[Change]:
    """Yield the lines that a fix changes, from top to bottom; secrets are covered.

    Of long lines there is no more than `reach` characters before the first and after the last edit.
    """
    for block in _blocks(page, fix):
        first, last = block.edits[0].span.start, max(edit.span.end for edit in block.edits)
        start = max(page.lines.line(block.first_row).start, first - reach)
        end = min(page.lines.line(block.last_row).end, last + reach)
        edits = [
            Edit(Span(edit.span.start - start, edit.span.end - start), page.safe_edit(edit).text)
            for edit in block.edits
        ]
        before = page.text[start:end]
        after = apply_edits(before, edits)
        yield from _changed(block.first_row, _LINE_END.split(before), _LINE_END.split(after))


def differing_part(one: str, other: str) -> tuple[Span, Span]:
    """Return the parts of two lines between what both begin and what both end with."""
    shorter = min(len(one), len(other))
    start = _last_equal(shorter, lambda n: one[:n] == other[:n])
    end = _last_equal(shorter - start, lambda n: one[len(one) - n :] == other[len(other) - n :])
    return Span(start, len(one) - end), Span(start, len(other) - end)


def _blocks(page: Page, fix: Fix) -> list[_Block]:
    blocks: list[_Block] = []
    for edit in sorted(fix.edits, key=lambda edit: edit.span):
        first, last = (page.lines.position(offset).row for offset in edit.span)
        if blocks and first <= blocks[-1].last_row:
            blocks[-1].edits.append(edit)
            blocks[-1] = blocks[-1]._replace(last_row=max(last, blocks[-1].last_row))
        else:
            blocks.append(_Block(first, last, [edit]))
    return blocks


def _changed(row: int, before: list[str], after: list[str]) -> Iterator[Change]:
    """Yield what differs between two lists of lines, the first of which starts at `row`."""
    shorter = min(len(before), len(after))
    start = _last_equal(shorter, lambda n: before[:n] == after[:n])
    end = _last_equal(shorter - start, lambda n: before[-n:] == after[-n:])
    row += start
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if len(before) > _MAX_COMPARED or len(after) > _MAX_COMPARED:
        yield Change(row, tuple(before), tuple(after))
        return
    for tag, first, last, other_first, other_last in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            old, new = before[first:last], after[other_first:other_last]
            yield Change(row + first, tuple(old), tuple(new))


def _last_equal(most: int, is_equal: Callable[[int], bool]) -> int:
    """Return the largest number up to `most` that fits, as all smaller ones then do."""
    return bisect_left(range(1, most + 1), x=True, key=lambda n: not is_equal(n))
