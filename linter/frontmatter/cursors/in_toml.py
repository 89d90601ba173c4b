"""A caret in TOML: the headers and keys above it show which table it is in."""

import re

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.core.values import Path
from linter.frontmatter.cursors.block_text import BLANKS, LINE, BlockText
from linter.frontmatter.cursors.cursor import Cursor, Kind
from linter.frontmatter.cursors.flow import FlowEnds, Syntax, in_flow
from linter.frontmatter.toml_nodes import DOTTED_KEY, KEY_PART
from linter.frontmatter.toml_strings import ANY_STRING, BASIC, LITERAL, QUOTES, STRING, decoded

_PART = lazy_pattern(KEY_PART)
_PAIR = lazy_pattern(rf"(?P<keys>{DOTTED_KEY})[ \t]*+=")
_HEADER = lazy_pattern(r"(?P<opening>\[\[?)(?P<keys>[^\]\n\r#]*)(?P<closing>\]{0,2})")
# A key that is being written: it may end with a dot, or hold what no key does.
_STARTED = lazy_pattern(r"[^=#\n\r]*[^=#\s]|")
_PLAIN = lazy_pattern(r"[^\s#](?:[^\n\r#]*[^\s#])?")
# What starts an entry, where a string or a bracket is not closed.
_ENTRY = lazy_pattern(
    rf"^[ \t]*+(?:{DOTTED_KEY}[ \t]*+=|\[\[?[ \t]*+{DOTTED_KEY}[ \t]*+\]\]?[ \t]*+$)",
    re.MULTILINE,
)
_TOKEN = lazy_pattern(
    rf"(?P<string>{ANY_STRING})|(?P<comment>#[^\n\r]*)|(?P<sign>[\[\]{{}},=])"
    r"|(?P<plain>(?:[^\s\[\]{},=#\"']|(?<![\s\[,{=])[\"'])+|[\"'][^\n\r,\]}]*)"
)


def in_toml(text: str, content: Span, caret: int) -> Cursor:
    """Return the place of a caret in the TOML at a span."""
    return _Scan(text, content, caret).cursor()


class _Scan:
    """Goes through the statements of a block until it comes to a caret."""

    def __init__(self, text: str, content: Span, caret: int) -> None:
        self._text = BlockText(text, content.end)
        self._at = content.start
        self._caret = caret
        self._table: Path = ()
        self._last_items: dict[Path, int] = {}
        """The index of the last item of each array of tables."""
        self._syntax = Syntax(_TOKEN, _names, _ENTRY)
        self._flow_ends = FlowEnds(text, content.end)

    def cursor(self) -> Cursor:
        """Return the place of the caret."""
        while self._at <= self._text.end:
            before = self._at
            found = self._statement()
            if found is not None:
                return found
            if self._at == before:
                break
        return self._other(self._table)

    def _statement(self) -> Cursor | None:
        start = self._text.skipped(BLANKS, self._at)
        if self._caret < start or self._text.is_empty(start):
            return self._behind(start, Kind.KEY, self._table)
        header = self._text.match(_HEADER, start)
        if header is not None:
            return self._header(header)
        pair = self._text.match(_PAIR, start)
        return self._started(start) if pair is None else self._pair(pair)

    def _pair(self, pair: re.Match[str]) -> Cursor | None:
        keys = Span(*pair.span("keys"))
        if self._caret <= keys.end:
            return self._in_keys(keys, self._table, Kind.KEY, has_separator=True)
        path = (*self._table, *_names(pair["keys"]))
        return self._other(path) if self._caret < pair.end() else self._value(pair.end(), path)

    def _header(self, header: re.Match[str]) -> Cursor | None:
        keys = Span(*header.span("keys"))
        if self._caret < keys.start:
            return self._other(())
        if self._caret <= keys.end:
            return self._in_keys(keys, (), Kind.HEADER, has_separator=False)
        *outer, last = _names(header["keys"]) or ("",)
        table: Path = (*self._resolved_names(outer), last)
        if header["opening"] == "[[":
            self._last_items[table] = self._last_items.get(table, -1) + 1
        self._table = self._resolved(table)
        return self._behind(header.end(), Kind.OTHER, self._table)

    def _resolved_names(self, names: list[str]) -> Path:
        path: Path = ()
        for name in names:
            path = self._resolved((*path, name))
        return path

    def _resolved(self, path: Path) -> Path:
        """Return the path of the last item, if that of an array of tables is given."""
        return (*path, self._last_items[path]) if path in self._last_items else path

    def _started(self, start: int) -> Cursor | None:
        """Take a text without `=`."""
        end = self._text.skipped(_STARTED, start)
        if self._caret <= end:
            return self._in_keys(Span(start, end), self._table, Kind.KEY, has_separator=False)
        return self._behind(end, Kind.OTHER, self._table)

    def _in_keys(self, keys: Span, path: Path, kind: Kind, *, has_separator: bool) -> Cursor:
        """Return the place of a caret in a key, which may be dotted."""
        text = self._text.text
        before: list[str] = []
        word = Span(self._caret, self._caret)
        for part in _PART.finditer(text, *keys):
            if self._caret <= part.end():
                word = Span(*part.span()) if self._caret >= part.start() else word
                break
            before += _names(part[0])
        if before and "." not in text[keys.start : word.start]:
            # Something else parts them.
            return self._other(path)
        outer = self._resolved_names(before) if kind is Kind.HEADER else (*path, *before)
        has_more = "." in text[word.end : keys.end]
        first = text[slice(*word)][:1]
        style = first if first in (BASIC, LITERAL) else ""
        name = "".join(_names(text[slice(*word)])[-1:])
        return Cursor(kind, outer, word, style, name, has_separator=has_separator or has_more)

    def _value(self, at: int, path: Path) -> Cursor | None:
        start = self._text.skipped(BLANKS, at)
        if self._caret < start or self._text.is_empty(start):
            return self._behind(start, Kind.VALUE, path)
        if self._text.text[start] in "[{":
            return self._flow(start, path)
        string = self._text.match(STRING, start)
        plain = self._text.match(_PLAIN, start)
        quotes = self._text.match(QUOTES, start)
        style = quotes[0] if quotes else ""
        if string and string[0].endswith(style) and not self._holds_entry(string):
            end = string.end()
        else:
            end = plain.end() if plain else start + 1
        if self._caret <= end:
            return Cursor(Kind.VALUE, path, Span(start, end), style)
        return self._behind(end, Kind.OTHER, path)

    def _holds_entry(self, string: re.Match[str]) -> bool:
        """Whether a string of several lines holds what looks like an entry, and the next quotes."""
        found = _ENTRY.search(self._text.text, *string.span())
        return found is not None and any(quotes in found[0] for quotes in (BASIC, LITERAL))

    def _flow(self, start: int, path: Path) -> Cursor | None:
        text = self._text.text
        end = self._flow_ends.of(start, self._syntax)
        is_closed = text[end - 1] in "]}"
        if self._caret < end or (self._caret == end == self._text.end and not is_closed):
            found = in_flow(text, Span(start, end), path, self._syntax, self._caret)
            if found.kind is Kind.KEY and found.word.end > found.word.start:
                has_separator = found.has_separator
                inner = self._in_keys(found.word, found.path, Kind.KEY, has_separator=has_separator)
                return inner._replace(in_flow=True)
            return found
        if not is_closed:
            self._at = end
            return None
        return self._behind(end, Kind.OTHER, path)

    def _behind(self, start: int, kind: Kind, path: Path) -> Cursor | None:
        """Take the rest of a line, in which nothing but a comment should be."""
        blank, end = self._text.skipped(BLANKS, start), self._text.skipped(LINE, start)
        if self._caret <= end:
            if self._text.text.startswith("#", blank) and self._caret > blank:
                return Cursor(Kind.COMMENT, (), Span(blank, end))
            return self._nothing(kind, path)
        self._at = self._text.next_line(end)
        return None

    def _nothing(self, kind: Kind, path: Path) -> Cursor:
        return Cursor(kind, path, Span(self._caret, self._caret))

    def _other(self, path: Path) -> Cursor:
        return self._nothing(Kind.OTHER, path)


def _names(text: str) -> tuple[str, ...]:
    """Return the parts of a key, which may be dotted."""
    return tuple(_name(part[0]) for part in _PART.finditer(text))


def _name(part: str) -> str:
    if part[0] not in (BASIC, LITERAL):
        return part
    try:
        return decoded(part, part[0])
    except ValueError:
        return part[1:-1]
