"""A caret in YAML: the lines above it show which keys and items it is in."""

from dataclasses import dataclass

from linter.core.text import Span, line_start
from linter.core.values import Path
from linter.frontmatter.cursors.block_text import BLANKS, LINE
from linter.frontmatter.cursors.cursor import MAX_DEPTH, Cursor, Kind
from linter.frontmatter.cursors.flow import FlowEnds, in_flow
from linter.frontmatter.cursors.yaml_text import (
    COMMENT,
    DASH,
    KEY,
    MARKER,
    SPACES,
    YamlText,
    flow_syntax,
    key_name,
)
from linter.frontmatter.yaml_scalars.tokens import BLOCK_STYLES, HEADER, PROPERTIES, QUOTES


@dataclass
class _Level:
    """A collection of a block that is open: its column, its path, and its present key or index."""

    column: int
    path: Path
    token: str | int
    is_filled: bool = False
    """Whether the present key or item has a value, or the start of one."""

    @property
    def is_list(self) -> bool:
        return isinstance(self.token, int)

    @property
    def place(self) -> Path:
        """The path of the value at the present key or index."""
        return (*self.path, self.token)


class _Levels:
    """The collections around a place, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_Level] = []

    @property
    def last(self) -> _Level | None:
        """The innermost collection; None above the first key."""
        return self._open[-1] if self._open else None

    @property
    def depth(self) -> int:
        """How many collections are open."""
        return len(self._open)

    @property
    def place(self) -> Path:
        """The path of the value at the present key or index of the innermost collection."""
        return self._open[-1].place if self._open else ()

    def fill(self) -> Path:
        """Note that the present key or item has a value; return the path of that."""
        if self._open:
            self._open[-1].is_filled = True
        return self.place

    def close(self, column: int) -> _Level | None:
        """Close the collections that are indented more than a column; return the innermost left."""
        while self._open and self._open[-1].column > column:
            self._open.pop()
        return self.last

    def open_item(self, column: int) -> None:
        """Take a dash at a column."""
        last = self.close(column)
        if last is not None and last.column == column and isinstance(last.token, int):
            self._open[-1] = _Level(column, last.path, last.token + 1)
        else:
            self._open.append(_Level(column, self.fill(), 0))

    def open_key(self, column: int, name: str) -> Path:
        """Take a key at a column; return the path of its mapping."""
        path = self.path_at(column)
        if path is None:
            path = self.fill()
        else:
            self._open.pop()
        self._open.append(_Level(column, path, name))
        return path

    def path_at(self, column: int) -> Path | None:
        """Return the path of the mapping with keys at a column; None if there is none.

        A list whose dashes are at that column is closed if there is.
        """
        self.close(column)
        for index in range(len(self._open) - 1, -1, -1):
            level = self._open[index]
            if level.column != column:
                break
            if not level.is_list:
                del self._open[index + 1 :]
                return level.path
        while self._open and self._open[-1].column == column:
            self._open.pop()
        return None


def in_yaml(text: str, content: Span, caret: int) -> Cursor:
    """Return the place of a caret in the block of YAML at a span."""
    return _Scan(text, content, caret).cursor()


class _Scan:
    """Goes through the lines of a block until it comes to a caret."""

    def __init__(self, text: str, content: Span, caret: int) -> None:
        self._text = YamlText(text, content.end)
        self._flow_ends = FlowEnds(text, content.end)
        self._at = content.start
        self._caret = caret
        self._levels = _Levels()
        self._block_text: tuple[int, Cursor] | None = None
        """The column around the block scalar above, and the place of that."""

    def cursor(self) -> Cursor:
        """Return the place of the caret."""
        found = None
        while found is None and self._at <= self._text.end:
            line = self._at
            start = self._text.skipped(SPACES, line)
            if self._text.match(MARKER, line) or self._text.is_empty(start):
                found = self._empty_line(line)
            elif self._caret < start:
                self._levels.close(self._caret - line)
                found = self._other(self._levels.place[:-1])
            else:
                self._block_text = None
                found = self._entry(start, start - line)
        return found or self._other(())

    # Lines without an entry

    def _empty_line(self, line: int) -> Cursor | None:
        end = self._text.skipped(LINE, line)
        if self._caret > end:
            self._at = self._text.next_line(end)
            return None
        comment = self._text.match(COMMENT, self._text.skipped(BLANKS, line))
        if comment and self._caret > comment.start():
            return Cursor(Kind.COMMENT, (), Span(*comment.span()))
        if self._text.match(MARKER, line):
            return self._other(())
        column = self._caret - line
        if self._block_text is not None and column > self._block_text[0]:
            return self._block_text[1]
        return self._on_blank(column)

    def _on_blank(self, column: int) -> Cursor:
        level = self._levels.close(column)
        if level is None:
            return self._nothing(Kind.KEY, (), column)
        if column > level.column:
            kind = Kind.OTHER if level.is_filled else Kind.ENTRY
            return self._nothing(kind, level.place, column)
        return self._nothing(Kind.ITEM if level.is_list else Kind.KEY, level.path, column)

    # Entries

    def _entry(self, at: int, column: int) -> Cursor | None:
        """Take what a line has from an offset on: a dash, a key, or a text."""
        if self._text.match(DASH, at):
            return self._item(at, column)
        key = self._text.match(KEY, at)
        if key is None:
            return self._bare(at, column)
        name = Span(*key.span("name"))
        spelt = key_name(key["name"])
        path = self._levels.open_key(column, spelt)
        if name.start <= self._caret <= name.end:
            style = self._quotes_at(name.start)
            return Cursor(Kind.KEY, path, name, style, spelt, has_separator=True, column=column)
        if self._caret < key.end():
            return self._other(path)
        return self._value_of_key(key.end(), column)

    def _item(self, dash: int, column: int) -> Cursor | None:
        self._levels.open_item(column)
        if self._levels.depth > MAX_DEPTH:
            return self._other(())
        after = self._text.skipped(BLANKS, dash + 1)
        if self._text.is_empty(after):
            kind = Kind.OTHER if self._caret == dash + 1 else Kind.ENTRY
            return self._no_value(after, kind)
        if self._caret < after:
            return self._other(self._levels.place)
        return self._entry(after, column + after - dash)

    def _value_of_key(self, colon_end: int, column: int) -> Cursor | None:
        after = self._text.skipped(BLANKS, colon_end)
        if self._text.is_empty(after):
            return self._no_value(after, Kind.VALUE)
        return self._value(after, column)

    def _no_value(self, after: int, kind: Kind) -> Cursor | None:
        """Take the end of a line on which a key or dash has no value."""
        if self._caret <= after:
            column = self._caret - line_start(self._text.text, self._caret)
            return self._nothing(kind, self._levels.place, column)
        return self._end_of_line(after, self._levels.place)

    def _bare(self, at: int, column: int) -> Cursor | None:
        """Take a text without a colon, which may be a value, or the start of a key."""
        level = self._levels.close(column)
        if level is not None and column > level.column:
            found = self._value(at, level.column)
            is_text = found is not None and not (found.style or found.in_flow)
            if found is not None and found.kind is Kind.VALUE and is_text:
                return found._replace(kind=Kind.ENTRY, column=column)
            return found
        if level is None and self._text.text[at] in "[{":
            return self._value(at, -1)
        path = self._levels.path_at(column) or ()
        word = Span(at, self._text.end_of_plain(at))
        if self._caret <= word.end:
            name = key_name(self._text.text[slice(*word)])
            return Cursor(Kind.KEY, path, word, self._quotes_at(at), name, column=column)
        return self._end_of_line(word.end, path)

    # Values

    def _value(self, at: int, column: int) -> Cursor | None:
        """Take the value at an offset, of a key or dash at a column."""
        path = self._levels.fill()
        line_end = self._text.skipped(LINE, at)
        start = self._text.skipped(BLANKS, min(self._text.skipped(PROPERTIES, at), line_end))
        if self._caret < start:
            return self._other(path)
        if self._text.is_empty(start):
            # Behind an anchor or a tag there may be a collection on the lines below.
            if self._levels.last is not None:
                self._levels.last.is_filled = False
            return self._no_value(start, Kind.VALUE)
        sign = self._text.text[start]
        if sign in BLOCK_STYLES and self._text.match(HEADER, start):
            return self._block_scalar(start, column, path)
        if sign in "[{":
            return self._flow(start, column, path)
        return self._scalar(start, column, path)

    def _scalar(self, start: int, column: int, path: Path) -> Cursor | None:
        """Take a quoted or plain text."""
        style = self._quotes_at(start)
        if style:
            end = self._text.end_of_quoted(start, column)
        else:
            end = self._text.end_of_text(start, column)
        if self._caret <= end:
            return Cursor(Kind.VALUE, path, Span(start, end), style)
        if not style and self._caret <= self._text.skipped(BLANKS, end):
            # A text that is being written, with the space before its next word.
            return Cursor(Kind.VALUE, path, Span(start, self._caret))
        return self._end_of_line(end, path)

    def _flow(self, start: int, column: int, path: Path) -> Cursor | None:
        text, syntax = self._text.text, flow_syntax(column)
        end = self._flow_ends.of(start, syntax)
        is_closed = text[end - 1] in "]}"
        if self._caret < end or (self._caret == end == self._text.end and not is_closed):
            return in_flow(text, Span(start, end), path, syntax, self._caret)
        if is_closed:
            return self._end_of_line(end, path)
        # It ends before the next entry, or at the end of the block.
        self._at = end if end < self._text.end else end + 1
        return None

    def _block_scalar(self, start: int, column: int, path: Path) -> Cursor | None:
        span = self._text.block_scalar(start, column)
        header = self._text.match(HEADER, start)
        comment = Span(*header.span("comment")) if header and header["comment"] else None
        if comment is not None and comment.start < self._caret <= comment.end:
            return Cursor(Kind.COMMENT, (), comment)
        found = Cursor(Kind.VALUE, path, span, self._text.text[start])
        if self._caret <= span.end:
            return found
        self._at = self._text.next_line(self._text.skipped(LINE, span.end))
        self._block_text = (column, found._replace(word=Span(start, max(span.end, self._caret))))
        return None

    def _end_of_line(self, start: int, path: Path) -> Cursor | None:
        """Take the end of a line, in which nothing but a comment should be."""
        blank, end = self._text.skipped(BLANKS, start), self._text.skipped(LINE, start)
        if self._caret <= end:
            if self._text.text.startswith("#", blank) and self._caret > blank:
                return Cursor(Kind.COMMENT, (), Span(blank, end))
            return self._other(path)
        self._at = self._text.next_line(end)
        return None

    def _quotes_at(self, offset: int) -> str:
        character = self._text.text[offset]
        return character if character in QUOTES else ""

    def _nothing(self, kind: Kind, path: Path, column: int) -> Cursor:
        return Cursor(kind, path, Span(self._caret, self._caret), column=column)

    def _other(self, path: Path) -> Cursor:
        return self._nothing(Kind.OTHER, path, 0)
