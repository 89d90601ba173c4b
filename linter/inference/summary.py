"""What stands at one place of the front matter in many files, in bounded memory.

A summary is the same whatever the order of the files: counts are sums, and what is kept of values
is the smallest by an order that has nothing to do with the order of files, or nothing once there
are too many.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from linter.core.values import Value, json_pointer
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.values import Types
from linter.inference.forms import Form, form_of
from linter.inference.tally import Tally

MAX_VALUES = 60
"""The most distinct texts of one place that are counted each by itself."""

MAX_KEYS = 500
"""The most keys of one place that are counted each by itself; with more, keys are data."""

MAX_KEY_SETS = 1000
"""The most distinct sets of keys of one place that are counted, to find where a key is missing."""

_MAX_DEPTH = 12
_LONGEST_VALUE = 60
_LONGEST_EXAMPLE = 60


class ValueType(StrEnum):
    """The type of a value: those of JSON, and those of dates without quotes."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"
    DATE = "date"
    TIME = "time"
    LIST = "array"
    MAPPING = "object"


TEXTS = (ValueType.TEXT, ValueType.DATE, ValueType.TIME)
"""The types whose values are texts to JSON Schema."""

_VALUE_TYPES = {
    Type.STRING: ValueType.TEXT,
    Type.INTEGER: ValueType.INTEGER,
    Type.FLOAT: ValueType.NUMBER,
    Type.BOOLEAN: ValueType.BOOLEAN,
    Type.NULL: ValueType.NULL,
    Type.DATE: ValueType.DATE,
    Type.TIME: ValueType.TIME,
}


@dataclass(slots=True)
class Summary:
    """What was seen at one place; `merge` joins two of the same place and of different files."""

    types: dict[ValueType, Tally] = field(default_factory=dict)
    forms: dict[Form, Tally] = field(default_factory=dict)
    """The forms of its texts, dates without quotes included."""
    values: dict[str, Tally] | None = field(default_factory=dict)
    """Its distinct texts; None once they are too many or too long to be a list of choices."""
    samples: dict[Form | ValueType, tuple[int, str, str | int | float]] = field(
        default_factory=dict
    )
    """A short text of each form, and a number of each type, each after its checksum and text."""
    items: "Summary | None" = None
    keys: "dict[str, Summary] | None" = field(default_factory=dict)
    """What is at its keys; None once they are too many, and then all of it is in `any_key`."""
    any_key: "Summary | None" = None
    key_sets: dict[frozenset[str], Tally] | None = field(default_factory=dict)
    """The sets of keys of its mappings; None once there are too many."""
    spellings: Counter[str] = field(default_factory=Counter)
    """How the key of this place is written."""
    position: int = 0
    """The sum of its positions among the keys beside it."""

    @property
    def uses(self) -> int:
        """How often its key is there, whatever the value is."""
        return self.spellings.total()

    @property
    def count(self) -> int:
        """How many values there are."""
        return sum(tally.count for tally in self.types.values())

    def count_of(self, *kinds: ValueType) -> int:
        """How many values of some types there are."""
        return sum(self.types[kind].count for kind in kinds if kind in self.types)

    def add(self, value: Value, types: Types, file: str, pointer: str, *, folds: bool) -> None:
        """Count a value with all that is in it; `folds` is whether keys in any case are the same.

        What the site's reader refuses is left out.
        """
        self._add(value, types, (file, pointer), _MAX_DEPTH, folds=folds)

    def _add(
        self, value: Value, types: Types, place: tuple[str, str], depth: int, *, folds: bool
    ) -> None:
        if isinstance(types, dict):
            self._count(ValueType.MAPPING, place)
            if depth and isinstance(value, dict):
                self._add_mapping(value, types, place, depth - 1, folds=folds)
        elif isinstance(types, list):
            self._count(ValueType.LIST, place)
            if depth and isinstance(value, list):
                self.items = self.items or Summary()
                file, pointer = place
                for index, (item, item_types) in enumerate(zip(value, types, strict=True)):
                    inner = file, f"{pointer}/{index}"
                    self.items._add(item, item_types, inner, depth - 1, folds=folds)  # noqa: SLF001 - of this class
        elif types in _VALUE_TYPES:
            self._count(_VALUE_TYPES[types], place)
            if isinstance(value, str):
                self._add_text(value, place)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                self._offer(_VALUE_TYPES[types], value)

    def _count(self, kind: ValueType, place: tuple[str, str]) -> None:
        self.types.setdefault(kind, Tally()).add(*place)

    def _add_text(self, text: str, place: tuple[str, str]) -> None:
        form = form_of(text)
        self.forms.setdefault(form, Tally()).add(*place)
        if len(text) <= _LONGEST_EXAMPLE and text.isprintable() and form is not Form.EMPTY:
            self._offer(form, text)
        if self.values is not None:
            self.values.setdefault(text, Tally()).add(*place)
            if len(self.values) > MAX_VALUES or len(text) > _LONGEST_VALUE:
                self.values = None

    def _offer(self, kind: Form | ValueType, value: str | float) -> None:
        """Keep a value as the sample of its kind if its checksum is the smallest so far."""
        text = str(value)
        offered = zlib.crc32(text.encode(errors="surrogatepass")), text, value
        if kind not in self.samples or offered[:2] < self.samples[kind][:2]:
            self.samples[kind] = offered

    def _add_mapping(
        self,
        value: Mapping[str, Value],
        types: Mapping[str, Types],
        place: tuple[str, str],
        depth: int,
        *,
        folds: bool,
    ) -> None:
        file, pointer = place
        names = {key: key.lower() if folds else key for key in value}
        self._add_key_set(frozenset(names.values()), place)
        for position, (key, item) in enumerate(value.items()):
            below = self._at(names[key])
            below.spellings[key] += 1
            below.position += position
            inner = file, pointer + json_pointer((key,))
            below._add(item, types[key], inner, depth, folds=folds)  # noqa: SLF001 - of this class

    def _add_key_set(self, keys: frozenset[str], place: tuple[str, str]) -> None:
        if self.key_sets is not None:
            self.key_sets.setdefault(keys, Tally()).add(*place)
            if len(self.key_sets) > MAX_KEY_SETS:
                self.key_sets = None

    def _at(self, name: str) -> "Summary":
        """Return the summary of what is at a key."""
        if self.keys is not None:
            below = self.keys.setdefault(name, Summary())
            if len(self.keys) <= MAX_KEYS:
                return below
            self._join_keys()
        self.any_key = self.any_key or Summary()
        return self.any_key

    def _join_keys(self) -> None:
        """Count what is at any key in one summary from now on."""
        self.any_key = self.joined_keys()
        self.keys = None

    def joined_keys(self) -> "Summary":
        """Return what is at all its keys together."""
        joined = Summary()
        for below in (self.any_key, *(self.keys or {}).values()):
            if below is not None:
                joined.merge(below)
        return joined

    def merge(self, other: "Summary") -> None:
        """Add what another summary has seen; it is left as it was."""
        for kind, tally in other.types.items():
            self.types.setdefault(kind, Tally()).merge(tally)
        for form, tally in other.forms.items():
            self.forms.setdefault(form, Tally()).merge(tally)
        self.spellings.update(other.spellings)
        self.position += other.position
        self._merge_values(other)
        if other.items is not None:
            self.items = self.items or Summary()
            self.items.merge(other.items)
        self._merge_keys(other)

    def _merge_values(self, other: "Summary") -> None:
        for kind, (_, _, value) in other.samples.items():
            self._offer(kind, value)
        if self.values is None or other.values is None:
            self.values = None
            return
        for text, tally in other.values.items():
            self.values.setdefault(text, Tally()).merge(tally)
        if len(self.values) > MAX_VALUES:
            self.values = None

    def _merge_keys(self, other: "Summary") -> None:
        if self.key_sets is None or other.key_sets is None:
            self.key_sets = None
        else:
            for keys, tally in other.key_sets.items():
                self.key_sets.setdefault(keys, Tally()).merge(tally)
            if len(self.key_sets) > MAX_KEY_SETS:
                self.key_sets = None
        if other.any_key is not None and self.keys is not None:
            self._join_keys()
        if other.any_key is not None:
            self.any_key = self.any_key or Summary()
            self.any_key.merge(other.any_key)
        for name, below in (other.keys or {}).items():
            self._at(name).merge(below)

    def missing(self, name: str) -> Tally:
        """Return where mappings lack a key; without places where its sets of keys are too many."""
        if self.key_sets is not None:
            return Tally.sum([tally for keys, tally in self.key_sets.items() if name not in keys])
        has = self.keys[name].count if self.keys and name in self.keys else 0
        lacking = self.count_of(ValueType.MAPPING) - has
        return Tally(lacking, lacking)
