"""Keys and values as they are written at a caret: in its notation, in the quotes that are there."""

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from linter.core.messages import yaml_word
from linter.core.values import Path
from linter.frontmatter.block import Format
from linter.frontmatter.cursors.cursor import Cursor
from linter.frontmatter.document import Document
from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.yaml_scalars.write import INDENT_STEP
from linter.lsp.template import Blank, Template
from linter.schema.lookup import Lookup, Place
from linter.schema.violation import type_of

MOST_CHOICES = 20
"""How many values a snippet offers to choose from."""

_MOST_NESTED = 2
"""How deep the required keys of an inserted object go."""

_QUOTES = ("'", '"')


class Writer:
    """Writes what may stand at a caret."""

    def __init__(
        self, document: Document, cursor: Cursor, lookup: Lookup, *, has_lines: bool
    ) -> None:
        """Take a place; without lines, what is written in a block stays on one line."""
        self._document = document
        self._cursor = cursor
        self._lookup = lookup
        self._has_lines = has_lines
        self._is_block = document.format is Format.YAML and not cursor.in_flow

    def key(self, name: str) -> str:
        """Return a key, in the quotes that stand at the caret.

        Raises:
            ValueError: the notation has no such key.

        """
        style = self._cursor.style if self._cursor.style in _QUOTES else ""
        place = ScalarPlace(flow=self._cursor.in_flow, key=True)
        return self._document.notation.write(name, style, place)

    def scalar(self, value: Any, style: str = "") -> str | None:
        """Return a scalar, a text in quotes of a style if it can; None if it cannot be written."""
        if isinstance(value, str):
            return self._text(value, style)
        if isinstance(value, (dict, list)) or (isinstance(value, float) and not isfinite(value)):
            return None
        if self._document.format is Format.YAML:
            return yaml_word(value)
        if value is None and self._document.format is Format.TOML:
            return None
        return json.dumps(value)

    def _text(self, value: str, style: str) -> str | None:
        place = ScalarPlace(max(self._cursor.column, 0), flow=self._cursor.in_flow)
        if self._document.format is Format.TOML:
            style = style or '"'
        try:
            return self._document.notation.write(value, style, place)
        except ValueError:
            return None

    def entry(self, path: Path, place: Place) -> Template:
        """Return a key, which a path ends with, and its value to fill in.

        Raises:
            ValueError: the notation has no such key.

        """
        return self._entry(path, place, self._cursor.column, self.key(str(path[-1])))

    def _entry(self, path: Path, place: Place, column: int, key: str, depth: int = 0) -> Template:
        separator = self._document.notation.separator
        kind = _kind(place)
        if self._is_block and kind in ("array", "object") and not _proposed(place):
            return (key, separator.rstrip(), *self._below(path, kind, column, depth))
        return (key, separator, *self._beside(path, place, column, depth))

    def _below(self, path: Path, kind: str, column: int, depth: int) -> Template:
        """Return the value of a key in a block of YAML, on lines of its own."""
        if not self._has_lines:
            return ()
        start = f"\n{' ' * (column + INDENT_STEP)}"
        if kind == "array":
            return (f"{start}- ", Blank())
        pairs = self._required(path, column + INDENT_STEP, depth)
        return tuple(part for pair in pairs for part in (start, *pair)) or (start, Blank())

    def _beside(self, path: Path, place: Place, column: int, depth: int) -> Template:
        """Return the value of a key, on its line."""
        proposed = tuple(filter(None, map(self.scalar, _proposed(place)[:MOST_CHOICES])))
        if len(proposed) == len(place.allowed or ()) == 1:
            return proposed
        kind = _kind(place)
        is_quoted = kind in ("string", "") and self._document.format is not Format.YAML
        if proposed:
            return (Blank(proposed, '""' if is_quoted else ""),)
        if kind == "object":
            return self._braces(list(self._required(path, column, depth)))
        if kind == "array":
            return ("[", Blank(), "]")
        if is_quoted:
            return ('"', Blank(), '"')
        return (Blank(),)

    def _braces(self, pairs: list[Template]) -> Template:
        if not pairs:
            return ("{", Blank(), "}")
        first, *others = pairs
        return ("{", *first, *(part for pair in others for part in (", ", *pair)), "}")

    def _required(self, path: Path, column: int, depth: int) -> Iterator[Template]:
        """Yield the required entries of a new object."""
        if depth >= _MOST_NESTED:
            return
        for key in self._lookup.keys(path, {}):
            if key.is_required:
                place = ScalarPlace(flow=self._cursor.in_flow, key=True)
                name = self._document.notation.write(key.name, "", place)
                yield self._entry((*path, key.name), key.place, column, name, depth + 1)


def _proposed(place: Place) -> tuple[Any, ...]:
    """Return the values that a new key may have: all that are allowed, or else one proposal."""
    if "secured" in place.roles:
        return ()
    if place.allowed:
        return place.allowed
    named = (*place.defaults, *place.suggested)
    return tuple(value for value in named if not isinstance(value, (dict, list)))[:1]


def _kind(place: Place) -> str:
    """Return the type that a new value of a place is given; empty if any will do."""
    if place.types:
        return place.types[0]
    return type_of(place.suggested[0]) if place.suggested else ""
