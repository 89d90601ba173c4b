"""The schema that front matter names for itself.

It is the key `$schema: path`, or the comment `# yaml-language-server: $schema=path` above the first
key: https://github.com/redhat-developer/yaml-language-server#using-inlined-schema.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.core.values import Value
from linter.frontmatter.document import Document
from linter.schema.shape import Shape

_KEY = "$schema"
_COMMENT = lazy_pattern(
    r"^#\s+yaml-language-server\s*:[^\n]*?\$schema=(?P<reference>\S+)", re.MULTILINE
)


class SchemaChoice(NamedTuple):
    """What front matter names as its schema, and where: a value, or a part of a comment."""

    reference: str
    span: Span
    pointer: str | None


def schema_choice(document: Document) -> SchemaChoice | None:
    """Return what front matter names as its schema; None if it names none.

    The comment comes before the key, as in the language server.
    """
    text, root, block = document.source.text, document.root, document.block
    if _KEY not in text or root is None or block is None:
        return None
    start = block.content.start
    comment = _COMMENT.search(text, start, max(document.token_span(root).start, start))
    if comment is not None:
        return SchemaChoice(comment["reference"], Span(*comment.span("reference")), None)
    reference = document.data.get(_KEY)
    if not isinstance(reference, str):
        return None
    return SchemaChoice(reference, document.span((_KEY,)), f"/{_KEY}")


def without_choice(data: Mapping[str, Value], shape: Shape) -> Mapping[str, Value]:
    """Return data without the key that names its schema, unless the schema describes that."""
    if isinstance(data.get(_KEY), str) and _KEY not in shape.properties:
        return {key: value for key, value in data.items() if key != _KEY}
    return data
