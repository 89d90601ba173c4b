"""`articlelint check`: lint files."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from linter.cli import terminal
from linter.cli.root import WRONG_USE
from linter.config import ConfigError, FailOn, Settings
from linter.diagnostic import Severity
from linter.filesystem import read_bytes, read_to_end, reason
from linter.reporters import FORMATS, STATISTICS, Look, render
from linter.text import printable

if TYPE_CHECKING:
    from linter.discovery import Found, Target
    from linter.runner import Fixing, Report

STANDARD_INPUT = "-"


def _split(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Read codes, prefixes of codes or names of rules, separated by commas."""
    return tuple(part.strip() for value in values for part in value.split(","))


def _instant(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """Read a date and time by ISO 8601, in UTC where no offset is given."""
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        message = f"`{value}` is not a date and time like 2020-06-11T00:03:00Z"
        raise click.BadParameter(message) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


_rules = partial(click.option, metavar="RULES", multiple=True, callback=_split)


@click.command
@click.argument("paths", nargs=-1)
@_rules("--select", help="Run only these rules.")
@_rules("--extend-select", help="Run these rules as well.")
@_rules("--ignore", help="Do not run these rules.")
@click.option("--fix", is_flag=True, help="Apply safe fixes, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With a fixing option: unsafe fixes too.")
@click.option("--fix-only", is_flag=True, help="Apply fixes and report nothing that is left.")
@click.option("--diff", is_flag=True, help="Print fixes as a patch; change nothing.")
@click.option("--show-fixes", is_flag=True, help="List what was fixed.")
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in FailOn]),
    default=FailOn.ERROR.value,
    show_default=True,
    help="The least grave findings that make the exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help="How findings are printed.",
)
@click.option(
    "--output-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the findings to a file.",
)
@click.option("--statistics", is_flag=True, help="Print how often each rule found something.")
@click.option("--force-exclude", is_flag=True, help="Leave out named files as walks would.")
@click.option("--since", metavar="REF", help="Report only on files changed since a git revision.")
@click.option("--staged", is_flag=True, help="Report only on files staged for the next commit.")
@click.option("--show-files", is_flag=True, help="List the files to lint, and do nothing else.")
@click.option("--now", metavar="INSTANT", callback=_instant, help="The time that counts as now.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what standard input holds.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and errors, nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file that was linted.")
@click.option(
    "--color",
    type=click.Choice([each.value for each in terminal.Color]),
    default=terminal.Color.AUTO.value,
    show_default=True,
    help="Colour the output; NO_COLOR and FORCE_COLOR are respected.",
)
def check(  # noqa: PLR0913 - one argument for each option
    *,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    fix_only: bool,
    diff: bool,
    show_fixes: bool,
    fail_on: str,
    exit_zero: bool,
    output_format: str,
    output_file: Path | None,
    statistics: bool,
    force_exclude: bool,
    since: str | None,
    staged: bool,
    show_files: bool,
    now: datetime | None,
    stdin_filename: str | None,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Lint articles: files, and what is found in folders.

    Without PATHS that is the current folder; `-` reads standard input. RULES are codes, prefixes of
    codes, or names, separated by commas.

    The exit status is 0 if there is nothing to fail on, 1 if there are findings, and 2 for wrong
    use and for files that cannot be read.
    """
    settings = Settings(select, extend_select, ignore, now or datetime.now(UTC))
    fixing = None
    if fix or fix_only or diff:
        from linter.runner import Fixing

        folders = tuple(Path(path).resolve() for path in paths or (".",))
        fixing = Fixing(unsafe=unsafe_fixes, write=not diff, folders=folders)
    elif unsafe_fixes or show_fixes:
        raise click.UsageError("--unsafe-fixes and --show-fixes need --fix, --fix-only or --diff")
    _check_selectors(settings)
    stream = sys.stdout
    of_changes = staged or since is not None
    from_input = _is_from_input(paths, stdin_filename, files_needed=of_changes or show_files)
    if show_files:
        return _list_files(_find(paths, since, staged=staged, force_exclude=force_exclude))
    if from_input:
        report, fixed_bytes = _report_on_input(stdin_filename, settings, fixing)
        if fixing and fixing.write:
            # The fixed text takes standard output, so that findings go to standard error.
            terminal.write_bytes(fixed_bytes)
            stream = sys.stderr
    else:
        from linter import runner

        found = _find(paths, since, staged=staged, force_exclude=force_exclude)
        report = runner.run(found, settings, fixing)
    wanted = "changed articles" if of_changes else "articles"
    _tell(report, paths, wanted, quiet=quiet, verbose=verbose)
    if show_fixes:
        _list_fixes(report)
    if diff:
        _write_patch("".join(_patches(report)), output_file)
        return WRONG_USE if report.errors else int(bool(report.fixes))
    if not fix_only:
        when = terminal.Color(color)
        look = (
            Look(terminal.width(), terminal.wants_color(when, stream), quiet)
            if output_file is None
            else Look(terminal.LOG_WIDTH, when is terminal.Color.ALWAYS, quiet)
        )
        module = (STATISTICS if statistics else FORMATS)[output_format]
        _write(render(module, report, look), output_file, stream)
    return _status(report, FailOn.NEVER if exit_zero or fix_only else FailOn(fail_on))


def _check_selectors(settings: Settings) -> None:
    from linter.registry import chosen_codes

    try:
        chosen_codes(settings)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def _is_from_input(paths: tuple[str, ...], name: str | None, *, files_needed: bool) -> bool:
    """Whether standard input is linted instead of files."""
    from_input = paths == (STANDARD_INPUT,) or bool(name and not paths)
    if from_input and files_needed:
        raise click.UsageError("--since, --staged and --show-files need files, not standard input")
    return from_input


def _find(
    paths: tuple[str, ...], since: str | None, *, staged: bool, force_exclude: bool
) -> "Found":
    """Return the files to lint; of those, where git is to be asked, the ones that changed."""
    from linter import discovery

    if STANDARD_INPUT in paths:
        raise click.UsageError("standard input (`-`) cannot be linted together with files")
    if since is not None and staged:
        raise click.UsageError("--since and --staged cannot be used together")
    folder = Path.cwd()
    found = discovery.find(paths or (".",), folder, force_exclude=force_exclude)
    if since is None and not staged:
        return found
    from linter import changes

    try:
        changed = changes.staged(folder) if since is None else changes.since(since, folder)
    except changes.GitError as error:
        raise click.ClickException(str(error)) from None
    shown = discovery.among(found.targets, changed)
    targets = tuple(each for each in found.targets if each.shown_as in shown)
    return found._replace(targets=targets, folders=())


def _list_files(found: "Found") -> int:
    """Print the files that would be linted, one a line, and return the exit status."""
    files = [target.shown_as for target in found.targets if _is_article(target)]
    terminal.write("".join(f"{printable(file)}\n" for file in files))
    for error in found.errors:
        terminal.say("error", f"{error.path}: {error.reason}")
    return WRONG_USE if found.errors else 0


def _is_article(target: "Target") -> bool:
    """Whether a file can be read and will be linted."""
    if target.named or target.kind is not None:
        return True
    from linter import kinds
    from linter.source import decode

    try:
        return kinds.of_text(decode(target.shown_as, read_bytes(target.path)).text) is not None
    except OSError:
        return False


def _report_on_input(
    name: str | None, settings: Settings, fixing: "Fixing | None"
) -> tuple["Report", bytes]:
    """Return the report on standard input, and what it holds after fixes."""
    from linter import discovery, runner
    from linter.fixer import FixResult

    target = discovery.named_target(name or STANDARD_INPUT, Path.cwd())
    try:
        data = read_to_end(sys.stdin.buffer)
    except OSError as error:
        failed = discovery.RunError(target.shown_as, reason(error))
        return runner.report([failed]), b""
    outcome = runner.lint_bytes(target, data, settings, fixing)
    if isinstance(outcome, FixResult) and outcome.fixed:
        data = outcome.after.text.encode()
    return runner.report([outcome]), data


def _patches(report: "Report") -> Iterator[str]:
    """Yield what fixes would change in each file."""
    from linter.patch import SecretInPatchError, patch

    for fixed in report.fixes:
        path = fixed.before.path
        try:
            yield patch(path, fixed.before.text, fixed.after.text, fixed.secrets)
        except SecretInPatchError:
            terminal.say("warning", f"{path}: not shown, since a secured value stands beside a fix")


def _write_patch(text: str, file: Path | None) -> None:
    """Write a patch byte for byte, but show nothing on a terminal that could steer it."""
    if file is None and not sys.stdout.isatty():
        terminal.write_bytes(text.encode())
        return
    if file is None:
        text = "".join(f"{printable(line)}\n" for line in text.split("\n")[:-1])
    _write(text, file)


def _list_fixes(report: "Report") -> None:
    """Say on standard error what was fixed, or would be, in each file."""
    for fixed in report.fixes:
        counts = Counter((item.code, item.name) for item in fixed.fixed)
        shown = ", ".join(f"{count} {code} {name}" for (code, name), count in counts.items())
        terminal.say("fixed", f"{fixed.before.path}: {shown}")


def _tell(
    report: "Report", paths: Iterable[str], wanted: str, *, quiet: bool, verbose: bool
) -> None:
    """Say on standard error what no format of findings holds."""
    for error in report.errors:
        terminal.say("error", f"{error.path}: {error.reason}")
    for note in report.notes:
        terminal.say("warning", note)
    if verbose:
        for path in report.files:
            terminal.say("checked", path)
    if not report.files and not report.errors and not quiet:
        terminal.say("warning", f"no {wanted} found in {', '.join(paths) or 'this folder'}")


def _write(text: str, file: Path | None, stream: TextIO | None = None) -> None:
    if file is None:
        terminal.write(text, stream)
        return
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{file}: {reason(error)}") from None


def _status(report: "Report", fail_on: FailOn) -> int:
    """Return the exit status."""
    from linter.engine import INTERNAL_ERROR

    if report.errors or any(item.code == INTERNAL_ERROR for item in report.diagnostics):
        return WRONG_USE
    least = {FailOn.ERROR: Severity.ERROR, FailOn.WARNING: Severity.WARNING}.get(fail_on)
    return int(
        least is not None
        and any(item.severity.gravity >= least.gravity for item in report.diagnostics)
    )
