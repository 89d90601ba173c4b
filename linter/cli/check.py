"""`articlelint check`: lint files."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

import click

from linter.cli import completion, known, progress, terminal
from linter.cli.outputs import OrderedCommand, Output, Writer, paired, write_text
from linter.cli.root import WRONG_USE
from linter.config.settings import Config, FailOn
from linter.core.diagnostic import Diagnostic, Severity
from linter.core.filesystem import read_to_end, reason
from linter.core.text import plural, printable
from linter.reporters import FORMATS

if TYPE_CHECKING:
    from linter.cli.cluster import Cluster
    from linter.config.files import Configs
    from linter.files.discovery import Found, Target
    from linter.run.file_job import Fixing
    from linter.run.report import Report
    from linter.run.runner import Means

STANDARD_INPUT = "-"

# A hook names hundreds of paths, of which a few tell what was meant.
_NAMED = 3


def _split(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Read a list that is separated by commas: selectors of rules, or globs."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line says: the options by their names."""

    paths: tuple[str, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    fix_only: bool
    diff: bool
    show_fixes: bool
    fail_on: str | None
    exit_zero: bool
    output_format: tuple[str, ...]
    output_file: tuple[Path, ...]
    statistics: bool
    exclude: tuple[str, ...]
    force_exclude: bool
    since: str | None
    staged: bool
    baseline: Path | None
    write_baseline: Path | None
    config_file: Path | None
    isolated: bool
    show_settings: bool
    show_files: bool
    now: datetime | None
    stdin_filename: str | None
    watch: bool
    quiet: bool
    verbose: bool
    color: str
    jobs: int | None
    scheduler: str | None
    no_cache: bool
    cache_dir: Path | None

    @property
    def of_changes(self) -> bool:
        """Whether only what changed in git is linted."""
        return self.staged or self.since is not None

    @property
    def fixes(self) -> bool:
        """Whether files are fixed, or what fixes would change is shown."""
        return self.fix or self.fix_only or self.diff


_rules = partial(
    click.option,
    metavar="RULES",
    multiple=True,
    callback=_split,
    shell_complete=completion.rules,
)


@click.command(cls=OrderedCommand)
@click.argument("paths", nargs=-1, shell_complete=completion.files)
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
    help="The least grave findings that make the exit status 1; `error` unless the config says.",
)
@click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    help="How findings are printed; `full` unless the config says. Can be repeated.",
)
@click.option(
    "-o",
    "--output-file",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="Write what the format before it prints to a file.",
)
@click.option("--statistics", is_flag=True, help="Print how often each rule found something.")
@click.option(
    "--exclude",
    metavar="GLOBS",
    multiple=True,
    callback=_split,
    help="Leave these out of walks as well: globs as in .gitignore, separated by commas.",
)
@click.option("--force-exclude", is_flag=True, help="Leave out named files as walks would.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes lint; else all cores.")
@click.option("--scheduler", metavar="ADDRESS", help="Lint on the workers of a Dask scheduler.")
@click.option("-n", "--no-cache", is_flag=True, help="Neither use nor keep results of other runs.")
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where results are kept, in place of the user's cache folder.",
)
@click.option("--since", metavar="REF", help="Report only on files changed since a git revision.")
@click.option("--staged", is_flag=True, help="Report only on files staged for the next commit.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Do not report the findings that this file knows.",
)
@click.option(
    "--write-baseline",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all findings to this file as known, and report none of them.",
)
@click.option(
    "--config",
    "config_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The config file to use for every file, in place of the nearest one.",
)
@click.option("--isolated", is_flag=True, help="Use no config file.")
@click.option("--show-settings", is_flag=True, help="Print what holds for a file; do nothing else.")
@click.option("--show-files", is_flag=True, help="List the files to lint, and do nothing else.")
@click.option("--now", metavar="INSTANT", callback=_instant, help="The time that counts as now.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what standard input holds.")
@click.option("-w", "--watch", is_flag=True, help="Lint again on every change, until Ctrl-C.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and errors, nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file linted; count what is hidden.")
@click.option(
    "--color",
    type=click.Choice([each.value for each in terminal.Color]),
    default=terminal.Color.AUTO.value,
    show_default=True,
    help="Colour the output; NO_COLOR and FORCE_COLOR are respected.",
)
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> int:
    """Lint articles: files, and what is found in folders.

    Without PATHS that is the current folder; `-` reads standard input. RULES are codes, prefixes of
    codes, or names, separated by commas.

    The exit status is 0 if there is nothing to fail on, 1 if there are findings, and 2 for wrong
    use and for files that cannot be read.
    """
    asked = Asked(**options)
    outputs = paired(ctx, asked.output_format, asked.output_file)
    if asked.watch:
        _watch(asked, outputs)
    return _checked(asked, outputs)


def _watch(asked: Asked, outputs: Sequence[Output]) -> Never:
    """Lint on every change.

    Raises:
        UsageError: what is asked for is no report on files.

    """
    from linter.cli.watch import watch

    others = (
        asked.diff
        or asked.show_files
        or asked.show_settings
        or asked.output_file
        or asked.write_baseline
    )
    if others or _is_from_input(asked) or STANDARD_INPUT in asked.paths:
        raise click.UsageError(
            "--watch prints findings in files: it takes no standard input, --diff, --output-file,"
            " --show-files, --show-settings or --write-baseline"
        )
    _, config = _configs(asked)
    watch(asked.paths or (".",), config, lambda: _checked(asked, outputs), quiet=asked.quiet)


def _checked(asked: Asked, outputs: Sequence[Output]) -> int:
    """Lint once, and return the exit status."""
    configs, config = _configs(asked)
    if asked.show_settings:
        return _show_settings(asked.paths, configs)
    fixing = _fixing(asked)
    stream = sys.stdout
    from_input = _is_from_input(asked)
    if asked.show_files:
        return _list_files(_find(asked, configs))
    file = asked.baseline or config.baseline
    baselines = known.read(file, asked.write_baseline, is_input=from_input, diff=asked.diff)
    if from_input:
        report, fixed_bytes = _report_on_input(asked.stdin_filename, configs, fixing)
        if fixing and fixing.write:
            # The fixed text takes standard output, so that findings go to standard error.
            terminal.write_bytes(fixed_bytes)
            stream = sys.stderr
    else:
        from linter.run import runner

        with _cluster(asked) as cluster:
            found = _find(asked, configs)
            with progress.shown(len(found.targets), quiet=asked.quiet) as advance:
                report = runner.run(found, configs, fixing, _means(asked, advance, cluster))
    report = known.settled(report, baselines, configs, verbosity=asked.verbose - asked.quiet)
    _tell(report, asked)
    if asked.show_fixes:
        _list_fixes(report)
    if asked.diff:
        return _write_patches(report, outputs[0].file)
    if not asked.fix_only:
        color = terminal.Color(asked.color)
        writer = Writer(config.output_format, asked.statistics, color, asked.quiet)
        report = writer.write_all(report, outputs, stream)
    least = FailOn(asked.fail_on) if asked.fail_on else config.fail_on or FailOn.ERROR
    return _status(report, FailOn.NEVER if asked.exit_zero or asked.fix_only else least)


def _fixing(asked: Asked) -> "Fixing | None":
    """Return how files are fixed; None where they are not."""
    if not asked.fixes:
        if asked.unsafe_fixes or asked.show_fixes:
            message = "--unsafe-fixes and --show-fixes need --fix, --fix-only or --diff"
            raise click.UsageError(message)
        return None
    from linter.run.file_job import Fixing

    return Fixing(asked.unsafe_fixes, not asked.diff)


def _cluster(asked: Asked) -> "AbstractContextManager[Cluster | None]":
    """Return what connects to other machines, if it is to.

    Raises:
        UsageError: what is asked for is done on this machine only.

    """
    if asked.scheduler is None:
        return nullcontext()
    if asked.fix or asked.fix_only or asked.jobs:
        raise click.UsageError("--scheduler cannot be used with --fix, --fix-only or --jobs")
    from linter.cli.cluster import connected

    return connected(asked.scheduler)


def _means(
    asked: Asked, advance: Callable[[int], None] | None, cluster: "Cluster | None"
) -> "Means":
    """Return what a run may use."""
    from linter.run.executors import usable_cores
    from linter.run.runner import Means

    jobs = cluster.cores if cluster else asked.jobs or usable_cores()
    executor = cluster.executor if cluster else None
    if asked.no_cache:
        return Means(jobs, executor=executor, advance=advance)
    from linter.cache.store import Cache
    from linter.run.cached_results import Kept

    return Means(jobs, Kept(Cache(asked.cache_dir)), executor, advance)


def _configs(asked: Asked) -> tuple["Configs", Config]:
    """Return the configs of a run, and the one that holds in the current folder."""
    from linter.config.files import Configs, Overrides
    from linter.rules.registry import ConfigError, chosen_codes

    if asked.isolated and asked.config_file is not None:
        raise click.UsageError("--config and --isolated cannot be used together")
    now = asked.now or datetime.now(UTC)
    folder = Path.cwd()
    exclude = tuple((folder, glob) for glob in asked.exclude)
    overrides = Overrides(asked.select, asked.extend_select, asked.ignore, now, exclude)
    # A name that is no rule's is the command line's own mistake, whatever the config says.
    chosen_codes(overrides.select, overrides.extend_select, overrides.ignore)
    configs = Configs(overrides, asked.config_file, isolated=asked.isolated)
    config = configs.of(folder)
    if config.output_format is not None and config.output_format not in FORMATS:
        raise ConfigError(f"{config.sources[0]}: no format is called `{config.output_format}`")
    return configs, config


def _show_settings(paths: tuple[str, ...], configs: "Configs") -> int:
    """Print what holds for the first path, and return the exit status."""
    from linter.cli.settings import shown

    terminal.write(shown(Path.cwd() / (paths[0] if paths else "."), configs))
    return 0


def _is_from_input(asked: Asked) -> bool:
    """Whether standard input is linted instead of files."""
    named = bool(asked.stdin_filename and not asked.paths)
    from_input = asked.paths == (STANDARD_INPUT,) or named
    if from_input and (asked.of_changes or asked.show_files or asked.scheduler):
        message = "--since, --staged, --show-files and --scheduler need files, not standard input"
        raise click.UsageError(message)
    return from_input


def _find(asked: Asked, configs: "Configs") -> "Found":
    """Return the files to lint; of those, where git is to be asked, the ones that changed."""
    from linter.files import discovery, remote

    if STANDARD_INPUT in asked.paths:
        raise click.UsageError("standard input (`-`) cannot be linted together with files")
    if asked.since is not None and asked.staged:
        raise click.UsageError("--since and --staged cannot be used together")
    folder = Path.cwd()
    urls = tuple(filter(remote.is_url, asked.paths))
    if urls and (asked.fixes or asked.of_changes or asked.watch):
        message = "a URL is only linted: it cannot be fixed, watched, or looked up in git"
        raise click.UsageError(message)
    paths = tuple(path for path in asked.paths or (".",) if path not in urls)
    if asked.of_changes:
        return _find_changed(asked, paths, configs)
    found = discovery.find(paths, folder, configs, force_exclude=asked.force_exclude)
    return remote.with_urls(found, urls, configs.of(folder)) if urls else found


def _find_changed(asked: Asked, paths: tuple[str, ...], configs: "Configs") -> "Found":
    """Return the files to lint that changed in git, with their text where it is not on the disk."""
    from linter.files import changes, discovery
    from linter.files.git import GitError

    folder = Path.cwd()
    try:
        if asked.since is None:
            changed = changes.staged(folder)
        else:
            changed = changes.Staged(changes.since(asked.since, folder), {})
        found = discovery.find(
            paths,
            folder,
            configs,
            force_exclude=asked.force_exclude,
            elsewhere=changed.objects.keys(),
        )
        shown = discovery.among(found.targets, changed.paths)
        targets = tuple(each for each in found.targets if each.shown_as in shown)
        return found._replace(targets=changes.with_texts(targets, changed, folder), folders=())
    except GitError as error:
        raise click.ClickException(str(error)) from None


def _list_files(found: "Found") -> int:
    """Print the files that would be linted, one a line, and return the exit status."""
    from linter.reporters._commands import disarmed

    files = [target.shown_as for target in found.targets if _is_article(target)]
    terminal.write(disarmed("".join(f"{printable(file)}\n" for file in files)))
    for error in found.errors:
        terminal.say("error", f"{error.path}: {error.reason}")
    return WRONG_USE if found.errors else 0


def _is_article(target: "Target") -> bool:
    """Whether a file can be read and will be linted."""
    if target.named or target.kind is not None:
        return True
    from linter.frontmatter.source import decode
    from linter.run.file_job import kind_of, read_target

    try:
        text = decode(target.shown_as, read_target(target)[1]).text
        return kind_of(target, text) is not None
    except OSError:
        return False


def _report_on_input(
    name: str | None, configs: "Configs", fixing: "Fixing | None"
) -> tuple["Report", bytes]:
    """Return the report on standard input, and what it holds after fixes."""
    from linter.core.limits import DEFAULT
    from linter.files import discovery
    from linter.fix.fixer import FixResult
    from linter.rules.registry import contained
    from linter.run import file_job, runner

    target = discovery.named_target(name or STANDARD_INPUT, Path.cwd(), configs)
    try:
        limits = DEFAULT if target is None else target.settings.limits
        data = read_to_end(sys.stdin.buffer, max_bytes=limits.max_file_bytes)
    except OSError as error:
        failed = discovery.RunError(name or STANDARD_INPUT, reason(error))
        return runner.report_on(failed.path, failed), b""
    if target is None:
        return runner.report_on(STANDARD_INPUT, None), data
    with contained():
        outcome = file_job.guarded(target, data, fixing)
    if isinstance(outcome, FixResult) and outcome.fixed:
        data = outcome.after.text.encode()
    return runner.report_on(target.shown_as, outcome), data


def _patches(report: "Report") -> Iterator[tuple[str, str]]:
    """Yield each file that fixes would change, and what they would change as a patch."""
    from linter.fix.patch import SecretInPatchError, patch

    for fixed in report.fixes:
        path = fixed.before.path
        try:
            yield path, patch(path, fixed.before.text, fixed.after.text, fixed.secrets)
        except SecretInPatchError:
            terminal.say("warning", f"{path}: not shown, since a secured value stands beside a fix")


def _write_patches(report: "Report", file: Path | None) -> int:
    """Write what fixes would change as one patch, and return the exit status.

    A file takes it byte for byte. A terminal shows escapes for what could steer it; in a pipe,
    which may end in the log of a CI job, nothing can be escaped, so such patches are left out.
    """
    patches = _patches(report)
    if file is not None:
        write_text("".join(text for _, text in patches), file)
    elif sys.stdout.isatty():
        for _, text in patches:
            terminal.write("".join(f"{printable(line)}\n" for line in text.split("\n")[:-1]))
    else:
        terminal.write_bytes("".join(_harmless(patches)).encode())
    failed = report.errors or _internal_errors(report)
    return WRONG_USE if failed else int(bool(report.fixes))


def _harmless(patches: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield patches that can be printed as they are, and say which cannot."""
    from linter.reporters._commands import steering

    for path, text in patches:
        found = steering(text)
        if found is None:
            yield text
        else:
            message = f"{path}: patch not printed, since it holds {found}; --output-file writes it"
            terminal.say("warning", message)


def _list_fixes(report: "Report") -> None:
    """Say on standard error what was fixed, or would be, in each file."""
    for fixed in report.fixes:
        counts = Counter((item.code, item.name) for item in fixed.fixed)
        shown = ", ".join(f"{count} {code} {name}" for (code, name), count in counts.items())
        terminal.say("fixed", f"{fixed.before.path}: {shown}")


def _tell(report: "Report", asked: Asked) -> None:
    """Say on standard error what no format of findings holds."""
    for error in report.errors:
        terminal.say("error", f"{error.path}: {error.reason}")
    # Without a list of findings, those that are bugs in rules must not go unseen.
    for failure in _internal_errors(report) if asked.diff or asked.fix_only else ():
        terminal.say("error", f"{failure.path}: {failure.message}")
    for note in report.notes:
        terminal.say("warning", note)
    if asked.verbose:
        for path in report.files:
            terminal.say("checked", path)
        if report.hidden:
            terminal.say("hidden", f"{plural(report.hidden, 'finding')} by comments in the files")
    if not (report.files or report.errors or report.notes or asked.quiet):
        wanted = "changed articles" if asked.of_changes else "articles"
        terminal.say("warning", f"no {wanted} found in {_places(asked.paths)}")


def _places(paths: tuple[str, ...]) -> str:
    """Return the paths in words: the first few, and how many more there are."""
    more = len(paths) - _NAMED
    rest = (f"{more:,} more",) if more > 0 else ()
    return ", ".join((*paths[:_NAMED], *rest)) or "this folder"


def _internal_errors(report: "Report") -> list[Diagnostic]:
    """Return the findings that are bugs in rules."""
    from linter.lint.engine import INTERNAL_ERROR

    return [item for item in report.diagnostics if item.code == INTERNAL_ERROR]


def _status(report: "Report", fail_on: FailOn) -> int:
    """Return the exit status."""
    if report.errors or _internal_errors(report):
        return WRONG_USE
    least = {FailOn.ERROR: Severity.ERROR, FailOn.WARNING: Severity.WARNING}.get(fail_on)
    return int(
        least is not None
        and any(item.severity.gravity >= least.gravity for item in report.diagnostics)
    )
