"""The keys of mappings: how they are written, which are described, which are misspelt, or data."""

import re

from linter.core.similar import nearest
from linter.inference.summary import Summary, ValueType
from linter.schema.shape import Shape

_LEAST_USES = 3
"""How often a key must be used to be described; in few mappings, once or twice is enough."""

_TIMES_RARER = 20
_MISSPELT_SHARE = 0.005
_SIMILAR = 0.8
"""How rare a key is that may be another one misspelt, and how similar it is to that."""

_DATA_KEY = re.compile(r"[\s/]")
"""What no name of a key has, but words and paths have."""

_MAP_KEYS = 10
_MAP_ALIKE = 0.95
"""From how many keys on a mapping may be data by keys, and how alike its values then are."""


def names_of(summary: Summary, base: Shape) -> dict[str, str]:
    """Return how keys are written, by their names in a summary.

    Of a key in several cases, the way of the built-in schema or else the most frequent one counts.
    """
    known = {key.lower(): key for key in base.properties}
    names = {}
    for name, below in (summary.keys or {}).items():
        written = min(below.spellings, key=lambda each: (-below.spellings[each], each))
        is_folded = name != written or len(below.spellings) > 1
        names[name] = known.get(name, written) if is_folded else written
    return names


def used_keys(summary: Summary) -> list[str]:
    """Return the names of the keys to describe, in the usual order of the files."""
    keys = summary.keys or {}
    mappings = summary.count_of(ValueType.MAPPING)
    least = next((uses for uses, most in ((1, 20), (2, 100)) if mappings < most), _LEAST_USES)
    used = [name for name, below in keys.items() if below.count >= least]
    return sorted(used, key=lambda name: (keys[name].position / keys[name].uses, name))


def meant_key(name: str, summary: Summary) -> str | None:
    """Return the frequent key that a rare one is spelt like, and never beside; None for none."""
    keys = summary.keys or {}
    count = keys[name].count
    if count > max(_LEAST_USES, _MISSPELT_SHARE * summary.count_of(ValueType.MAPPING)):
        return None
    frequent = sorted(each for each, below in keys.items() if below.count >= count * _TIMES_RARER)
    near = nearest(name, frequent, _SIMILAR) if frequent else None
    if near is None or _are_variants(name, near) or _are_together(name, near, summary):
        return None
    return near


def _are_variants(name: str, other: str) -> bool:
    """Whether two keys differ in numbers, or in the underscore that takes a key out of use."""
    first, second = (re.sub("[0-9]+", "", each.lstrip("_")) for each in (name, other))
    return first == second


def _are_together(name: str, other: str, summary: Summary) -> bool:
    """Whether two keys may be in one mapping."""
    if summary.key_sets is None:
        return True
    return any(name in keys and other in keys for keys in summary.key_sets)


def is_map(summary: Summary) -> bool:
    """Whether the keys of a mapping are data: words or paths, or many, with values alike.

    Of many keys that are data, some are used once.
    """
    keys = summary.keys or {}
    if any(_DATA_KEY.search(key) for key in keys):
        return True
    once = sum(below.count == 1 for below in keys.values())
    if len(keys) < _MAP_KEYS or once * 3 < len(keys):
        return False
    counts = [tally.count for tally in summary.joined_keys().types.values()]
    return bool(counts) and max(counts) >= _MAP_ALIKE * sum(counts)
