"""What the files of a collection have in common in their front matter."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from linter.site.date_forms import DateForm, form_of, is_other_date, prevailing

ReadPeers = Callable[[], Iterable[Mapping[str, Any]]]
"""Returns the front matter of each file of a collection; other processes get it pickled."""


class _Summary(NamedTuple):
    uses: Counter[str]
    date_forms: dict[str, DateForm | None]


class Peers:
    """The files that a file is compared with; all are read when first needed."""

    def __init__(self, read: ReadPeers, *, ignores_case: bool = False) -> None:
        """Take the function that reads them, and whether their reader ignores the case of keys."""
        self._read = read
        self._key = str.lower if ignores_case else str

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what was read."""
        return {"_read": self._read, "_key": self._key}

    def uses(self, key: str) -> int:
        """Return how many files have a key at the top of their front matter."""
        return self._summary.uses[self._key(key)]

    def date_form(self, key: str) -> DateForm | None:
        """Return the form of nearly all dates of a key, at any depth; None if there is none."""
        return self._summary.date_forms.get(self._key(key))

    @cached_property
    def _summary(self) -> _Summary:
        uses: Counter[str] = Counter()
        forms: dict[str, Counter[DateForm | None]] = defaultdict(Counter)
        for values in self._read():
            uses.update({self._key(str(key)) for key in values})
            for key, text in _texts(values):
                form = form_of(text)
                if form is not None or is_other_date(text):
                    forms[self._key(key)][form] += 1
        return _Summary(uses, {key: prevailing(counts) for key, counts in forms.items()})


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each text in front matter, with its key."""
    waiting: list[Any] = [values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            yield from ((str(key), each) for key, each in value.items() if isinstance(each, str))
