"""Edits that add an ignore comment for one finding, or for all findings of a rule in a file.

Where a comment may stand depends on what is there: texts of several lines, brackets, block texts,
the lines around a block. So each place is tried, the one that covers least first, and taken if the
file then reads as before and the comment covers the finding. JSON has no comments.
"""

from collections.abc import Iterator
from dataclasses import replace

import yaml

from linter.core.diagnostic import Fix, Safety
from linter.core.text import Edit, Span, apply_edits
from linter.fix.proof import FixState, UnprovenError, proven_text
from linter.frontmatter.block import Format
from linter.frontmatter.comments import Suppression, comment_text, find
from linter.frontmatter.document import Document

_JSON_SUFFIX = ".json"


def ignore_here(before: FixState, code: str, start: int) -> Fix | None:
    """Return the fix that suppresses a rule where a finding starts; None if no comment can.

    It suppresses the rule's other findings on that line too, and those of a text or a list that it
    is a part of; above a key, those of all of its value.
    """
    return next(ignores_here(before, code, start), None)


def ignores_here(before: FixState, code: str, start: int) -> Iterator[Fix]:
    """Yield such fixes, the one that covers least first."""
    title = f"Ignore {code} here"
    return _proven(before, title, _places_here(before.document, code, start), code, start)


def ignore_in_file(before: FixState, code: str, start: int) -> Fix | None:
    """Return the fix that suppresses a rule in the whole file of a finding; None if none can."""
    return next(ignores_in_file(before, code, start), None)


def ignores_in_file(before: FixState, code: str, start: int) -> Iterator[Fix]:
    """Yield such fixes, in the order of the text."""
    title = f"Ignore {code} in this file"
    return _proven(before, title, _places_above(before.document, code), code, start)


def why_none(document: Document) -> str | None:
    """Return why a file can hold no ignore comment; None if it can."""
    if document.format is Format.JSON or document.source.path.lower().endswith(_JSON_SUFFIX):
        return "JSON has no comments"
    return "the front matter cannot be read" if document.root is None else None


def moved(offset: int, edit: Edit) -> int:
    """Return an offset after an edit that inserts text."""
    return offset + len(edit.text) if edit.span.start <= offset else offset


def _proven(
    before: FixState, title: str, places: Iterator[Edit], code: str, start: int
) -> Iterator[Fix]:
    document = before.document
    if why_none(document) is not None:
        return
    for edit in places:
        fix = Fix(title, (edit,), Safety.SAFE)
        if _covers(document, edit, code, start) and _is_proven(before, fix):
            yield fix


def _covers(document: Document, edit: Edit, code: str, start: int) -> bool:
    """Whether the comments, after an edit of them, cover the start of a finding of a rule."""
    source = replace(document.source, text=apply_edits(document.source.text, [edit]))
    new = Document(source, document.dialect, document.limits, document.spellings)
    new_start = moved(start, edit)
    return any(
        each.covers.start <= new_start <= each.covers.end
        and code in {selector.text for selector in each.selectors}
        for each in find(new)
    )


def _is_proven(before: FixState, fix: Fix) -> bool:
    try:
        proven_text(before, [fix])
    except UnprovenError:
        return False
    return True


# Places


def _places_here(document: Document, code: str, start: int) -> Iterator[Edit]:
    """Yield edits that may suppress a rule at an offset, the one that covers least first."""
    rows = list(_rows_around(document, start))
    for row in rows:
        yield from _behind(document, row, code)
    for row in rows:
        line = document.lines.line(row)
        text = document.text(line)
        margin = text[: len(text) - len(text.lstrip(" \t"))]
        yield _line(document, line.start, f"{margin}{comment_text(code)}")


def _rows_around(document: Document, start: int) -> Iterator[int]:
    """Yield the row of an offset, and those on which the values around it end and start."""
    rows = [document.lines.position(start).row]
    for _, key, node in reversed(document.members):
        span = document.node_span(node)
        if not span.start <= start <= span.end:
            continue
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            rows.append(document.lines.position(span.end).row)
        first = node if key is None else key
        rows.append(document.lines.position(document.token_span(first).start).row)
    yield from dict.fromkeys(rows)


def _behind(document: Document, row: int, code: str) -> Iterator[Edit]:
    """Yield the edit that adds a rule to the comment on a row, or a comment to the row."""
    line = document.lines.line(row)
    for comment in find(document):
        if line.start <= comment.comment.start <= line.end:
            yield from _with_rule(comment, code)
            return
    end = line.start + len(document.text(line).rstrip(" \t"))
    yield Edit(Span(end, end), f"  {comment_text(code)}")


def _places_above(document: Document, code: str) -> Iterator[Edit]:
    """Yield edits that may suppress a rule in the whole file."""
    whole = Span(0, len(document.source.text))
    for comment in find(document):
        if comment.covers == whole:
            yield from _with_rule(comment, code)
    if document.block is None:
        return
    start = document.block.content.start
    row = document.lines.position(start).row
    below = range(row, min(row + 2, document.lines.last_row + 1))
    for offset in (start, *(document.lines.line(each).start for each in below)):
        if offset >= start:
            yield _line(document, offset, comment_text(code, in_file=True))


def _with_rule(comment: Suppression, code: str) -> Iterator[Edit]:
    """Yield the edit that adds a rule to those of a comment, if it names some."""
    last = comment.selectors[-1].span if comment.selectors else comment.comment
    if last != comment.comment:
        yield Edit(Span(last.end, last.end), f", {code}")


def _line(document: Document, offset: int, text: str) -> Edit:
    return Edit(Span(offset, offset), f"{text}{document.source.newline}")
