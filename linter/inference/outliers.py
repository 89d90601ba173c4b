"""Outliers: values unlike nearly all others at their place, and which of them a schema refuses."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from linter.inference.tally import Place, Tally

_MOST_REFUSED = 0.01
"""The share of the values of one place, up to which they are outliers that a schema refuses."""

_MOST_FILES = 0.015
"""The share of all files in which a schema as a whole may refuse something."""

_MOST_REPORTED = 0.05
"""The share of the values of one place, up to which they are reported although accepted."""

_LEAST_VALUES = 20
"""The least number of values of which a single one is an outlier."""


class Oddity(StrEnum):
    """In what respect a value is an outlier."""

    TYPE = "type"
    FORMAT = "format"
    VALUE = "value"
    MISSING = "missing"
    KEY = "key"


class Outlier(NamedTuple):
    """Few values that differ from the many at the same place.

    `pointer` is a JSON Pointer with `*` for every item of a list and for any key. `usual` and `odd`
    are what the many and the few are, in words; `total` is how many values there are.
    """

    pointer: str
    oddity: Oddity
    usual: str
    odd: str
    total: int
    usual_files: int
    odd_count: int
    odd_files: int
    places: tuple[Place, ...]
    is_refused: bool = False
    """Whether the schema refuses them."""

    @property
    def share(self) -> float:
        """The share of the few."""
        return self.odd_count / self.total

    @property
    def order(self) -> tuple[float, int, str, str, str]:
        """The most certain mistakes first."""
        return (self.share, -self.total, self.pointer, self.oddity, self.odd)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What sets it apart from all others."""
        return (self.pointer, self.oddity, self.odd)


def outlier(
    pointer: str, what: tuple[Oddity, str, str], usual: Tally, odd: Tally, total: int | None = None
) -> Outlier:
    """Return an outlier; without a `total` there are no values but the usual and the odd ones."""
    count = total or usual.count + odd.count
    return Outlier(pointer, *what, count, usual.files, odd.count, odd.files, tuple(odd.places))


@dataclass
class Tolerance:
    """Decides which outliers a schema refuses: rare ones, and together in few files.

    All candidates go through `refuses` once; after `settle` it returns the final decisions.
    """

    files: int
    _found: dict[tuple[str, str, str], Outlier] = field(default_factory=dict)
    _refused: set[tuple[str, str, str]] | None = None

    def refuses(self, found: Outlier, *, is_rare: bool = True) -> bool:
        """Record an outlier, and return whether the schema refuses it.

        One that is not `is_rare` is accepted, however small its share is here.
        """
        is_refused = (
            is_rare and found.share <= _MOST_REFUSED
            if self._refused is None
            else found.identity in self._refused
        )
        if is_refused or (found.share <= _MOST_REPORTED and found.total >= _LEAST_VALUES):
            self._found[found.identity] = found._replace(is_refused=is_refused)
        return is_refused

    def note(self, found: Outlier) -> None:
        """Record an outlier about which the schema has no choice."""
        self._found[found.identity] = found

    def settle(self) -> None:
        """Choose the outliers to refuse, those in the fewest files first."""
        left = self.files * _MOST_FILES
        refused = set()
        candidates = (each for each in self._found.values() if each.is_refused)
        for found in sorted(candidates, key=lambda each: (each.odd_files, each.order)):
            left -= found.odd_files
            if left >= 0:
                refused.add(found.identity)
        self._refused = refused
        self._found = {}

    def outliers(self) -> tuple[Outlier, ...]:
        """Return all recorded outliers, refused ones first, the most certain mistakes first."""
        return tuple(
            sorted(self._found.values(), key=lambda each: (not each.is_refused, each.order))
        )
