"""Refusals: valid YAML that a document's reader raises an error for.

Jekyll and MkDocs then build the page without any of its fields; the others stop.
"""

from collections.abc import Iterator

import yaml

from linter.frontmatter.block import Format
from linter.frontmatter.document import Document, Member
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.scalars.tags import NodeKind

_MERGE = "<<"


def refusals(document: Document) -> Iterator[Mistake]:
    """Yield what the reader refuses; a list or mapping as a key, which no reader keeps, too.

    The words hold no text of the file, which may be secret.
    """
    if document.root is None:
        return
    reader = document.dialect.reader
    if document.has_repeated_keys and refuses_repeated_keys(document):
        for key in _repeated_keys(document):
            yield Mistake(document.node_span(key), f"{reader} refuses a key that is there twice")
    if refuses_tag(document, document.root):
        yield Mistake(document.tag_span(document.root), f"{reader} refuses this tag")
    for member in document.members:
        yield from _in_member(document, member, reader)


def _in_member(document: Document, member: Member, reader: str) -> Iterator[Mistake]:
    for node in filter(None, (member.key, member.node)):
        if refuses_tag(document, node):
            yield Mistake(document.tag_span(node), f"{reader} refuses this tag")
    if isinstance(member.key, yaml.CollectionNode):
        yield Mistake(document.node_span(member.key), "a list or a mapping is a key")
    elif member.key is not None and refuses_key(document, member.key, member.node):
        yield Mistake(document.node_span(member.key), f"{reader} refuses this key unquoted")
    if _refuses_plain(document, member.node):
        yield Mistake(document.node_span(member.node), f"{reader} refuses this value unquoted")


def refuses_repeated_keys(document: Document) -> bool | None:
    """Whether a mapping with a key twice is refused; None if readers differ over that."""
    is_refused = document.dialect.refuses_repeated_keys
    if document.format is Format.JSON and is_refused:
        return False
    return True if document.format is Format.TOML else is_refused


def refuses_key(document: Document, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a key without quotes is refused, or what is to be merged under `<<`."""
    if not isinstance(key, yaml.ScalarNode) or key.style or key.tag:
        return False
    if key.value == _MERGE and not document.dialect.keeps_other_merges:
        return not document.is_merge(key, value)
    return _refuses_plain(document, key)


def refuses_tag(document: Document, node: yaml.Node) -> bool:
    """Whether the tag of a node is refused, or its text with that tag (`!!float abc`)."""
    if node.tag is None:
        return False
    if isinstance(node, yaml.ScalarNode) and document.reading(node).type is Type.REFUSED:
        return True
    return document.scalars.refuses_tag(node.tag, _kind(node))


def _refuses_plain(document: Document, node: yaml.Node) -> bool:
    if not isinstance(node, yaml.ScalarNode) or node.style or node.tag:
        return False
    return document.reading(node).type is Type.REFUSED


def _kind(node: yaml.Node) -> NodeKind:
    if isinstance(node, yaml.ScalarNode):
        return "scalar"
    return "mapping" if isinstance(node, yaml.MappingNode) else "sequence"


def _repeated_keys(document: Document) -> Iterator[yaml.Node]:
    """Yield each key that is there before in its mapping."""
    for node in (document.root, *(member.node for member in document.members)):
        if not isinstance(node, yaml.MappingNode):
            continue
        seen: set[str] = set()
        for key, value in node.value:
            if document.is_merge(key, value):
                continue
            name = document.key_text(key)
            if name in seen:
                yield key
            seen.add(name)
