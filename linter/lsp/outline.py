"""The outline of a block: its keys and items, each with its place, as a tree or in a row."""

from collections.abc import Iterator
from typing import Any, Final

import yaml
from lsprotocol import types

from linter.core.messages import printable
from linter.core.text import Span
from linter.core.values import Path
from linter.frontmatter.block import Format
from linter.frontmatter.document import Document, Member
from linter.lsp.client import Client
from linter.lsp.known_data import value_at
from linter.lsp.last_good import Readable, readable
from linter.lsp.open_document import OpenDocument

MOST_SYMBOLS: Final = 5000
"""How many symbols a client gets."""

_LONGEST_DETAIL: Final = 60
_TITLES: Final = ("title", "page-title", "name")


Symbols = list[types.DocumentSymbol] | list[types.SymbolInformation]


class _Symbol:
    """A key or an item: its name, its own place and that with all in it, its value."""

    def __init__(self, name: str, own: Span, whole: Span, value: Any, detail: str) -> None:
        self.name = name
        self.own = own
        self.whole = whole
        self.value = value
        self.detail = detail
        self.children: list[_Symbol] = []


def outline(opened: OpenDocument, client: Client) -> Symbols:
    """Return the symbols of a block; while it does not parse, those of before that still fit."""
    read = readable(opened)
    symbols = [] if read is None else _symbols(opened, read)
    if client.has_symbol_trees:
        return [_as_tree(each, opened) for each in symbols]
    return list(_in_a_row(symbols, "", opened))


def _symbols(opened: OpenDocument, read: Readable) -> list[_Symbol]:
    """Return the symbols at the top, those of inner objects and lists in them."""
    found: dict[Path, _Symbol] = {}
    top: list[_Symbol] = []
    for member in read.document.members[:MOST_SYMBOLS]:
        around = found.get(member.path[:-1])
        if len(member.path) > 1 and around is None:
            continue
        siblings = top if around is None else around.children
        after = _start_of_next(read.document, member, around, siblings)
        symbol = _symbol(opened, read, member, after)
        if symbol is not None:
            siblings.append(symbol)
            found[member.path] = symbol
    for symbol in top:
        _grow(symbol)
    return top


def _start_of_next(
    document: Document, member: Member, around: _Symbol | None, siblings: list[_Symbol]
) -> int:
    """Return where a key or an item may start: behind what is before it, if there are aliases."""
    if document.format is Format.TOML:
        return 0
    if member.key is None and siblings:
        return siblings[-1].whole.end
    return 0 if around is None else around.own.start


def _symbol(opened: OpenDocument, read: Readable, member: Member, after: int) -> _Symbol | None:
    """Return the symbol of a key or an item; None for one without a place in the present text.

    The value of an alias stands where its anchor does, which is before: an item has no place then.
    """
    document = read.document
    own = read.span(document.node_span(member.node if member.key is None else member.key))
    if own is None or own.start < after:
        return None
    there = read.span(document.node_span(member.node))
    whole = Span(own.start, own.end if there is None else max(own.end, there.end))
    value = value_at(document.data, member.path)
    # Nothing covers what is secret in an earlier text.
    detail = _detail(opened, member, value) if read.is_present else ""
    return _Symbol(_name(opened, member), own, whole, value, detail)


def _grow(symbol: _Symbol) -> Span:
    """Make a symbol span all that is in it, also the parts of a table below others."""
    spans = [symbol.whole, *map(_grow, symbol.children)]
    symbol.whole = Span(min(each.start for each in spans), max(each.end for each in spans))
    return symbol.whole


def _name(opened: OpenDocument, member: Member) -> str:
    # Some clients refuse an empty name.
    name = str(member.path[-1]) or '""'
    return printable(opened.redacted.safe(name))


def _detail(opened: OpenDocument, member: Member, value: Any) -> str:
    """Return the value of a scalar, nothing of a secret one."""
    if not isinstance(member.node, yaml.ScalarNode):
        return _title_of(opened, member.path, value) if member.key is None else ""
    span = opened.document.node_span(member.node)
    if any(secret.overlaps(span) for secret in opened.secrets):
        return ""
    return _shortened(opened, member.node.value)


def _title_of(opened: OpenDocument, path: Path, value: Any) -> str:
    """Return the title or name of an object in a list."""
    shape = opened.schema.shape_at(path)
    if shape is None or not isinstance(value, dict):
        return ""
    keys = (key for role in _TITLES for key in shape.keys_by_role.get(role, ()))
    texts = (value[key] for key in keys if isinstance(value.get(key), str))
    return _shortened(opened, next(texts, ""))


def _shortened(opened: OpenDocument, text: str) -> str:
    shown = printable(opened.redacted.safe(" ".join(text.split())))
    return shown if len(shown) <= _LONGEST_DETAIL else f"{shown[:_LONGEST_DETAIL]}…"


def _kind(value: Any) -> types.SymbolKind:
    match value:
        case dict():
            return types.SymbolKind.Object
        case list():
            return types.SymbolKind.Array
        case bool():
            return types.SymbolKind.Boolean
        case int() | float():
            return types.SymbolKind.Number
        case None:
            return types.SymbolKind.Null
    return types.SymbolKind.String


def _as_tree(symbol: _Symbol, opened: OpenDocument) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name,
        detail=symbol.detail or None,
        kind=_kind(symbol.value),
        range=opened.positions.range(symbol.whole),
        selection_range=opened.positions.range(symbol.own),
        children=[_as_tree(each, opened) for each in symbol.children],
    )


def _in_a_row(
    symbols: list[_Symbol], around: str, opened: OpenDocument
) -> Iterator[types.SymbolInformation]:
    for symbol in symbols:
        place = types.Location(opened.uri, opened.positions.range(symbol.whole))
        yield types.SymbolInformation(
            location=place,
            name=symbol.name,
            kind=_kind(symbol.value),
            container_name=around or None,
        )
        yield from _in_a_row(symbol.children, symbol.name, opened)
