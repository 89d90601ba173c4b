"""The options of `articlelint check`.

Each option is declared once, as a field of `CheckOptions`: its type is the field's, and its names,
its heading in `--help` and its help text are the field's annotation.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, get_type_hints

import click

from linter.cli import completion
from linter.cli.option_groups import GroupedOption
from linter.cli.option_types import EnumChoice, parse_instant, split_commas, split_globs
from linter.cli.outputs import Output, pair_outputs
from linter.cli.terminal import Color
from linter.config.settings import FailOn
from linter.core.paths import is_url
from linter.reporters import FORMATS

STANDARD_INPUT = "-"
"""The path that stands for standard input."""

# The headings of `--help`.
_RULES = "Rules"
_FIXES = "Fixes"
_OUTPUT = "Output"
_FILES = "Files"
_BASELINE = "Baseline"
_CONFIG = "Config"
_RUNNING = "Running"

_OF_EARLY_RUNS = frozenset({"paths", "quiet", "force_exclude", "cache_dir"})

_WATCH_CONFLICT = (
    "--watch prints findings in files: it takes no standard input, --diff, --output-file,"
    " --show-files, --show-settings or --write-baseline"
)

_flag = partial(GroupedOption, is_flag=True)
_rules = partial(
    GroupedOption,
    _RULES,
    metavar="RULES",
    multiple=True,
    callback=split_commas,
    shell_complete=completion.rules,
)
_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


# Methods that nothing calls take time at each start.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CheckOptions:
    """The arguments of one `articlelint check`."""

    paths: Annotated[
        tuple[str, ...], click.Argument(["paths"], nargs=-1, shell_complete=completion.files)
    ]

    select: Annotated[tuple[str, ...], _rules("--select", help="Run only these rules.")]
    extend_select: Annotated[
        tuple[str, ...], _rules("--extend-select", help="Run these rules as well.")
    ]
    ignore: Annotated[tuple[str, ...], _rules("--ignore", help="Do not run these rules.")]

    fix: Annotated[
        bool, _flag(_FIXES, "--fix", help="Apply safe fixes, and report the remaining findings.")
    ]
    unsafe_fixes: Annotated[
        bool,
        _flag(
            _FIXES,
            "--unsafe-fixes",
            help="Include unsafe fixes in --fix, --fix-only or --diff.",
        ),
    ]
    fix_only: Annotated[
        bool,
        _flag(_FIXES, "--fix-only", help="Apply safe fixes without reporting remaining findings."),
    ]
    diff: Annotated[
        bool, _flag(_FIXES, "--diff", help="Print fixes as a patch without changing files.")
    ]
    show_fixes: Annotated[
        bool, _flag(_FIXES, "--show-fixes", help="List the fixes of each file on standard error.")
    ]

    output_format: Annotated[
        tuple[str, ...],
        GroupedOption(
            _OUTPUT,
            "--output-format",
            type=click.Choice(list(FORMATS)),
            multiple=True,
            help="Format of the findings, repeatable. The default is the config's, else `full`.",
        ),
    ]
    output_file: Annotated[
        tuple[Path, ...],
        GroupedOption(
            _OUTPUT,
            "-o",
            "--output-file",
            type=_FILE,
            multiple=True,
            help="File for the --output-format before it, instead of standard output.",
        ),
    ]
    statistics: Annotated[
        bool,
        _flag(_OUTPUT, "--statistics", help="Count the findings of each rule, not listing them."),
    ]
    quiet: Annotated[
        bool, _flag(_OUTPUT, "-q", "--quiet", help="Print findings and errors, nothing else.")
    ]
    verbose: Annotated[
        bool,
        _flag(
            _OUTPUT,
            "-v",
            "--verbose",
            help="List every file linted, and count suppressed findings and files proved clean.",
        ),
    ]
    color: Annotated[
        Color,
        GroupedOption(
            _OUTPUT,
            "--color",
            type=EnumChoice(Color),
            default=Color.AUTO.value,
            show_default=True,
            help="When to colour the output; NO_COLOR and FORCE_COLOR are respected.",
        ),
    ]

    exclude: Annotated[
        tuple[str, ...],
        GroupedOption(
            _FILES,
            "--exclude",
            metavar="GLOBS",
            multiple=True,
            callback=split_globs,
            help="Exclude more: globs as in .gitignore, with {a,b}, separated by commas.",
        ),
    ]
    force_exclude: Annotated[
        bool,
        _flag(_FILES, "--force-exclude", help="Exclude files even if PATHS name them."),
    ]
    since: Annotated[
        str | None,
        GroupedOption(
            _FILES,
            "--since",
            metavar="REF",
            help="Report only on files changed since a git revision.",
        ),
    ]
    staged: Annotated[
        bool, _flag(_FILES, "--staged", help="Report only on files staged for the next commit.")
    ]
    stdin_filename: Annotated[
        str | None,
        GroupedOption(
            _FILES, "--stdin-filename", metavar="NAME", help="Path of the text on standard input."
        ),
    ]
    error_on_no_files: Annotated[
        bool, _flag(_FILES, "--error-on-no-files", help="Exit with 2 if no file was linted.")
    ]
    show_files: Annotated[
        bool, _flag(_FILES, "--show-files", help="List the files that would be linted, and exit.")
    ]

    baseline: Annotated[
        Path | None,
        GroupedOption(
            _BASELINE,
            "--baseline",
            metavar="FILE",
            type=_FILE,
            help="Do not report the findings listed in this file.",
        ),
    ]
    write_baseline: Annotated[
        Path | None,
        GroupedOption(
            _BASELINE,
            "--write-baseline",
            metavar="FILE",
            type=_FILE,
            help="List all findings in this file, and report none of them.",
        ),
    ]

    config: Annotated[
        Path | None,
        GroupedOption(
            _CONFIG,
            "--config",
            metavar="FILE",
            type=_FILE,
            help="Config file for every file, instead of the nearest one.",
        ),
    ]
    isolated: Annotated[bool, _flag(_CONFIG, "--isolated", help="Ignore all config files.")]
    show_settings: Annotated[
        bool, _flag(_CONFIG, "--show-settings", help="Print the settings of a file, and exit.")
    ]

    fail_on: Annotated[
        FailOn | None,
        GroupedOption(
            _RUNNING,
            "--fail-on",
            type=EnumChoice(FailOn),
            help="Lowest severity that exits with 1. The default is the config's, else `error`.",
        ),
    ]
    exit_zero: Annotated[
        bool, _flag(_RUNNING, "-e", "--exit-zero", help="Exit with 0 even if there are findings.")
    ]
    watch: Annotated[
        bool, _flag(_RUNNING, "-w", "--watch", help="Lint again on every change, until Ctrl-C.")
    ]
    jobs: Annotated[
        int | None,
        GroupedOption(
            _RUNNING,
            "--jobs",
            type=click.IntRange(min=1),
            help="Number of processes. The default is the number of cores.",
        ),
    ]
    scheduler: Annotated[
        str | None,
        GroupedOption(
            _RUNNING,
            "--scheduler",
            metavar="ADDRESS",
            help="Lint on the workers of a Dask scheduler.",
        ),
    ]
    no_cache: Annotated[
        bool, _flag(_RUNNING, "-n", "--no-cache", help="Neither read nor write the cache.")
    ]
    cache_dir: Annotated[
        Path | None,
        GroupedOption(
            _RUNNING,
            "--cache-dir",
            metavar="FOLDER",
            type=_FOLDER,
            help="Folder of the cache, instead of the user's.",
        ),
    ]
    no_fast_path: Annotated[
        bool,
        _flag(
            _RUNNING,
            "--no-fast-path",
            help="Lint every file in full, also those that are proved clean without that.",
        ),
    ]
    verify_fast_path: Annotated[
        bool,
        _flag(
            _RUNNING,
            "--verify-fast-path",
            hidden=True,
            help="Lint files that are proved clean too; a difference is an internal error.",
        ),
    ]
    now: Annotated[
        datetime | None,
        GroupedOption(
            _RUNNING,
            "--now",
            metavar="INSTANT",
            callback=parse_instant,
            help="Date and time that rules compare dates with, instead of the current one.",
        ),
    ]

    option_names: tuple[str, ...]
    """The fields given on the command line, in its order; a repeated option is there repeatedly."""

    @classmethod
    def parameters(cls) -> list[click.Parameter]:
        """Return the parameters of the command, in the order of the fields."""
        hints = get_type_hints(cls, include_extras=True).values()
        return [hint.__metadata__[0] for hint in hints if hasattr(hint, "__metadata__")]

    @property
    def outputs(self) -> list[Output]:
        """Where findings go; at least one output.

        Raises:
            UsageError: a file follows no format, or two outputs share one place.

        """
        return pair_outputs(self.option_names, self.output_format, self.output_file)

    @property
    def reads_stdin(self) -> bool:
        """Whether standard input is linted instead of files."""
        return self.paths == (STANDARD_INPUT,) or bool(self.stdin_filename and not self.paths)

    @property
    def only_changes(self) -> bool:
        """Whether only files that changed in git are linted."""
        return self.staged or self.since is not None

    @property
    def may_end_early(self) -> bool:
        """Whether the options are those of `linter.cli.early_arguments`."""
        return bool(self.paths) and _OF_EARLY_RUNS.issuperset(self.option_names)

    @property
    def makes_fixes(self) -> bool:
        """Whether files are fixed, or fixes are shown as a patch."""
        return self.fix or self.fix_only or self.diff

    @property
    def writes_fixes(self) -> bool:
        """Whether fixed text is written, to files or to standard output."""
        return (self.fix or self.fix_only) and not self.diff

    def validate(self) -> None:
        """Make sure that the options can be used together.

        Raises:
            UsageError: two of them cannot.

        """
        pair_outputs(self.option_names, self.output_format, self.output_file)
        names_stdin = self.reads_stdin or STANDARD_INPUT in self.paths
        prints_no_findings = self.diff or self.show_files or self.show_settings
        writes_a_file = self.output_file or self.write_baseline
        conflicts = (
            (
                self.watch and (prints_no_findings or writes_a_file or names_stdin),
                _WATCH_CONFLICT,
            ),
            (
                self.isolated and self.config is not None,
                "--config and --isolated cannot be used together",
            ),
            (
                (self.unsafe_fixes or self.show_fixes) and not self.makes_fixes,
                "--unsafe-fixes and --show-fixes need --fix, --fix-only or --diff",
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
                self.since is not None and self.staged,
                "--since and --staged cannot be used together",
            ),
            (
                (self.makes_fixes or self.only_changes or self.watch)
                and any(map(is_url, self.paths)),
                "a URL is only linted: it cannot be fixed, watched, or looked up in git",
            ),
        )
        for is_conflict, message in conflicts:
            if is_conflict:
                raise click.UsageError(message)
