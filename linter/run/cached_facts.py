"""Facts of earlier runs: those of unchanged files that share one with the files of this run."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from linter.cache.codec import fact_hashes
from linter.cache.database import prune
from linter.cache.rows import Row
from linter.core.atomic_write import write_atomically
from linter.fastpath import fact_index
from linter.fastpath.fact_index import (
    INDEX_PREFIX,
    MOST_FILES,
    FactIndex,
    WalkState,
    file_name,
    spelled,
)
from linter.files.targets import Found, Target
from linter.files.walk import Seen
from linter.run.cached_results import CachedResults
from linter.run.walk_state import is_settled, walk_state
from linter.site.view import depends_on_place

# An index is written again when more files have changed; a run that ends early reads them.
_FEW_CHANGED = 20

MOST_INDEXES = 16
"""How many indexes are kept."""


class CachedFacts:
    """The facts that files below one folder have in the cache."""

    def __init__(self, results: CachedResults, root: str, found: Found) -> None:
        """Take the results of earlier runs, and what a walk of a folder found.

        `root` is the absolute path of the folder, without links.
        """
        self._results = results
        self._targets = found.targets
        self._is_whole = not found.errors
        self._root = root
        self._start = len(root.rstrip("/")) + 1
        self.path = self._path_of_index()
        """Where the index is stored; None where it cannot be."""
        self._new = _NewIndex()

    def _path_of_index(self) -> Path | None:
        contexts = set(filter(None, map(self._results.context, self._targets)))
        configs = {id(target.config): target.config for target in self._targets}
        # Files that the command line leaves out, or takes, are not in the index of other runs.
        walks = {repr((each.exclude, each.respect_gitignore)) for each in configs.values()}
        with suppress(OSError):
            return self._results.folder / file_name(self._root, [*map(bytes.hex, contexts), *walks])
        return None

    @cached_property
    def index(self) -> FactIndex | None:
        """The index as it is stored; None without one."""
        return None if self.path is None else fact_index.read(str(self.path), self._root)

    def sharing(
        self, seen: Seen, hashes: Collection[int], requested: Collection[str] = ()
    ) -> Iterator[tuple[Target, str | None]]:
        """Yield the files with a fact of one of these hashes.

        Each comes with its facts, in the form of `encode_facts`, or with None where they are not
        cached for the file as it is now. Files that are `requested`, by their locations, are left
        out. The index is written with what was `seen` on the walk.
        """
        wanted = frozenset(spelled(hashes))
        rest = list(self._take_indexed(wanted, requested))
        for target, context, row in self._results.current_rows(rest):
            own = "" if row is None else " ".join(spelled(fact_hashes(row.facts)))
            self._add(target, context, row, own)
            if target.location not in requested:
                if row is None:
                    yield target, None
                elif not wanted.isdisjoint(own.split()):
                    yield target, row.facts
        self._write(seen)

    def _take_indexed(self, wanted: frozenset[str], requested: Collection[str]) -> Iterator[Target]:
        """Take files from the index, and yield those whose rows are needed all the same."""
        old = self.index
        if old is None:
            yield from self._targets
            return
        groups = dict(zip(old.files, old.group_of, strict=True))
        are_unchanged: dict[str, bool] = {}
        for target in self._targets:
            name, context = self._name(target), self._results.context(target)
            group = groups.get(name)
            if group is None or context is None or old.state(name) != _state(target):
                yield target
                continue
            known_context, needs = old.groups[group]
            if needs not in are_unchanged:
                are_unchanged[needs] = not needs or self._results.are_unchanged(needs, target)
            if known_context != context.hex() or not are_unchanged[needs]:
                yield target
                continue
            self._new.add(name, (known_context, needs), old.files[name])
            if not wanted.isdisjoint(old.files[name].split()) and target.location not in requested:
                yield target

    def _add(self, target: Target, context: bytes | None, row: Row | None, hashes: str) -> None:
        """Add a file by its row, if its facts hold for its state and any place in the site."""
        is_current = row is not None and row.stamp == target.stamp
        if is_current and row and context and not depends_on_place(row.needs):
            self._new.add(self._name(target), (context.hex(), row.needs), hashes)

    def _name(self, target: Target) -> str:
        return target.location[self._start :]

    def _write(self, seen: Seen) -> None:
        """Write the index, unless the one there is nearly the same."""
        if self.path is None or len(self._targets) > MOST_FILES:
            return
        paths = {self._name(target) for target in self._targets}
        new = self._new.of(self._root, walk_state(self._root, seen, paths), paths)
        if self.index is not None and self.index.is_settled and _is_like(self.index, new):
            return
        new = new._replace(is_settled=self._is_whole and is_settled(self._root, seen, new.walk))
        if new != self.index:
            with suppress(OSError):
                write_atomically(self.path, new.to_json().encode())
                prune(self.path.parent, INDEX_PREFIX, MOST_INDEXES)


class _NewIndex:
    """Collects what an index holds."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], int] = {}
        self._files: dict[str, tuple[str, int]] = {}

    def add(self, name: str, group: tuple[str, str], hashes: str) -> None:
        number = self._groups.setdefault(group, len(self._groups))
        self._files[name] = hashes, number

    def of(self, root: str, walk: WalkState, paths: Iterable[str]) -> FactIndex:
        files = dict(sorted(self._files.items()))
        return FactIndex(
            root,
            walk,
            {name: hashes for name, (hashes, _) in files.items()},
            sorted(path for path in paths if path not in files),
            list(self._groups),
            [number for _, number in files.values()],
        )


def _is_like(old: FactIndex, new: FactIndex) -> bool:
    """Whether an index differs from another one in a few files that have changed alone."""
    files = {*new.files, *new.unknown}
    if files != {*old.files, *old.unknown}:
        return False
    if old.walk._replace(folders={}) != new.walk._replace(folders={}):
        return False
    if old.walk.folders.keys() != new.walk.folders.keys():
        return False
    changed = {path for path in files if old.files.get(path) != new.files.get(path)}
    for folder, states in new.walk.folders.items():
        before = old.walk.folders[folder]
        if states.keys() != before.keys():
            return False
        prefix = f"{folder}/" if folder else ""
        changed.update(prefix + name for name in states if states[name] != before[name])
    return len(changed) <= _FEW_CHANGED and changed <= files


def _state(target: Target) -> list[int] | None:
    return None if target.stamp is None else list(target.stamp)
