"""A text that is not TOML: where the standard library stops, and the statement around that."""

import re
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.toml_nodes import DOTTED_KEY
from linter.frontmatter.toml_strings import (
    BASIC,
    LITERAL,
    MULTILINE_BASIC,
    MULTILINE_LITERAL,
    STRINGS,
)

MOST_DIGITS = 4_300
"""Most digits of a number that Python converts."""
_PLACE = lazy_pattern(r"at line (?P<row>[0-9]+), column (?P<column>[0-9]+)")
_TOKEN = lazy_pattern(
    rf"{STRINGS[MULTILINE_BASIC]}|{STRINGS[MULTILINE_LITERAL]}|(?P<unclosed>\"{{3}}|'{{3}})"
    rf"|{STRINGS[BASIC]}|{STRINGS[LITERAL]}|#[^\n]*|[][{{}}\n]|[^][{{}}\n#\"']+|(?P<quote>.)"
)
# The standard library has no place for a number that Python does not convert.
_LONG_NUMBER = lazy_pattern(rf"[0-9_]{{{MOST_DIGITS + 1},}}")
_BLANKS = lazy_pattern(r"[ \t\r]*+")
_LINE = lazy_pattern(r"[^\r\n]*")
CONTROL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
"""A control character that TOML does not allow."""
KEY = lazy_pattern(DOTTED_KEY)
ENTRY = lazy_pattern(rf"{DOTTED_KEY}[ \t]*=|\[\[?[ \t]*{DOTTED_KEY}[ \t]*\]")
"""What starts a statement."""


class BrokenToml(NamedTuple):
    """A text that is not TOML.

    `start` is the start of the first statement that is wrong, and `content` ends where the text to
    be read ends. `reason` is that of the standard library.
    """

    text: str
    content: Span
    start: int
    reason: str

    @property
    def end(self) -> int:
        """Where the text to be read ends."""
        return self.content.end

    @property
    def line(self) -> Span:
        """The first line of the statement, without white space around it."""
        return self.stripped(self.start)

    def stripped(self, start: int) -> Span:
        """Return the rest of a line from an offset on, without white space at its end."""
        line = _LINE.match(self.text, start, self.end)
        rest = line[0] if line else ""
        return Span(start, start + len(rest.rstrip()))

    def after_blanks(self, start: int) -> int:
        """Return the offset of the next character that is no space."""
        match = _BLANKS.match(self.text, start, self.end)
        return match.end() if match else start

    def place(self, start: int, width: int = 1) -> Span:
        """Return so many characters from an offset on, as far as there are."""
        return Span(start, min(start + width, self.end))

    def at(self, start: int) -> str:
        """Return the character at an offset; an empty text at the end."""
        return self.text[start : min(start + 1, self.end)]

    def starts(self, word: str, start: int) -> bool:
        """Whether a word stands at an offset."""
        return self.text.startswith(word, start, self.end)

    def match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Match a pattern at an offset."""
        return pattern.match(self.text, start, self.end)


def broken_text(text: str, content: Span, reason: str) -> BrokenToml:
    """Return where a text is broken, by the reason of the standard library."""
    stop = _stop(text, content, reason)
    start, depth = content.start, 0
    for token in _TOKEN.finditer(text, *content):
        if token.lastgroup is not None:
            # Nothing closes these quotes.
            break
        if token[0] in ("[", "{"):
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            if token.start() >= stop:
                break
            start, depth = token.end(), 0
    broken = BrokenToml(text, content, start, reason)
    return broken._replace(start=broken.after_blanks(start))


def _stop(text: str, content: Span, reason: str) -> int:
    place = _PLACE.search(reason)
    if place is None:
        number = _LONG_NUMBER.search(text, *content)
        return number.start() if number else content.end
    start = content.start
    for _ in range(int(place["row"]) - 1):
        start = text.index("\n", start) + 1
    return start + int(place["column"]) - 1
