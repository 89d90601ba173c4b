"""The arguments and options of `articlelint check` as the command line has them.

Each is named like the field of `CheckOptions` that holds its value, and has the same default.
"""

from functools import partial
from pathlib import Path
from typing import Final

import click

from linter.cli import completion
from linter.cli.option_groups import OTHER, GroupedOption
from linter.cli.option_types import (
    ConfigArgument,
    EnumChoice,
    parse_age,
    parse_instant,
    split_commas,
    split_globs,
)
from linter.cli.terminal import Color
from linter.config.settings import FailOn
from linter.reporters import format_names

# The headings of `--help`, in its order.
_INPUT = "Input"
_RULES = "Rules"
_FIXES = "Fixes"
_OUTPUT = "Output"
_CHANGES = "Changes"
_WEB = "Web"
_SPEED = "Cache and speed"

_flag = partial(GroupedOption, is_flag=True)
_selectors = partial(
    GroupedOption,
    metavar="RULES",
    multiple=True,
    callback=split_commas,
    shell_complete=completion.rules,
)
_rules = partial(_selectors, _RULES)
_fixes = partial(_selectors, _FIXES)
_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)

PARAMETERS: Final[tuple[click.Parameter, ...]] = (
    click.Argument(["paths"], nargs=-1, shell_complete=completion.files),
    GroupedOption(
        _INPUT,
        "--config",
        metavar="FILE|KEY=VALUE",
        type=ConfigArgument(dir_okay=False, path_type=Path),
        multiple=True,
        shell_complete=completion.config,
        show_default="the nearest one to each file",
        help="Config file for every file; or an option in TOML that overrides all files,"
        " repeatable.",
    ),
    _flag(_INPUT, "--isolated", help="Ignore all config files."),
    GroupedOption(
        _INPUT,
        "--exclude",
        metavar="GLOBS",
        multiple=True,
        callback=split_globs,
        help="Exclude these files too: globs as in .gitignore, with {a,b}, separated by commas.",
    ),
    _flag(_INPUT, "--force-exclude", help="Exclude files even if PATHS name them."),
    GroupedOption(
        _INPUT,
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        show_default="the config's, else skip",
        help="Skip files that git ignores, or lint them too.",
    ),
    GroupedOption(
        _INPUT,
        "--stdin-filename",
        metavar="NAME",
        help="Path of the text on standard input.",
    ),
    _flag(_INPUT, "--error-on-no-files", help="Exit with 2 if no file was linted."),
    _flag(_INPUT, "--show-files", help="List the files that would be linted, and exit."),
    _flag(_INPUT, "--show-settings", help="Print the settings of a file, and exit."),
    _rules(
        "--select",
        show_default="the config's, else the rules that are on by default",
        help="Run only these rules.",
    ),
    _rules("--extend-select", help="Run these rules as well."),
    _rules("--ignore", help="Do not run these rules."),
    _flag(
        _RULES,
        "--ignore-suppressions",
        help="Report suppressed findings too.",
    ),
    _flag(_RULES, "--add-ignore", help="Add an ignore comment for each finding to its file."),
    _flag(_FIXES, "--fix", help="Apply safe fixes, and report the remaining findings."),
    _flag(
        _FIXES,
        "--unsafe-fixes",
        help="Include unsafe fixes in --fix, --fix-only or --diff; alone, count them as fixable.",
    ),
    _flag(_FIXES, "--fix-only", help="Apply safe fixes without reporting remaining findings."),
    _flag(_FIXES, "--diff", help="Print fixes as a patch without changing files."),
    _flag(_FIXES, "--show-fixes", help="List the fixes of each file on standard error."),
    _fixes(
        "--fixable",
        show_default="the config's, else all rules",
        help="Fix only the findings of these rules.",
    ),
    _fixes("--extend-fixable", help="Fix the findings of these rules as well."),
    _fixes("--unfixable", help="Do not fix the findings of these rules."),
    GroupedOption(
        _OUTPUT,
        "--output-format",
        type=click.Choice(list(format_names())),
        metavar="FORMAT",
        multiple=True,
        show_default="the config's, else full",
        help=f"Format of the findings, repeatable: {', '.join(format_names())}.",
    ),
    GroupedOption(
        _OUTPUT,
        "-o",
        "--output-file",
        metavar="FILE",
        type=_FILE,
        multiple=True,
        show_default="standard output",
        help="File for the --output-format before it.",
    ),
    _flag(_OUTPUT, "--statistics", help="Count the findings of each rule instead of listing them."),
    GroupedOption(
        _OUTPUT,
        "-q",
        "--quiet",
        count=True,
        help="Report errors only, without warnings and summary; -qq prints nothing at all.",
    ),
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
        _CHANGES,
        "--since",
        metavar="REF",
        help="Report only on files changed since a git revision.",
    ),
    _flag(_CHANGES, "--staged", help="Report only on files staged for the next commit."),
    GroupedOption(
        _CHANGES,
        "--baseline",
        metavar="FILE",
        type=_FILE,
        show_default="the config's, else none",
        help="Do not report the findings listed in this file.",
    ),
    GroupedOption(
        _CHANGES,
        "--write-baseline",
        metavar="FILE",
        type=_FILE,
        help="List all findings in this file, and report none of them.",
    ),
    _flag(_CHANGES, "-w", "--watch", help="Lint again on every change, until Ctrl-C."),
    _flag(
        _WEB,
        "--online",
        help="Run the NET rules as well: ask servers about links and pictures.",
    ),
    _flag(_WEB, "--offline", help="Run the NET rules on remembered answers, without network."),
    GroupedOption(
        _WEB,
        "--online-max-age",
        metavar="AGE",
        callback=parse_age,
        show_default="7d, and 1d for what is dead",
        help="How old a remembered answer may be, such as 12h.",
    ),
    _flag(_SPEED, "-n", "--no-cache", help="Neither read nor write the cache."),
    GroupedOption(
        _SPEED,
        "--cache-dir",
        metavar="FOLDER",
        type=_FOLDER,
        show_default="that of the user",
        help="Folder of the cache.",
    ),
    GroupedOption(
        _SPEED,
        "--jobs",
        metavar="NUMBER",
        type=click.IntRange(min=1),
        show_default="the number of cores",
        help="Number of processes.",
    ),
    GroupedOption(
        _SPEED,
        "--scheduler",
        metavar="ADDRESS",
        help="Lint on the workers of a Dask scheduler.",
    ),
    _flag(
        _SPEED,
        "--no-fast-path",
        help="Lint every file in full, even those that the fast path proves clean.",
    ),
    _flag(
        _SPEED,
        "--verify-fast-path",
        hidden=True,
        help="Lint files that are proved clean too; a difference is an internal error.",
    ),
    GroupedOption(
        OTHER,
        "--fail-on",
        metavar="SEVERITY",
        type=EnumChoice(FailOn),
        show_default="the config's, else error",
        help="Lowest severity that exits with 1: error, warning or never.",
    ),
    _flag(OTHER, "-e", "--exit-zero", help="Exit with 0 even if there are findings."),
    _flag(
        OTHER,
        "--exit-non-zero-on-fix",
        help="Exit with 1 if a file was fixed, even if no findings remain.",
    ),
    GroupedOption(
        OTHER,
        "--now",
        metavar="INSTANT",
        callback=parse_instant,
        show_default="the current one",
        help="Date and time that rules compare dates with.",
    ),
)
"""The parameters, in the order of the fields."""
