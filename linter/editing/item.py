"""Edits that remove and reorder the items of a list."""

from collections.abc import Sequence

import yaml

from linter.core.text import Edit
from linter.core.values import Path
from linter.editing.chunks import chunks_of, moved_chunks, spacing_of_places
from linter.editing.flow import cut_from_flow, moved_in_flow
from linter.editing.rows import cut_rows, item_rows, rows_start
from linter.frontmatter.document import Document


def remove_item(document: Document, path: Path) -> tuple[Edit, ...] | None:
    """Return the edit that removes an item of a list, with a comment on its last line.

    Comments below it go as well if they are indented deeper than its dash, and of blank lines on
    both sides those above. Removals of several items of a list do not overlap as long as its first
    one stays.
    """
    index = path[-1]
    parent = document.member(path[:-1]).node
    if not isinstance(parent, yaml.SequenceNode) or not isinstance(index, int):
        return None
    layout = document.layout
    parts = layout.parts[id(parent)]
    span = parts[index].span
    if len(parts) < 2 or layout.is_used_outside(span):  # noqa: PLR2004 - a list keeps one item
        return None
    if id(parent) in layout.around_pieces:
        return None
    if parent.flow_style:
        first = max(index - 1, 0)
        spans = [part.span for part in parts[first : index + 2]]
        return cut_from_flow(document, parent, spans, index - first)
    before = parts[index - 1] if index else None
    item = item_rows(document, rows_start(document, path[:-1], parent, before), span)
    if item is None or parts[index].keeps_blank_lines or (before and before.keeps_blank_lines):
        return None
    return cut_rows(document, item)


def reorder_items(document: Document, path: Path, order: Sequence[int]) -> tuple[Edit, ...] | None:
    """Return edits after which the list at `path` has its items in `order` (old indices).

    Items of a block list move as whole lines. With an item go the comments beside it, those inside
    or below it that are indented deeper than its dash, and those above it that are not; so do the
    blank lines above it. What stands above the first item and is parted from it by a blank line
    stays there, as do the blank lines. Items of a flow list change places.
    """
    parent = document.member(path).node
    if not isinstance(parent, yaml.SequenceNode) or not parent.value:
        return None
    layout = document.layout
    parts = layout.parts[id(parent)]
    spans = [part.span for part in parts]
    if any(layout.is_used_outside(span) for span in spans):
        return None
    if parent.flow_style:
        return moved_in_flow(document, parent, spans, order)
    if id(parent) in layout.around_pieces or any(part.keeps_blank_lines for part in parts):
        return None
    chunks = chunks_of(document, rows_start(document, path, parent, None), spans, item_rows)
    if chunks is None:
        return None
    return moved_chunks(chunks, order, spacing_of_places(chunks, order))
