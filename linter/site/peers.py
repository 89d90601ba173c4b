"""What the files of a collection have in common in their front matter."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from linter.site.date_forms import DateForm, form_of, is_other_date, prevailing


class PeerReader(Protocol):
    """Reads the files of a collection; other processes get it pickled."""

    def paths(self) -> list[str]:
        """Return the absolute paths of the files."""

    def values(self, path: str) -> Mapping[str, Any]:
        """Return the front matter of one of them; nothing where it cannot be read."""


class _Share(NamedTuple):
    """What one file adds to what is counted: its keys at the top, and the forms of its dates."""

    keys: frozenset[str]
    dates: tuple[tuple[str, DateForm | None], ...]


class _Counts:
    """What all files have in common."""

    def __init__(self) -> None:
        self.uses: Counter[str] = Counter()
        self.date_forms: dict[str, Counter[DateForm | None]] = defaultdict(Counter)
        self.shares: dict[str, _Share] = {}

    def put(self, path: str, share: _Share) -> None:
        """Count a file, in place of what it was before."""
        before = self.shares.get(path, _NO_SHARE)
        self.shares[path] = share
        self.uses.subtract(before.keys)
        self.uses.update(share.keys)
        for key, form in before.dates:
            self.date_forms[key][form] -= 1
        for key, form in share.dates:
            self.date_forms[key][form] += 1


_NO_SHARE = _Share(frozenset(), ())


class Peers:
    """The files that a file is compared with; all are read when first needed."""

    def __init__(self, reader: PeerReader, *, ignores_case: bool = False) -> None:
        """Take what reads them, and whether the generator ignores the case of keys."""
        self._reader = reader
        self._key = str.lower if ignores_case else str

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what was read."""
        return {"_reader": self._reader, "_key": self._key}

    def uses(self, key: str) -> int:
        """Return how many files have a key at the top of their front matter."""
        return self._counts.uses[self._key(key)]

    def date_form(self, key: str) -> DateForm | None:
        """Return the form of nearly all dates of a key, at any depth; None if there is none."""
        return prevailing(self._counts.date_forms.get(self._key(key), {}))

    def changed(self, path: str) -> None:
        """Take the present text of a file, by its absolute path; other files are ignored."""
        if "_counts" in self.__dict__ and path in self._counts.shares:
            self._counts.put(path, self._share(path))

    @cached_property
    def _counts(self) -> _Counts:
        counts = _Counts()
        # Most files have the keys and forms of others, and a set takes a thousand bytes.
        same: dict[_Share, _Share] = {}
        for path in self._reader.paths():
            share = self._share(path)
            counts.put(path, same.setdefault(share, share))
        return counts

    def _share(self, path: str) -> _Share:
        values = self._reader.values(path)
        dates = tuple(
            (self._key(key), form)
            for key, text in _texts(values)
            if (form := form_of(text)) is not None or is_other_date(text)
        )
        return _Share(frozenset(self._key(str(key)) for key in values), dates)


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
