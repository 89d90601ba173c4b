"""The facts of one site's files in memory, kept up to date as files change one by one."""

from collections.abc import Callable, Collection, Iterable

from linter.cache.codec import decode_facts, fact_hashes
from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex
from linter.fastpath.fact_index import fact_hash
from linter.lint.cross_file import check_site
from linter.lint.suppressed import NO_COMMENTS, Suppressed
from linter.site.facts import Fact, Place


class SiteFacts:
    """The facts of each file, as text, and the files that each fact may be shared by.

    Files are given by their paths as diagnostics show them.
    """

    def __init__(self, settings: Settings, is_requested: Callable[[str], bool]) -> None:
        """Take the settings of the site's root, and whether a file would be a requested one."""
        self.settings = settings
        self._is_requested = is_requested
        self._facts: dict[str, str] = {}
        self._suppressed: dict[str, Suppressed] = {}
        self._files: dict[int, tuple[str, ...]] = {}

    def __contains__(self, path: str) -> bool:
        """Whether a file was added, even one without facts, and not forgotten."""
        return path in self._facts

    @property
    def paths(self) -> list[str]:
        """The files that were added and not forgotten."""
        return list(self._facts)

    def places(self, code: str, key: str) -> list[Place]:
        """Return where files have the fact of a rule with a key, which is as in `Fact`."""
        return [
            fact.place
            for path in self._files.get(fact_hash(code, key), ())
            for owner, fact in self._decoded(path)
            if (owner, fact.key) == (code, key)
        ]

    def update(self, path: str, facts: str, suppressed: Suppressed = NO_COMMENTS) -> set[str]:
        """Replace what is known of a file; return the files in which findings may differ.

        `facts` are in the form of `encode_facts`: an empty text for a file that has none, or that
        is gone.
        """
        old = self._facts.get(path, "")
        if old == facts and self._suppressed.get(path, NO_COMMENTS) == suppressed:
            self._facts[path] = facts
            return set()
        old_hashes, hashes = set(fact_hashes(old)), set(fact_hashes(facts))
        affected = set(self._sharing(old_hashes))
        for number in old_hashes:
            left = tuple(each for each in self._files[number] if each != path)
            if left:
                self._files[number] = left
            else:
                del self._files[number]
        for number in hashes:
            self._files[number] = (*self._files.get(number, ()), path)
        self._facts[path] = facts
        self._suppressed.pop(path, None)
        if suppressed.comments:
            self._suppressed[path] = suppressed
        return affected.union(self._sharing(hashes)) - {path}

    def keep(self, paths: Collection[str]) -> None:
        """Forget all files but these."""
        for path in self._facts.keys() - paths:
            self.update(path, "")
            del self._facts[path]

    def between(self, path: str, lines_of: Callable[[str], LineIndex]) -> list[Diagnostic]:
        """Return what the rules over the whole site find in one file.

        `lines_of` is as in `check_site`.
        """
        hashes = frozenset(fact_hashes(self._facts.get(path, "")))
        sharing = set(self._sharing(hashes))
        if sharing <= {path} and path not in self._suppressed:
            return []
        facts = [
            each
            for other in sorted(sharing, key=lambda one: (self._is_requested(one), one))
            for each in self._decoded(other)
            if fact_hash(each[0], each[1].key) in hashes
        ]
        suppressed = {
            each: self._suppressed[each] for each in (*sharing, path) if each in self._suppressed
        }
        return check_site(facts, self.settings, lines_of, suppressed, only=path).diagnostics

    def _sharing(self, hashes: Iterable[int]) -> Iterable[str]:
        return (path for number in hashes for path in self._files.get(number, ()))

    def _decoded(self, path: str) -> Iterable[tuple[str, Fact]]:
        return decode_facts(self._facts[path], path) or ()
