"""How often something was seen, in how many files, and where first."""

from bisect import insort
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_PLACES = 3
"""The most places that a tally keeps: those that come first by file and JSON Pointer."""


class Place(NamedTuple):
    """A value in a file: the path of the file as outputs show it, and a JSON Pointer."""

    file: str
    pointer: str


@dataclass(slots=True)
class Tally:
    """A count; it is the same in whatever order things are added or tallies merged.

    What is in one file must be added without other files in between, and to one tally of those that
    are merged.
    """

    count: int = 0
    files: int = 0
    places: list[Place] = field(default_factory=list)
    _last: str | None = field(default=None, compare=False, repr=False)

    def add(self, file: str, pointer: str) -> None:
        """Count one more."""
        self.count += 1
        if file != self._last:
            self.files += 1
            self._last = file
        if len(self.places) < MAX_PLACES or (file, pointer) < self.places[-1]:
            insort(self.places, Place(file, pointer))
            del self.places[MAX_PLACES:]

    def merge(self, other: "Tally") -> None:
        """Add what another tally has of other files."""
        self.count += other.count
        self.files += other.files
        self.places = sorted({*self.places, *other.places})[:MAX_PLACES]

    @classmethod
    def sum(cls, tallies: "list[Tally]") -> "Tally":
        """Return the sum of tallies of different things; a file may count more than once."""
        total = cls()
        for tally in tallies:
            total.merge(tally)
        return total
