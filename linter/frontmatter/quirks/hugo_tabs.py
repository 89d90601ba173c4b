"""Where Hugo drops, keeps or refuses a tab that YAML allows (measured with Hugo 0.168)."""

from collections.abc import Iterator

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.quirks.places import Place, column, column_at, is_last
from linter.frontmatter.quirks.tags import tab_after_name

_NEAR = 80
_BEFORE_KEY = lazy_pattern(r"[^ \t] ?(\t)[ \t]*\Z")
_AT_END = lazy_pattern(r"(?<![ \t]) *(\t[ \t]*)\r?\n")
# Not one that is escaped, and not white space at the start or the end of a line.
_IN_QUOTES = lazy_pattern(r"(?:[^\s\\] *|\n)(\t)(?!\")[ \t]*\S")
_MERGE = "<<"
_SPACE = "Write a space."


def tab_quirks(document: Document, place: Place, last_key: yaml.Node | None) -> Iterator[Mistake]:
    """Yield the tabs of a node that Hugo reads in its own way; `last_key` is the key before it."""
    node = place.node
    tab = tab_after_name(document, node)
    if tab is not None:
        cause = "Hugo takes this tab, and what follows, for a part of the name before it"
        yield Mistake(tab, cause, _SPACE)
    if not isinstance(node, yaml.ScalarNode):
        return
    if node.style == "'":
        yield from _kept(document, node)
    elif node.style == '"':
        yield from _in_double_quotes(document, node)
    elif not node.style:
        yield from _dropped(document, node, last_key)
        if place.is_key:
            yield from _beside_key(document, node, in_brackets=place.in_brackets)


def _dropped(
    document: Document, node: yaml.ScalarNode, last_key: yaml.Node | None
) -> Iterator[Mistake]:
    """Yield a tab in a text without quotes, unless it is in a key left of the key before it."""
    if "\t" not in node.value:
        return
    start, end = document.node_span(node)
    at = document.source.text.find("\t", start, end)
    if last_key is None or column(document, last_key) < column_at(document, at):
        yield Mistake(Span(at, at + 1), "Hugo drops this tab", _SPACE)


def _beside_key(
    document: Document, node: yaml.ScalarNode, *, in_brackets: bool
) -> Iterator[Mistake]:
    text, span = document.source.text, document.node_span(node)
    before = _BEFORE_KEY.search(text, max(span.start - _NEAR, 0), span.start)
    if in_brackets and before is not None:
        cause = "Hugo refuses a tab right before a key, and stops the build"
        yield Mistake(Span(*before.span(1)), cause, _SPACE)
    if node.value == _MERGE and text.startswith(":\t", span.end):
        yield Mistake(span, "Hugo does not merge where a tab follows", _SPACE)


def _kept(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    kept = _AT_END.search(document.source.text, *document.node_span(node))
    if kept is not None:
        cause = "Hugo keeps this tab at the end of a line"
        yield Mistake(Span(*kept.span(1)), cause, "Delete it.")


def _in_double_quotes(document: Document, node: yaml.ScalarNode) -> Iterator[Mistake]:
    """Yield a tab after which Hugo counts columns wrongly."""
    start, end = document.node_span(node)
    tab = _IN_QUOTES.search(document.source.text, start, end)
    if tab is not None and not is_last(document, end):
        cause = "Hugo refuses what follows a text with a tab in double quotes, and stops the build"
        yield Mistake(Span(*tab.span(1)), cause, r"Write a space, or `\t`.")
