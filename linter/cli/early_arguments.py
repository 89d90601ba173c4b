"""The arguments with which `articlelint check` may end early: named files, and plain options.

With them `check` runs without click. Every start of the command imports this module, so that it
imports next to nothing.
"""

import os
from typing import NamedTuple

_QUIET = {"-q": 1, "--quiet": 1, "-qq": 2}
_FORCE_EXCLUDE = "--force-exclude"
_CACHE_DIR = "--cache-dir"

# Shell completion, and annotations in the log of GitHub.
_OTHER_OUTPUT = ("_ARTICLELINT_COMPLETE", "GITHUB_ACTIONS")


class Arguments(NamedTuple):
    """Arguments of `articlelint check` with which a run may end early."""

    paths: list[str]
    cache_folder: str | None
    """That of `--cache-dir`."""
    quiet: int
    """How often `-q` is given."""
    force_exclude: bool


def parsed(arguments: list[str]) -> Arguments | None:
    """Return the arguments of the command line; None where others decide on what is printed."""
    if arguments[:1] != ["check"] or any(map(os.environ.get, _OTHER_OUTPUT)):
        return None
    paths, cache_folder, quiet, force_exclude = [], None, 0, False
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == _CACHE_DIR:
            cache_folder = next(rest, "")
        elif argument.startswith(f"{_CACHE_DIR}="):
            cache_folder = argument.partition("=")[2]
        elif argument in _QUIET:
            quiet += _QUIET[argument]
        elif argument == _FORCE_EXCLUDE:
            force_exclude = True
        elif argument.startswith("-"):
            return None
        else:
            paths.append(argument)
    if not paths or not all(map(os.path.isfile, paths)) or not _may_be_folder(cache_folder):
        return None
    return Arguments(paths, cache_folder, quiet, force_exclude)


def _may_be_folder(path: str | None) -> bool:
    """Whether click accepts the value of an option for a folder, which need not be there."""
    if path is None or (path and not os.path.lexists(path)):
        return True
    return os.path.isdir(path) and os.access(path, os.R_OK)  # noqa: PTH112 - `pathlib` is slow here
