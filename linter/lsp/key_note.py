"""What the schema states of a key, in words."""

from collections.abc import Iterator
from typing import Any

from linter.core.messages import yaml_word
from linter.core.values import Path
from linter.lsp.markup import Markup
from linter.schema.lookup import AllowedKey, Place
from linter.schema.roles import ROLES
from linter.schema.schema import Schema

_MOST_VALUES = 20
_LONGEST_VALUE = 200


def key_note(schema: Schema, path: Path, data: object, markup: Markup) -> Iterator[str]:
    """Yield what the schema states of the key that a path ends with, in paragraphs."""
    place = schema.lookup.place(path, data)
    if place is None:
        return
    name = str(path[-1])
    yield f"{markup.strong(place.title)} {markup.code(name)}".strip()
    yield markup.prose(place.description)
    yield from (f"{label}: {text}" for label, text in _facts(place, markup))
    key = schema.lookup.key(path, data)
    if key is not None:
        yield markup.text(need_of(key))
    if place.is_deprecated:
        yield markup.text("It is deprecated.")


def need_of(key: AllowedKey) -> str:
    """Return where a key is required, as a sentence; empty if it is optional."""
    if key.is_required:
        return "It is required."
    if key.beside:
        return f"It is required beside {' or '.join(key.beside)}."
    return "It is required in some cases." if key.sometimes_required else ""


def _facts(place: Place, markup: Markup) -> Iterator[tuple[str, str]]:
    if place.types:
        kinds = " or ".join(place.types)
        forms = f" ({', '.join(place.formats)})" if place.formats else ""
        yield "Type", markup.text(f"{kinds}{forms}")
    if "secured" not in place.roles:
        yield from _values(place, markup)
    for role in sorted(place.roles & ROLES.keys()):
        yield "Role", f"{markup.code(role)}: {markup.prose(ROLES[role])}"
    for path, pointer in sorted(place.lists):
        yield "Must be in", markup.code(f"{path}#{pointer}")


def _values(place: Place, markup: Markup) -> Iterator[tuple[str, str]]:
    if place.allowed:
        yield "Allowed", _row(place.allowed, markup)
    elif place.suggested:
        yield "Example", _row(place.suggested[:1], markup)
    if place.defaults:
        yield "Default", _row(place.defaults, markup)


def _row(values: tuple[Any, ...], markup: Markup) -> str:
    """Return values in a row, the first ones of many."""
    shown = [markup.code(_shortened(each)) for each in values[:_MOST_VALUES]]
    more = len(values) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _shortened(value: Any) -> str:
    text = value if isinstance(value, str) else yaml_word(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
