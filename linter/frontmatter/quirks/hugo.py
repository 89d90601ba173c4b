"""Where Hugo reads YAML in a way of its own (measured with Hugo 0.168, goccy/go-yaml 1.19)."""

import re
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
from linter.frontmatter.quirks.tags import tab_after_name, text_of_nameless_tag
from linter.frontmatter.scalars.hugo import SCALAR_TAGS, hugo
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.scalars.tags import YAML_ORG

# Without one of these, a block has no quirk.
_SIGNS = lazy_pattern(r"[\t!{[&]|[|>]-|^\.\.\.\S|^[ -]*\?\s", re.MULTILINE)
_SPLIT = lazy_pattern(r":(?!/)")
_TEXT_TAG = f"{YAML_ORG}str"
_NEAR = 80
_TAB_BEFORE_KEY = lazy_pattern(r"[^ \t] ?(\t)[ \t]*\Z")
_COMMA = lazy_pattern(r"[ \t]*,")
_ANCHOR_OF_A_DASH = lazy_pattern(r"&-\s")
_NOTHING = lazy_pattern(r"(?:[ \t\r\n]|(?:(?<=\s)|^)#[^\n]*)*", re.MULTILINE)
_END = "..."
_MERGE = "<<"
_TAB_AT_END = lazy_pattern(r"(\t[ \t]*)\r?\n")
# Not one that is escaped, and not white space at the start or the end of a line.
_TAB_IN_QUOTES = lazy_pattern(r"(?:[^\s\\] *|\n)(\t)(?!\")[ \t]*\S")


def hugo_quirks(document: Document) -> Iterator[Mistake]:
    """Yield what Hugo reads otherwise than YAML has it."""
    if document.block is None or not _SIGNS.search(document.text(document.block.content)):
        return
    last_key: yaml.Node | None = None
    for place in places(document):
        node = place.node
        if _ANCHOR_OF_A_DASH.match(token_text(document, node)):
            cause = "Hugo refuses an anchor with the name `-`, and stops the build"
            yield Mistake(document.tag_span(node), cause, "Give it another name.")
        tab = tab_after_name(document, node)
        if tab is not None:
            cause = "Hugo takes this tab, and what follows, for a part of the name before it"
            yield Mistake(tab, cause, "Write a space.")
        if "\t" in token_text(document, node):
            yield from _dropped_tab(document, node, last_key)
        last_key = node if place.is_key else last_key
        if isinstance(node, yaml.ScalarNode) and not node.style:
            yield from _of_plain_scalar(document, node, place)
        elif isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
            yield from _tab_in_quotes(document, node)
        elif isinstance(node, yaml.ScalarNode) and node.value.endswith(" "):
            # So ends the text after `|-` or `>-` alone.
            end = document.node_span(node).end
            spaces = Span(end, end + len(node.value) - len(node.value.rstrip(" ")))
            yield Mistake(spaces, "Hugo drops spaces at the end of this text", "Delete them.")


def _of_plain_scalar(document: Document, node: yaml.ScalarNode, place: Place) -> Iterator[Mistake]:
    text: str = node.value
    has_properties = token_text(document, node).startswith(("!", "&"))
    if not text and has_properties:
        yield from _without_value(document, place)
        return
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
        yield from _of_plain_key(document, node, in_brackets=place.in_brackets)


def _of_plain_key(
    document: Document, node: yaml.ScalarNode, *, in_brackets: bool
) -> Iterator[Mistake]:
    span = document.node_span(node)
    tab = _TAB_BEFORE_KEY.search(document.source.text, max(span.start - _NEAR, 0), span.start)
    if in_brackets and tab is not None:
        cause = "Hugo refuses a tab right before a key, and stops the build"
        yield Mistake(Span(*tab.span(1)), cause, "Write a space.")
    elif not node.value:
        yield Mistake(span, "Hugo refuses a key without text, and stops the build")
    elif node.value.startswith(_END):
        cause = "Hugo takes these dots for the end of the front matter"
        yield Mistake(span, cause, "Put the text in quotes.")
    elif node.value == _MERGE and document.source.text.startswith(":\t", span.end):
        yield Mistake(span, "Hugo merges nothing where a tab follows", "Write a space.")


def _without_value(document: Document, place: Place) -> Iterator[Mistake]:
    """Yield a tag or an anchor above nothing: a tag takes what follows, an anchor needs it."""
    token = document.token_span(place.node)
    properties = document.text(token)
    is_last = _is_last(document, token.end)
    is_known = place.node.tag in SCALAR_TAGS
    if place.in_brackets:
        is_refused = not (is_known and _COMMA.match(document.source.text, token.end))
    else:
        is_refused = is_last and "&" in properties
    if is_refused:
        cause = "Hugo refuses a tag or an anchor without a value here, and stops the build"
    elif is_last and not is_known and place.node.tag:
        cause = "Hugo has nothing here, and no text: it does not know the tag"
    elif "!" in properties and not is_last and not place.in_brackets:
        cause = "Hugo takes what follows for the value of this tag"
    else:
        return
    yield Mistake(token, cause, "Delete it, or write a value after it.")


def _is_last(document: Document, offset: int) -> bool:
    end = document.block.content.end if document.block else 0
    rest = _NOTHING.match(document.source.text, offset, end)
    return rest is not None and rest.end() == end


def _dropped_tab(
    document: Document, node: yaml.Node, last_key: yaml.Node | None
) -> Iterator[Mistake]:
    """Yield a tab in a text without quotes, unless it is in a key left of the key before it."""
    if not isinstance(node, yaml.ScalarNode) or node.style or "\t" not in node.value:
        return
    start, end = document.node_span(node)
    at = document.source.text.find("\t", start, end)
    line_start = document.source.text.rfind("\n", 0, at) + 1
    if last_key is None or column(document, last_key) < at - line_start:
        yield Mistake(Span(at, at + 1), "Hugo drops this tab", "Write a space.")


def _tab_in_quotes(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    """Yield a tab that single quotes keep, or after which Hugo is mistaken about the column."""
    start, end = document.node_span(node)
    if node.style == "'":
        kept = _TAB_AT_END.search(document.source.text, start, end)
        if kept is not None:
            yield Mistake(
                Span(*kept.span(1)), "Hugo keeps this tab at the end of a line", "Delete it."
            )
        return
    tab = _TAB_IN_QUOTES.search(document.source.text, start, end)
    if tab is not None and not _is_last(document, end):
        cause = "Hugo refuses what follows a text with a tab in double quotes, and stops the build"
        yield Mistake(Span(*tab.span(1)), cause, r"Write a space, or `\t`.")


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
            f"Hugo takes this for {kind.value} first, and makes the text {quoted(shown)} of that",
            "Put it in quotes instead of the tag.",
        )
