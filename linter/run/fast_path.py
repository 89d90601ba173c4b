"""The modes of the fast path."""

from enum import Enum, auto


class FastPath(Enum):
    """What a run does by proofs about files, which are made before the files are linted."""

    ON = auto()
    """A file that is proved clean is not linted; in others, rules proved silent do not run."""

    OFF = auto()
    """Every file is linted by all rules."""

    VERIFIED = auto()
    """As `ON`, but each file is linted by all rules too; a difference is an internal error."""
