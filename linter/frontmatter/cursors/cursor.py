"""The place of a caret in front matter."""

from enum import Enum, auto
from typing import NamedTuple

from linter.core.text import Span
from linter.core.values import Path

MAX_DEPTH = 200
"""How many collections inside one another a scan follows; text that is nested deeper has no places.

A block that nothing closes yet is scanned before any limit has refused it.
"""


class Kind(Enum):
    """What stands at a caret, or may be written there."""

    KEY = auto()
    VALUE = auto()
    ENTRY = auto()
    """The value of a key or item, or the first key of a mapping, or the first item of a list."""

    ITEM = auto()
    """A further item of a block list, which starts with a dash."""

    HEADER = auto()
    """A part of the header of a table, in TOML."""

    COMMENT = auto()
    OTHER = auto()
    """Something else, such as the space after a value, or an anchor."""


class Cursor(NamedTuple):
    """The place of a caret.

    `path` is that of the mapping for a key or a header, that of the list for an item, else that of
    the value. `word` is what stands there, its quotes included, without what follows a key; it is
    empty, at the caret, where nothing stands. `style` is the quotes of the word, or `|` or `>`.
    `column` is that of the word, from 0, in a block of YAML.
    """

    kind: Kind
    path: Path
    word: Span
    style: str = ""
    name: str = ""
    """The key that the word spells."""
    in_flow: bool = False
    has_separator: bool = False
    """Whether what parts a key from its value follows."""
    column: int = 0
