"""A caret in JSON."""

import re
from contextlib import suppress

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.cursors.cursor import Cursor, Kind
from linter.frontmatter.cursors.flow import FlowEnds, Syntax, in_flow
from linter.frontmatter.json_text import source_map

# A string that nothing closes ends with its line.
_TOKEN = lazy_pattern(
    r'(?P<string>"(?:[^"\\\n\r]|\\.)*+(?:"|$))|(?P<sign>[\[\]{},:])|(?P<plain>[^\s\[\]{},:"]+)',
    re.MULTILINE,
)


def in_json(text: str, content: Span, caret: int, *, is_whole: bool) -> Cursor | None:
    """Return the place of a caret in JSON that starts with a span; None if it is behind the JSON.

    In a file that is JSON as a whole, nothing is behind it.
    """
    syntax = Syntax(_TOKEN, _names)
    if text[content.start : content.start + 1] not in ("{", "["):
        return Cursor(Kind.OTHER, (), Span(caret, caret))
    end = FlowEnds(text, content.end).of(content.start, syntax)
    is_closed = text[end - 1] in "]}"
    if caret > end or (caret == end and is_closed):
        return Cursor(Kind.OTHER, (), Span(caret, caret)) if is_whole else None
    return in_flow(text, Span(content.start, end), (), syntax, caret)


def _names(text: str) -> tuple[str, ...]:
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        with suppress(ValueError):
            return (source_map(text).value,)
    return (text.strip('"'),)
