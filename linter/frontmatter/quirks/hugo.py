"""Quirks of Hugo (measured with Hugo 0.168, goccy/go-yaml 1.19)."""

import re
from collections.abc import Iterator

import yaml

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.quirks.hugo_tabs import tab_quirks
from linter.frontmatter.quirks.places import (
    Place,
    column,
    goes_on_left_of,
    is_last,
    next_column,
    places,
    token_text,
)
from linter.frontmatter.quirks.tags import text_of_nameless_tag
from linter.frontmatter.scalars.hugo import SCALAR_TAGS, hugo
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.scalars.tags import YAML_ORG

# Without one of these, a block has no quirk.
_SIGNS = lazy_pattern(r"[\t!{[&]|[|>]-|^\.\.\.\S|^ *-[ \t]*(?:#|$)|^[ -]*\?\s", re.MULTILINE)
_SPLIT = lazy_pattern(r":(?!/)")
_TEXT_TAG = f"{YAML_ORG}str"
_COMMA = lazy_pattern(r"[ \t]*,")
_ANCHOR_OF_A_DASH = lazy_pattern(r"&-\s")
_END = "..."


def hugo_quirks(document: Document) -> Iterator[Mistake]:
    """Yield what Hugo reads differently than YAML defines it."""
    if not _SIGNS.search(document.block_text):
        return
    last_key: yaml.Node | None = None
    for place in places(document):
        node = place.node
        yield from tab_quirks(document, place, last_key)
        last_key = node if place.is_key else last_key
        if _ANCHOR_OF_A_DASH.match(token_text(document, node)):
            cause = "Hugo refuses an anchor with the name `-`, and stops the build"
            yield Mistake(document.tag_span(node), cause, "Give it another name.")
        if isinstance(node, yaml.ScalarNode):
            yield from _of_scalar(document, node, place)


def _of_scalar(document: Document, node: yaml.ScalarNode, place: Place) -> Iterator[Mistake]:
    if not node.style:
        yield from _of_plain_scalar(document, node, place)
    elif node.style in ("|", ">") and node.value.endswith(" "):
        # Only the text after `|-` or `>-` ends so.
        end = document.node_span(node).end
        spaces = Span(end, end + len(node.value) - len(node.value.rstrip(" ")))
        yield Mistake(spaces, "Hugo drops spaces at the end of this text", "Delete them.")


def _of_plain_scalar(document: Document, node: yaml.ScalarNode, place: Place) -> Iterator[Mistake]:
    text: str = node.value
    has_properties = token_text(document, node).startswith(("!", "&"))
    if not text and has_properties:
        yield from _without_value(document, place)
        return
    if not text and _takes_next_key(document, place):
        span = document.node_span(node)
        cause = "Hugo takes the key below for the value of this empty item"
        yield Mistake(span, cause, "Delete the dash, or indent the list.")
    yield from text_of_nameless_tag(document, node)
    if place.in_braces and _SPLIT.search(text) and (has_properties or not place.is_value):
        yield Mistake(
            document.node_span(node),
            "Hugo takes a `:` between braces for the end of a key, with or without a space",
            "Put the text in quotes, or a space after the `:` if a value follows.",
        )
    if place.in_brackets:
        yield from _between_brackets(document, node, place)
    if node.tag == _TEXT_TAG:
        yield from _number_as_text(document, node)
    if place.is_key:
        yield from _of_plain_key(document, node)


def _takes_next_key(document: Document, place: Place) -> bool:
    """Whether an empty item ends a list whose dashes are in the column of the keys around it."""
    items = place.block
    if not isinstance(items, yaml.SequenceNode) or items.value[-1] is not place.node:
        return False
    end = document.token_span(place.node).end
    return next_column(document, end) == column(document, items)


def _of_plain_key(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    span = document.node_span(node)
    if not node.value:
        yield Mistake(span, "Hugo refuses a key without text, and stops the build")
    elif node.value.startswith(_END):
        cause = "Hugo takes these dots for the end of the front matter"
        yield Mistake(span, cause, "Put the text in quotes.")


def _without_value(document: Document, place: Place) -> Iterator[Mistake]:
    """Yield a tag or an anchor above nothing: a tag takes what follows, an anchor needs it."""
    token = document.token_span(place.node)
    properties = document.text(token)
    ends = is_last(document, token.end)
    is_known = place.node.tag in SCALAR_TAGS
    if place.in_brackets:
        is_refused = not (is_known and _COMMA.match(document.source.text, token.end))
    else:
        is_refused = ends and "&" in properties
    if is_refused:
        cause = "Hugo refuses a tag or an anchor without a value here, and stops the build"
    elif ends and not is_known and place.node.tag:
        cause = "Hugo reads nothing here, not an empty text: it does not support the tag"
    elif "!" in properties and not ends and not place.in_brackets:
        cause = "Hugo takes what follows for the value of this tag"
    else:
        return
    yield Mistake(token, cause, "Delete it, or write a value after it.")


def _between_brackets(document: Document, node: yaml.ScalarNode, place: Place) -> Iterator[Mistake]:
    around = place.block if place.key is None else place.key
    if around is not None and goes_on_left_of(document, node, column(document, around)):
        cause = "Hugo refuses a text between brackets whose next line is not indented further"
        cause = f"{cause}, and stops the build"
        yield Mistake(document.node_span(node), cause, "Is a comma missing?")


def _number_as_text(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    kind, value = hugo(node.value)
    if kind is Type.STRING:
        return
    shown = "" if value is None else str(value).lower().removesuffix(".0")
    if shown != node.value:
        yield Mistake(
            document.node_span(node),
            f"Hugo reads this as {kind.value} first, so the text is {quoted(shown)}",
            "Put it in quotes instead of the tag.",
        )
