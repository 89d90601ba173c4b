"""The nodes of a TOML text that the standard library has read without an error.

That parser gives no spans, so they are found here. The text is valid, so nothing else is tested.

Tables that headers or dotted keys define are block mappings, and arrays of them block sequences;
arrays and inline tables are in flow style. A table that is written in several places is one node:
it spans the statements that follow one another from its first key on. The marks of nodes count from
the start of the whole text.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.core.toml import TooDeepError
from linter.frontmatter.toml_strings import BASIC, LITERAL, QUOTES, STRING, STRINGS, decoded

NOTHING = lazy_pattern(r"(?:[ \t\r\n]|#[^\n]*)*+")
"""White space and comments, over several lines."""
KEY_PART = rf"(?:[A-Za-z0-9_-]++|{STRINGS[BASIC]}|{STRINGS[LITERAL]})"
"""A part of a dotted key, as a part of patterns."""
DOTTED_KEY = rf"{KEY_PART}(?:[ \t]*+\.[ \t]*+{KEY_PART})*+"
"""A key, which may be dotted, as a part of patterns."""
# Between a date and a time there may be one space.
WORD = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9][^\s,\]}#]*|[^\s,\]}#]+")
"""A value without quotes and brackets."""
_BLANKS = lazy_pattern(r"[ \t]*+")
_KEY = lazy_pattern(KEY_PART)

# Only tags that are in the text are set, which PyYAML's types do not allow for.
_NO_TAG: Any = None


class NotReadError(ValueError):
    """Something stands at an offset that no valid TOML has there."""


class KeyNode(yaml.ScalarNode):
    """A part of a key.

    `opening` is the start of the dotted key whose last part it is; None in a header.
    `repeats` are the other places in which the same key of the same table is written.
    """

    opening: int | None
    repeats: list[Span]


class TableNode(yaml.MappingNode):
    """A table.

    `in_pieces` is true if other statements stand between its own, `is_bare` if no bracket of its
    own encloses or starts it. `known` has its keys and values by name, of equal ones the last.
    """

    in_pieces = False
    is_bare = False
    known: dict[str, tuple[KeyNode, yaml.Node]]


class _Part(NamedTuple):
    """A part of a dotted key."""

    name: str
    style: str
    span: Span


def read(text: str, content: Span, max_depth: int) -> yaml.MappingNode:
    """Return the root table of the TOML at `content`.

    Raises:
        TooDeepError: values are nested deeper than `max_depth` levels.
        NotReadError: the text is not TOML.

    """
    return _Reader(text, content, max_depth).root()


def dotted_key(text: str, key: Span) -> list[str]:
    """Return the parts of a key, which may be dotted.

    Raises:
        NotReadError: it is no key.

    """
    return [part.name for part in _Reader(text, key, 1).dotted_key()]


class _Reader:
    """Reads statements from first to last."""

    def __init__(self, text: str, content: Span, max_depth: int) -> None:
        self._text = text
        self._at, self._end = content
        self._max_depth = max_depth
        self._open: Sequence[yaml.Node] = ()
        """The collections around the statement before."""
        self._left: set[int] = set()
        """Those that another statement has interrupted."""

    def root(self) -> yaml.MappingNode:
        """Return the root table."""
        self._skip(NOTHING)
        root = self._bare_table(self._at, flow=False)
        table: list[yaml.CollectionNode] = [root]
        while self._at < self._end:
            start = self._at
            if self._takes("[["):
                table = self._header(root, start, closing="]]")
            elif self._takes("["):
                table = self._header(root, start, closing="]")
            else:
                self._extend(self._pair(table, flow=False), self._at)
            self._skip(NOTHING)
        return root

    def _header(
        self, root: yaml.MappingNode, start: int, closing: str
    ) -> list[yaml.CollectionNode]:
        """Read the rest of a header; return the collections around what follows."""
        parts = self.dotted_key()
        self._takes(closing)
        chain: list[yaml.CollectionNode] = [root]
        for part in parts[:-1]:
            self._enter(chain, part, None, flow=False)
        if closing == "]]":
            self._add_item(chain, parts[-1], start)
            self._extend(chain, self._at)
        else:
            self._enter(chain, parts[-1], None, flow=False)
            self._extend(chain, parts[-1].span.end)
        return chain

    def _pair(self, table: list[yaml.CollectionNode], *, flow: bool) -> list[yaml.CollectionNode]:
        """Read a key and its value; return the collections around the value."""
        opening = self._at
        *outer, last = self.dotted_key()
        self._skip(_BLANKS)
        self._takes("=")
        self._skip(_BLANKS)
        chain = list(table)
        for part in outer:
            self._enter(chain, part, opening, flow=flow)
        self._add(chain[-1], last, opening, self._value(len(chain)))
        return chain

    def _enter(
        self, chain: list[yaml.CollectionNode], part: _Part, opening: int | None, *, flow: bool
    ) -> None:
        """Add the table that a part of a key names to a chain, and the last item of an array."""
        value: Any = self._known(chain, part)
        if value is None:
            self._deepen(chain, part.span.start)
            value = self._bare_table(part.span.start, flow=flow)
            self._add(chain[-1], part, opening, value)
        chain.append(value)
        if isinstance(value, yaml.SequenceNode) and value.value:
            chain.append(value.value[-1])
        if not isinstance(chain[-1], TableNode):
            raise NotReadError(part.span.start)

    def _known(self, chain: list[yaml.CollectionNode], part: _Part) -> yaml.Node | None:
        """Return the value of a key that the innermost table has, and note that it repeats."""
        table = chain[-1]
        pair = table.known.get(part.name) if isinstance(table, TableNode) else None
        if pair is None:
            return None
        pair[0].repeats.append(part.span)
        return pair[1]

    def _add_item(self, chain: list[yaml.CollectionNode], part: _Part, start: int) -> None:
        """Add a table to an array of tables, and both to a chain."""
        array = self._known(chain, part)
        if array is None:
            self._deepen(chain, part.span.start)
            mark = _mark(part.span.start)
            array = yaml.SequenceNode(_NO_TAG, [], mark, mark, flow_style=False)
            self._add(chain[-1], part, None, array)
        if not isinstance(array, yaml.SequenceNode):
            raise NotReadError(part.span.start)
        chain.append(array)
        self._deepen(chain, part.span.start)
        item = self._mapping(start, flow=False)
        array.value.append(item)
        chain.append(item)

    def _deepen(self, chain: list[yaml.CollectionNode], offset: int) -> None:
        if len(chain) >= self._max_depth:
            raise TooDeepError("nested too deeply", offset)

    def _add(
        self, table: yaml.CollectionNode, part: _Part, opening: int | None, value: yaml.Node
    ) -> None:
        start, end = marks(part.span)
        key = KeyNode(_NO_TAG, part.name, start, end, style=part.style)
        key.opening = opening
        key.repeats = []
        if not isinstance(table, TableNode):
            raise NotReadError(part.span.start)
        if table.is_bare and not table.value:
            table.start_mark = start
        table.value.append((key, value))
        table.known[part.name] = (key, value)

    def _extend(self, chain: Sequence[yaml.Node], end: int) -> None:
        """Note that a statement ends at an offset, and that it is in these collections."""
        if chain != self._open:
            inside = {id(node) for node in chain}
            self._left.update(id(node) for node in self._open if id(node) not in inside)
        mark = _mark(end)
        for node in chain:
            if id(node) not in self._left:
                node.end_mark = mark
            elif isinstance(node, TableNode):
                node.in_pieces = True
        self._open = chain

    def _value(self, depth: int) -> yaml.Node:
        text, start = self._text, self._at
        if text.startswith(("[", "{"), start):
            if depth >= self._max_depth:
                raise TooDeepError("nested too deeply", start)
            return self._array(depth) if text[start] == "[" else self._inline_table(depth)
        quotes = QUOTES.match(text, start)
        style = quotes[0] if quotes else ""
        self._skip(STRING if style else WORD)
        token = text[start : self._at]
        value = self._decoded(token, style, start)
        return yaml.ScalarNode(_NO_TAG, value, _mark(start), _mark(self._at), style=style)

    def _array(self, depth: int) -> yaml.SequenceNode:
        array = yaml.SequenceNode(_NO_TAG, [], _mark(self._at), _mark(self._at), flow_style=True)
        self._takes("[")
        self._skip(NOTHING)
        while not self._takes("]"):
            array.value.append(self._value(depth + 1))
            self._skip(NOTHING)
            self._takes(",")
            self._skip(NOTHING)
        array.end_mark = _mark(self._at)
        return array

    def _inline_table(self, depth: int) -> yaml.MappingNode:
        table = self._mapping(self._at, flow=True)
        self._takes("{")
        self._skip(NOTHING)
        # The levels around it count as deep as so many tables.
        around: list[yaml.CollectionNode] = [table] * (depth + 1)
        while not self._takes("}"):
            inside = self._pair(around, flow=True)
            for node in inside[depth + 1 :]:
                node.end_mark = _mark(self._at)
            self._skip(NOTHING)
            self._takes(",")
            self._skip(NOTHING)
        table.end_mark = _mark(self._at)
        return table

    def dotted_key(self) -> list[_Part]:
        """Read a key with all its parts."""
        parts = [self._key_part()]
        while self._takes("."):
            parts.append(self._key_part())
        return parts

    def _key_part(self) -> _Part:
        self._skip(_BLANKS)
        start = self._at
        self._skip(_KEY)
        span = Span(start, self._at)
        token = self._text[start : self._at]
        self._skip(_BLANKS)
        style = token[0] if token[:1] in ("'", '"') else ""
        return _Part(self._decoded(token, style, start), style, span)

    def _decoded(self, token: str, style: str, start: int) -> str:
        try:
            return decoded(token, style) if style else token
        except ValueError:
            raise NotReadError(start) from None

    def _bare_table(self, start: int, *, flow: bool) -> TableNode:
        """Return a table that starts with its first key."""
        table = self._mapping(start, flow=flow)
        table.is_bare = True
        return table

    def _mapping(self, start: int, *, flow: bool) -> TableNode:
        mark = _mark(start)
        node = TableNode(_NO_TAG, [], mark, mark, flow_style=flow)
        node.known = {}
        return node

    def _takes(self, word: str) -> bool:
        """Read a word, if it is what follows."""
        is_next = self._text.startswith(word, self._at, self._end)
        self._at += len(word) if is_next else 0
        return is_next

    def _skip(self, pattern: re.Pattern[str]) -> None:
        """Read what a pattern matches."""
        match = pattern.match(self._text, self._at, self._end)
        if match is None:
            raise NotReadError(self._at)
        self._at = match.end()


class _Mark:
    """A mark of which only `index` is read."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


def marks(span: Span) -> tuple[Any, Any]:
    """Return the marks of a node at a span."""
    return _Mark(span.start), _Mark(span.end)


def _mark(index: int) -> Any:
    return _Mark(index)
