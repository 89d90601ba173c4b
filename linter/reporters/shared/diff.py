"""The lines that a fix changes."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from linter.core.diagnostic import Fix
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span, apply_edits
from linter.reporters.shared.redacted_file import RedactedFile

_LINE_END = lazy_pattern(r"\r\n|\n|\r")

# The time to find the fewest changed lines grows with their square.
_MAX_COMPARED = 200


class Change(NamedTuple):
    """Consecutive lines before and after a fix; `row` is that of the first one before."""

    row: int
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Block(NamedTuple):
    """The whole lines that some edits touch."""

    first_row: int
    last_row: int
    edits: list[Edit]


def changes(file: RedactedFile, fix: Fix, reach: int) -> Iterator[Change]:
    """Yield the lines that a fix changes, in order, with secrets covered.

    Long lines are cut `reach` characters before the first and after the last edit.
    """
    for block in _blocks(file, fix):
        first, last = block.edits[0].span.start, max(edit.span.end for edit in block.edits)
        start = max(file.lines.line(block.first_row).start, first - reach)
        end = min(file.lines.line(block.last_row).end, last + reach)
        edits = [
            Edit(Span(edit.span.start - start, edit.span.end - start), file.safe_edit(edit).text)
            for edit in block.edits
        ]
        before = file.text[start:end]
        after = apply_edits(before, edits)
        yield from _changed(block.first_row, _LINE_END.split(before), _LINE_END.split(after))


def differing_part(one: str, other: str) -> tuple[Span, Span]:
    """Return the parts of two lines between their common start and their common end."""
    shorter = min(len(one), len(other))
    start = _last_equal(shorter, lambda n: one[:n] == other[:n])
    end = _last_equal(shorter - start, lambda n: one[len(one) - n :] == other[len(other) - n :])
    return Span(start, len(one) - end), Span(start, len(other) - end)


def _blocks(file: RedactedFile, fix: Fix) -> list[_Block]:
    blocks: list[_Block] = []
    for edit in sorted(fix.edits, key=lambda edit: edit.span):
        first, last = (file.lines.position(offset).row for offset in edit.span)
        if blocks and first <= blocks[-1].last_row:
            blocks[-1].edits.append(edit)
            blocks[-1] = blocks[-1]._replace(last_row=max(last, blocks[-1].last_row))
        else:
            blocks.append(_Block(first, last, [edit]))
    return blocks


def _changed(row: int, before: list[str], after: list[str]) -> Iterator[Change]:
    """Yield the differences of two lists of lines; the first list starts at `row`."""
    shorter = min(len(before), len(after))
    start = _last_equal(shorter, lambda n: before[:n] == after[:n])
    end = _last_equal(shorter - start, lambda n: before[-n:] == after[-n:])
    row += start
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    longest = max(len(before), len(after))
    if longest == 1 or longest > _MAX_COMPARED:
        yield Change(row, tuple(before), tuple(after))
        return
    # A run without fixes needs no comparison.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        if tag != "equal":
            old, new = before[first:last], after[other_first:other_last]
            yield Change(row + first, tuple(old), tuple(new))


def _last_equal(most: int, is_equal: Callable[[int], bool]) -> int:
    """Return the largest number up to `most` that passes; all smaller ones pass, too."""
    return bisect_left(range(1, most + 1), x=True, key=lambda n: not is_equal(n))
