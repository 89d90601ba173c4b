"""Edits of flow collections, whose parts have commas between them."""

from collections.abc import Sequence
from itertools import pairwise

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.core.values import Path
from linter.editing.chunks import as_edits
from linter.frontmatter.document import Document

_COMMA = lazy_pattern(r"\s*,\s*")


def in_flow(document: Document, path: Path) -> bool:
    """Whether the value at `path` stands inside brackets or braces."""
    nodes = (document.member(path[:end]).node for end in range(len(path)))
    return any(isinstance(node, yaml.CollectionNode) and node.flow_style for node in nodes)


def moved_in_flow(
    document: Document,
    parent: yaml.CollectionNode,
    spans: Sequence[Span],
    order: Sequence[int],
) -> tuple[Edit, ...] | None:
    """Return edits after which the parts of a flow collection are in `order`."""
    if not _are_parted_by_commas(document, spans):
        return None
    if _has_comment_at_end(document, parent, spans[-1]):
        return None
    texts = [document.text(span) for span in spans]
    return as_edits(spans, texts, [texts[index] for index in order])


def cut_from_flow(
    document: Document, parent: yaml.CollectionNode, spans: Sequence[Span], index: int
) -> tuple[Edit, ...] | None:
    """Remove one part of a flow collection with the comma before it, or after the first one.

    `spans` are those of the part and its neighbours.
    """
    if not _are_parted_by_commas(document, spans):
        return None
    if index + 1 == len(spans) and _has_comment_at_end(document, parent, spans[index]):
        return None
    if index > 0:
        return (Edit(Span(spans[index - 1].end, spans[index].end), ""),)
    return (Edit(Span(spans[0].start, spans[1].start), ""),)


def _are_parted_by_commas(document: Document, spans: Sequence[Span]) -> bool:
    """Whether between parts of a flow collection there are commas only, and no comments."""
    gaps = (Span(one.end, other.start) for one, other in pairwise(spans))
    return all(_COMMA.fullmatch(document.text(gap)) for gap in gaps)


def _has_comment_at_end(document: Document, parent: yaml.CollectionNode, last: Span) -> bool:
    """Whether a comment stands after the last part of a flow collection."""
    return "#" in document.text(Span(last.end, document.token_span(parent).end))
