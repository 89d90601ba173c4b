"""Options, declared as annotated fields of dataclasses.

    max_days: Annotated[int, "How many days the date in a link may be from the item's."] = 3

declares an option: its type, description and default. From these follow its key in the config
(`max-days`), the JSON Schema by which its value is checked and the reference page (`schema`), and
how its value is read, inherited from an extended file, and shown (`values`).

| type | in the config |
|---|---|
| `bool`, `int`, `float`, `str`, a `Literal` of texts, a `StrEnum` | a value |
| `Path`, `RelativeGlob` | a text, relative to the folder of the config file |
| `tuple[T, ...]` | a list |
| `tuple[tuple[K, V], ...]` | a table whose keys the user chooses |
| a dataclass | a table with the dataclass's options |
| `T | None` | as `T`; None where the key is missing |

A pair beside the description, such as `("minimum", 1)`, adds a keyword to the JSON Schema.

A list among the options of a rule can also be added to, by the key with `extend-` before it.
"""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

LONGEST_GLOB = 1_000
"""Most characters of a glob."""

Text = Annotated[str, ("minLength", 1)]
Glob = Annotated[str, ("minLength", 1), ("maxLength", LONGEST_GLOB)]


class Merge(Enum):
    """How a list goes together with that of an extended file; without this, it replaces that."""

    JOIN = auto()
    """The list of the extended file comes first, then the file's own."""


class RelativeGlob(NamedTuple):
    """A glob as in `.gitignore`, relative to the folder of the config file that holds it."""

    folder: Path
    glob: str


class Option(NamedTuple):
    """One option of a table of the config."""

    name: str
    type: Any
    default: Any
    """`MISSING` where the config must have a value."""
    description: str
    keywords: dict[str, Any]
    """What is added to the JSON Schema."""
    joins: bool

    @property
    def key(self) -> str:
        """The option's name in the config."""
        return self.name.replace("_", "-")

    @property
    def is_list(self) -> bool:
        """Whether the value in the config is a list."""
        plain = plain_type(self.type)
        return get_origin(plain) is tuple and key_and_value(plain) is None


def options_of(table: Any) -> Iterator[Option]:
    """Yield the fields of a dataclass; of an instance, with its values as the defaults."""
    kind = table if isinstance(table, type) else type(table)
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        own_type, notes = notes_of(hints[each.name])
        description = next((note for note in notes if isinstance(note, str)), "")
        keywords: dict[str, Any] = dict(note for note in notes if isinstance(note, tuple))
        default = each.default if isinstance(table, type) else getattr(table, each.name)
        yield Option(each.name, own_type, default, description, keywords, Merge.JOIN in notes)


def described(table: Any) -> Iterator[Option]:
    """Yield the fields with a description: the config does not set the others.

    The options of a dataclass without a description are in the same table.
    """
    for option in options_of(table):
        if option.description:
            yield option
        elif is_dataclass(option.type):
            yield from described(option.type if isinstance(table, type) else option.default)


def extendable(table: Any) -> dict[str, Option]:
    """Return the options of a rule that are lists, by the keys that add to them.

    A key that is that of another option stands for the latter.
    """
    options = {option.key: option for option in options_of(table)}
    lists = {f"extend-{key}": option for key, option in options.items() if option.is_list}
    return {key: option for key, option in lists.items() if key not in options}


# Types


def notes_of(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type, and what `Annotated` adds to it."""
    if get_origin(hint) is Annotated:
        plain, *notes = get_args(hint)
        return plain, tuple(notes)
    return hint, ()


def without_none(hint: Any) -> Any:
    """Return the type `T`, with its annotations, of `T | None`; any other as it is."""
    if get_origin(hint) in {Union, types.UnionType}:
        return next(each for each in get_args(hint) if each is not types.NoneType)
    return hint


def plain_type(hint: Any) -> Any:
    """Return a type without its annotations, and without None."""
    return notes_of(without_none(notes_of(hint)[0]))[0]


def key_and_value(plain: Any) -> tuple[Any, Any] | None:
    """Return the types in a tuple of pairs, which is a table in the config; None of a list."""
    item = get_args(plain)[0]
    match get_args(item):
        case (key, value) if get_origin(item) is tuple and value is not ...:
            return key, value
    return None
