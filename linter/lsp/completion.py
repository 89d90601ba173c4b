"""What may be written at a caret: keys, values, items, paths of pictures, codes of rules."""

from collections.abc import Iterator
from typing import Final

from lsprotocol import types

from linter.core.text import Span
from linter.core.values import Path
from linter.frontmatter.block import Format
from linter.frontmatter.cursor import cursor_at
from linter.frontmatter.cursors.cursor import Cursor, Kind
from linter.lsp.client import Client
from linter.lsp.code_completion import code_completion
from linter.lsp.key_note import need_of
from linter.lsp.known_data import is_secret, known_data, value_at, word_of
from linter.lsp.markup import Markup
from linter.lsp.open_document import OpenDocument
from linter.lsp.picture_paths import picture_paths
from linter.lsp.proposal import Proposal, as_items
from linter.lsp.template import Template
from linter.lsp.value_choices import choices
from linter.lsp.writer import Writer
from linter.schema.domains import value_key
from linter.schema.lookup import AllowedKey, Place
from linter.schema.roles import IMAGES

TRIGGERS: Final = (":", " ", "-", "/", '"', "'", "[", "{", ",", "=", ".")
"""The signs after which a client requests completions without being told to."""

_BLOCK_TEXTS = ("|", ">")
_OPENS_VALUE = (":", "-", "=")


def completion(opened: OpenDocument, caret: int, client: Client) -> types.CompletionList:
    """Return what may be written at a caret, the best first; none where nothing is known."""
    cursor = cursor_at(opened.document, caret)
    if cursor is None or is_secret(opened, caret) or not _is_on_one_line(opened, cursor):
        return types.CompletionList(is_incomplete=False, items=[])
    if cursor.kind is Kind.COMMENT:
        word, proposals = code_completion(opened.document, cursor.word, caret)
    else:
        word, proposals = cursor.word, list(_Proposals(opened, cursor, caret, client).all())
    return as_items(opened, word, proposals, client)


def _is_on_one_line(opened: OpenDocument, cursor: Cursor) -> bool:
    """Whether the text to replace is on one line, as the protocol requires."""
    place = opened.positions.range(cursor.word)
    return cursor.style not in _BLOCK_TEXTS and place.start.line == place.end.line


class _Proposals:
    """Finds the proposals for one place."""

    def __init__(self, opened: OpenDocument, cursor: Cursor, caret: int, client: Client) -> None:
        self._opened = opened
        self._cursor = cursor
        self._caret = caret
        self._data = known_data(opened, caret)
        self._lookup = opened.schema.lookup
        self._markup = Markup(opened.redacted.safe, is_markdown=client.has_markdown_completions)
        has_lines = client.has_snippets and client.keeps_lines
        self._writer = Writer(opened.document, cursor, self._lookup, has_lines=has_lines)

    def all(self) -> Iterator[Proposal]:
        """Yield the proposals, the best first."""
        path = self._cursor.path
        match self._cursor.kind:
            case Kind.KEY:
                yield from self._keys(path)
            case Kind.HEADER:
                yield from self._headers(path)
            case Kind.VALUE:
                yield from self._values(path)
            case Kind.ITEM:
                yield from self._items(path)
            case Kind.ENTRY:
                yield from self._values(path)
                yield from self._keys(path)
                yield from self._items(path)

    # Keys

    def _missing_keys(self, path: Path) -> Iterator[tuple[int, AllowedKey]]:
        """Yield the keys that the object at a path does not have, each with its rank."""
        present = value_at(self._data, path)
        names = set(present) if isinstance(present, dict) else set()
        names.discard(self._cursor.name)
        for key in self._lookup.keys(path, self._data):
            if key.name not in names:
                yield _rank(key), key

    def _keys(self, path: Path) -> Iterator[Proposal]:
        for rank, key in self._missing_keys(path):
            try:
                template = self._entry(path, key)
            except ValueError:
                continue
            yield Proposal(
                key.name,
                template,
                types.CompletionItemKind.Property,
                detail=need_of(key).removeprefix("It is ").removesuffix("."),
                note=self._note(key.place),
                rank=rank,
                is_deprecated=key.place.is_deprecated,
            )

    def _entry(self, path: Path, key: AllowedKey) -> Template:
        """Return a key with its value, or alone where what parts it from a value is there.

        Raises:
            ValueError: the notation has no such key.

        """
        if self._cursor.has_separator:
            return (self._writer.key(key.name),)
        return (*self._writer.entry((*path, key.name), key.place), self._comma())

    def _headers(self, path: Path) -> Iterator[Proposal]:
        for rank, key in self._missing_keys(path):
            if key.place.types and not {"array", "object"}.isdisjoint(key.place.types):
                text = self._writer.key(key.name)
                kind = types.CompletionItemKind.Module
                yield Proposal(key.name, (text,), kind, note=self._note(key.place), rank=rank)

    def _comma(self) -> str:
        """Return the comma of JSON that parts a key from the next one."""
        text = self._opened.source.text
        rest = text[self._cursor.word.end :].lstrip()
        is_json = self._opened.document.format is Format.JSON
        return "," if is_json and rest.startswith('"') else ""

    def _note(self, place: Place) -> types.MarkupContent | None:
        title, text = self._markup.strong(place.title), self._markup.prose(place.description)
        return self._markup.content([title, text]) if title or text else None

    # Values

    def _values(self, path: Path, dash: str = "") -> Iterator[Proposal]:
        place = self._lookup.place(path, self._data)
        if place is None:
            return
        style = self._cursor.style
        taken = set(map(value_key, self._beside(path)))
        for choice in choices(self._opened, path, place, self._data):
            written = self._writer.scalar(choice.value, style)
            if value_key(choice.value) in taken:
                continue
            if written is not None and "\n" not in written:
                kind = types.CompletionItemKind.Value
                label = choice.value if isinstance(choice.value, str) else written
                text = f"{self._gap()}{dash}{written}"
                yield Proposal(label, (text,), kind, detail=choice.detail)
        if not dash and not place.roles.isdisjoint(IMAGES):
            yield from self._pictures()

    def _beside(self, path: Path) -> Iterator[object]:
        """Yield the other items of the list that a path leads into."""
        items = value_at(self._data, path[:-1]) if path and isinstance(path[-1], int) else None
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if index != path[-1]:
                yield item

    def _items(self, path: Path) -> Iterator[Proposal]:
        """Yield the items of a block list, each with its dash."""
        place = self._lookup.place(path, self._data)
        if place is not None and place.types is not None and "array" in place.types:
            present = value_at(self._data, path)
            index = len(present) if isinstance(present, list) else 0
            yield from self._values((*path, index), "- ")

    def _pictures(self) -> Iterator[Proposal]:
        site = self._opened.site
        if site is None:
            return
        typed = word_of(self._opened.document, Span(self._cursor.word.start, self._caret))
        for address, size in picture_paths(site, typed):
            written = self._writer.scalar(address, self._cursor.style)
            is_folder = address.endswith("/")
            kind = types.CompletionItemKind.Folder if is_folder else types.CompletionItemKind.File
            if written is not None:
                yield Proposal(address, (f"{self._gap()}{written}",), kind, detail=size)

    def _gap(self) -> str:
        """Return the space that a value needs after a colon, a dash or an equals sign."""
        start = self._cursor.word.start
        is_glued = self._opened.source.text.endswith(_OPENS_VALUE, 0, start)
        return " " if is_glued and self._opened.document.format is not Format.JSON else ""


def _rank(key: AllowedKey) -> int:
    if key.place.is_deprecated:
        return 3
    if key.is_required:
        return 0
    return 1 if key.sometimes_required or key.beside else 2
