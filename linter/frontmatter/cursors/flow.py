"""A caret between brackets: flow collections of YAML, all of JSON, arrays and tables of TOML."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from linter.core.text import Span
from linter.core.values import Path
from linter.frontmatter.cursors.cursor import MAX_DEPTH, Cursor, Kind

_OPENING = ("[", "{")
_CLOSING = ("]", "}")
_SIGN = "sign"
_PLAIN = "plain"
_STRING = "string"
_WORDS = (_PLAIN, _STRING)


class Syntax(NamedTuple):
    """What a notation has between brackets.

    `token` matches one token, whose group is `string`, `plain`, `comment` or `sign`, which is a
    bracket, a comma, or what parts a key from its value. `names` returns the keys that the text of
    a key stands for, several for a dotted one. `entry` matches a line's start that is an entry of
    the block around: an unclosed bracket reaches no further.
    """

    token: re.Pattern[str]
    names: Callable[[str], tuple[str, ...]]
    entry: re.Pattern[str] | None = None


class _Token(NamedTuple):
    kind: str
    span: Span


@dataclass
class _Open:
    """An open bracket: the path of its collection, and what stands at its present place."""

    is_list: bool
    path: Path
    index: int = 0
    names: tuple[str, ...] = ()
    """The keys before the separator."""
    word: Span | None = None
    """The scalar that the place ends with, which may be a key."""
    is_filled: bool = False
    """Whether the place has its value."""

    @property
    def outer(self) -> Path:
        """The path of the mapping that a key at the present place belongs to."""
        return (*self.path, self.index) if self.is_list else self.path

    @property
    def place(self) -> Path:
        """The path of the value at the present place."""
        return (*self.outer, *self.names)

    def take(self, sign: str, text: str, syntax: Syntax) -> None:
        """Take a comma, or what parts a key from its value."""
        if sign == ",":
            self.index += 1
            self.names, self.word, self.is_filled = (), None, False
        elif self.word is not None and not self.names:
            self.names = syntax.names(text[slice(*self.word)])
            self.word, self.is_filled = None, False


_FARTHEST = 256
"""How many characters behind an entry of the block a bracket may be closed, if there is one."""


class FlowEnds:
    """Finds where the collections of a text end, one after the other.

    An unclosed one ends before the next entry of the block.
    """

    def __init__(self, text: str, end: int) -> None:
        """Take a text and the end of its block."""
        self._text = text
        self._end = end
        self._entries: dict[re.Pattern[str], int] = {}
        """The next entry by its pattern: the search for one may go through the whole text."""

    def of(self, start: int, syntax: Syntax) -> int:
        """Return where the collection ends whose bracket is at `start`."""
        entry = self._next_entry(start, syntax.entry)
        farthest = min(self._end, entry + _FARTHEST)
        far = _closed(self._text, Span(start, farthest), syntax, farthest)
        return entry if far is None else far

    def _next_entry(self, start: int, pattern: re.Pattern[str] | None) -> int:
        """Return where the next entry starts; the end of the block if there is none."""
        if pattern is None:
            return self._end
        if self._entries.get(pattern, -1) < start:
            found = pattern.search(self._text, start, self._end)
            self._entries[pattern] = self._end if found is None else found.start()
        return self._entries[pattern]


def _closed(text: str, within: Span, syntax: Syntax, before: int) -> int | None:
    """Return the end of the bracket that closes a span's first one, if it is before an offset."""
    depth = 0
    for match in syntax.token.finditer(text, *within):
        if match.start() >= before:
            break
        if match.lastgroup == _SIGN:
            depth += (match[0] in _OPENING) - (match[0] in _CLOSING)
            if depth <= 0:
                return match.end()
    return None


def in_flow(text: str, flow: Span, path: Path, syntax: Syntax, caret: int) -> Cursor:
    """Return the place of a caret in the collection at a span, whose path is given."""
    tokens = _tokens(text, flow, syntax)
    opened: list[_Open] = []
    for index, token in enumerate(tokens):
        start, stop = token.span
        is_word = token.kind in _WORDS
        if opened and (caret < start or (caret == start and not is_word)):
            break
        if len(opened) > MAX_DEPTH:
            return Cursor(Kind.OTHER, path, Span(caret, caret), in_flow=True)
        if token.kind == _SIGN:
            _take_sign(opened, text[start], path, text, syntax)
        elif not opened:
            break
        elif caret <= stop and not is_word:
            return Cursor(Kind.COMMENT, (), token.span, in_flow=True)
        elif caret <= stop:
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            return _in_word(text, opened[-1], token, after, syntax)
        elif is_word:
            opened[-1].word, opened[-1].is_filled = token.span, True
    return _in_gap(opened, path, caret)


def _tokens(text: str, flow: Span, syntax: Syntax) -> list[_Token]:
    """Return the tokens of a collection; plain text on several lines is one."""
    found: list[_Token] = []
    for match in syntax.token.finditer(text, *flow):
        token = _Token(match.lastgroup or _PLAIN, Span(*match.span()))
        if found and found[-1].kind == token.kind == _PLAIN:
            found[-1] = _Token(_PLAIN, Span(found[-1].span.start, token.span.end))
        else:
            found.append(token)
    return found


def _take_sign(opened: list[_Open], sign: str, path: Path, text: str, syntax: Syntax) -> None:
    if sign in _OPENING:
        inner = opened[-1].place if opened else path
        if opened:
            opened[-1].word, opened[-1].is_filled = None, True
        opened.append(_Open(sign == "[", inner))
    elif sign in _CLOSING:
        del opened[-1:]
    elif opened:
        opened[-1].take(sign, text, syntax)


def _in_word(
    text: str, around: _Open, token: _Token, after: _Token | None, syntax: Syntax
) -> Cursor:
    word = token.span
    sign = text[after.span.start] if after is not None and after.kind == _SIGN else ","
    has_separator = sign not in (*_OPENING, *_CLOSING, ",")
    style = text[word.start] if text[word.start] in ("'", '"') else ""
    is_key = not around.names and (has_separator or not around.is_list)
    if not is_key:
        return Cursor(Kind.VALUE, around.place, word, style, in_flow=True)
    name = "".join(syntax.names(text[slice(*word)])[-1:])
    return Cursor(
        Kind.KEY, around.outer, word, style, name, in_flow=True, has_separator=has_separator
    )


def _in_gap(opened: list[_Open], path: Path, caret: int) -> Cursor:
    nothing = Span(caret, caret)
    if not opened:
        return Cursor(Kind.OTHER, path, nothing, in_flow=True)
    around = opened[-1]
    if around.is_filled:
        return Cursor(Kind.OTHER, around.place, nothing, in_flow=True)
    if around.is_list or around.names:
        return Cursor(Kind.VALUE, around.place, nothing, in_flow=True)
    return Cursor(Kind.KEY, around.path, nothing, in_flow=True)
