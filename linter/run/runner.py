"""From files to a report: cached results, then the rest is linted, then each site as a whole.

Servers are asked before that, since the fixes of rules about the web are made together with others.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.config.files import Configs
from linter.core.paths import real_path
from linter.core.patterns import import_lazily
from linter.files.targets import Found, Target, is_link_on_a_walk
from linter.lint.internal_errors import FAULTS
from linter.rules.registry import Reach, contained
from linter.run.cross_file_pass import CrossFilePass
from linter.run.fast_path import FastPath
from linter.run.file_outcome import FileOutcome
from linter.run.fixing import Fixing, FixOutput
from linter.run.known_folders import KnownFolders
from linter.run.report import Report, ReportedRules
from linter.run.sites import Sites

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from linter.online.online_web import OnlineWeb
    from linter.run.cached_results import CachedResults


class RunOptions(NamedTuple):
    """What a run may use: processes, results of earlier runs, and a progress callback.

    An `executor` replaces own processes. `advance` is called with the number of files done so far.
    """

    jobs: int = 1
    cached: "CachedResults | None" = None
    executor: "Executor | None" = None
    advance: Callable[[int], None] | None = None
    fast_path: FastPath = FastPath.ON
    known: KnownFolders | None = None
    """Where earlier runs with the same options have left entries."""
    reads_articles: bool = False
    """Whether the report is to have the articles."""
    web: "OnlineWeb | None" = None
    """Answers of servers, for rules about them; None where nothing about the web is checked."""


def run(
    found: Found,
    configs: Configs,
    fixing: Fixing | None = None,
    options: RunOptions = RunOptions(),  # noqa: B008 - frozen
) -> Report:
    """Lint, or fix, every file found, then the sites that they belong to.

    Raises:
        ConfigError: the settings name no such rule.

    """
    # Workers that are forked inside inherit what keeps standard output clean.
    with contained():
        return _run(found, configs, fixing, options)


def _run(found: Found, configs: Configs, fixing: Fixing | None, options: RunOptions) -> Report:
    if fixing is not None and fixing.output is FixOutput.FILE:
        _remove_leftovers(found)
    cached = options.cached
    sites = cached.sites if cached else Sites()
    cross_file = CrossFilePass(configs, Path.cwd(), sites, cached, options.known)

    def outcomes() -> Iterator[FileOutcome]:
        for count, (target, outcome) in enumerate(
            _outcomes(found, fixing, options, sites), start=1
        ):
            cross_file.add(target, outcome)
            if options.advance is not None:
                options.advance(count)
            yield outcome

    report = cross_file.completed(Report.of(outcomes(), found.errors), found.folders)
    if cached is not None:
        cached.close()
    warning = (cached.warning,) if cached is not None and cached.warning else ()
    of_web = tuple(options.web.notes) if options.web is not None else ()
    return report._replace(
        notes=(*found.notes, *report.notes, *warning, *of_web),
        rules=ReportedRules({diagnostic.code for diagnostic in report.diagnostics}),
        rules_run=_rules_run(found, options, report),
    )


def _outcomes(
    found: Found, fixing: Fixing | None, options: RunOptions, sites: Sites
) -> Iterator[tuple[Target, FileOutcome]]:
    """Yield each file with its outcome: cached ones first, links after what they may lead to."""
    cached, web = options.cached, options.web
    of_web = frozenset[Target]()
    if web is not None:
        from linter.run.online_files import files_to_report

        try:
            of_web = files_to_report(found.targets, sites, web)
        finally:
            web.close()
    targets = (target for target in found.targets if target not in of_web)
    unknown: list[Target] = []
    links: list[Target] = []
    known = cached.outcomes(targets) if cached else ((each, None) for each in targets)
    for target, outcome in known:
        if outcome is None or not _is_enough(outcome, fixing, options):
            writes = fixing is not None and fixing.output is FixOutput.FILE
            (links if writes and is_link_on_a_walk(target) else unknown).append(target)
        else:
            yield target, outcome
    for files in (unknown, links):
        if files:
            yield from _linted(files, found, fixing, options, sites)
    if of_web:
        yield from _linted_with_web(sorted(of_web, key=_order), fixing, options, sites)


def _is_enough(outcome: FileOutcome, fixing: Fixing | None, options: RunOptions) -> bool:
    """Whether a cached outcome has all that a run is for."""
    if fixing is not None and outcome.result is not None:
        # A file with findings must be read to be fixed.
        return False
    return not options.reads_articles or not outcome.is_article or outcome.article is not None


def _linted(
    targets: list[Target],
    found: Found,
    fixing: Fixing | None,
    options: RunOptions,
    sites: Sites,
) -> Iterator[tuple[Target, FileOutcome]]:
    """Lint or fix some of the files found, and cache what comes of them."""
    # A run whose results are all cached imports none of these.
    import_lazily("yaml")
    from linter.lint.proof import PLANS
    from linter.run import executors
    from linter.run.file_job import Job
    from linter.run.proofs import Proofs

    for target in targets:
        # Other processes get the settings of sites with the job; a fault recurs in the file's own.
        with suppress(*FAULTS):
            sites.of(target)
    cached = options.cached
    proofs = Proofs(options.fast_path, cached.plans if cached else PLANS)
    job = Job(
        fixing,
        sites,
        is_cached=cached is not None,
        proofs=proofs,
        reads_articles=options.reads_articles,
    )
    unshared = targets, found.targets
    for target, outcome in executors.linted(job, targets, options.jobs, options.executor, unshared):
        if cached:
            cached.put(target, outcome)
        yield target, outcome


def _linted_with_web(
    targets: list[Target], fixing: Fixing | None, options: RunOptions, sites: Sites
) -> Iterator[tuple[Target, FileOutcome]]:
    """Lint or fix files in which rules about the web find something; nothing is cached."""
    from linter.run import executors
    from linter.run.file_job import Job
    from linter.run.proofs import NO_PROOFS

    job = Job(fixing, sites, proofs=NO_PROOFS, web=options.web)
    with_web = [each._replace(settings=each.settings.within(Reach.ALL)) for each in targets]
    yield from executors.linted(job, with_web, jobs=1)


def _order(target: Target) -> tuple[bool, str]:
    """Return a key by which links come after what they may lead to."""
    return is_link_on_a_walk(target), target.shown_as


def _rules_run(found: Found, options: RunOptions, report: Report) -> dict[str, frozenset[str]]:
    files = frozenset(report.files)
    reach = Reach.FILES if options.web is None else Reach.ALL
    return {
        target.shown_as: target.settings.within(reach).codes
        for target in found.targets
        if target.shown_as in files
    }


def _remove_leftovers(found: Found) -> None:
    """Delete what earlier runs that were killed have left beside the files."""
    from linter.core.atomic_write import remove_leftovers

    files = (
        real_path(target.location) if target.named else target.location
        for target in found.targets
        if target.url is None
    )
    for folder in sorted({os.path.dirname(file) for file in files}):  # noqa: PTH120 - much faster
        remove_leftovers(Path(folder))
