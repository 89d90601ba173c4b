"""Changes of a text value: what they make of it, and where they stand."""

from collections.abc import Iterable
from typing import TypeAlias

import yaml

from linter.core.text import Edit, Span, apply_edits
from linter.editing.edits import part_span
from linter.schema.entries import Field

Change: TypeAlias = tuple[int, int, str]
"""What to put in the place of a range of a text's characters."""


_BLOCK_STYLES = ("|", ">")


def applied(text: str, changes: Iterable[Change]) -> str:
    """Return a text after changes, which must not overlap."""
    return apply_edits(text, [Edit(Span(start, end), new) for start, end, new in changes])


def own_text(field: Field) -> str | None:
    """Return a text without the line breaks at its end that a block scalar (`|`, `>`) brings.

    YAML 1.2.2, section 8.1.1.2: they belong to the form and not to what the author wrote. None for
    a value that is not text.
    """
    text = field.value
    if not isinstance(text, str):
        return None
    if not text.endswith("\n"):
        return text
    node = field.document.member(field.path).node
    is_block = isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES
    return text.rstrip("\n") if is_block else text


def place(field: Field, change: Change) -> Span:
    """Return where the characters stand in the file that a change replaces.

    That is the whole value, if the file's line ends in them.
    """
    span = part_span(field.document, field.path, change[0], change[1])
    written = field.document.text(span)
    return field.span if "\n" in written or "\r" in written else span
