"""The options of `articlelint check` as values, and which of them go together.

`linter.cli.check_parameters` has their names on the command line. Nothing here imports click, which
takes longer than linting a file.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from linter.cli.early_arguments import Arguments
from linter.cli.exit_status import CommandError
from linter.cli.outputs import Output, pair_outputs
from linter.cli.terminal import Color
from linter.config.settings import FailOn
from linter.core.paths import is_url

STANDARD_INPUT = "-"
"""The path that stands for standard input."""

_OF_EARLY_RUNS = ("paths", "quiet", "force_exclude", "cache_dir")

_WATCH_CONFLICT = (
    "--watch prints findings in files: it takes no standard input, --diff, --output-file,"
    " --show-files, --show-settings or --write-baseline"
)

_ADD_IGNORE_CONFLICT = (
    "--add-ignore writes comments into files: it takes no standard input, --fix, --fix-only,"
    " --diff, --watch, --output-file, --write-baseline, --show-files, --show-settings or"
    " --ignore-suppressions"
)


class CheckOptions(NamedTuple):
    """The arguments of one `articlelint check`."""

    paths: tuple[str, ...] = ()
    config: tuple[Path | str, ...] = ()
    """Files, and options as `KEY=VALUE`."""
    isolated: bool = False
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool | None = None
    stdin_filename: str | None = None
    error_on_no_files: bool = False
    show_files: bool = False
    show_settings: bool = False
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_suppressions: bool = False
    add_ignore: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    fix_only: bool = False
    diff: bool = False
    show_fixes: bool = False
    fixable: tuple[str, ...] = ()
    extend_fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    output_format: tuple[str, ...] = ()
    output_file: tuple[Path, ...] = ()
    statistics: bool = False
    quiet: int = 0
    """How often `-q` is given."""
    verbose: bool = False
    color: Color = Color.AUTO
    since: str | None = None
    staged: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    watch: bool = False
    online: bool = False
    offline: bool = False
    online_max_age: float | None = None
    no_cache: bool = False
    cache_dir: Path | None = None
    jobs: int | None = None
    scheduler: str | None = None
    no_fast_path: bool = False
    verify_fast_path: bool = False
    fail_on: FailOn | None = None
    exit_zero: bool = False
    exit_non_zero_on_fix: bool = False
    now: datetime | None = None
    option_names: tuple[str, ...] = ()
    """The fields given on the command line, in its order; a repeated option is there repeatedly."""

    @classmethod
    def of_early_run(cls, arguments: Arguments) -> "CheckOptions":
        """Return the options that the arguments of `linter.cli.early_arguments` stand for."""
        options = cls(
            paths=tuple(arguments.paths),
            quiet=arguments.quiet,
            force_exclude=arguments.force_exclude,
            cache_dir=Path(arguments.cache_folder) if arguments.cache_folder else None,
        )
        given = tuple(name for name in _OF_EARLY_RUNS if getattr(options, name))
        return options._replace(option_names=given)

    @property
    def prints_nothing(self) -> bool:
        """Whether nothing is printed on the files and their findings, as with `-qq`."""
        return self.quiet > 1

    @property
    def config_file(self) -> Path | None:
        """The config file for every file."""
        return next((each for each in self.config if isinstance(each, Path)), None)

    @property
    def config_values(self) -> list[str]:
        """The options of configs as `KEY=VALUE`."""
        return [each for each in self.config if isinstance(each, str)]

    @property
    def outputs(self) -> list[Output]:
        """Where findings go: at least one output, but for `-qq` only files.

        Raises:
            CommandError: a file follows no format, or two outputs share one place.

        """
        outputs = pair_outputs(self.option_names, self.output_format, self.output_file)
        return [each for each in outputs if each.file or not self.prints_nothing]

    @property
    def reads_stdin(self) -> bool:
        """Whether standard input is linted instead of files."""
        return self.paths == (STANDARD_INPUT,) or bool(self.stdin_filename and not self.paths)

    @property
    def only_changes(self) -> bool:
        """Whether only files that changed in git are linted."""
        return self.staged or self.since is not None

    @property
    def checks_web(self) -> bool:
        """Whether rules about answers of servers run."""
        return self.online or self.offline

    @property
    def may_end_early(self) -> bool:
        """Whether the options are those of `linter.cli.early_arguments`."""
        return bool(self.paths) and set(self.option_names) <= set(_OF_EARLY_RUNS)

    @property
    def makes_fixes(self) -> bool:
        """Whether files are fixed, or fixes are shown as a patch."""
        return self.fix or self.fix_only or self.diff

    @property
    def lists_no_findings(self) -> bool:
        """Whether changes are all that is shown, not the findings that are left."""
        return self.diff or self.fix_only or self.add_ignore

    @property
    def writes_fixes(self) -> bool:
        """Whether fixed text is written, to files or to standard output."""
        return (self.fix or self.fix_only) and not self.diff

    def validate(self) -> None:
        """Make sure that the options can be used together.

        Raises:
            CommandError: two of them cannot.

        """
        pair_outputs(self.option_names, self.output_format, self.output_file)
        names_stdin = self.reads_stdin or STANDARD_INPUT in self.paths
        prints_no_findings = self.diff or self.show_files or self.show_settings
        writes_a_file = self.output_file or self.write_baseline
        is_other_output = prints_no_findings or writes_a_file or names_stdin
        conflicts = (
            (
                self.watch and is_other_output,
                _WATCH_CONFLICT,
            ),
            (
                self.isolated and self.config_file is not None,
                "--config FILE and --isolated cannot be used together",
            ),
            (
                self.show_fixes and not self.makes_fixes,
                "--show-fixes needs --fix, --fix-only or --diff",
            ),
            (
                len(self.config) > len(self.config_values) + 1,
                "--config can name only one file",
            ),
            (
                self.exit_non_zero_on_fix and not self.makes_fixes,
                "--exit-non-zero-on-fix needs --fix, --fix-only or --diff",
            ),
            (
                self.add_ignore
                and (self.makes_fixes or self.watch or self.ignore_suppressions or is_other_output),
                _ADD_IGNORE_CONFLICT,
            ),
            (
                self.reads_stdin and (self.only_changes or self.show_files or self.scheduler),
                "--since, --staged, --show-files and --scheduler need files, not standard input",
            ),
            (
                self.write_baseline is not None and (self.reads_stdin or self.diff),
                "--write-baseline needs files, and cannot be used with --diff",
            ),
            (
                self.scheduler is not None and (self.fix or self.fix_only or self.jobs),
                "--scheduler cannot be used with --fix, --fix-only or --jobs",
            ),
            (
                STANDARD_INPUT in self.paths and not self.reads_stdin,
                "standard input (`-`) cannot be linted together with files",
            ),
            (
                self.online and self.offline,
                "--online and --offline cannot be used together",
            ),
            (
                self.online_max_age is not None and not self.checks_web,
                "--online-max-age needs --online or --offline",
            ),
            (
                self.offline and self.no_cache,
                "--offline uses what is in the cache, and cannot be used with --no-cache",
            ),
            (
                self.since is not None and self.staged,
                "--since and --staged cannot be used together",
            ),
            (
                (self.makes_fixes or self.add_ignore or self.only_changes or self.watch)
                and any(map(is_url, self.paths)),
                "a URL is only linted: it cannot be fixed, watched, or looked up in git",
            ),
        )
        for is_conflict, message in conflicts:
            if is_conflict:
                raise CommandError(message)
