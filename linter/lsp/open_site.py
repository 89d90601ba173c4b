"""One site with open files: what its rules over the whole site find, as the files are now."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

from linter.config.files import Configs
from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex
from linter.files.discovery import find
from linter.files.targets import Target
from linter.lint.internal_errors import FAULTS, INTERNAL_ERROR
from linter.lint.plan import rule_table
from linter.lint.suppressed import NO_COMMENTS
from linter.rules.registry import ConfigError
from linter.run.cached_results import CachedResults
from linter.run.file_job import Job, work
from linter.run.file_outcome import FileOutcome
from linter.run.site_facts import SiteFacts
from linter.site.unsaved import reading_unsaved

_Item = TypeVar("_Item")

# Requests are answered between slices of so many seconds. A message takes several turns to read.
_SLICE: Final = 0.005


class OpenSite:
    """The facts of a site's files, those of open texts in place of what is on the disk.

    Until all files have been read, the others have the facts known `before`, if there are any.
    """

    def __init__(
        self, root: Path, folder: Path, settings: Settings, before: SiteFacts | None = None
    ) -> None:
        """Take the site's root, with its settings, and the folder that paths are relative to."""
        self.root = root
        self.is_complete = False
        self.has_wrong_config = False
        self._folder = folder
        self.facts = before or SiteFacts(settings, _is_relative)
        self.facts.settings = settings
        self._read: set[str] = set()

    def __contains__(self, path: str) -> bool:
        """Whether a file, by its path as shown, is known."""
        return path in self.facts

    def update(self, path: str, outcome: FileOutcome) -> set[str]:
        """Replace what is known of a file; return the files in which findings may differ."""
        self._read.add(path)
        suppressed = NO_COMMENTS if outcome.result is None else outcome.result.suppressed
        return self.facts.update(path, outcome.fact_text, suppressed)

    def between(self, target: Target, lines_of: Callable[[str], LineIndex]) -> list[Diagnostic]:
        """Return what the rules over the whole site find in one file."""
        path, codes = target.shown_as, rule_table(target.settings).codes
        found = self.facts.between(path, lines_of)
        return [each for each in found if each.code in codes or each.code == INTERNAL_ERROR]

    async def load(
        self, cached: CachedResults, configs: Configs, unsaved: Mapping[str, bytes]
    ) -> None:
        """Read all files that are not known yet: from the cache, or else from the disk.

        Nothing waits for it: the walk has a thread of its own, and so needs configs of its own; the
        rest goes on in slices. With a wrong config among the files it stays incomplete.
        """
        try:
            with reading_unsaved(unsaved):
                found = await asyncio.to_thread(find, [str(self.root)], self._folder, configs)
        except ConfigError:
            # Files that it is for report it when they are opened, and its change drops this site.
            self.has_wrong_config = True
            return
        targets = (target for target in found.targets if self._is_own(target, cached))
        unknown: list[Target] = []
        async for target, _, row in in_slices(cached.current_rows(targets)):
            if row is None:
                unknown.append(target)
            elif target.shown_as not in self._read:
                self._read.add(target.shown_as)
                self.facts.update(target.shown_as, row.facts)
        job = Job(None, cached.sites, is_cached=True)
        async for target in in_slices(unknown):
            if target.shown_as not in self._read:
                (outcome,) = work(job, (target,))
                cached.put(target, outcome)
                self.update(target.shown_as, outcome)
        self.facts.keep(self._read)
        self.is_complete = True

    def _is_own(self, target: Target, cached: CachedResults) -> bool:
        """Whether a file belongs to this site, and not to one inside of it."""
        try:
            site = cached.sites.of(target)
        except FAULTS:
            # Linting the file reports it.
            return False
        return site is not None and site.root == self.root


async def in_slices(items: Iterable[_Item]) -> AsyncIterator[_Item]:
    """Yield items, and let others work after each slice of time."""
    end = monotonic() + _SLICE
    for item in items:
        yield item
        if monotonic() > end:
            await asyncio.sleep(0)
            end = monotonic() + _SLICE


def _is_relative(path: str) -> bool:
    """Whether a path as shown lies in the folder of the workspace, which is linted as a whole."""
    return not Path(path).is_absolute()
