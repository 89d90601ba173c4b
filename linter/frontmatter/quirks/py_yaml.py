"""Quirks of PyYAML."""

from collections.abc import Iterator

import yaml

from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.quirks.places import places
from linter.frontmatter.quirks.tags import nameless_tag, remade_collection
from linter.frontmatter.scalars.py_yaml import plain
from linter.frontmatter.scalars.reading import Type

_MADE = {"set": "a set", "pairs": "a list of pairs", "omap": "a list of pairs"}


def py_yaml_quirks(document: Document) -> Iterator[Mistake]:
    """Yield what PyYAML reads differently than YAML defines it."""
    if "!" not in document.block_text:
        return
    for place in places(document):
        node = place.node
        yield from remade_collection(document, node, _MADE)
        if isinstance(node, yaml.ScalarNode) and nameless_tag(document, node):
            yield from _of_nameless_tag(document, node)


def _of_nameless_tag(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    """Yield a tag `!` that undoes quotes, or makes text of nothing."""
    if not node.value:
        cause = "MkDocs reads a `!` without a value as an empty text"
    elif node.style and plain(node.value).type is not Type.STRING:
        cause = "a `!` makes MkDocs read this as if it had no quotes"
    else:
        return
    yield Mistake(document.tag_span(node), cause, "Delete it.")
