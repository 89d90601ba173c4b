r"""The block of front matter in a file, and what it is written in.

Jekyll takes what the Ruby pattern `\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)` matches at the very
start of the text (after a byte-order mark). In words: the first line is `---` and spaces; the block
ends at the first later line that is `---` or `...` and spaces; blank lines below that line belong
to it, and the body follows. `\s` is ASCII white space and only `\n` ends a line. Here the same is
found line by line, in linear time.

Other generators (measured: Hugo 0.168; the same by the source of gray-matter and of Astro) have no
`...`; every line that starts with `---` ends the block, and the body starts right after the three
dashes. Hugo and Astro skip blank lines above the block.

A data file of `_data` is YAML from its first character to its last, without lines around it.

Jekyll reads no front matter but YAML. Hugo also takes a JSON object, or TOML between lines of
`+++`; the first characters of a text show which of them it holds.
"""

import re
from enum import Enum, StrEnum
from typing import NamedTuple

from linter.core.text import Span
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import BYTE_ORDER_MARK

_BLANK_LINES = re.compile(r"[ \t\r\f\v\n]*(?:\n|\Z)")
_BLANKS = re.compile(r"[ \t\r\f\v\n]*")
# A first line of dashes with an entry of YAML below it.
_MEANT = re.compile(r"[ \t\r\n]*---[^\n]*\n[ \t]*[\"']?[\w$-]+[\"']?[ \t]*:(?:[ \t\r\n]|\Z)")
_REST_OF_LINE = re.compile(r"[ \t\r]*(?:\n|\Z)")
_TOML_OPENING = re.compile(r"\+\+\+[ \t\r]*(?:\n|\Z)")
# Not what Liquid tags, shortcodes and kramdown's attributes start with: `{%`, `{{`, `{<`, `{:`.
_JSON_OPENING = re.compile(r"\{(?![{%#<:])")


YAML_SUFFIXES = (".yaml", ".yml", ".json")
"""The suffixes of files that are YAML as a whole; Jekyll reads JSON as YAML too."""


class Delimiters(NamedTuple):
    """The lines around a block of YAML, as patterns.

    `opening` matches from the start of the text, and its group 1 is the line itself. `closing`
    begins with the end of the line before it, which is fast to search for; its group 1 is the end
    of the block.
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]


JEKYLL = Delimiters(
    re.compile(r"(---[ \t\r\f\v]*\n)"),
    re.compile(r"\n((?:---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z))"),
)
"""The lines that Jekyll takes."""

LENIENT = Delimiters(
    re.compile(r"[ \t\r\f\v\n]*(---(?:[ \t]+#[^\n]*|[ \t\r\f\v]*)\n)"),
    re.compile(r"\n(---(?:[ \t\r\f\v]*(?:\n|\Z))?)"),
)
"""The lines that one of the other generators takes."""


class Format(StrEnum):
    """In what front matter is written, whether or not it is read."""

    YAML = "YAML"
    JSON = "JSON"
    TOML = "TOML"


class FrontMatter(NamedTuple):
    """The parts of a file that has front matter.

    `content` is what the parser gets. It starts with the opening line, as in Jekyll, and ends where
    `closing` starts. `body` is what Jekyll renders. In a file that is YAML as a whole,
    `opening`, `closing` and `body` are empty. Of JSON, `content` is the object, `opening` is empty,
    and `closing` is the rest of its last line if that is blank.
    """

    opening: Span
    content: Span
    closing: Span
    body: Span


class Absence(Enum):
    """Why a file has no front matter."""

    MISSING = "missing"
    UNCLOSED = "unclosed"


def delimiters(dialect: Dialect) -> Delimiters:
    """Return the lines that enclose front matter where values are read in a dialect."""
    return JEKYLL if dialect is Dialect.JEKYLL else LENIENT


def find(text: str, delimiters: Delimiters = JEKYLL) -> FrontMatter | Absence:
    """Return the parts of `text`, or why it has no front matter."""
    opening = delimiters.opening.match(text, start_of(text))
    if opening is None:
        return Absence.MISSING
    start = opening.start(1)
    closing = delimiters.closing.search(text, opening.end() - 1)
    if closing is None:
        return Absence.UNCLOSED
    blank_lines = _BLANK_LINES.match(text, closing.end())
    body = blank_lines.end() if blank_lines else closing.end()
    return FrontMatter(
        opening=Span(start, opening.end()),
        content=Span(start, closing.start(1)),
        closing=Span(*closing.span(1)),
        body=Span(body, len(text)),
    )


def whole(text: str) -> FrontMatter:
    """Return the parts of a file that is YAML as a whole; only a byte-order mark is left out."""
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


def format_of(text: str) -> Format:
    """Return in what the front matter of `text` is written; YAML unless it shows another."""
    start = content_start(text)
    if _JSON_OPENING.match(text, start):
        return Format.JSON
    return Format.TOML if _TOML_OPENING.match(text, start) else Format.YAML


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
    """Return the offset of the first character behind white space and a byte-order mark."""
    blanks = _BLANKS.match(text, start_of(text))
    return blanks.end() if blanks else start_of(text)


def start_of(text: str) -> int:
    """Return the offset at which a file's text starts after a byte-order mark."""
    return len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
