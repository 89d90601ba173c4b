"""Facts of earlier runs: those of unchanged files that share one with the files of this run."""

from collections.abc import Collection, Iterable, Iterator

from linter.cache.codec import fact_hashes
from linter.cache.fact_index import MOST_FILES, IndexedFile, decode, encode, hashes_of, spelled
from linter.cache.rows import Row
from linter.core.filesystem import Stamp
from linter.files.targets import Target
from linter.run.cached_results import CachedResults
from linter.site.site import depends_on_place

# An index is written again when one in so many files had to be looked up by itself.
_SHARE_MISSED = 50


class CachedFacts:
    """The facts that files below one folder have in the cache."""

    def __init__(self, results: CachedResults, root: str) -> None:
        """Take the results of earlier runs, and the absolute path of the folder, without links."""
        self._results = results
        self._prefix = f"{root.rstrip('/')}/"
        self._indexes: dict[bytes, _Index] = {}

    def sharing(
        self, targets: Iterable[Target], hashes: Collection[int]
    ) -> Iterator[tuple[Target, str | None]]:
        """Yield the files with a fact of one of these hashes, as a walk of the folder found them.

        Each comes with its facts, in the form of `encode_facts`, or with None where they are not
        cached for the file as it is now.
        """
        wanted = frozenset(spelled(hashes))
        rest = (target for target in targets if not self._is_without(target, wanted))
        for target, context, row in self._results.current_rows(rest):
            if row is None or context is None:
                yield target, None
                continue
            self._indexes[context].add(self._name(target), target.stamp, row)
            if not wanted.isdisjoint(spelled(fact_hashes(row.facts))):
                yield target, row.facts
        for context, index in self._indexes.items():
            if index.is_worth_writing:
                self._results.put_index(context, self._prefix, encode(index.current))

    def _is_without(self, target: Target, wanted: frozenset[str]) -> bool:
        """Whether the index holds the file as it is now, with none of the facts wanted."""
        context = self._results.context(target)
        if context is None:
            return False
        if context not in self._indexes:
            text = self._results.index(context, self._prefix)
            self._indexes[context] = _Index({} if text is None else decode(text))
        index, name = self._indexes[context], self._name(target)
        file = index.known.get(name)
        if file is None or file.stamp != target.stamp:
            return False
        if file.needs and not self._is_unchanged(index, file.needs, target):
            return False
        index.current[name] = file
        return wanted.isdisjoint(file.hashes.split())

    def _is_unchanged(self, index: "_Index", needs: str, target: Target) -> bool:
        """Whether what the files of an index depend on is as it was."""
        if needs not in index.unchanged:
            index.unchanged[needs] = self._results.are_unchanged(needs, target)
        return index.unchanged[needs]

    def _name(self, target: Target) -> str:
        return target.location.removeprefix(self._prefix)


class _Index:
    """The files of one context: those `known` from earlier runs, and the `current` ones."""

    def __init__(self, known: dict[str, IndexedFile]) -> None:
        self.known = known
        self.current: dict[str, IndexedFile] = {}
        self.unchanged: dict[str, bool] = {}
        self._added = 0

    def add(self, name: str, stamp: Stamp | None, row: Row) -> None:
        """Add a file by its row, if the row has its stamp and holds for any place in the site."""
        if name in self.current or depends_on_place(row.needs):
            return
        if row.stamp == stamp:
            self.current[name] = IndexedFile(row.stamp, row.needs, hashes_of(row.facts))
            self._added += 1

    @property
    def is_worth_writing(self) -> bool:
        files = len(self.current)
        return files <= MOST_FILES and self._added * _SHARE_MISSED > files
