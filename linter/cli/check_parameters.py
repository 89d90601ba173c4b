"""The arguments and options of `articlelint check` as the command line has them.

Each is named like the field of `CheckOptions` that holds its value, and has the same default.
"""

from functools import partial
from pathlib import Path
from typing import Final

import click

from linter.cli import completion
from linter.cli.option_groups import GroupedOption
from linter.cli.option_types import EnumChoice, parse_instant, split_commas, split_globs
from linter.cli.terminal import Color
from linter.config.settings import FailOn
from linter.reporters import format_names

# The headings of `--help`.
_RULES = "Rules"
_FIXES = "Fixes"
_OUTPUT = "Output"
_FILES = "Files"
_BASELINE = "Baseline"
_CONFIG = "Config"
_RUNNING = "Running"

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

PARAMETERS: Final[tuple[click.Parameter, ...]] = (
    click.Argument(["paths"], nargs=-1, shell_complete=completion.files),
    _rules("--select", help="Run only these rules."),
    _rules("--extend-select", help="Run these rules as well."),
    _rules("--ignore", help="Do not run these rules."),
    _flag(_FIXES, "--fix", help="Apply safe fixes, and report the remaining findings."),
    _flag(
        _FIXES,
        "--unsafe-fixes",
        help="Include unsafe fixes in --fix, --fix-only or --diff.",
    ),
    _flag(_FIXES, "--fix-only", help="Apply safe fixes without reporting remaining findings."),
    _flag(_FIXES, "--diff", help="Print fixes as a patch without changing files."),
    _flag(_FIXES, "--show-fixes", help="List the fixes of each file on standard error."),
    GroupedOption(
        _OUTPUT,
        "--output-format",
        type=click.Choice(list(format_names())),
        multiple=True,
        help="Format of the findings, repeatable. The default is the config's, else `full`.",
    ),
    GroupedOption(
        _OUTPUT,
        "-o",
        "--output-file",
        type=_FILE,
        multiple=True,
        help="File for the --output-format before it, instead of standard output.",
    ),
    _flag(_OUTPUT, "--statistics", help="Count the findings of each rule, not listing them."),
    _flag(_OUTPUT, "-q", "--quiet", help="Print findings and errors, nothing else."),
    _flag(
        _OUTPUT,
        "-v",
        "--verbose",
        help="List every file linted, and count suppressed findings and files proved clean.",
    ),
    GroupedOption(
        _OUTPUT,
        "--color",
        type=EnumChoice(Color),
        default=Color.AUTO.value,
        show_default=True,
        help="When to colour the output; NO_COLOR and FORCE_COLOR are respected.",
    ),
    GroupedOption(
        _FILES,
        "--exclude",
        metavar="GLOBS",
        multiple=True,
        callback=split_globs,
        help="Exclude more: globs as in .gitignore, with {a,b}, separated by commas.",
    ),
    _flag(_FILES, "--force-exclude", help="Exclude files even if PATHS name them."),
    GroupedOption(
        _FILES,
        "--since",
        metavar="REF",
        help="Report only on files changed since a git revision.",
    ),
    _flag(_FILES, "--staged", help="Report only on files staged for the next commit."),
    GroupedOption(
        _FILES, "--stdin-filename", metavar="NAME", help="Path of the text on standard input."
    ),
    _flag(_FILES, "--error-on-no-files", help="Exit with 2 if no file was linted."),
    _flag(_FILES, "--show-files", help="List the files that would be linted, and exit."),
    GroupedOption(
        _BASELINE,
        "--baseline",
        metavar="FILE",
        type=_FILE,
        help="Do not report the findings listed in this file.",
    ),
    GroupedOption(
        _BASELINE,
        "--write-baseline",
        metavar="FILE",
        type=_FILE,
        help="List all findings in this file, and report none of them.",
    ),
    GroupedOption(
        _CONFIG,
        "--config",
        metavar="FILE",
        type=_FILE,
        help="Config file for every file, instead of the nearest one.",
    ),
    _flag(_CONFIG, "--isolated", help="Ignore all config files."),
    _flag(_CONFIG, "--show-settings", help="Print the settings of a file, and exit."),
    GroupedOption(
        _RUNNING,
        "--fail-on",
        type=EnumChoice(FailOn),
        help="Lowest severity that exits with 1. The default is the config's, else `error`.",
    ),
    _flag(_RUNNING, "-e", "--exit-zero", help="Exit with 0 even if there are findings."),
    _flag(_RUNNING, "-w", "--watch", help="Lint again on every change, until Ctrl-C."),
    GroupedOption(
        _RUNNING,
        "--jobs",
        type=click.IntRange(min=1),
        help="Number of processes. The default is the number of cores.",
    ),
    GroupedOption(
        _RUNNING,
        "--scheduler",
        metavar="ADDRESS",
        help="Lint on the workers of a Dask scheduler.",
    ),
    _flag(_RUNNING, "-n", "--no-cache", help="Neither read nor write the cache."),
    GroupedOption(
        _RUNNING,
        "--cache-dir",
        metavar="FOLDER",
        type=_FOLDER,
        help="Folder of the cache, instead of the user's.",
    ),
    _flag(
        _RUNNING,
        "--no-fast-path",
        help="Lint every file in full, also those that are proved clean without that.",
    ),
    _flag(
        _RUNNING,
        "--verify-fast-path",
        hidden=True,
        help="Lint files that are proved clean too; a difference is an internal error.",
    ),
    GroupedOption(
        _RUNNING,
        "--now",
        metavar="INSTANT",
        callback=parse_instant,
        help="Date and time that rules compare dates with, instead of the current one.",
    ),
)
"""The parameters, in the order of the fields."""
