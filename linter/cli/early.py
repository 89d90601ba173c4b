"""The early way out of `articlelint check`: named files that are proved clean at once.

It is tried before click, PyYAML or any rule is imported, by the entries that an earlier run stored
about the folders of the files (`linter.fastpath.entry`). If anything is uncertain, or has changed
since that run, nothing is printed and the command runs as a whole.
"""

import os
import stat
import sys
from typing import TYPE_CHECKING

from linter.cli.color import has_color
from linter.cli.early_arguments import Arguments
from linter.fastpath import entry
from linter.run.known_folders import KnownFolders

if TYPE_CHECKING:
    from linter.fastpath.current_facts import NewFact
    from linter.run.known_folder import KnownFolder


def ends_early(arguments: Arguments) -> bool:
    """Print what the command prints if that is certain; return whether it was printed."""
    text = printed(arguments)
    try:
        if text:
            os.write(sys.stdout.fileno(), text.encode())
    except OSError:
        # The command gets the same error, and reports it.
        return False
    return text is not None


def printed(arguments: Arguments) -> str | None:
    """Return what the command prints, with exit status 0; None where that is not certain."""
    try:
        return _text(arguments)
    except Exception:  # noqa: BLE001 - entries may hold anything; what is ours the command meets
        return None


def _text(arguments: Arguments) -> str | None:
    """Return what is printed where all files are clean; None where that is uncertain."""
    here = os.getcwd()  # noqa: PTH109 - `pathlib` takes too long here, and below
    files = {_plain(path, here) for path in arguments.paths}
    if len(files) < len(arguments.paths):
        return None
    cache_folder = arguments.cache_folder or entry.default_folder()
    known = KnownFolders(here, cache_folder, arguments.force_exclude)
    by_folder: dict[str, KnownFolder | None] = {}
    facts: list[NewFact] = []
    indexes: set[str | None] = set()
    for file in sorted(files):
        path = os.path.dirname(file)  # noqa: PTH120
        if path not in by_folder:
            by_folder[path] = known.folder(path)
        folder = by_folder[path]
        new = None if folder is None else folder.new_facts(file)
        if folder is None or new is None:
            return None
        facts += new
        indexes.add(folder.index_name)
    if folder is None or len(indexes) > 1 or folder.may_share(facts, files):
        return None
    if arguments.quiet:
        return ""
    plain, colored = folder.entry.passed
    passed = colored if has_color(sys.stdout) else plain
    return passed and f"{passed}: {len(files):,} file{'s' if len(files) > 1 else ''}.\n"


def _plain(path: str, here: str) -> str:
    """Return the absolute path of a regular file, without links.

    Raises:
        ValueError: it is something else, or the path has links.

    """
    whole = os.path.join(here, path)  # noqa: PTH118
    file = os.path.normpath(whole)
    if ".." in path.split("/") or os.path.realpath(file) != file:
        raise ValueError(path)
    if not stat.S_ISREG(os.lstat(file).st_mode):
        raise ValueError(path)
    return file
