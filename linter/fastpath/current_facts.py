"""Whether other files of a site may share a fact with some files, by an index of all facts."""

import os
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final, NamedTuple

from linter.core.filesystem import read_bytes
from linter.fastpath.fact_index import FactIndex, counts, fact_hash, spelled
from linter.fastpath.state import FILE, FOLDER, State, entry_state

MOST_CHANGED: Final = 50
"""How many files of a site may have changed since the index of its facts was written."""

_MAX_GIT_INDEX: Final = 50_000_000
# https://git-scm.com/docs/index-format: later versions shorten paths, and an index can be split.
_PLAIN_GIT_INDEX: Final = (b"DIRC\0\0\0\x02", b"DIRC\0\0\0\x03")
_SHARED_GIT_INDEX: Final = "sharedindex."


class NewFact(NamedTuple):
    """A fact of a file as it is now; each file that shares it holds the `needle`."""

    file: str
    """A path that no other file has."""
    code: str
    key: str
    needle: str


class CurrentFacts:
    """The facts of the files of a site as they are now, as far as an index has them."""

    def __init__(self, index: FactIndex) -> None:
        """Take the index; what lies around the root of the site must be as it was."""
        self._index = index

    @cached_property
    def changed(self) -> list[str] | None:
        """The files that may have other facts now; None where a walk may find other files."""
        index = self._index
        if not index.is_settled or os.path.realpath(index.root) != index.root:
            return None
        if not self._is_ignored_alike():
            return None
        changed = index.unknown.copy()
        for folder, known in index.walk.folders.items():
            found = self._changed_in(folder, known)
            if found is None or len(changed) + len(found) > MOST_CHANGED:
                return None
            changed += found
        return changed

    def _changed_in(self, folder: str, known: dict[str, State]) -> list[str] | None:
        """Return the files of one folder that have changed; None where anything else has."""
        changed, left = [], len(known)
        prefix = f"{folder}/" if folder else ""
        with os.scandir(os.path.join(self._index.root, folder)) as entries:  # noqa: PTH118 - light
            for entry in entries:
                if not counts(entry.name, self._index.walk.counting):
                    continue
                left -= 1
                state = known.get(entry.name)
                if _is_same(entry, state):
                    continue
                path = prefix + entry.name
                is_file = state.__class__ is list and entry.is_file(follow_symlinks=False)
                if is_file and path in self._index.files:
                    changed.append(path)
                elif path not in self._index.unknown:
                    return None
        return None if left else changed

    def _is_ignored_alike(self) -> bool:
        """Whether git still ignores the same, given that its ignore files are the same.

        None of the files that it ignored was tracked, and of the others none fits a pattern.
        """
        walk = self._index.walk
        if not walk.ignored or not walk.repository:
            return True
        folder = os.path.join(walk.repository, ".git")  # noqa: PTH118 - it is light
        if any(name.startswith(_SHARED_GIT_INDEX) for name in os.listdir(folder)):  # noqa: PTH208
            return False
        try:
            index = read_bytes(os.path.join(folder, "index"), max_bytes=_MAX_GIT_INDEX)  # noqa: PTH118
        except FileNotFoundError:
            return True
        is_plain = index.startswith(_PLAIN_GIT_INDEX)
        return is_plain and not any(os.fsencode(path) in index for path in walk.ignored)

    def may_share(self, facts: Iterable[NewFact], requested: Collection[str]) -> bool:
        """Whether another file may share one of the facts of files that are `requested`.

        Paths are relative to the root. Files that have changed are searched for the needles.

        Raises:
            OSError: a file cannot be read.

        """
        if self.changed is None:
            return True
        files = self._index.files
        others = [path for path in {*self.changed} if path not in requested]
        every = " ".join(files.values())
        own = " ".join(files[path] for path in {*requested, *others} if path in files)
        paths: dict[str, str] = {}
        needles = set()
        for fact in facts:
            (spelt,) = spelled([fact_hash(fact.code, fact.key)])
            if every.count(spelt) > own.count(spelt):
                return True
            if paths.setdefault(spelt, fact.file) != fact.file:
                return True
            needles.add(fact.needle.encode(errors="surrogatepass"))
        return any(needle in data for data in map(self._read, others) for needle in needles)

    def _read(self, path: str) -> bytes:
        return read_bytes(os.path.join(self._index.root, path))  # noqa: PTH118 - it is light


def _is_same(entry: os.DirEntry[str], state: State) -> bool:
    """Whether an entry has a state, or the kind of file of which the name alone counts."""
    if state == FOLDER:
        return entry.is_dir(follow_symlinks=False)
    if state == FILE:
        return entry.is_file(follow_symlinks=False)
    return state is not None and entry_state(entry) == state
