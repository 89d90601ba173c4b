"""The text of a value: without what belongs to its notation, and the place of an edit of it."""

import yaml

from linter.core.text import Edit, Span
from linter.editing.scalar import part_span
from linter.schema.entries import Field

_BLOCK_STYLES = ("|", ">", '"""', "'''")


def own_text(field: Field) -> str | None:
    """Return a text without the final line breaks of a block scalar (`|`, `>`).

    These line breaks belong to the notation, not to the text of the author (YAML 1.2.2, section
    8.1.1.2), as does a closing line of three quotes in TOML. Returns None if the value is not text.
    """
    text = field.value
    if not isinstance(text, str):
        return None
    if not text.endswith("\n"):
        return text
    node = field.document.member(field.path).node
    is_block = isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES
    return text.rstrip("\n") if is_block else text


def span_in_file(field: Field, edit: Edit) -> Span:
    """Return the span in the file of the characters that an edit of the value replaces.

    It is the whole value if the characters include a line break of the file.
    """
    span = part_span(field.document, field.path, *edit.span)
    written = field.document.text(span)
    return field.span if "\n" in written or "\r" in written else span
