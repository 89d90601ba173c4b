"""The nodes of a document with what is around them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from linter.core.patterns import lazy_pattern
from linter.frontmatter.document import Document

_NOTHING = lazy_pattern(r"(?:[ \t\r\n]|(?:(?<=\s)|^)#[^\n]*)*", re.MULTILINE)
_LATER_LINE = lazy_pattern(r"\n([ \t]*)[^\s#]")


class Place(NamedTuple):
    """A node, what is open around it, and whether it is a key or the value of one.

    `block` is the nearest collection around it without brackets, `key` the nearest key whose value
    it is or is in. `in_brackets` counts braces too.
    """

    node: yaml.Node
    block: yaml.CollectionNode | None = None
    key: yaml.Node | None = None
    in_brackets: bool = False
    in_braces: bool = False
    is_key: bool = False
    is_value: bool = False


def places(document: Document) -> Iterator[Place]:
    """Yield every node once, in the order of the text."""
    if document.root is not None:
        yield from _below(document, Place(document.root), set())


def token_text(document: Document, node: yaml.Node) -> str:
    """Return the source of a node, with its anchor and tag."""
    return document.text(document.token_span(node))


def column(document: Document, node: yaml.Node) -> int:
    """Return the column of a node, or of a mapping's first key, from 0."""
    first = node.value[0][0] if isinstance(node, yaml.MappingNode) and node.value else node
    return column_at(document, document.token_span(first).start)


def column_at(document: Document, offset: int) -> int:
    """Return the column of an offset, from 0."""
    return offset - (document.source.text.rfind("\n", 0, offset) + 1)


def goes_on_left_of(document: Document, node: yaml.ScalarNode, indent: int) -> bool:
    """Whether a text of several lines has a later one that is indented by no more than a column."""
    indents = _LATER_LINE.findall(document.text(document.node_span(node)))
    return any(len(blanks) <= indent for blanks in indents)


def next_column(document: Document, offset: int) -> int | None:
    """Return the column of what follows in the block after comments; None if nothing does."""
    end = document.block.content.end if document.block else 0
    rest = _NOTHING.match(document.source.text, offset, end)
    if rest is None or rest.end() == end:
        return None
    return column_at(document, rest.end())


def is_last(document: Document, offset: int) -> bool:
    """Whether nothing but comments follows in the block."""
    return next_column(document, offset) is None


def _has_brace(document: Document, node: yaml.Node) -> bool:
    return document.source.text.startswith("{", document.node_span(node).start)


def _below(document: Document, place: Place, seen: set[int]) -> Iterator[Place]:
    node = place.node
    if id(node) in seen:
        return
    seen.add(id(node))
    yield place
    if isinstance(node, yaml.CollectionNode):
        is_flow = bool(node.flow_style)
        around = place._replace(
            block=place.block if is_flow else node,
            in_brackets=place.in_brackets or is_flow,
            in_braces=place.in_braces or _has_brace(document, node),
            is_key=False,
            is_value=False,
        )
        for below in node.value:
            yield from _child(document, around, below, seen)


def _child(
    document: Document,
    around: Place,
    below: yaml.Node | tuple[yaml.Node, yaml.Node],
    seen: set[int],
) -> Iterator[Place]:
    if isinstance(below, tuple):
        key, value = below
        yield from _below(document, around._replace(node=key, is_key=True), seen)
        yield from _below(document, around._replace(node=value, key=key, is_value=True), seen)
    else:
        yield from _below(document, around._replace(node=below), seen)
