"""How the files of a run are fixed."""

from enum import Enum, auto
from typing import NamedTuple


class FixOutput(Enum):
    """What becomes of the fixed text."""

    FILE = auto()
    """It replaces the file."""

    PATCH = auto()
    """A patch shows how it differs."""

    TEXT = auto()
    """It is returned whole."""


class Fixing(NamedTuple):
    """How files are fixed: with unsafe fixes or without, and what becomes of the fixed text."""

    output: FixOutput
    unsafe: bool = False
