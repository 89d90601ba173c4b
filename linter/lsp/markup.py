"""Text for people in hovers and completions: Markdown, or plain for a client without it.

Text from schemas and documents is escaped, so that it shows as it is written.
"""

from collections.abc import Callable, Iterable

from lsprotocol.types import MarkupContent, MarkupKind

from linter.core.messages import printable
from linter.core.patterns import lazy_pattern

# Any sign of ASCII stands for itself behind a backslash: <https://spec.commonmark.org/0.31.2/#backslash-escapes>.
_SIGN = lazy_pattern(r"([!-/:-@\[-`{-~])")
_RUN_OF_BACKTICKS = lazy_pattern("`+")
_CODE = lazy_pattern(r"`([^`\n]+)`")
_PARAGRAPH = lazy_pattern(r"\n[ \t]*\n\s*")


class Markup:
    """Writes text in one of the two forms, with secrets covered."""

    def __init__(self, safe: Callable[[str], str], *, is_markdown: bool) -> None:
        """Take a function that covers the secrets in a text, and the form."""
        self._safe = safe
        self._is_markdown = is_markdown

    def content(self, paragraphs: Iterable[str]) -> MarkupContent:
        """Return paragraphs, which the other methods have written, as one text."""
        kind = MarkupKind.Markdown if self._is_markdown else MarkupKind.PlainText
        return MarkupContent(kind, "\n\n".join(filter(None, paragraphs)))

    def text(self, text: str) -> str:
        """Return a text on one line, without markup of its own."""
        shown = printable(self._safe(" ".join(text.split())))
        return _SIGN.sub(r"\\\1", shown) if self._is_markdown else shown

    def strong(self, text: str) -> str:
        """Return a text in bold type."""
        shown = self.text(text)
        return f"**{shown}**" if self._is_markdown and shown else shown

    def code(self, text: str) -> str:
        """Return a text as code, on one line."""
        shown = printable(self._safe(" ".join(text.split())))
        if not self._is_markdown:
            return f"`{shown}`"
        longest = max(map(len, _RUN_OF_BACKTICKS.findall(shown)), default=0)
        fence = "`" * (longest + 1)
        return f"{fence} {shown} {fence}" if longest or not shown else f"`{shown}`"

    def prose(self, text: str) -> str:
        """Return the paragraphs of a text in which backticks mean code, as descriptions have it."""
        # As a whole, since a secret may go over several pieces.
        safe = self._safe(text).strip()
        return "\n\n".join(self._paragraph(each) for each in _PARAGRAPH.split(safe))

    def _paragraph(self, text: str) -> str:
        pieces = _CODE.split(" ".join(text.split()))
        written = []
        for index, piece in enumerate(pieces):
            if index % 2:
                written.append(self.code(piece))
            else:
                # The spaces around code stay, which `text` would cut.
                before = " " if piece.startswith(" ") else ""
                after = " " if piece.endswith(" ") and piece.strip() else ""
                written.append(f"{before}{self.text(piece)}{after}")
        return "".join(written)

    def link(self, title: str, url: str) -> str:
        """Return a link."""
        if not self._is_markdown:
            return f"{title}: {url}"
        return f"[{self.text(title)}](<{url}>)"
