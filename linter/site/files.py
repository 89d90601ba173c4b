"""The files of a site, safely inside its root: a path or a link that leads out of it is refused."""

import os
import stat
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from linter.core.filesystem import Stamp
from linter.core.paths import real_path
from linter.site.submodules import missing_submodules
from linter.site.unsaved import new_files_below

MAX_DEPTH: Final = 64
"""How many folders deep a site is walked."""

HIDDEN: Final = "._#~"
"""The characters with which the names of files start that Jekyll leaves out."""


class Miss(Enum):
    """Why a path of the site leads to no file."""

    MISSING = auto()
    OTHER_CASE = auto()
    """A file is there whose name differs in upper and lower case, which most servers tell apart."""

    OUTSIDE = auto()
    """The path, or a link on it, leads outside the site; nothing there is looked at."""

    NOT_A_FILE = auto()
    """A folder is there, or something else that is no regular file."""

    NOT_CHECKED_OUT = auto()
    """It lies in a git submodule whose files are not there, so that it may be there elsewhere."""


class Unresolved(NamedTuple):
    """Why a path leads to no file; for `OTHER_CASE`, `found` is the path of the file there is."""

    miss: Miss
    found: str = ""


class SiteFiles:
    """Resolves paths of a site to its files, by one listing of each folder.

    A listing, and what a path leads to, stay as they were when first needed. A listing shows how a
    name is spelt, while some file systems open `A.jpg` as `a.jpg` too.
    """

    def __init__(self, root: Path) -> None:
        """Resolve paths from the root of the site, and refuse those that lead out of it."""
        self._root = real_path(root)
        self._listings: dict[Path, frozenset[str] | None] = {}
        self._resolved: dict[str, Path | Unresolved] = {}

    def resolve(self, relative: str) -> Path | Unresolved:
        """Return the regular file at a path relative to the root, or why there is none."""
        if relative not in self._resolved:
            self._resolved[relative] = self._found(relative)
        return self._resolved[relative]

    def _found(self, relative: str) -> Path | Unresolved:
        names = steps(relative)
        if names is None:
            return Unresolved(Miss.OUTSIDE)
        path = Path(self._root)
        found: list[str] = []
        for name in names:
            listing = self._listing(path)
            if listing is None:
                return Unresolved(Miss.OUTSIDE)
            spelling = spelling_in(listing, name)
            if spelling is None:
                return Unresolved(self._miss_of("/".join(names)))
            found.append(spelling)
            path /= spelling
        if not is_inside(path, self._root):
            return Unresolved(Miss.OUTSIDE)
        if not is_regular(path) or relative.endswith("/"):
            return Unresolved(Miss.NOT_A_FILE if _mode(path) else Miss.MISSING)
        return path if found == names else Unresolved(Miss.OTHER_CASE, "/".join(found))

    @cached_property
    def missing_submodules(self) -> tuple[str, ...]:
        """The folders of git submodules whose files are not there, relative to the root."""
        return missing_submodules(self._root)

    def _miss_of(self, path: str) -> Miss:
        is_elsewhere = any(path.startswith(f"{each}/") for each in self.missing_submodules)
        return Miss.NOT_CHECKED_OUT if is_elsewhere else Miss.MISSING

    def names(self, relative: str) -> list[tuple[str, bool]]:
        """Return the names in a folder, each with whether it is a folder; none for one outside."""
        folder = Path(self._root)
        inner = steps(relative)
        for name in inner or ():
            if name not in (self._listing(folder) or ()):
                return []
            folder /= name
        listing = None if inner is None else self._listing(folder)
        return [(name, is_folder(folder / name)) for name in sorted(listing or ())]

    def signature(self, relative: str) -> str:
        """Return a text that changes when what `resolve` leads to does: a stamp, or the miss."""
        path = self.resolve(relative)
        if isinstance(path, Unresolved):
            return f"{path.miss.name} {path.found}"
        try:
            return " ".join(map(str, Stamp.of(path.stat())))
        except OSError:
            return ""

    def _listing(self, folder: Path) -> frozenset[str] | None:
        """Return the names in a folder, none for what is no folder; None for one outside."""
        if folder not in self._listings:
            self._listings[folder] = names_in(folder) if is_inside(folder, self._root) else None
        return self._listings[folder]


def files_below(
    root: Path, folder: str, hidden: str = HIDDEN, skipped: frozenset[str] = frozenset()
) -> list[str]:
    """Return the regular files of a folder of the site and below it, relative to `root`, sorted.

    Names that start with a `hidden` character, by default those of Jekyll, and folders of the names
    `skipped` are left out. Links to folders are not followed; links to files are, inside the root.
    """
    real_root = real_path(root)
    if not is_inside(root / folder, real_root):
        return []
    found: list[str] = []
    waiting = [(folder, 0)]
    while waiting:
        relative, depth = waiting.pop()
        for entry in _entries(root / relative):
            if entry.name[0] in hidden:
                continue
            path = joined_path(relative, entry.name)
            if not entry.is_dir(follow_symlinks=False):
                if not entry.is_symlink() or is_inside(entry.path, real_root):
                    found += [path] if is_regular(root / path) else []
            elif depth < MAX_DEPTH and entry.name not in skipped:
                waiting.append((path, depth + 1))
    found += [
        joined_path(folder, path)
        for path in new_files_below(root / folder)
        if not any(name[0] in hidden or name in skipped for name in path.split("/"))
    ]
    return sorted(found)


def is_inside(path: str | Path, real_root: str) -> bool:
    """Whether a path, its links followed, is a folder or lies in it; the folder is free of links.

    Nothing that is outside is opened.
    """
    real = real_path(path)
    return real == real_root or real.startswith(f"{real_root.rstrip('/')}/")


def is_regular(path: Path) -> bool:
    """Whether a path leads to a regular file, which can be read without waiting."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder."""
    return stat.S_ISDIR(_mode(path))


def steps(path: str) -> list[str] | None:
    """Return the names on a path that starts at the root; None if it climbs above that."""
    names: list[str] = []
    for name in path.split("/"):
        if name == "..":
            if not names:
                return None
            names.pop()
        elif name not in {"", "."}:
            names.append(name)
    return names


def spelling_in(listing: frozenset[str], name: str) -> str | None:
    """Return a name as a listing spells it, in the same case if that is there; None without it."""
    if name in listing:
        return name
    folded = name.casefold()
    return min((other for other in listing if other.casefold() == folded), default=None)


def joined_path(*folders: str) -> str:
    """Return the relative path of nested folders, of which some may be empty."""
    return "/".join(filter(None, folders))


def names_in(folder: Path) -> frozenset[str]:
    """Return the names in a folder; none where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries)
    except OSError:
        return frozenset()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _mode(path: Path) -> int:
    """Return the type bits of the file that a path leads to, as `stat` has them; 0 for none."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0
