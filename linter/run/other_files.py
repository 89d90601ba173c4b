"""The files of a site that were not requested, but may share a fact with a requested one.

They are linted for their facts alone.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from linter.config.files import Configs
from linter.config.settings import Settings
from linter.core.paths import real_path
from linter.fastpath.current_facts import NewFact
from linter.fastpath.fact_index import fact_hash
from linter.files import reader
from linter.files.discovery import find
from linter.files.targets import Target
from linter.lint.plan import rule_table
from linter.run.file_lint import lint_content
from linter.run.file_outcome import FileOutcome
from linter.run.known_folders import KnownFolders
from linter.run.sites import Sites
from linter.site.facts import Fact

if TYPE_CHECKING:
    from linter.run.cached_results import CachedResults

# With more texts than this to search for, searching files takes longer than linting them.
_MANY_NEEDLES = 30


class OtherFiles:
    """Finds the other files of a site, and lints them."""

    def __init__(
        self,
        configs: Configs,
        working_folder: Path,
        sites: Sites,
        cached: "CachedResults | None" = None,
        known: KnownFolders | None = None,
    ) -> None:
        """Take what a run uses; paths are shown relative to the working folder."""
        self._known = known
        self._configs = configs
        self._working_folder = working_folder
        self._sites = sites
        self._cached = cached

    def outcomes(
        self, root: Path, facts: Sequence[tuple[str, Fact]], requested: Collection[str]
    ) -> Iterator[tuple[Target, FileOutcome]]:
        """Yield the files below a site's root that may share one of the facts.

        Files that are `requested`, given by what `identity` returns of them, are left out, and so
        are those that cannot be read. What earlier runs have left may show that there are none.
        """
        if not self._may_share(root, facts, requested):
            return
        pattern = _pattern({fact.needle for _, fact in facts})
        known: Iterable[tuple[Target, str | None]]
        if self._cached is None:
            found = find([str(root)], self._working_folder, self._configs)
            # The folders of a walk are free of links, so that the path is the file's identity.
            known = ((each, None) for each in found.targets if each.location not in requested)
        else:
            # Many runs have no cache.
            from linter.files.walk import Seen
            from linter.run.cached_facts import CachedFacts

            seen = Seen()
            found = find([str(root)], self._working_folder, self._configs, seen=seen)
            cached = CachedFacts(self._cached, real_path(root), found)
            hashes = {fact_hash(code, fact.key) for code, fact in facts}
            known = cached.sharing(seen, hashes, requested)
        for target, texts in known:
            if texts is not None:
                yield target, FileOutcome(target.shown_as, is_article=True, facts=texts)
            elif (outcome := self._linted(target, pattern)) is not None:
                yield target, outcome

    def _may_share(
        self, root: Path, facts: Sequence[tuple[str, Fact]], requested: Collection[str]
    ) -> bool:
        if self._known is None:
            return True
        new = [NewFact(fact.place.path, code, fact.key, fact.needle) for code, fact in facts]
        try:
            folder = self._known.folder(os.path.dirname(min(requested)))  # noqa: PTH120 - a text
            site = None if folder is None else folder.entry.site
            if folder is None or site is None or site.root != real_path(root):
                return True
            return folder.may_share(new, requested)
        except Exception:  # noqa: BLE001 - entries may hold anything
            return True

    def _linted(self, target: Target, pattern: re.Pattern[bytes]) -> FileOutcome | None:
        try:
            data = reader.read(target).data
        except OSError:
            # It was not requested, so it is no error of this run.
            return None
        if not pattern.search(data):
            return None
        only_facts = target._replace(settings=_site_rules_of(target.settings))
        return lint_content(only_facts, data, self._sites.view_for(target))


def _pattern(needles: Collection[str]) -> re.Pattern[bytes]:
    """Return a pattern for files that hold a needle; for any file where there are too many."""
    if len(needles) > _MANY_NEEDLES:
        return re.compile(b"")
    # What YAML escapes can be half a character, which no file holds.
    texts = {needle.encode(errors="surrogatepass") for needle in needles}
    return re.compile(b"|".join(sorted(map(re.escape, texts))))


@lru_cache(maxsize=64)
def _site_rules_of(settings: Settings) -> Settings:
    """Return settings with which only the rules over the whole site run."""
    codes = tuple(rule.code for rule in rule_table(settings, frozenset()).site_rules)
    return replace(settings, select=codes, extend_select=(), ignore=())
