"""From files to a report: what is known from before, the rest linted, then the site as a whole."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.config.files import Configs
from linter.files.discovery import Found, RunError, Target
from linter.rules.registry import contained
from linter.run import executors
from linter.run.cross_file_pass import SiteStage
from linter.run.file_job import FAULTS, Done, Fixing, Job, Outcome, done, is_link_on_a_walk
from linter.run.report import Report
from linter.run.sites import Sites

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from linter.fix.fixer import FixResult
    from linter.lint.results import FileResult
    from linter.run.cached_results import Kept


class Means(NamedTuple):
    """What a run may use: processes, results of earlier runs, and somebody to tell how far it is.

    An `executor` takes the place of own processes. `advance` is told how many files are done.
    """

    jobs: int = 1
    kept: "Kept | None" = None
    executor: "Executor | None" = None
    advance: Callable[[int], None] | None = None


class _Gathered:
    """Collects what came of files, in whatever order, into a report."""

    def __init__(self, errors: Iterable[RunError] = ()) -> None:
        self._files: list[str] = []
        self._results: list[FileResult] = []
        self._fixes: list[FixResult] = []
        self._errors = list(errors)
        self._hidden = 0

    def add(self, path: str, done: Done) -> None:
        if done.error is not None:
            self._errors.append(done.error)
        if not done.is_article:
            return
        self._files.append(path)
        if done.result is not None:
            self._hidden += done.result.suppressed.hidden
            if done.result.diagnostics:
                self._results.append(done.result)
        if done.fixed is not None:
            self._fixes.append(done.fixed)

    def report(self) -> Report:
        return Report(
            files=tuple(sorted(self._files)),
            results=tuple(sorted(self._results, key=lambda result: result.source.path)),
            errors=tuple(sorted(self._errors)),
            fixes=tuple(sorted(self._fixes, key=lambda fixed: fixed.before.path)),
            hidden=self._hidden,
        )


def report_on(path: str, outcome: Outcome) -> Report:
    """Return the report on a single file."""
    gathered = _Gathered()
    gathered.add(path, done(outcome))
    return gathered.report()


def run(
    found: Found,
    configs: Configs,
    fixing: Fixing | None = None,
    means: Means = Means(),  # noqa: B008 - frozen
) -> Report:
    """Lint, or fix, every file found, then the sites that they belong to.

    Raises:
        ConfigError: the settings name no such rule.

    """
    # Workers that are forked inside inherit what keeps standard output clean.
    with contained():
        return _run(found, configs, fixing, means)


def _run(found: Found, configs: Configs, fixing: Fixing | None, means: Means) -> Report:
    if fixing is not None and fixing.write:
        _tidy(found)
    kept = means.kept
    look_up = kept.look_up if kept else _nothing
    sites = kept.sites if kept else Sites()
    stage = SiteStage(configs, Path.cwd(), sites, look_up)
    gathered = _Gathered(found.errors)
    for count, (target, outcome) in enumerate(_outcomes(found, fixing, means, sites), start=1):
        gathered.add(target.shown_as, outcome)
        stage.note(target, outcome)
        if means.advance is not None:
            means.advance(count)
    whole = stage.added_to(gathered.report(), found.folders)
    if kept is not None:
        kept.close()
    trouble = (kept.trouble,) if kept is not None and kept.trouble else ()
    return replace(whole, notes=(*found.notes, *whole.notes, *trouble))


def _outcomes(
    found: Found, fixing: Fixing | None, means: Means, sites: Sites
) -> Iterator[tuple[Target, Done]]:
    """Yield each file with what came of it: first those that are known from before."""
    unknown: list[Target] = []
    links: list[Target] = []
    for target in found.targets:
        known = means.kept.look_up(target) if means.kept else None
        # What has something to fix must be read in any case.
        if known is None or (fixing is not None and known.result is not None):
            # What links lead to has been fixed by then, if it is to be.
            later = fixing is not None and fixing.write and is_link_on_a_walk(target)
            (links if later else unknown).append(target)
        else:
            yield target, known
    for target in (*unknown, *links):
        # Other processes get the settings of sites with the job; a fault recurs in the file's own.
        with suppress(*FAULTS):
            sites.of(target)
    job = Job(fixing, sites)
    for targets in (unknown, links):
        for target, outcome in executors.linted(job, targets, means.jobs, means.executor):
            if means.kept:
                means.kept.keep(target, outcome)
            yield target, outcome


def _tidy(found: Found) -> None:
    """Remove what earlier runs that were killed have left beside the files."""
    from linter.fix.filewriter import remove_leftovers

    files = (
        os.path.realpath(target.location) if target.named else target.location
        for target in found.targets
        if target.url is None
    )
    for folder in sorted({os.path.dirname(file) for file in files}):  # noqa: PTH120 - much faster
        remove_leftovers(Path(folder))


def _nothing(_: Target) -> Done | None:
    return None
