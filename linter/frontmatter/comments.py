"""Comments that switch rules off: where they stand, what they name and what they cover.

    heat: 99  # articlelint: ignore[REL004] scored by hand
    # articlelint: ignore[URL002, URL007]
    related: …
    # articlelint: ignore-file[TXT]

At the end of a line a comment covers what starts on that line, and a text of several lines or a
flow collection that ends there. After `|` or `>` it covers the block text. Alone on its line it
covers the key or item that starts on the next line, with everything in it. `ignore-file` stands
above the first key. Text that only looks like a comment (in quotes, in a block text) is none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.similar import nearest, suggestion
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.layout import children

_MARKER = "articlelint:"
# A line ends where libyaml ends it: also at U+0085, U+2028 and U+2029.
_REST = "[^\n\r\x85\u2028\u2029]*"
_LINE = lazy_pattern(_REST)
_COMMENT = lazy_pattern(rf"(?<![^\s\ufeff])#[ \t]*{_MARKER}{_REST}")
_DIRECTIVE = lazy_pattern(
    rf"#[ \t]*{_MARKER}[ \t]*(?P<verb>[\w-]*)[ \t]*(?:\[(?P<rules>[^\]]*)(?P<closed>\]?))?"
)
_SELECTOR = lazy_pattern(r"[^\s,](?:[^,]*[^\s,])?")
# What stands above a key or item without being one: spaces, dashes, comments, `---`.
_NO_START = lazy_pattern(r"[\s\ufeff?-]*(?:#.*)?", re.DOTALL)

_IGNORE = "ignore"
_IGNORE_FILE = "ignore-file"
_EVERY_RULE = "ALL"


class Selector(NamedTuple):
    """A code, a prefix of codes, or a name of a rule, as a comment has it."""

    text: str
    span: Span


class Suppression(NamedTuple):
    """A comment that suppresses rules.

    It covers findings that start in `covers`, its end included. `removal` is deleted with the
    comment: its line, or itself with the spaces before it. `mistake` is the reason why it
    has no effect; it then has no selectors.
    """

    comment: Span
    removal: Span
    covers: Span
    selectors: tuple[Selector, ...]
    mistake: str = ""


class Unused(NamedTuple):
    """Selectors of a comment that suppress nothing.

    `reason` is set where that is because the comment, or the selector, is not understood.
    """

    suppression: Suppression
    selectors: tuple[Selector, ...]
    reason: str = ""


def comment_text(code: str, *, in_file: bool = False) -> str:
    """Return a comment that suppresses a rule at its place, or in the whole file."""
    return f"# {_MARKER} {_IGNORE_FILE if in_file else _IGNORE}[{code}]"


def find(document: Document) -> tuple[Suppression, ...]:
    """Return the suppressions of a file, in order; none if its front matter cannot be read."""
    if _MARKER not in document.source.text or document.root is None or document.block is None:
        return ()
    start, end = document.block.content
    matches = _COMMENT.finditer(document.source.text, start, end)
    texts = sorted(_texts(document))
    comments = [span for match in matches if not _is_inside(span := Span(*match.span()), texts)]
    if not comments:
        return ()
    rows = _rows(document)
    # From the last to the first, since a comment covers what one below it covers.
    found = [_suppression(document, comment, rows) for comment in reversed(comments)]
    return tuple(reversed(found))


def _texts(document: Document) -> Iterator[Span]:
    """Yield where the content of quoted and block texts stands; no comment is in there."""
    pending: list[yaml.Node] = [document.root] if document.root else []
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if node.style:
                yield _content(document, node)
        else:
            for child in node.value:
                pending += child if isinstance(child, tuple) else (child,)


def _content(document: Document, node: yaml.ScalarNode) -> Span:
    """Return a text without the line of `|` or `>`, which may end with a comment."""
    span = document.node_span(node)
    if node.style not in ("|", ">"):
        return span
    header = _LINE.match(document.source.text, *span)
    return Span(header.end() if header else span.start, span.end)


def _is_inside(comment: Span, texts: list[Span]) -> bool:
    index = bisect_right(texts, comment) - 1
    return index >= 0 and comment.start < texts[index].end


class _Rows(NamedTuple):
    """What starts and ends on which rows.

    `starts` is where that ends which starts first on a row. `closed` is where the pair or item
    starts of which a text or flow collection ends on a row, `opened` where the block text ends
    whose `|` or `>` is on a row. `next_starts` is filled as comments are read: the row on which
    something starts below a comment.
    """

    starts: dict[int, int]
    closed: dict[int, int]
    opened: dict[int, int]
    next_starts: dict[int, int]


def _rows(document: Document) -> _Rows:
    rows = _Rows({}, {}, {}, {})
    for _, key, node in document.members:
        token, span = document.token_span(node), document.node_span(node)
        start = token.start if key is None else document.token_span(key).start
        row = _row(document, start)
        if token.start < start:
            # An alias: its node stands, and is covered, elsewhere.
            rows.starts.setdefault(row, document.lines.line(row).end)
            continue
        is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        if is_block and key is not None and row == _row_of_first(document, node):
            # In TOML a key, or the header of an item, that starts on the row of its table's key.
            continue
        rows.starts.setdefault(row, span.end)
        # Where a block collection starts, its first key or item is meant.
        if not is_block:
            rows.starts.setdefault(_row(document, token.start), span.end)
            last = _row(document, span.end)
            rows.closed[last] = min(rows.closed.get(last, start), start)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            rows.opened[_row(document, span.start)] = span.end
    return rows


def _row_of_first(document: Document, node: yaml.Node) -> int | None:
    """Return the row on which the first key or item of a collection starts; None if it is empty."""
    first = next(children(node), None)
    return None if first is None else _row(document, document.token_span(first).start)


def _row(document: Document, offset: int) -> int:
    return document.lines.position(offset).row


def _suppression(document: Document, comment: Span, rows: _Rows) -> Suppression:
    row = _row(document, comment.start)
    line = document.lines.line(row)
    before = document.text(Span(line.start, comment.start))
    removal = Span(line.start + len(before.rstrip(" \t")), comment.end)
    if not before.strip() and comment.end == line.end and row < document.lines.last_row:
        removal = Span(line.start, document.lines.line(row + 1).start)
    is_alone = not before.strip() or before.lstrip().startswith("#")
    verb, selectors, mistake = _directive(document, comment)
    if verb == _IGNORE_FILE:
        covers = Span(0, len(document.source.text))
        if comment.start > document.token_span(document.member(()).node).start:
            mistake = mistake or f"{quoted(_IGNORE_FILE)} belongs above the first key"
    elif is_alone:
        covers = _below(document, row, comment, rows)
    else:
        end = max(line.end, _line_end(document, rows.opened.get(row, line.end)))
        covers = Span(min(line.start, rows.closed.get(row, line.start)), end)
    return Suppression(comment, removal, covers, () if mistake else selectors, mistake)


def _below(document: Document, row: int, comment: Span, rows: _Rows) -> Span:
    """Return what starts on the next line that is more than a comment."""
    last = _row(document, document.block.content.end) if document.block else row
    start = row + 1
    while start <= last:
        if start in rows.next_starts:
            start = rows.next_starts[start]
            break
        if not _NO_START.fullmatch(document.text(document.lines.line(start))):
            break
        start += 1
    rows.next_starts[row] = start
    if start > last:
        return Span(comment.end, comment.end)
    end = rows.starts.get(start, document.lines.line(start).start)
    return Span(comment.end, _line_end(document, end))


def _line_end(document: Document, offset: int) -> int:
    return document.lines.line(_row(document, offset)).end


def _directive(document: Document, comment: Span) -> tuple[str, tuple[Selector, ...], str]:
    """Return a comment's verb and its rules, and what is wrong with it."""
    match = _DIRECTIVE.match(document.source.text, *comment)
    verb = match["verb"] if match else ""
    if match is None or verb not in (_IGNORE, _IGNORE_FILE):
        hint = suggestion(nearest(verb[:40], (_IGNORE, _IGNORE_FILE)))
        return (
            verb,
            (),
            f"{quoted(verb)} is neither {quoted(_IGNORE)} nor {quoted(_IGNORE_FILE)}{hint}",
        )
    if match["rules"] is None:
        if document.source.text[match.end() : comment.end].strip():
            return verb, (), f"the rules must be in brackets, as in {quoted(f'{verb}[TXT001]')}"
        return verb, (Selector(_EVERY_RULE, comment),), ""
    if not match["closed"]:
        return verb, (), "the list of rules is not closed by `]`"
    parts = _SELECTOR.finditer(document.source.text, *match.span("rules"))
    selectors = tuple(Selector(part[0], Span(*part.span())) for part in parts)
    return verb, selectors, "" if selectors else "the list of rules is empty"
