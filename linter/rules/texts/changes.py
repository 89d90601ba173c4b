"""Changes of a text value: apply them, and locate them in the file."""

from collections.abc import Iterable
from typing import TypeAlias

import yaml

from linter.core.text import Edit, Span, apply_edits
from linter.editing.scalar import part_span
from linter.schema.entries import Field

Change: TypeAlias = tuple[int, int, str]
"""A range of characters (start, end) and the text that replaces it."""


_BLOCK_STYLES = ("|", ">")


def applied(text: str, changes: Iterable[Change]) -> str:
    """Apply changes to a text; they must not overlap."""
    return apply_edits(text, edits_of(changes))


def edits_of(changes: Iterable[Change]) -> list[Edit]:
    """Return changes as edits of the text."""
    return [Edit(Span(start, end), new) for start, end, new in changes]


def own_text(field: Field) -> str | None:
    """Return a text without the final line breaks of a block scalar (`|`, `>`).

    These line breaks belong to the notation, not to the text of the author (YAML 1.2.2, section
    8.1.1.2). Returns None if the value is not text.
    """
    text = field.value
    if not isinstance(text, str):
        return None
    if not text.endswith("\n"):
        return text
    node = field.document.member(field.path).node
    is_block = isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES
    return text.rstrip("\n") if is_block else text


def change_span(field: Field, change: Change) -> Span:
    """Return the span in the file of the characters that a change replaces.

    It is the whole value if the characters include a line break of the file.
    """
    span = part_span(field.document, field.path, change[0], change[1])
    written = field.document.text(span)
    return field.span if "\n" in written or "\r" in written else span
