r"""Between offsets, which count code points, and the positions of the protocol.

A line ends with `\r\n`, `\n` or a lone `\r`; U+2028 and the like end none. A character of a
position counts units of the encoding that client and server have agreed on:
<https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position>.
"""

from typing import Final

from lsprotocol.types import Position, PositionEncodingKind, Range

from linter.core.text import LineIndex, Span

# The codec of each encoding, and the bytes of a unit.
_CODECS: Final = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}

_LAST_OF_A_UNIT: Final = {
    PositionEncodingKind.Utf8: "\x7f",
    PositionEncodingKind.Utf16: "\uffff",
    PositionEncodingKind.Utf32: "\U0010ffff",
}


class Positions:
    """The positions in one text, which holds no lone surrogates."""

    def __init__(self, text: str, encoding: PositionEncodingKind) -> None:
        """Index the lines of a text."""
        self._text = text
        self._codec, self._width = _CODECS[encoding]
        self._is_plain = text.isascii() or max(text) <= _LAST_OF_A_UNIT[encoding]
        self._lines = LineIndex(text)

    def position(self, offset: int) -> Position:
        """Return the position of an offset; one inside a line end is that before it."""
        row, _ = self._lines.position(offset)
        line = self._lines.line(row)
        return Position(row - 1, self._units(line.start, min(offset, line.end)))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position.

        One beyond the end of its line, or of the text, is at that end; one inside a character is
        at its start.
        """
        if position.line >= self._lines.last_row:
            return len(self._text)
        line = self._lines.line(position.line + 1)
        if self._is_plain:
            return min(line.start + position.character, line.end)
        encoded = self._text[line.start : line.end].encode(self._codec)
        before = encoded[: position.character * self._width]
        return line.start + len(before.decode(self._codec, errors="ignore"))

    def span(self, where: Range) -> Span:
        """Return the span of a range; one that ends before its start is empty."""
        start = self.offset(where.start)
        return Span(start, max(start, self.offset(where.end)))

    def _units(self, start: int, end: int) -> int:
        """Return how many units the text between two offsets of a line takes."""
        if self._is_plain:
            return end - start
        return len(self._text[start:end].encode(self._codec)) // self._width
