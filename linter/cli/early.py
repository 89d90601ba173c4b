"""The early way out of `articlelint check`: named files that are proved clean at once.

It is tried before click, PyYAML or any rule is imported, by the entries that an earlier run stored
about the folders of the files (`linter.fastpath.entry`). If anything is uncertain, or has changed
since that run, nothing is printed and the command runs as a whole.
"""

import os
import stat
import sys
import time
from typing import Any

from linter.cli.color import has_color
from linter.cli.early_arguments import Arguments
from linter.core.filesystem import read_bytes
from linter.fastpath import entry
from linter.fastpath.entry import Entry, Key
from linter.fastpath.plan import Plan
from linter.fastpath.prove import Proof, Prover
from linter.fastpath.validity import Condition, is_valid
from linter.profiles.kind_by_keys import kind_by_keys

# Of data files the suffix decides on how they are read.
_DATA = (".yaml", ".yml", ".json", ".toml")

# A file may name its schema itself.
_SCHEMA_CHOICE = "$schema"


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
    by_folder: dict[str, _Folder] = {}
    for file in sorted(files):
        path = os.path.dirname(file)  # noqa: PTH120
        if path not in by_folder:
            by_folder[path] = _Folder(path, here, arguments)
        if not by_folder[path].is_clean(file):
            return None
    if arguments.quiet:
        return ""
    plain, colored = by_folder[path].entry.passed
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


class _Folder:
    """A folder of files, with its entry."""

    def __init__(self, folder: str, here: str, arguments: Arguments) -> None:
        """Read the entry.

        Raises:
            LookupError: there is none, or something has changed since.

        """
        key = Key.of(here, folder, force_exclude=arguments.force_exclude)
        found = entry.read(arguments.cache_folder or entry.default_folder(), key)
        if found is None or not found.is_current:
            raise LookupError(folder)
        self.entry: Entry = found
        self._prefix = f"{here.rstrip(os.sep)}{os.sep}"
        self._is_named = not arguments.force_exclude
        self._provers: dict[str, tuple[Prover, list[Condition]]] = {}
        self._now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def is_clean(self, file: str) -> bool:
        """Whether it is certain that nothing is found in a file, here or by comparing it."""
        name = os.path.basename(file)  # noqa: PTH119
        if name.lower().endswith(_DATA):
            return False
        if self.entry.names is not None and name not in self.entry.names:
            return False
        data = read_bytes(file, max_bytes=self.entry.max_file_bytes)
        # Every byte of the text must be UTF-8, and its front matter decides on its kind.
        text = data.decode()
        if _SCHEMA_CHOICE in text:
            return False
        known = self._prover(self._kind(text[: text.index(entry.CLOSING) + 1]))
        if known is None:
            return False
        prover, conditions = known
        proof = prover.prove(
            data,
            file.removeprefix(self._prefix).replace(os.sep, "/"),
            now=self._now,
            max_characters=self.entry.max_front_matter,
            accepts=lambda values: is_valid(conditions, values),
            site=_UNSEEN if self.entry.has_site else None,
        )
        return isinstance(proof, Proof) and not proof.facts

    def _kind(self, front_matter: str) -> str:
        if not self.entry.is_kind_in_text:
            return ""
        return kind_by_keys(front_matter, len(front_matter), is_named=self._is_named) or ""

    def _prover(self, kind: str) -> tuple[Prover, list[Condition]] | None:
        if kind not in self._provers:
            known = self.entry.kinds.get(kind)
            if known is None:
                return None
            plan, conditions = known
            self._provers[kind] = Prover(Plan.of(plan)), conditions
        return self._provers[kind]


class _UnseenSite:
    """A site that nobody has read: whatever depends on it is uncertain."""

    def __getattr__(self, name: str) -> Any:
        raise LookupError(name)


_UNSEEN: Any = _UnseenSite()
