"""Runs articlelint and the other tools side by side, in rounds, and gathers their timings."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import own, report
from bench.measure import CommandError, Measure, measure
from bench.peers import PEERS, SCRIPTS, InstallError, Peer, command, install
from bench.report import Results
from bench.timing import Timing, scaled, summary
from bench.workspace import Workspace
from linter.rules.base import SiteRule
from linter.rules.registry import all_rules

# One file is done so fast that more runs cost little, and their median varies less.
_RUNS_OF_ONE = 4

# The article of the site below that has a parameter for tracking, and how many others are there.
_FAULTY, _OTHERS = 449, 599

# Slow tools run on one of so many files.
_SAMPLE = 10

Progress = Callable[[str], None]


@dataclass(slots=True)
class _Run:
    """Something to time: `words` in a folder, each time after `before`; `rounds` are the most."""

    name: str
    words: Sequence[str]
    folder: Path
    findings: int = 1
    before: Callable[[], object] = lambda: None
    rounds: int | None = None
    measures: list[Measure] = field(default_factory=list)
    failure: str = ""


def compare(  # noqa: PLR0913 - one argument for each thing that can be asked for
    workspace: Workspace,
    files: int,
    rounds: int,
    *,
    with_peers: bool,
    full: bool,
    progress: Progress,
) -> Results:
    """Time everything on one file and on `files`.

    With `full`, slow tools run on all files as well, not on a tenth of them.
    """
    missing: dict[str, str] = {}
    homes = _installed(workspace, missing, progress) if with_peers else {}
    sample = files if full else max(1, files // _SAMPLE)
    progress("writing sites")
    one, all_, some = (workspace.size(number) for number in (1, files, sample))
    for folder in {one, all_, some}:
        subprocess.run(_extraction(folder), check=True, cwd=folder)
    small = [*_own_on_one(workspace, files), *_floors(one), *_others(homes, one, one)]
    large = [*_own_on_many(workspace, files), *_floors(all_), *_others(homes, all_, some)]
    _time(small, rounds * _RUNS_OF_ONE, workspace, progress)
    _time(large, rounds, workspace, progress)
    for run in (*small, *large):
        if run.failure:
            missing[run.name] = run.failure
    on_one = {run.name: summary(run.measures) for run in small if not run.failure}
    on_many = {run.name: summary(run.measures) for run in large if not run.failure}
    if sample < files:
        on_many |= _scaled(homes, on_one, on_many, sample, files)
    about = {peer.name: peer.does for peer in PEERS}
    about |= {report.ONE_JOB: "schema and all rules", report.TWO_JOBS: "the same"}
    return Results(files, rounds, on_one, on_many, about, missing)


def _installed(
    workspace: Workspace, missing: dict[str, str], progress: Progress
) -> dict[Peer, Path]:
    homes = {}
    for peer in PEERS:
        progress(f"installing {peer.name}")
        try:
            homes[peer] = install(peer, workspace.tools)
        except InstallError as error:
            missing[peer.name] = f"not here: {error}"
    return homes


def _time(runs: Sequence[_Run], rounds: int, workspace: Workspace, progress: Progress) -> None:
    """Run everything in turn, round by round; what fails once is not run again."""
    for number in range(rounds):
        for run in runs:
            if run.failure or (run.rounds is not None and number >= run.rounds):
                continue
            progress(f"round {number + 1} of {rounds}: {run.name}")
            try:
                run.before()
                run.measures.append(_measured(run, workspace))
            except CommandError as error:
                run.failure = str(error)


def _measured(run: _Run, workspace: Workspace) -> Measure:
    return measure(run.words, run.folder, workspace.log, own.ENVIRONMENT, run.findings)


def _scaled(
    homes: Iterable[Peer],
    on_one: dict[str, Timing],
    on_many: dict[str, Timing],
    sample: int,
    files: int,
) -> dict[str, Timing]:
    slow = [peer.name for peer in homes if peer.slow]
    return {
        name: scaled(on_many[name], on_one[name], sample, files)
        for name in slow
        if name in on_many and name in on_one
    }


# articlelint


def _own_on_one(workspace: Workspace, files: int) -> list[_Run]:
    one, site = workspace.size(1) / "site", workspace.size(files) / "site"
    (clean,), changed = _articles(one), _articles(site)[0]
    among_others = workspace.size(_OTHERS + 1) / "site"
    faulty = _articles(among_others)[_FAULTY]
    cached = f"--cache-dir={workspace.cache}"
    runs = [
        _Run(report.CLEAN, _check(cached, "a.md"), workspace.alone(one / clean)),
        _Run(report.FAULTY, _check(cached, "a.md"), workspace.alone(among_others / faulty)),
        _Run(report.FAULTY_IN_SITE, _check(cached, faulty), among_others),
        _Run(report.HOOK, _check("--force-exclude", cached, changed), site),
    ]
    runs[-1].before = _changing(site / changed)
    shutil.rmtree(workspace.cache, ignore_errors=True)
    for run in runs:
        # The first run fills the cache.
        _measured(run, workspace)
    bare = _Run(report.NOTHING, (sys.executable, "-c", "pass"), one)
    return [bare, *runs, _Run(report.ONE_JOB, _check("--no-cache", clean), one)]


def _own_on_many(workspace: Workspace, files: int) -> list[_Run]:
    site = workspace.size(files) / "site"
    site_rules = [code for code, rule in all_rules().items() if issubclass(rule, SiteRule)]
    one_job = _check("--jobs=1", "--no-cache", ".")
    two_jobs = _check("--jobs=2", "--no-cache", ".")
    without_site = _check("--jobs=1", "--no-cache", f"--ignore={','.join(site_rules)}", ".")
    warm = _Run(report.WARM, _check("--jobs=1", f"--cache-dir={workspace.cache}", "."), site)
    # The cache has some files only, or none.
    _measured(warm, workspace)
    return [
        _Run(report.ONE_JOB, one_job, site),
        _Run(report.TWO_JOBS, two_jobs, site),
        _Run(report.WITHOUT_SITE, without_site, site),
        warm,
        _Run(report.OLD, one_job, workspace.size(files, one_in=2) / "site"),
        *(
            _of_larger_site(name, workspace.size(times * files) / "site", two_jobs)
            for name, times in report.LARGER.items()
        ),
    ]


def _of_larger_site(name: str, site: Path, words: Sequence[str]) -> _Run:
    """Return the one run on a larger site, once the system has its files in memory as the others'.

    Reading them from the disk takes a tenth of the time of the processors.
    """

    def read_all() -> None:
        for path in site.rglob("*.md"):
            path.read_bytes()

    return _Run(name, words, site, before=read_all, rounds=1)


def _articles(site: Path) -> list[str]:
    """Return the paths of a site's articles in their order, relative to the site."""
    return sorted(f"_news/{path.name}" for path in (site / "_news").iterdir())


def _check(*words: str) -> list[str]:
    return [own.COMMAND, "check", *words]


def _changing(article: Path) -> Callable[[], object]:
    """Return what changes an article: an empty line at its end comes, or goes."""

    def change() -> None:
        text = article.read_bytes()
        article.write_bytes(text[:-1] if text.endswith(b"\n\n") else text + b"\n")

    return change


# Others


def _floors(folder: Path) -> list[_Run]:
    scripts = {report.READ: "read_floor.py", report.COMPOSE: "compose_floor.py"}
    return [
        *(
            _Run(name, (sys.executable, str(SCRIPTS / script), "site/_news"), folder)
            for name, script in scripts.items()
        ),
        _Run(report.EXTRACTION, _extraction(folder), folder),
    ]


def _extraction(folder: Path) -> list[str]:
    script = str(SCRIPTS / "extract.py")
    return [
        sys.executable,
        script,
        *(str(folder / name) for name in ("site/_news", "yaml", "json")),
    ]


def _others(homes: dict[Peer, Path], all_: Path, some: Path) -> list[_Run]:
    runs = []
    for peer, home in homes.items():
        folder = some if peer.slow else all_
        runs.append(_Run(peer.name, command(peer, home, folder), folder, peer.findings))
    return runs
