"""Edits of one scalar, and where a part of its text stands."""

from collections.abc import Sequence

import yaml

from linter.core.text import Edit, Span, difference
from linter.core.values import Path
from linter.editing.flow import in_flow
from linter.frontmatter.document import Document
from linter.frontmatter.scalar_text import Scalar


def part_span(document: Document, path: Path, start: int, end: int) -> Span:
    """Return where the characters `start` to `end` of a text value are in the file.

    If the source of the characters is not certain, that is the whole value.
    """
    node = document.member(path).node
    whole = document.node_span(node)
    if not isinstance(node, yaml.ScalarNode):
        return whole
    token = document.token_span(node)
    source_map = document.notation.scalar_map(document.source.text, token, node.style)
    if source_map is None or not 0 <= start < end <= len(source_map.spans):
        return whole
    return Span(
        token.start + source_map.spans[start].start, token.start + source_map.spans[end - 1].end
    )


def rewrite(document: Document, path: Path, value: str) -> tuple[Edit, ...] | None:
    """Return edits after which the text at `path` is `value`; what both have in common stays."""
    node = document.member(path).node
    if not isinstance(node, yaml.ScalarNode):
        return None
    return rewrite_parts(document, path, [difference(node.value, value)])


def rewrite_parts(
    document: Document, path: Path, changes: Sequence[Edit]
) -> tuple[Edit, ...] | None:
    """Return edits that have the effect of `changes` on the text at `path`.

    The spans of changes count the characters of the value. The scalar keeps its style where that
    can hold the new text.
    """
    scalar = _scalar(document, path)
    return None if scalar is None else tuple(document.notation.rewrite(scalar, changes))


def write_plain(document: Document, path: Path, text: str) -> tuple[Edit, ...] | None:
    """Return edits that write a line of YAML, such as a number or a date, in place of a scalar.

    In JSON it is written as JSON does, a date in quotes.
    """
    scalar = _scalar(document, path)
    edits = None if scalar is None else document.notation.replace(scalar, text)
    return None if edits is None else tuple(edits)


def _scalar(document: Document, path: Path) -> Scalar | None:
    """Return what a notation needs to rewrite the scalar at `path`; None for a collection."""
    node = document.member(path).node
    if not isinstance(node, yaml.ScalarNode):
        return None
    source = document.source
    token = document.token_span(node)
    return Scalar(source.text, token, node, in_flow(document, path), source.newline)
