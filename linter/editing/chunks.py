"""Entries and items of block collections as whole lines, to move."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.editing.rows import Rows, is_blank, last_row_with_comments, whole_rows
from linter.frontmatter.document import Document

_BLANK_LINES = lazy_pattern(r"(?:[ \t]*(?:\r\n|\n|\r))*")


class Chunk(NamedTuple):
    """An entry's lines.

    `blank` are those that a blank line separates from it, `body` are its comments and itself.
    """

    span: Span
    blank: str
    body: str


def chunks_of(
    document: Document,
    start: int,
    spans: Sequence[Span],
    rows_of: Callable[[Document, int, Span], Rows | None],
) -> list[Chunk] | None:
    """Cut lines of a block collection, from row `start` on, into one chunk an entry.

    `rows_of` returns the rows of an entry, given the row below the entry before it and its span.
    Where it returns None, so does this.
    """
    chunks = []
    for span in spans:
        entry = rows_of(document, start, span)
        if entry is None:
            return None
        last = last_row_with_comments(document, entry)
        above = start
        for row in range(start, entry.first):
            if is_blank(document, row):
                above = row + 1
        whole = whole_rows(document, start, last)
        body = document.text(whole_rows(document, above, last))
        blank = document.text(Span(whole.start, whole.end - len(body)))
        if not body.endswith(("\n", "\r")):
            # The end of a data file, which may come to stand above another entry.
            body += document.source.newline
        chunks.append(Chunk(whole, blank, body))
        start = last + 1
    return chunks


def spacing_of_places(chunks: Sequence[Chunk], order: Sequence[int]) -> list[str]:
    """Return the `blank` of each entry in its new place: the first place keeps its own.

    The entry that leaves the first place takes over the blank lines of the one that comes to it,
    whose comments come along.
    """
    blanks = [chunks[index].blank for index in order]
    if order[0] != 0:
        leading = leading_blank_lines(blanks[0])
        blanks[order.index(0)] = leading
        blanks[0] = chunks[0].blank + blanks[0][len(leading) :]
    return blanks


def leading_blank_lines(blank: str) -> str:
    """Return the blank lines with which a chunk starts."""
    lines = _BLANK_LINES.match(blank)
    return lines[0] if lines else ""


def moved_chunks(
    chunks: Sequence[Chunk], order: Sequence[int], blanks: Sequence[str]
) -> tuple[Edit, ...]:
    """Return edits that put chunks in `order`, each with its spacing from `blanks`."""
    texts = [blank + chunks[index].body for blank, index in zip(blanks, order, strict=True)]
    return as_edits([chunk.span for chunk in chunks], [c.blank + c.body for c in chunks], texts)


def as_edits(
    spans: Sequence[Span], before: Sequence[str], after: Sequence[str]
) -> tuple[Edit, ...]:
    """Return edits that replace the texts at `spans` where they differ."""
    triples = zip(spans, before, after, strict=True)
    return tuple(Edit(span, new) for span, old, new in triples if old != new)
