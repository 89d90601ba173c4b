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

from linter.cache.codec import fact_hash
from linter.config.files import Configs
from linter.config.settings import Settings
from linter.files import reader
from linter.files.discovery import find
from linter.files.targets import Target
from linter.lint.plan import rule_table
from linter.rules.base import Fact
from linter.run.file_job import lint_content
from linter.run.file_outcome import FileOutcome
from linter.run.sites import Sites

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
    ) -> None:
        """Take what a run uses; paths are shown relative to the working folder."""
        self._configs = configs
        self._working_folder = working_folder
        self._sites = sites
        self._cached = cached

    def outcomes(
        self, root: Path, facts: Sequence[tuple[str, Fact]], requested: Collection[str]
    ) -> Iterator[tuple[Target, FileOutcome]]:
        """Yield the files below a site's root that may share one of the facts.

        Files that are `requested`, given by what `identity` returns of them, are left out, and so
        are those that cannot be read.
        """
        pattern = _pattern({fact.needle for _, fact in facts})
        found = find([str(root)], self._working_folder, self._configs)
        # The folders of a walk are free of links, so that the path is the file's identity.
        others = (target for target in found.targets if target.location not in requested)
        if self._cached is None:
            known: Iterable[tuple[Target, str | None]] = ((target, None) for target in others)
        else:
            # Many runs have no cache.
            from linter.run.cached_facts import CachedFacts

            hashes = {fact_hash(code, fact.key) for code, fact in facts}
            known = CachedFacts(self._cached, os.path.realpath(root)).sharing(others, hashes)
        for target, cached in known:
            if cached is not None:
                yield target, FileOutcome(target.shown_as, is_article=True, facts=cached)
            elif (outcome := self._linted(target, pattern)) is not None:
                yield target, outcome

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
    codes = tuple(rule.code for rule in rule_table(settings).site_rules)
    return replace(settings, select=codes, extend_select=(), ignore=())
