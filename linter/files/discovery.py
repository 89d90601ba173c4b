"""From paths to the files to lint. No article is read here.

A file that is named is always taken, unless what a walk leaves out is to stay left out even then:
hooks name every file that changed. A folder is walked as Jekyll walks a site: hidden files and
folders, `_site`, `node_modules` and `vendor` are left out, and so are files that start with `_`,
`#` or `~` (Jekyll 4, `EntryFilter`), what git ignores, and a README. Files that are YAML as a whole
are taken in the data folders alone. Links to folders are not followed.
"""

import os
import stat
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from linter.config.files import Configs
from linter.config.settings import DEFAULT, Config, Kind, Settings
from linter.core.filesystem import Stamp, reason
from linter.files import kinds
from linter.files.gitignore import GitIgnore, Ignores
from linter.frontmatter.scalars.dialect import Dialect

SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdown", ".html", ".htm"})
"""How the names of Markdown files (Jekyll's `markdown_ext`) and of HTML files end."""

DATA_SUFFIXES = SUFFIXES | {".yaml", ".yml"}
"""How the names of files end that are taken in a data folder of a known kind."""

MAX_DEPTH = 64
"""How many folders deep a walk goes."""

_LEFT_OUT = frozenset({"_site", "node_modules", "vendor"})


class Target(NamedTuple):
    """A file to lint.

    `location` is empty for a text that lies nowhere; `shown_as` is its path as people see it.
    Without a `kind` its text decides; a file that was `named` is linted even if that says nothing.
    `config` is the one that holds for it, `settings` are what it says of this very file.
    """

    location: str
    shown_as: str
    kind: Kind | None
    named: bool
    config: Config = DEFAULT
    settings: Settings = DEFAULT.settings
    stamp: Stamp | None = None
    """The file's state when a walk came across it."""
    url: str | None = None
    """Where it is read from, if that is no file of this system; `path` then leads nowhere."""
    text: bytes | None = None
    """What is linted in place of what the file on the disk holds."""
    not_fixed_because: str | None = None
    """Why a fix of the text could not be applied to the file; None where it can."""

    @property
    def path(self) -> Path:
        """Where the file lies; a path takes many times the memory of its text."""
        return Path(self.location)


class RunError(NamedTuple):
    """A file or folder that could not be used, and why."""

    path: str
    reason: str


class Found(NamedTuple):
    """The files to lint, in order of how they are shown, and what went wrong on the way."""

    targets: tuple[Target, ...]
    errors: tuple[RunError, ...]
    folders: tuple[str, ...] = ()
    """The folders that were walked, free of links: every file in them that fits is a target."""
    notes: tuple[str, ...] = ()
    """What is left out although it was named."""


def find(
    paths: Iterable[str],
    working_folder: Path,
    configs: Configs,
    *,
    force_exclude: bool = False,
    elsewhere: Collection[str] = (),
) -> Found:
    """Return the files that paths stand for, each once, however often it is reached.

    With `force_exclude` a file that is named is taken as a walk of the working folder takes it, or
    left out as there. Files whose text is `elsewhere`, by absolute paths without links, are taken
    as files by their names alone, whatever is on the disk.

    Raises:
        ConfigError: a config is wrong.

    """
    search = _Search(working_folder, configs, frozenset(elsewhere))
    for path in paths:
        search.add(path)
    if force_exclude:
        search.walk_to_named()
    else:
        search.take_named()
    targets = sorted(search.targets.values(), key=lambda target: target.shown_as)
    errors = tuple(sorted(set(search.errors)))
    notes = (*search.notes, *search.git.notes)
    return Found(tuple(targets), errors, tuple(search.folders), notes)


def named_target(path: str, working_folder: Path, configs: Configs) -> Target | None:
    """Return the target for a file that is asked for by name, whether or not it is there.

    Where the config lists collections and the file fits none of them, there is none.

    Raises:
        ConfigError: a config is wrong.

    """
    location = working_folder / path
    real = Path(identity(location))
    config = configs.of(real.parent)
    kind = _kind_of(real, config, kinds.of_folders(real.parts[:-1]))
    if kind is None and config.collections:
        return None
    shown = _shown(location, working_folder)
    settings = config.settings_for(real)
    return Target(str(location), shown, kind, True, config, settings)  # noqa: FBT003


def _kind_of(path: Path | str, config: Config, by_folder: str | None) -> Kind | None:
    """Return the kind that a file's place gives it."""
    if config.collections:
        collection = config.collection_of(path)
        return None if collection is None else collection.kind
    return None if by_folder is None else _kind(by_folder, config.dialect)


@lru_cache(maxsize=64)
def _kind(name: str, dialect: Dialect) -> Kind:
    """Return a kind of built-in schema; one object for all files alike."""
    return Kind(name, dialect)


def among(targets: Iterable[Target], paths: frozenset[str]) -> frozenset[str]:
    """Return those targets, as they are shown, that are in a set of paths.

    The paths are absolute, and the folders in them are free of links.
    """
    real = cache(os.path.realpath)
    return frozenset(
        target.shown_as
        for target in targets
        if f"{real(target.path.parent).rstrip('/')}/{target.path.name}" in paths
    )


class Place(NamedTuple):
    """What the names of a folder and of those around it say of its files.

    `kind` is that of the collection or data folder around them. Where it is `foreign`, they belong
    to something else of the site, though there may be collections below it.
    """

    kind: str | None
    foreign: bool = False

    @property
    def suffixes(self) -> frozenset[str]:
        """How the names of the files to take from this folder end."""
        return DATA_SUFFIXES if self.kind in kinds.DATA.values() else SUFFIXES

    def takes(self, name: str) -> bool:
        """Whether a file of this name is taken from this folder."""
        return _suffix(name) in self.suffixes and not self.foreign and not _is_special(name)

    def below(self, name: str, parent: str) -> "Place":
        """Return the place of a folder in this one, by its name and the name of this one."""
        own_kind = kinds.of_folder(name, parent)
        if own_kind is not None:
            return Place(own_kind)
        return Place(None, foreign=True) if name.startswith("_") else self


class _Folder(NamedTuple):
    """A folder on a walk; its `path` is free of links."""

    path: str
    shown_as: str
    place: Place
    config: Config
    ignores: Ignores
    depth: int = 0

    def shown(self, name: str) -> str:
        """Return how something in this folder is shown."""
        return name if self.shown_as == "." else f"{self.shown_as.rstrip('/')}/{name}"

    def below(self, name: str, configs: Configs, ignores: Ignores) -> "_Folder":
        """Return a folder in this one."""
        path = f"{self.path.rstrip('/')}/{name}"
        place = self.place.below(name, self.path.rpartition("/")[2])
        config = configs.of(Path(path))
        return _Folder(path, self.shown(name), place, config, ignores, self.depth + 1)


class _Search:
    """Collects targets of walks, files that were named, both by what tells files apart, and errors.

    A walk may be limited to the files and folders of `_only`.
    """

    def __init__(
        self, working_folder: Path, configs: Configs, elsewhere: frozenset[str] = frozenset()
    ) -> None:
        self.git = GitIgnore()
        self.targets: dict[str, Target] = {}
        self.named: dict[str, str] = {}
        self.errors: list[RunError] = []
        self.folders: list[str] = []
        self.notes: list[str] = []
        self._working_folder = working_folder
        self._configs = configs
        self._elsewhere = elsewhere
        self._only: frozenset[str] | None = None

    def add(self, path: str) -> None:
        """Take a file, or what a folder holds."""
        location = self._working_folder / path
        shown = _shown(location, self._working_folder)
        own = identity(location)
        if own in self._elsewhere:
            self.named[own] = path
            return
        try:
            is_folder = stat.S_ISDIR(location.stat().st_mode)
        except OSError as error:
            self._fail(shown, reason(error))
            return
        if not is_folder:
            self.named[own] = path
        elif location.suffix.lower() in SUFFIXES:
            self._fail(shown, "a folder, though named like a file")
        else:
            folder = self._start(location, shown)
            self.folders.append(folder.path)
            self._walk_from(folder)

    def take_named(self) -> None:
        """Take the files that were named, whatever a walk would do."""
        for own, path in self.named.items():
            target = named_target(path, self._working_folder, self._configs)
            if target is None:
                shown = _shown(self._working_folder / path, self._working_folder)
                self.notes.append(f"{shown}: not linted, since it fits no collection of the config")
            else:
                self.targets[own] = target

    def walk_to_named(self) -> None:
        """Walk the working folder, though only to the files that were named."""
        around = (str(folder) for path in self.named for folder in Path(path).parents)
        self._only = frozenset((*self.named, *around))
        self._walk_from(self._start(self._working_folder, "."))

    def _start(self, location: Path, shown: str) -> _Folder:
        """Return the folder that a walk starts from."""
        real = os.path.realpath(location)
        place = Place(kinds.of_folders(Path(real).parts))
        return _Folder(real, shown, place, self._configs.of(Path(real)), self.git.around(real))

    def _walk_from(self, folder: _Folder) -> None:
        """Take what a folder holds, unless the config leaves out that folder or one around it."""
        around = (*reversed(Path(folder.path).parents), Path(folder.path))
        if any(folder.config.excludes(f"{each}/") for each in around):
            return
        self._walk(folder)
        prefix = f"{folder.path.rstrip('/')}/"
        for path in self._elsewhere if self._only is None else self._elsewhere & self._only:
            if path.startswith(prefix):
                self._take_by_name(path.removeprefix(prefix).split("/"), folder)

    def _take_by_name(self, names: list[str], folder: _Folder) -> None:
        """Take a file below a folder as if a walk had come across it."""
        if any(map(is_left_out, names)):
            return
        for name in names[:-1]:
            if folder.config.excludes(f"{folder.path.rstrip('/')}/{name}/"):
                return
            folder = folder.below(name, self._configs, folder.ignores)
        path = f"{folder.path.rstrip('/')}/{names[-1]}"
        target = self._target(path, names[-1], folder)
        if target is not None:
            self.targets.setdefault(path, target)

    def _walk(self, folder: _Folder) -> None:
        if folder.depth > MAX_DEPTH:
            self._fail(folder.shown_as, f"more than {MAX_DEPTH} folders deep")
            return
        try:
            with os.scandir(folder.path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            self._fail(folder.shown_as, reason(error))
            return
        names = {entry.name for entry in entries}
        ignores = self.git.inside(folder.path, names, folder.ignores)
        # What was visited is let go of: the status of each entry takes more memory than its target.
        entries.reverse()
        while entries:
            entry = entries.pop()
            try:
                self._visit(entry, folder, ignores)
            except OSError as error:
                self._fail(folder.shown(entry.name), reason(error))

    def _visit(self, entry: os.DirEntry[str], folder: _Folder, ignores: Ignores) -> None:
        if self._only is not None and entry.path not in self._only:
            return
        name = entry.name
        if is_left_out(name) or entry.path in self._elsewhere:
            return
        if entry.is_dir(follow_symlinks=False):
            path = f"{entry.path}/"
            if ignores.has(path) or folder.config.excludes(path):
                return
            if folder.place.kind is not None and _suffix(name) in folder.place.suffixes:
                self._fail(folder.shown(name), "a folder, though named like a file")
            else:
                self._walk(folder.below(name, self._configs, ignores))
        elif not ignores.has(entry.path):
            target = self._target(entry.path, name, folder)
            if target is not None:
                self._take(entry, folder, target)

    @staticmethod
    def _target(path: str, name: str, folder: _Folder) -> Target | None:
        """Return the target for a file in a folder; None where a walk leaves it out."""
        config = folder.config
        if config.collections:
            kind = _kind_of(path, config, None)
            is_taken = kind is not None
        else:
            by_folder = folder.place.kind
            kind = None if by_folder is None else _kind(by_folder, config.dialect)
            is_taken = folder.place.takes(name)
        if not is_taken or config.excludes(path):
            return None
        settings = config.settings_for(path)
        return Target(path, folder.shown(name), kind, False, config, settings)  # noqa: FBT003

    def _take(self, entry: os.DirEntry[str], folder: _Folder, target: Target) -> None:
        """Take a file that a walk came across, if it is one."""
        status = entry.stat()
        mode = status.st_mode
        if stat.S_ISDIR(mode):
            return
        if not stat.S_ISREG(mode):
            self._fail(target.shown_as, "not a regular file")
        elif entry.is_symlink() and _suffix(os.path.realpath(entry.path)) not in {
            _suffix(entry.name),
            *folder.place.suffixes,
        }:
            # Findings quote lines, and a link can lead to what must not stand in a log.
            self._fail(target.shown_as, "a link to something that is no article")
        else:
            found = target._replace(stamp=Stamp.of(status))
            self.targets.setdefault(target.location, found)

    def _fail(self, shown_as: str, why: str) -> None:
        self.errors.append(RunError(shown_as, why))


def is_left_out(name: str) -> bool:
    """Whether a walk passes a file or folder of this name by."""
    return name.startswith(".") or name in _LEFT_OUT


def _suffix(path: str) -> str:
    return Path(path).suffix.lower()


def _is_special(name: str) -> bool:
    return name.startswith(("_", "#", "~")) or name.lower().startswith("readme.")


def identity(path: Path) -> str:
    """Return what tells a file from all others: its path with the links to its folder followed."""
    if path.name == "..":
        return os.path.realpath(path)
    return f"{os.path.realpath(path.parent).rstrip('/')}/{path.name}"


def _shown(path: Path, working_folder: Path) -> str:
    """Return a path relative to the working folder, or absolute where it lies outside."""
    real = Path(identity(path))
    # Behind a link, `..` leads elsewhere than the text of the path says.
    plain = real if ".." in path.parts else path
    pairs = ((plain, working_folder), (real, Path(os.path.realpath(working_folder))))
    for inner, outer in pairs:
        if inner.is_relative_to(outer):
            return inner.relative_to(outer).as_posix()
    return plain.as_posix()
