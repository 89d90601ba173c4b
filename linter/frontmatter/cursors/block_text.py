"""The text of a block that may be broken, line by line, in any notation."""

import re

from linter.core.patterns import lazy_pattern

BLANKS = lazy_pattern(r"[ \t]*+")
LINE = lazy_pattern(r"[^\n\r]*")
_LINE_END = lazy_pattern(r"\r\n|\n|\r")


class BlockText:
    """A text up to an offset: what patterns match there, and where its lines end."""

    def __init__(self, text: str, end: int) -> None:
        """Take a text and the end of its block."""
        self.text = text
        self.end = end

    def match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Return the match of a pattern at an offset."""
        return pattern.match(self.text, start, self.end)

    def skipped(self, pattern: re.Pattern[str], start: int) -> int:
        """Return where the match of a pattern at an offset ends; the offset without a match."""
        match = self.match(pattern, start)
        return match.end() if match else start

    def next_line(self, end: int) -> int:
        """Return the start of the line below the one that ends at an offset.

        Below the last line it is an offset after the end.
        """
        match = self.match(_LINE_END, end)
        return match.end() if match else self.end + 1

    def is_empty(self, start: int) -> bool:
        """Whether a line holds nothing from an offset on, or a comment."""
        rest = self.skipped(BLANKS, start)
        return rest >= self.end or self.text[rest] in "#\r\n"
