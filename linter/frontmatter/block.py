"""The block of front matter in a file, and what it is written in.

A data file of `_data` is YAML from its first character to its last, without lines around it.

The first characters of a text show whether its front matter is YAML, a JSON object, or TOML between
lines of `+++`. Which of them are read depends on the reader.
"""

from enum import Enum, StrEnum
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.delimiters import JEKYLL, PLUSES, Delimiters, delimiters
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import BYTE_ORDER_MARK

_BLANK_LINES = lazy_pattern(r"[ \t\r\f\v\n]*(?:\n|\Z)")
_BLANKS = lazy_pattern(r"[ \t\r\f\v\n]*")
# A first line of dashes with an entry of YAML below it.
_MEANT = lazy_pattern(r"[ \t\r\n]*---[^\n]*\n[ \t]*[\"']?[\w$-]+[\"']?[ \t]*:(?:[ \t\r\n]|\Z)")
_REST_OF_LINE = lazy_pattern(r"[ \t\r]*(?:\n|\Z)")
_TOML_OPENING = lazy_pattern(rf"{PLUSES}(?:\n|\Z)")
_OBJECT = lazy_pattern(r"\{[ \t\r\n]*[\"}]")
# Not what Liquid tags, shortcodes and kramdown's attributes start with: `{%`, `{{`, `{<`, `{:`.
_JSON_OPENING = lazy_pattern(r"\{(?![{%#<:])")


YAML_SUFFIXES = (".yaml", ".yml", ".json")
"""The suffixes of files that Jekyll reads as YAML from the first character to the last."""

DATA_SUFFIXES = (*YAML_SUFFIXES, ".toml")
"""The suffixes of files that are data as a whole."""


class Format(StrEnum):
    """In what front matter is written, whether or not it is read."""

    YAML = "YAML"
    JSON = "JSON"
    TOML = "TOML"


_READ_BY = {
    Format.YAML: frozenset(Dialect),
    Format.JSON: frozenset((Dialect.HUGO, Dialect.YAML_1_2)),
    Format.TOML: frozenset((Dialect.HUGO, Dialect.JS_YAML, Dialect.YAML_1_2)),
}


class FrontMatter(NamedTuple):
    """The parts of a file that has front matter.

    `content` is what the parser gets. It starts with the opening line, as in Jekyll, or below one
    of TOML or one that names a language, and ends where `closing` starts. `body` is what the site
    renders. In a block that nothing closes, `closing` and `body` are empty. In a file that is data
    as a whole, `opening`, `closing` and `body` are empty. Of JSON, `content` is the object,
    `opening` is empty, and `closing` is the rest of its last line if that is blank.
    """

    opening: Span
    content: Span
    closing: Span
    body: Span


class Absence(Enum):
    """Why a file has no front matter."""

    MISSING = "missing"
    UNCLOSED = "unclosed"


def find(text: str, delimiters: Delimiters = JEKYLL) -> FrontMatter | Absence:
    """Return the parts of `text`, or why it has no front matter."""
    opening = delimiters.opening.match(text, start_of(text))
    if opening is None:
        return Absence.MISSING
    line = Span(*opening.span(1))
    named = opening.groupdict().get("language", "").strip()
    start = line.end if named or delimiters.is_outside else line.start
    closing = delimiters.closing.search(text, _search_start(text, line, delimiters))
    if closing is None:
        if not delimiters.may_be_open:
            return Absence.UNCLOSED
        end = Span(len(text), len(text))
        return FrontMatter(opening=line, content=Span(start, end.start), closing=end, body=end)
    blank_lines = _BLANK_LINES.match(text, closing.end())
    body = blank_lines.end() if blank_lines else closing.end()
    return FrontMatter(
        opening=line,
        content=Span(start, closing.start(1)),
        closing=Span(*closing.span(1)),
        body=Span(body, len(text)),
    )


def _search_start(text: str, opening: Span, delimiters: Delimiters) -> int:
    """Return the offset of the end of the first line that a closing one may follow."""
    if not delimiters.has_line:
        return opening.end - 1
    end = text.find("\n", opening.end)
    return len(text) if end < 0 else end


def whole(text: str) -> FrontMatter:
    """Return the parts of a file that is data as a whole; only a byte-order mark is left out."""
    start = start_of(text)
    end = len(text)
    return FrontMatter(
        opening=Span(start, start),
        content=Span(start, end),
        closing=Span(end, end),
        body=Span(end, end),
    )


def is_meant(text: str) -> bool:
    """Whether a text without a block starts with what was meant as one.

    A first line of dashes may also be a rule above a heading.
    """
    return _MEANT.match(text, start_of(text)) is not None


def is_begun(text: str, dialect: Dialect) -> bool:
    """Whether a text has front matter for a reader, or starts with what was meant as such."""
    if find(text, delimiters(dialect)) is not Absence.MISSING or is_meant(text):
        return True
    written_in = format_of(text)
    # A brace may also begin a template or an expression of MDX.
    return written_in is Format.TOML or (written_in is Format.JSON and reads(dialect, written_in))


def starts_object(text: str) -> bool:
    """Whether a text starts as an object of JSON does, unlike an expression of MDX (`{name}`)."""
    return _OBJECT.match(text, content_start(text)) is not None


def format_of(text: str) -> Format:
    """Return in what the front matter of `text` is written; YAML unless it shows another."""
    start = content_start(text)
    if _JSON_OPENING.match(text, start):
        return Format.JSON
    return Format.TOML if _TOML_OPENING.match(text, start) else Format.YAML


def reads(dialect: Dialect, written_in: Format) -> bool:
    """Whether the reader of a dialect takes front matter of a format."""
    return dialect in _READ_BY[written_in]


def around_object(text: str, json: Span) -> FrontMatter:
    """Return the parts of a file whose front matter is the JSON object at a span."""
    rest = _REST_OF_LINE.match(text, json.end)
    body = rest.end() if rest else json.end
    return FrontMatter(
        opening=Span(json.start, json.start),
        content=json,
        closing=Span(json.end, body),
        body=Span(body, len(text)),
    )


def content_start(text: str) -> int:
    """Return the offset of the first character after white space and a byte-order mark."""
    blanks = _BLANKS.match(text, start_of(text))
    return blanks.end() if blanks else start_of(text)


def start_of(text: str) -> int:
    """Return the offset at which a file's text starts after a byte-order mark."""
    return len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
