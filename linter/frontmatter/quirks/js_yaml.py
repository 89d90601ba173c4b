"""Quirks of js-yaml, versions 3 and 4."""

from collections.abc import Iterator

import yaml

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.quirks.places import (
    Place,
    column,
    goes_on_left_of,
    places,
    token_text,
)
from linter.frontmatter.quirks.tags import remade_collection, tab_after_name, text_of_nameless_tag
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.frontmatter.scalars.tags import YAML_ORG

# Without one of these, a block has no quirk.
_SIGNS = lazy_pattern(r"[|>][-+0-9]*#|!|\b[0-9]{4}-|[ \t]\r?\n|[\[{&]")
_TIGHT_COMMENT = lazy_pattern(r"(?:[&!]\S*\s+)*[|>][-+0-9]*#")
_SPACE_AT_END = lazy_pattern(r"(?<![ \t])([ \t]+)\r?\n")
_SET_TAG = f"{YAML_ORG}set"
_MADE = {"pairs": "a list of lists"}


def js_yaml_quirks(document: Document) -> Iterator[Mistake]:
    """Yield what js-yaml reads differently than YAML defines it."""
    if not _SIGNS.search(document.block_text):
        return
    for place in places(document):
        node = place.node
        yield from remade_collection(document, node, _MADE)
        if place.in_brackets:
            yield from _between_brackets(document, place)
        if isinstance(node, yaml.ScalarNode):
            yield from _of_scalar(document, node, is_key=place.is_key)
        elif isinstance(node, yaml.MappingNode) and node.tag == _SET_TAG:
            yield from _set(document, node)


def _of_scalar(document: Document, node: yaml.ScalarNode, *, is_key: bool) -> Iterator[Mistake]:
    yield from text_of_nameless_tag(document, node)
    tab = tab_after_name(document, node) if is_key else None
    if tab is not None:
        yield _refused(document, tab, "a tab after the anchor of a key", "Write a space.")
    if is_key and not node.style and document.reading(node).type in TIMES:
        yield Mistake(
            document.node_span(node),
            f"JavaScript turns a date such as {quoted(node.value)} into a key such as"
            " `Thu Jan 02 2020 00:00:00 GMT…`",
            "Put the key in quotes.",
        )
    elif node.style in ("|", ">") and _TIGHT_COMMENT.match(token_text(document, node)):
        cause = f"a comment right after {quoted(node.style)}"
        yield _refused(document, document.node_span(node), cause, "Put a space before the `#`.")
    elif node.style and document.dialect is Dialect.GRAY_MATTER:
        yield from _space_at_end(document, node)


def _space_at_end(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    """Yield the first spaces at the end of a line in quotes, which js-yaml 3 keeps."""
    if node.style not in ("'", '"'):
        return
    start, end = document.node_span(node)
    space = _SPACE_AT_END.search(document.source.text, start, end)
    if space is not None:
        cause = "gray-matter keeps these spaces, and adds one for the line end"
        yield Mistake(Span(*space.span(1)), cause, "Delete them.")


def _between_brackets(document: Document, place: Place) -> Iterator[Mistake]:
    node = place.node
    if token_text(document, node).startswith("!"):
        end = document.tag_span(node).end
        if document.source.text.startswith((",", "]", "}"), end):
            span = document.tag_span(node)
            cause = "a tag right before a comma or a bracket"
            yield _refused(document, span, cause, "Put a space after the tag.")
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return
    span = document.node_span(node)
    if node.value == "-" and not place.is_key:
        yield _refused(document, span, "a `-` alone between brackets", "Put it in quotes.")
    indent = -1 if place.block is None else column(document, place.block)
    if goes_on_left_of(document, node, indent):
        cause = "a text between brackets whose next line is not indented further"
        yield _refused(document, span, cause, "Is a comma missing?")


def _set(document: Document, node: yaml.MappingNode) -> Iterator[Mistake]:
    values = (value for _, value in node.value)
    if any(
        not isinstance(value, yaml.ScalarNode) or document.reading(value).type is not Type.NULL
        for value in values
    ):
        cause = "a set whose keys have values"
        yield _refused(document, document.tag_span(node), cause, "Delete the tag.")


def _refused(document: Document, place: Span, what: str, help_text: str) -> Mistake:
    cause = f"{document.dialect.reader} refuses {what}, and {document.dialect.on_refusal}"
    return Mistake(place, cause, help_text)
