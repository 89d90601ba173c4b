"""Pieces of a text of YAML that may be broken: lines, keys, and where scalars end."""

import re
from functools import lru_cache

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.cursors.block_text import LINE, BlockText
from linter.frontmatter.cursors.flow import Syntax
from linter.frontmatter.yaml_scalars.source_map import source_map
from linter.frontmatter.yaml_scalars.tokens import QUOTES

_QUOTED_KEY = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'"
_PLAIN_START = r"(?:[^\s\"'\[\]{},#&*!|>%@`?:-]|[?:-](?=[^\s]))"
# A colon ends a plain key before white space, and `#` starts a comment after it.
_PLAIN_KEY = rf"{_PLAIN_START}(?:[^\n\r:#]|:(?=[^\s])|(?<=\S)#)*?"
KEY = lazy_pattern(
    rf"(?:[&!][^\s]*[ \t]+)*(?P<name>{_QUOTED_KEY}|{_PLAIN_KEY}|\*[^\s]+)[ \t]*:(?=\s|\Z)"
)
DASH = lazy_pattern(r"-(?=\s|\Z)")
SPACES = lazy_pattern(r" *")
COMMENT = lazy_pattern(r"#[^\n\r]*")
MARKER = lazy_pattern(r"(?:---|\.\.\.)(?=\s|\Z)|%[^\n\r]*")
"""The lines that part documents, and directives."""
_PLAIN = lazy_pattern(r"(?:[^\s#]|(?<=\S)#)+(?:[ \t]+[^\s#]\S*)*")
_FIRST_WORDS = r"(?:-[ \t]+)*(?:[\w.$-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?:[ \t\r\n]|\Z)"

# Between brackets a colon is part of a word before what is neither white space nor a sign.
_IN_WORD = r":(?=[^\s,\[\]{}])"
_FLOW_PLAIN = (
    rf"(?:[^\s,\[\]{{}}#:\"']|{_IN_WORD})"
    rf"(?:[^\s,\[\]{{}}:]|{_IN_WORD}|[ \t]+(?=[^\s,\[\]{{}}:#]))*+"
)

_LAST_COLUMN = 60
"""What is further to the right may go on over lines that look like an entry there.

There is a pattern for each column, and a text may have thousands of columns.
"""


class YamlText(BlockText):
    """A text of YAML up to an offset, and where its pieces end."""

    def end_of_plain(self, start: int) -> int:
        """Return where a plain text on one line ends."""
        match = _PLAIN.match(self.text, start, self.skipped(LINE, start))
        return match.end() if match else start + 1

    def end_of_text(self, start: int, column: int) -> int:
        """Return where a plain text ends that goes on in lines indented more than a column."""
        end = self.end_of_plain(start)
        line_end = self.skipped(LINE, end)
        while not self.text[end:line_end].strip():
            following = self._below_blank_lines(line_end)
            first = self.skipped(SPACES, following)
            is_more = first - following > column and first < self.end
            if not is_more or self.is_empty(first) or self.match(KEY, first):
                break
            end = self.end_of_plain(first)
            line_end = self.skipped(LINE, end)
        return end

    def _below_blank_lines(self, line_end: int) -> int:
        start = self.next_line(line_end)
        while start <= self.end:
            line_end = self.skipped(LINE, start)
            if self.text[start:line_end].strip():
                return start
            start = self.next_line(line_end)
        return self.end

    def end_of_quoted(self, start: int, column: int) -> int:
        """Return where a quoted text ends; one that nothing closes ends with its line."""
        match = self.match(_quoted(self.text[start], min(column, _LAST_COLUMN)), start)
        if match:
            return match.end()
        return start + len(self.text[start : self.skipped(LINE, start)].rstrip())

    def block_scalar(self, start: int, column: int) -> Span:
        """Return the block scalar at an offset, which belongs to a key or dash at a column.

        It ends with its last line that is not blank.
        """
        width = None
        end = self.skipped(LINE, start)
        line = self.next_line(end)
        while line <= self.end:
            first = self.skipped(SPACES, line)
            line_end = self.skipped(LINE, line)
            if self.text[line:line_end].strip():
                width = first - line if width is None else width
                is_comment = self.text[first] == "#" and first - line < width
                if first - line <= column or is_comment:
                    break
                end = line_end
            line = self.next_line(line_end)
        return Span(start, end)


@lru_cache(maxsize=128)
def _quoted(quote: str, column: int) -> re.Pattern[str]:
    """Return the pattern of a text in quotes that has no line like an entry at such a column."""
    end_of_line = rf"\n(?! {{0,{column}}}{_FIRST_WORDS})" if column >= 0 else r"\n"
    inner = r"[^\"\\\n]|\\[\s\S]" if quote == '"' else r"[^'\n]|''"
    return re.compile(rf"{quote}(?:{inner}|{end_of_line})*+{quote}")


def flow_syntax(column: int) -> Syntax:
    """Return what flow collections of a key or dash at a column have."""
    return _flow_syntax(min(column, _LAST_COLUMN))


@lru_cache(maxsize=64)
def _flow_syntax(column: int) -> Syntax:
    strings = "|".join(_quoted(quote, column).pattern for quote in QUOTES)
    token = re.compile(
        rf"(?P<string>{strings})|(?P<comment>#[^\n\r]*)|(?P<sign>[\[\]{{}},:])"
        rf"|(?P<plain>{_FLOW_PLAIN}|[\"'])"
    )
    if column < 0:
        return Syntax(token, _names)
    return Syntax(token, _names, re.compile(rf"^ {{0,{column}}}{_FIRST_WORDS}", re.MULTILINE))


def _names(text: str) -> tuple[str, ...]:
    return (key_name(text),)


def key_name(text: str) -> str:
    """Return a key as its reader gets it."""
    found = source_map(text, text[0], 0) if text[:1] in QUOTES else None
    return text if found is None else found.value
