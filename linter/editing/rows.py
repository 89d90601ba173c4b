"""The rows of a file that an entry or item of a block collection takes up."""

from typing import NamedTuple

import yaml

from linter.core.text import Edit, Span
from linter.core.values import Path
from linter.editing.pair import pair_at
from linter.frontmatter.document import Document
from linter.frontmatter.layout import Part


class Rows(NamedTuple):
    """The rows of an entry of a block collection, and the column, from 0, of its dash or key."""

    first: int
    last: int
    column: int


def rows_start(
    document: Document, path: Path, parent: yaml.SequenceNode, before: Part | None
) -> int:
    """Return the row from which on there are only an item's comments above it.

    It is the one below the item before, and for the first item the one below the list's key.
    """
    if before is not None:
        return document.lines.position(before.span.end).row + 1
    own, first = document.token_span(parent), document.layout.parts[id(parent)][0].span
    if first.start < own.start:
        # In TOML the first item starts with a header, in which the list's key is.
        row = document.lines.position(first.start).row
        while is_blank_or_comment(document, row - 1):
            row -= 1
        return row
    pair = pair_at(document, path)
    if pair is None:
        return document.lines.position(own.start).row
    return document.lines.position(pair.key.span.end).row + 1


def item_rows(document: Document, start: int, item: Span) -> Rows | None:
    """Return the rows of a block list's item; None if it shares its first one.

    From row `start` on there are only blank lines and comments above it. In TOML an item starts
    with its header, else after a dash.
    """
    end = document.lines.position(item.start).row
    dash = start
    while dash <= end and is_blank_or_comment(document, dash):
        dash += 1
    if dash > end:
        return None
    line = document.lines.line(dash)
    column = len(document.text(line)) - len(document.text(line).lstrip(" "))
    after = document.text(Span(line.start + column, item.start))
    lines = after.removeprefix("-").splitlines()
    if after[:1] not in ("", "-") or any(line.partition("#")[0].strip() for line in lines):
        return None
    return Rows(dash, document.lines.position(item.end).row, column)


def pair_rows(document: Document, _start: int, pair: Span) -> Rows | None:
    """Return the rows of a block mapping's pair; None if it shares its first one.

    A dash on that row is allowed: the first pair of an item stands after it.
    """
    margin = document.text(margin_of(document, pair.start))
    if margin.strip(" -"):
        return None
    first, last = (document.lines.position(offset).row for offset in pair)
    return Rows(first, last, len(margin))


def last_row_with_comments(document: Document, entry: Rows) -> int:
    """Return the entry's last row, or that of a comment below which is indented deeper than it."""
    last = entry.last
    row = last + 1
    while True:
        column = _comment_column(document, row)
        if column is not None and column > entry.column:
            last = row
        elif not is_blank(document, row):
            return last
        row += 1


def _comment_column(document: Document, row: int) -> int | None:
    """Return the column, from 0, at which a row's comment starts; None if it is no comment line."""
    if not _is_row(document, row):
        return None
    line = document.text(document.lines.line(row))
    column = len(line) - len(line.lstrip())
    return column if line.startswith("#", column) else None


def is_blank_or_comment(document: Document, row: int) -> bool:
    """Whether a row holds no more than white space and a comment."""
    return is_blank(document, row) or _comment_column(document, row) is not None


def is_blank(document: Document, row: int) -> bool:
    """Whether a row of the file holds only white space."""
    return _is_row(document, row) and not document.text(document.lines.line(row)).strip()


def _is_row(document: Document, row: int) -> bool:
    """Whether the file has such a row; a data file has no lines around its YAML."""
    return 1 <= row <= document.lines.last_row


def cut_rows(document: Document, entry: Rows) -> tuple[Edit, ...]:
    """Remove rows with the comments that belong to them; gaps above and below become one."""
    first, last = entry.first, last_row_with_comments(document, entry)
    if is_blank(document, last + 1):
        while is_blank(document, first - 1):
            first -= 1
    return (Edit(whole_rows(document, first, last), ""),)


def whole_rows(document: Document, first: int, last: int) -> Span:
    """Return whole rows with their line ends; the last row of a data file may have none."""
    start, end = document.lines.line(first).start, document.lines.line(last).end
    return Span(start, document.lines.line(last + 1).start if _is_row(document, last + 1) else end)


def margin_of(document: Document, offset: int) -> Span:
    """Return the part of a line before `offset`."""
    return Span(document.lines.line(document.lines.position(offset).row).start, offset)


def line_end(document: Document, offset: int) -> int:
    """Return the end of the line that holds `offset`."""
    return document.lines.line(document.lines.position(offset).row).end
