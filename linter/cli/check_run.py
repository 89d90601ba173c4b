"""What `articlelint check` does with its options.

They are validated, files selected and linted, a baseline applied, and what was found is printed;
then the exit status follows from it.
"""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from linter.cli import progress, terminal
from linter.cli.check_options import CheckOptions
from linter.cli.exit_status import WRONG_USE, CommandError, status_of
from linter.cli.file_selection import list_files, select_files
from linter.cli.notices import print_notices, print_sites, summarize_fixes
from linter.cli.report_writer import ReportWriter
from linter.cli.terminal import wants_color
from linter.config.settings import Config
from linter.reporters import format_names

if TYPE_CHECKING:
    from linter.cli.baselines import ReadBaseline, WrittenBaseline
    from linter.cli.cluster import Cluster
    from linter.config.files import Configs
    from linter.files.targets import Found, Target
    from linter.run.fixing import Fixing
    from linter.run.report import Report
    from linter.run.runner import RunOptions


def run_check(options: CheckOptions) -> int:
    """Run the command, and return the exit status.

    Raises:
        CommandError: options conflict, or something cannot be read or written.
        ConfigError: a config is wrong, or names no such rule.

    """
    options.validate()
    if options.watch:
        from linter.cli.watch import watch

        _, config = load_configs(options)
        quiet = bool(options.quiet)
        watch(options.paths or (".",), config, lambda: _check_once(options), quiet=quiet)
    return _check_once(options)


def _check_once(options: CheckOptions) -> int:
    """Lint, print the findings, and return the exit status."""
    configs, config = load_configs(options)
    if options.show_settings:
        from linter.cli.show_settings import settings_text

        path = options.paths[0] if options.paths else "."
        terminal.write(settings_text(Path.cwd() / path, configs))
        return 0
    if options.show_files:
        found = select_files(options, configs)
        list_files(found)
        return WRONG_USE if found.errors else 0
    report, stream = _report(options, configs, load_baseline(options, config))
    print_notices(report, options)
    if options.error_on_no_files and not report.files:
        return WRONG_USE
    if options.diff:
        from linter.cli.patches import write_patches

        for output in options.outputs[:1]:
            write_patches(report, output.file)
        summarize_fixes(report, options)
        return status_of(report, found=bool(report.fixes))
    if options.fix_only:
        summarize_fixes(report, options)
    elif not options.add_ignore:
        writer = ReportWriter(
            config.output_format,
            options.statistics,
            options.color,
            quiet=bool(options.quiet),
            unsafe_fixes=options.unsafe_fixes,
        )
        report = writer.write_all(report, options.outputs, stream)
        _leave_entries(report, options)
    return _status(report, options, config)


def _report(
    options: CheckOptions, configs: "Configs", baseline: "ReadBaseline | WrittenBaseline | None"
) -> "tuple[Report, TextIO]":
    """Lint, fix or add ignore comments; return what is left, and the stream for it."""
    stream = sys.stdout
    targets: list[Target] = []
    if options.reads_stdin:
        report, fixed_bytes = _lint_stdin(options, configs)
        if options.writes_fixes:
            # The fixed text is on standard output, so findings are on standard error.
            terminal.write_bytes(fixed_bytes)
            stream = sys.stderr
    else:
        report, targets = lint_files(options, configs)
    if baseline is not None:
        report = baseline.apply(report, options.verbose - options.quiet)
    if options.add_ignore:
        from linter.cli.ignores import add_ignores

        report = add_ignores(report, targets, quiet=bool(options.quiet))
    return report, stream


def _status(report: "Report", options: CheckOptions, config: Config) -> int:
    """Return the exit status of a run that printed no patch."""
    is_failed = options.exit_non_zero_on_fix and bool(report.fixes)
    if not options.fix_only:
        fail_on = options.fail_on or config.fail_on
        is_failed |= fail_on.is_reached(report.diagnostics)
    return status_of(report, found=is_failed and not options.exit_zero)


def _leave_entries(report: "Report", options: CheckOptions) -> None:
    """After a run in which nothing was found, leave what the same one needs to end early."""
    if not options.may_end_early or report.results or report.errors or report.notes:
        return
    from linter.reporters.shared.paint import painter
    from linter.reporters.shared.summary import passed
    from linter.run.folder_entries import CleanRun, leave

    # The library that colours text is imported for runs that do.
    has_colors = wants_color(options.color, sys.stdout)
    texts = passed(painter(color=False)), passed(painter(color=True)) if has_colors else None
    leave(options.paths, CleanRun(str(Path.cwd()), options.cache_dir, options.force_exclude, texts))


def load_configs(options: CheckOptions) -> tuple["Configs", Config]:
    """Return the configs of a run, and the one of the current folder.

    Raises:
        ConfigError: an option or the config names no such rule, or the config is wrong.

    """
    from linter.cli.overrides import overrides_of
    from linter.config.files import Configs
    from linter.rules.registry import ConfigError

    # Unknown rules on the command line are reported first, whatever the config holds.
    overrides = overrides_of(options)
    if not options.checks_web:
        _refuse_rules_of_web((*overrides.select, *overrides.extend_select))
    configs = Configs(overrides, options.config_file, isolated=options.isolated)
    config = configs.of(Path.cwd())
    if config.output_format is not None and config.output_format not in format_names():
        is_inline = any("output-format" in layer.values for layer in overrides.layers)
        source = "--config" if is_inline else config.sources[0]
        raise ConfigError(f"{source}: no format is called `{config.output_format}`")
    return configs, config


def _refuse_rules_of_web(selectors: tuple[str, ...]) -> None:
    """Refuse selectors that name nothing but rules which would not run.

    Raises:
        CommandError: one of them does.

    """
    from linter.rules.registry import codes_of, known_rules

    for selector in selectors:
        if all(known_rules()[code].needs_web for code in codes_of(selector)):
            raise CommandError(f"rules about the web need --online or --offline: {selector}")


def load_baseline(options: CheckOptions, config: Config) -> "ReadBaseline | WrittenBaseline | None":
    """Return the baseline of a run, if there is one.

    Raises:
        CommandError: a file cannot be read, or is no baseline.

    """
    if not (options.write_baseline or options.baseline or config.baseline):
        return None
    from linter.cli import baselines

    return baselines.load(options, config.baseline)


def lint_files(
    options: CheckOptions, configs: "Configs", *, reads_articles: bool = False
) -> "tuple[Report, list[Target]]":
    """Select files, and lint or fix them; return the report, and the files."""
    with _cluster(options) as cluster:
        found = select_files(options, configs)
        if not (options.quiet or options.force_exclude or options.only_changes):
            print_sites(found.sites)
        report = _lint(found, options, configs, cluster, reads_articles=reads_articles)
        return report, found.targets


def _lint_stdin(options: CheckOptions, configs: "Configs") -> tuple["Report", bytes]:
    """Lint or fix standard input; return the report, and the bytes after fixes."""
    from linter.files import standard_input

    found, data = standard_input.read(sys.stdin.buffer, options.stdin_filename, Path.cwd(), configs)
    report = _lint(found, options, configs)
    fixed = [each.text.encode() for each in report.fixes if each.text is not None]
    return report, fixed[0] if fixed else data


def _lint(
    found: "Found",
    options: CheckOptions,
    configs: "Configs",
    cluster: "Cluster | None" = None,
    *,
    reads_articles: bool = False,
) -> "Report":
    """Lint or fix files, and show the progress."""
    from linter.run import runner

    web = None
    if options.checks_web:
        from linter.cli.online import online_web

        web = online_web(options, configs.of(Path.cwd()))
    quiet = bool(options.quiet)
    with progress.progress_bar(len(found.targets), "Linting", quiet=quiet) as advance:
        run_options = _run_options(options, advance, cluster)
        run_options = run_options._replace(web=web, reads_articles=reads_articles)
        return runner.run(found, configs, _fixing(options), run_options)


def _fixing(options: CheckOptions) -> "Fixing | None":
    """Return how files are fixed; None if they are not."""
    if not options.makes_fixes:
        return None
    from linter.run.fixing import Fixing, FixOutput

    output = FixOutput.TEXT if options.reads_stdin else FixOutput.FILE
    return Fixing(output if options.writes_fixes else FixOutput.PATCH, options.unsafe_fixes)


def _cluster(options: CheckOptions) -> "AbstractContextManager[Cluster | None]":
    """Return a context manager that connects to `--scheduler`, if there is one."""
    if options.scheduler is None:
        return nullcontext()
    from linter.cli.cluster import connect

    return connect(options.scheduler)


def _run_options(
    options: CheckOptions, advance: Callable[[int], None] | None, cluster: "Cluster | None"
) -> "RunOptions":
    """Return the processes and the cache of a run."""
    from linter.run.cores import usable_cores
    from linter.run.fast_path import FastPath
    from linter.run.runner import RunOptions

    jobs = cluster.cores if cluster else options.jobs or usable_cores()
    executor = cluster.executor if cluster else None
    fast_path = FastPath.OFF if options.no_fast_path else FastPath.ON
    if options.verify_fast_path:
        fast_path = FastPath.VERIFIED
    cached, known = None, None
    if options.may_end_early:
        from linter.fastpath import entry
        from linter.run.known_folders import KnownFolders

        folder = str(options.cache_dir or entry.default_folder())
        known = KnownFolders(str(Path.cwd()), folder, options.force_exclude)
    if not options.no_cache:
        from linter.cache.store import Cache
        from linter.run.cached_results import CachedResults

        cached = CachedResults(Cache(options.cache_dir))
    return RunOptions(jobs, cached, executor, advance, fast_path, known)
