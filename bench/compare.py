"""Runs articlelint and the other tools side by side, in rounds, and gathers their timings."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import report
from bench.measure import CommandError, Measure, measure
from bench.peers import PEERS, SCRIPTS, InstallError, Peer, command, install
from bench.report import Results
from bench.timing import Timing, scaled, summary
from bench.workspace import Workspace
from linter.rules.base import SiteRule
from linter.rules.registry import all_rules

_ROOT = Path(__file__).parents[1]
_OWN = {"PYTHONPATH": str(_ROOT)}

# What `articlelint check` is told, by what is measured.
_OPTIONS = {
    report.ONE_JOB: ("--jobs=1", "--no-cache"),
    report.TWO_JOBS: ("--jobs=2", "--no-cache"),
    report.WARM: ("--jobs=2", "--cache-dir={cache}"),
    report.ONE_CHANGED: ("--cache-dir={cache}",),
    report.LARGER: ("--jobs=2", "--no-cache"),
    report.WITHOUT_SITE: ("--jobs=1", "--no-cache", "--ignore={site_rules}"),
}

# Without the options that they are about, these would measure something else.
_PURE = (report.TWO_JOBS, report.WARM)

# One file is done so fast that more runs cost nothing, and tell more.
_RUNS_OF_ONE = 3

# Slow tools run on one of so many files.
_SAMPLE = 10

Progress = Callable[[str], None]


@dataclass(slots=True)
class _Run:
    """Something to time: `words` in a folder, each time after `before`."""

    name: str
    words: Sequence[str]
    folder: Path
    findings: int = 1
    before: Callable[[], object] = lambda: None
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
    one, all_, some = (workspace.size(number) for number in (1, files, sample))
    for folder in {one, all_, some}:
        subprocess.run(_extraction(folder), check=True, cwd=folder)
    small = [*_own_on_one(one, missing), *_floors(one), *_others(homes, one, one)]
    large = [*_own_on_many(workspace, files, missing), *_floors(all_), *_others(homes, all_, some)]
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
            if run.failure:
                continue
            progress(f"round {number + 1} of {rounds}: {run.name}")
            try:
                run.before()
                run.measures.append(_measured(run, workspace))
            except CommandError as error:
                run.failure = str(error)


def _measured(run: _Run, workspace: Workspace) -> Measure:
    return measure(run.words, run.folder, workspace.log, _OWN, run.findings)


def _scaled(
    homes: Iterable[Peer],
    on_one: dict[str, Timing],
    on_many: dict[str, Timing],
    sample: int,
    files: int,
) -> dict[str, Timing]:
    slow = [peer.name for peer in homes if peer.slow]
    return {
        name: scaled(on_many[name], on_one[name].seconds, sample, files)
        for name in slow
        if name in on_many and name in on_one
    }


# articlelint


def _own_on_one(folder: Path, missing: dict[str, str]) -> list[_Run]:
    (article,) = (folder / "site/_news").iterdir()
    words = _check(report.ONE_JOB, f"_news/{article.name}", missing)
    runs = [_Run(report.NOTHING, (sys.executable, "-c", "pass"), folder)]
    return [*runs, *([_Run(report.ONE_JOB, words, folder / "site")] if words else [])]


def _own_on_many(workspace: Workspace, files: int, missing: dict[str, str]) -> list[_Run]:
    site = workspace.size(files) / "site"
    article = min((site / "_news").iterdir())
    shutil.rmtree(workspace.cache, ignore_errors=True)
    folders = dict.fromkeys(_OPTIONS, site)
    folders[report.LARGER] = workspace.size(4 * files) / "site"
    runs = []
    for name, folder in folders.items():
        path = f"_news/{article.name}" if name == report.ONE_CHANGED else "."
        words = _check(name, path, missing, cache=workspace.cache)
        if words is not None:
            runs.append(_Run(name, words, folder))
    for run in runs:
        if run.name == report.WARM:
            run.before = _filling(run, workspace)
        elif run.name == report.ONE_CHANGED:
            run.before = _changing(article)
    return runs


def _check(
    name: str, path: str, missing: dict[str, str], cache: Path | None = None
) -> list[str] | None:
    """Return a command of articlelint; None where it lacks an option that matters."""
    site_rules = [code for code, rule in all_rules().items() if issubclass(rule, SiteRule)]
    texts = {"{cache}": str(cache), "{site_rules}": ",".join(site_rules)}
    known = _known_options()
    options = [each for each in _OPTIONS[name] if each.partition("=")[0] in known]
    if name in _PURE and len(options) < len(_OPTIONS[name]):
        missing[name] = f"this version does not know all of {' '.join(_OPTIONS[name])}"
        return None
    for mark, text in texts.items():
        options = [each.replace(mark, text) for each in options]
    return [sys.executable, "-m", "linter", "check", *options, path]


def _known_options() -> frozenset[str]:
    from linter.cli.check import check

    options = ((*each.opts, *each.secondary_opts) for each in check.params)
    return frozenset(name for names in options for name in names)


def _filling(run: _Run, workspace: Workspace) -> Callable[[], object]:
    return lambda: _measured(run, workspace)


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
