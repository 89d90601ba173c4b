"""What is shown at a place of a text: its key, the findings there, its picture, its date."""

from collections.abc import Iterator

from lsprotocol import types

from linter.core.diagnostic import Diagnostic, Fix
from linter.core.text import Span
from linter.frontmatter.cursor import cursor_at
from linter.frontmatter.cursors.cursor import Cursor, Kind
from linter.lsp.key_note import key_note
from linter.lsp.known_data import is_secret, known_data, value_at
from linter.lsp.markup import Markup
from linter.lsp.open_document import OpenDocument
from linter.lsp.value_note import value_note
from linter.reporters.shared.wording import message
from linter.rules.base import documentation
from linter.rules.registry import known_rules, rule_class

_WITH_KEY = frozenset({Kind.HEADER, Kind.KEY})
_WITH_VALUE = frozenset({Kind.ENTRY, Kind.VALUE})


def hover(opened: OpenDocument, caret: int, *, is_markdown: bool) -> types.Hover | None:
    """Return what is known of the place at a caret; None if that is nothing."""
    markup = Markup(opened.redacted.safe, is_markdown=is_markdown)
    found = [each for each in opened.diagnostics if _holds(each.span, caret)]
    paragraphs = [part for each in found for part in _finding_note(each, opened, markup)]
    cursor = cursor_at(opened.document, caret)
    if cursor is not None and _holds(cursor.word, caret):
        paragraphs += _place_note(opened, cursor, caret, markup)
    if not paragraphs:
        return None
    return types.Hover(markup.content(paragraphs), opened.positions.range(_span(found, cursor)))


def _holds(span: Span, caret: int) -> bool:
    return span.start <= caret <= span.end and span.start < span.end


def _span(found: list[Diagnostic], cursor: Cursor | None) -> Span:
    """Return the text that a hover is about."""
    if cursor is not None and cursor.word.start < cursor.word.end:
        return cursor.word
    return min((each.span for each in found), key=lambda span: span.end - span.start)


def _place_note(opened: OpenDocument, cursor: Cursor, caret: int, markup: Markup) -> Iterator[str]:
    data = known_data(opened, caret)
    if cursor.kind in _WITH_KEY:
        yield from key_note(opened.schema, (*cursor.path, cursor.name), data, markup)
    elif cursor.kind in _WITH_VALUE and not is_secret(opened, caret):
        value = value_at(data, cursor.path)
        yield from value_note(opened, cursor.path, data, value, markup)


def _finding_note(diagnostic: Diagnostic, opened: OpenDocument, markup: Markup) -> Iterator[str]:
    """Yield what a rule reports, why, and what can be done."""
    yield f"{markup.strong(diagnostic.code)} {markup.code(diagnostic.name)}"
    yield markup.prose(message(diagnostic, opened.redacted))
    if diagnostic.code in known_rules():
        yield markup.prose(documentation(rule_class(diagnostic.code)).summary)
    if diagnostic.help is not None:
        yield markup.prose(diagnostic.help)
    if diagnostic.fix is not None:
        yield markup.prose(_fix_text(diagnostic.fix))
    if diagnostic.url is not None:
        yield markup.link(f"The rule {diagnostic.code}", diagnostic.url)


def _fix_text(fix: Fix) -> str:
    return f"Fix ({fix.safety.value}): {fix.title}"
