"""`articlelint report`: the health of a site as a page, or as numbers."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from linter.cli import terminal
from linter.cli.check_options import CheckOptions
from linter.cli.check_parameters import PARAMETERS
from linter.cli.check_run import lint_files, load_baseline, load_configs
from linter.cli.exit_status import CommandError, status_of
from linter.cli.notices import print_notices
from linter.cli.option_groups import GroupedCommand, GroupedOption
from linter.cli.report_writer import write_text
from linter.core.filesystem import holds, reason
from linter.core.messages import plural
from linter.core.paths import real_path

if TYPE_CHECKING:
    from linter.health.file_link import Commit, FileLink
    from linter.health.front import Subject
    from linter.health.history import Run
    from linter.health.numbers import Health
    from linter.run.report import Report

_OUTPUT = "Report"
_PAGE = Path("report.html")

_DECISIVE: Final = {
    *("config", "isolated", "exclude", "force_exclude", "respect_gitignore"),
    *("select", "extend_select", "ignore", "baseline"),
}
"""The options of `check` that decide what is found."""

_SHARED: Final = {*_DECISIVE, "paths", "quiet", "no_cache", "cache_dir", "jobs", "now"}
"""The parameters that are those of `check`."""


class _ReportOptions(NamedTuple):
    """The options that `check` does not have."""

    format: str
    output_file: Path | None
    history: Path | None
    link: str | None


_OWN: Final[tuple[click.Parameter, ...]] = (
    GroupedOption(
        _OUTPUT,
        "-o",
        "--output-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        show_default=f"{_PAGE}; with --format json standard output",
        help="File for the report.",
    ),
    GroupedOption(
        _OUTPUT,
        "--format",
        type=click.Choice(["html", "json"]),
        default="html",
        show_default=True,
        help="A page to look at, or its numbers.",
    ),
    GroupedOption(
        _OUTPUT,
        "--history",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Append the numbers of this run as a line of JSON, and draw the trend of all lines.",
    ),
    GroupedOption(
        _OUTPUT,
        "--link",
        metavar="TEMPLATE",
        show_default="in CI of GitHub or GitLab the file at the commit, else Visual Studio Code",
        help="Address that a finding leads to, with {path} or {file}, {commit}, {line}, {column}.",
    ),
)


def _parameters() -> Iterator[click.Parameter]:
    """Yield the parameters; the own ones come before those about output of `check`."""
    shared = [each for each in PARAMETERS if each.name in _SHARED]
    for each in shared:
        if each.name == "quiet":
            yield from _OWN
        yield each


@click.command(cls=GroupedCommand, params=list(_parameters()))
def report(**arguments: Any) -> int:
    """Make a page on the health of a site: totals, charts, and a table of findings.

    PATHS, and the options that `check` has too, mean what they mean there. The page is one file,
    which loads nothing; with very many findings, their source and fixes are in a folder beside it.

    The exit status is 0 whatever is found, and 2 for wrong usage and for files that cannot be read.
    """
    from linter.health.file_link import commit_of
    from linter.health.numbers import as_json, health
    from linter.reporters.shared.json_text import document

    own = _ReportOptions(*(arguments.pop(name) for name in _ReportOptions._fields))
    options = CheckOptions(**arguments)
    if own.format == "html" and find_spec("pygal") is None:
        raise CommandError("the charts need another package: pip install pygal")
    # What is wrong with options is reported before many files are linted.
    commit = commit_of(Path.cwd())
    link = _link(own, commit)
    _check_files(own)
    earlier = _earlier(own.history)
    linted, run = _linted(options, commit)
    print_notices(linted, options)
    runs = [*earlier, run]
    numbers = health(linted, runs)
    if own.format == "json":
        write_text(document(as_json(numbers, runs)), own.output_file)
    else:
        from linter.health.front import Subject

        file = own.output_file or _PAGE
        subject = Subject(
            title=f"articlelint report: {Path.cwd().name}",
            date=run.minute,
            commit=run.commit,
            arguments="".join(f" {quote(word)}" for word in _arguments(options)),
        )
        _write_page(file, subject, numbers, linted, link)
        if not options.quiet:
            found = plural(numbers.totals.findings, "finding")
            files = plural(numbers.totals.files, "file")
            terminal.print_message("written", f"{file}: {found} in {files}")
    if own.history is not None:
        _append(own.history, run)
    return status_of(linted, found=False)


def _arguments(options: CheckOptions) -> Iterator[str]:
    """Yield the arguments with which `check` finds the same."""
    for each in PARAMETERS:
        if each.name in _DECISIVE:
            value = getattr(options, each.name)
            if isinstance(value, bool):
                yield from each.opts if value else each.secondary_opts
            elif value is not None:
                values = value if isinstance(value, tuple) else (value,)
                yield from chain.from_iterable((each.opts[0], str(item)) for item in values)
    if any(path.startswith("-") for path in options.paths):
        yield "--"
    yield from options.paths


def _linted(options: CheckOptions, commit: "Commit") -> "tuple[Report, Run]":
    """Lint what the options name; return what no baseline has, and the line of the history.

    Raises:
        CommandError: the baseline cannot be read.
        ConfigError: a config is wrong, or names no such rule.

    """
    from linter.health.numbers import run_of

    configs, config = load_configs(options)
    baseline = load_baseline(options, config)
    every, _ = lint_files(options, configs, reads_articles=True)
    report = every if baseline is None else baseline.apply(every, -1)
    known = None if baseline is None else _count(every) - _count(report)
    now = (options.now or datetime.now(UTC)).replace(microsecond=0)
    return report, run_of(report, now.isoformat(), commit.name, known)


def _link(own: _ReportOptions, commit: "Commit") -> "FileLink | None":
    """Return where findings lead to, if anywhere.

    Raises:
        CommandError: the link cannot be used.

    """
    from linter.health.file_link import LinkError, default_template, file_link

    try:
        return file_link(own.link or default_template(os.environ), Path.cwd(), commit)
    except LinkError as error:
        raise CommandError(f"--link: {error}") from None


def _check_files(own: _ReportOptions) -> None:
    """Check the files that are to be written.

    Raises:
        CommandError: the folder of one is missing, or both are one file.

    """
    output = own.output_file or (_PAGE if own.format == "html" else None)
    files = [file for file in (output, own.history) if file is not None]
    for file in files:
        if not holds(file.parent.is_dir):
            raise CommandError(f"{file}: there is no folder {file.parent}")
    if len({real_path(file) for file in files}) < len(files):
        raise CommandError(f"the report and its history cannot share the file {output}")


def _write_page(
    file: Path, subject: "Subject", numbers: "Health", report: "Report", link: "FileLink | None"
) -> None:
    from linter.cli.report_pages import folder_beside, write_page
    from linter.health.findings import findings_of
    from linter.health.page import PageMaker

    found, folder = findings_of(report), folder_beside(file).name
    maker = PageMaker(subject, numbers, found, report.rules, link, folder)
    write_page(maker.page(), file)


def _earlier(file: Path | None) -> "tuple[Run, ...]":
    """Return the runs of the history, and print that some of its lines are none.

    Raises:
        CommandError: it cannot be read.

    """
    if file is None:
        return ()
    from linter.health import history

    try:
        earlier = history.read(file)
    except OSError as error:
        raise CommandError(f"{file}: {reason(error)}") from None
    if earlier.broken:
        first, count = earlier.broken[0], len(earlier.broken)
        which = f"line {first} is skipped: it is not a run"
        if count > 1:
            which = f"{count:,} lines are skipped, the first is line {first}: they are not runs"
        terminal.print_message("warning", f"{file}: {which}")
    return earlier.runs


def _append(file: Path, run: "Run") -> None:
    from linter.health import history

    try:
        history.append(file, run)
    except OSError as error:
        raise CommandError(f"{file}: {reason(error)}") from None


def _count(report: "Report") -> int:
    return sum(1 for _ in report.diagnostics)
