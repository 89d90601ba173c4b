"""Edits that insert, remove and reorder the entries of a mapping."""

from collections.abc import Sequence
from typing import NamedTuple

import yaml

from linter.core.text import Edit, Span
from linter.core.values import Path
from linter.editing.chunks import (
    Chunk,
    chunks_of,
    leading_blank_lines,
    moved_chunks,
    spacing_of_places,
)
from linter.editing.flow import cut_from_flow, in_flow, moved_in_flow
from linter.editing.key import key_token
from linter.editing.pair import Pair, pair_at
from linter.editing.rows import Rows, cut_rows, is_blank_or_comment, line_end, margin_of, pair_rows
from linter.frontmatter.document import Document
from linter.frontmatter.scalar_text import ScalarPlace


def insert_after(document: Document, path: Path, key: str, value: str) -> tuple[Edit, ...] | None:
    """Return the edit that puts `key: value` after the entry at `path`, quoted as that one is.

    It gets a line of its own, in a flow mapping where that entry starts its line.
    """
    insertion = _insertion(document, path, key, value)
    if insertion is None or insertion.pair.value.keeps_blank_lines:
        return None
    end = insertion.pair.value.span.end
    if not insertion.flow:
        end = line_end(document, end)
    separator = "," if insertion.flow else ""
    return (Edit(Span(end, end), f"{separator}{insertion.gap}{insertion.text}"),)


def insert_before(document: Document, path: Path, key: str, value: str) -> tuple[Edit, ...] | None:
    """Return the edit that puts `key: value` before the entry at `path`, quoted as that one is.

    Comments above that entry stay above both. It gets a line of its own as with `insert_after`.
    """
    insertion = _insertion(document, path, key, value)
    if insertion is None:
        return None
    start = insertion.pair.key.span.start
    separator = "," if insertion.flow else ""
    return (Edit(Span(start, start), f"{insertion.text}{separator}{insertion.gap}"),)


class _Insertion(NamedTuple):
    """The text to write beside an entry, and the space between both."""

    pair: Pair
    flow: bool
    text: str
    gap: str


def _insertion(document: Document, path: Path, key: str, value: str) -> _Insertion | None:
    member = document.member(path)
    pair = pair_at(document, path)
    if pair is None or not isinstance(member.node, yaml.ScalarNode):
        return None
    flow = in_flow(document, path)
    margin = document.text(margin_of(document, pair.key.span.start))
    if not flow and margin.strip() and margin.strip(" -"):
        # `? key`, or a mapping that starts after its own anchor or tag.
        return None
    indent, newline = len(margin), document.source.newline
    style = '"' if member.node.style in ("|", ">") else member.node.style
    place = ScalarPlace(indent, flow=flow, newline=newline)
    token = document.notation.write(value, style, place)
    # In TOML, the table of a dotted key is written before each of its keys.
    own = pair.key.span if member.key is None else document.token_span(member.key)
    table = document.text(Span(pair.key.span.start, own.start))
    text = f"{table}{key_token(document, path, key)}{document.notation.separator}{token}"
    if not margin.strip():
        # JSON may be indented with tabs.
        return _Insertion(pair, flow, text, newline + margin)
    return _Insertion(pair, flow, text, " " if flow else f"{newline}{' ' * indent}")


def remove_pair(
    document: Document, parent: yaml.MappingNode, index: int
) -> tuple[Edit, ...] | None:
    """Return the edit that removes a mapping's pair, with a comment on its last line.

    Comments below it go as well if they are indented deeper than its key, and of blank lines on
    both sides those above.
    """
    layout = document.layout
    parts = layout.parts[id(parent)]
    spans = [
        Span(parts[at].span.start, parts[at + 1].span.end)
        for at in range(2 * max(index - 1, 0), min(2 * index + 4, len(parts)), 2)
    ]
    at = min(index, 1)
    if len(parent.value) < 2 or layout.is_used_outside(spans[at]):  # noqa: PLR2004 - one must stay
        return None
    if parent.flow_style:
        return cut_from_flow(document, parent, spans, at)
    if any(value.keeps_blank_lines for value in parts[max(2 * index - 1, 1) : 2 * index + 2 : 2]):
        return None
    return _cut_pair(document, spans[at], spans[at + 1] if index + 1 < len(parent.value) else None)


def _cut_pair(document: Document, pair: Span, following: Span | None) -> tuple[Edit, ...] | None:
    """Remove a pair of a block mapping."""
    margin = document.text(margin_of(document, pair.start))
    if not margin.strip(" "):
        first, last = (document.lines.position(offset).row for offset in pair)
        return cut_rows(document, Rows(first, last, len(margin)))
    # The pair shares its line with a dash: the next one moves up to it, if nothing stands between.
    if margin.strip(" -") or following is None:
        return None
    between = Span(line_end(document, pair.end), following.start)
    if document.text(between).strip():
        return None
    return (Edit(Span(pair.start, following.start), ""),)


def reorder_pairs(document: Document, path: Path, order: Sequence[int]) -> tuple[Edit, ...] | None:
    """Return edits after which the mapping at `path` has its pairs in `order` (old indices).

    Pairs of a block mapping move as items do in `reorder_items`, save that blank lines above the
    first pair go with it where its heir has none. The pair after a dash moves likewise if its heir
    has no comments above it. Mappings with merges or with a key twice are not reordered, nor is a
    pair moved before an anchor that it repeats. Tables of TOML that have a header must stay where
    they are, below the other keys.
    """
    parent = document.member(path).node
    if not isinstance(parent, yaml.MappingNode) or not parent.value:
        return None
    names = {document.key_text(key) for key, _ in parent.value}
    if len(names) < len(parent.value) or any(document.is_merge(*pair) for pair in parent.value):
        return None
    order = _order_above_tables(document, parent, order)
    parts = document.layout.parts[id(parent)][: 2 * len(order)]
    spans = [
        Span(key.span.start, value.span.end)
        for key, value in zip(parts[::2], parts[1::2], strict=True)
    ]
    if not spans or not document.layout.allows_order(spans, order):
        return None
    if parent.flow_style:
        return moved_in_flow(document, parent, spans, order)
    if any(part.keeps_blank_lines or part.in_pieces for part in parts):
        return None
    return _moved_pairs(document, spans, order)


def _order_above_tables(
    document: Document, parent: yaml.MappingNode, order: Sequence[int]
) -> Sequence[int]:
    """Return the part of an order that is above the tables with headers; none if it moves those."""
    keys = document.layout.parts[id(parent)][::2]
    above = next((at for at, key in enumerate(keys) if key.in_header), len(keys))
    return order[:above] if sorted(order[:above]) == list(range(above)) else ()


def keys_in_headers(document: Document, parent: yaml.MappingNode) -> frozenset[str]:
    """Return the keys of the tables that have headers in TOML, and so stand below the others."""
    parts = document.layout.parts[id(parent)][::2]
    pairs = zip(parent.value, parts, strict=True)
    return frozenset(document.key_text(key) for (key, _), part in pairs if part.in_header)


def _moved_pairs(
    document: Document, spans: Sequence[Span], order: Sequence[int]
) -> tuple[Edit, ...] | None:
    """Return edits that move pairs of a block mapping."""
    margin = document.text(margin_of(document, spans[0].start))
    behind_dash = "-" in margin
    start = document.lines.position(spans[0].start).row
    while not behind_dash and is_blank_or_comment(document, start - 1):
        start -= 1
    chunks = chunks_of(document, start, spans, pair_rows)
    if chunks is None:
        return None
    if behind_dash:
        # Written as the others are, on a line of its own; the first place gets no indentation.
        own = Span(spans[0].start, chunks[0].span.end)
        chunks[0] = Chunk(own, "", " " * len(margin) + document.text(own))
        heir = Span(chunks[order[0]].span.start, spans[order[0]].start)
        if "#" in document.text(heir):
            return None
    blanks = [chunks[index].blank for index in order]
    if chunks[0].blank.strip() or leading_blank_lines(blanks[0]):
        blanks = spacing_of_places(chunks, order)
    edits = moved_chunks(chunks, order, blanks)
    if not behind_dash:
        return edits
    return tuple(
        Edit(span, text[len(margin) :] if span == chunks[0].span else text) for span, text in edits
    )
