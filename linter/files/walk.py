"""Walks folders for the files to lint. Links to folders are not followed, and no file is read."""

import os
import stat
from collections import Counter
from collections.abc import Container, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Final

from linter.config.files import Configs
from linter.core.filesystem import Stamp, reason
from linter.core.paths import path_text, real_path
from linter.fastpath.state import State, entry_state
from linter.files.file_names import FolderContext, is_left_out, suffix
from linter.files.folder import Folder, Kinds
from linter.files.gitignore import GitIgnore, Ignores
from linter.files.site_finder import SiteFinder
from linter.files.targets import FoundSite, RunError, Target
from linter.profiles.plain import PROFILE as PLAIN
from linter.profiles.profile import SiteRoot

MAX_DEPTH: Final = 64
"""How many folders deep a walk goes."""


class Seen:
    """What a walk came across: the states in each folder, and the files that git ignores."""

    def __init__(self) -> None:
        """Start with nothing; all paths are absolute and free of links."""
        self.folders: dict[str, dict[str, State]] = {}
        self.ignored: list[str] = []


class Walk:
    """Collects the targets in folders, by their locations, and the errors on the way.

    Files whose text is `elsewhere`, by absolute paths without links, are taken by their names
    alone, whatever is on the disk.
    """

    def __init__(
        self,
        configs: Configs,
        sites: SiteFinder,
        elsewhere: frozenset[str] = frozenset(),
        seen: Seen | None = None,
    ) -> None:
        """Start with nothing found; what the walk comes across is added to `seen`."""
        self.targets: dict[str, Target] = {}
        self.errors: list[RunError] = []
        self._git = GitIgnore()
        self._configs = configs
        self._sites = sites
        self._elsewhere = elsewhere
        self._seen = seen
        self._only: frozenset[str] | None = None

    def sites(self) -> tuple[FoundSite, ...]:
        """Return the recognised sites of the targets, by their roots, without those of a config."""
        counts = Counter(
            target.site
            for target in self.targets.values()
            if target.site is not None and not target.named and not target.config.collections
        )
        return tuple(
            FoundSite(site, site.content.folders, count)
            for site, count in sorted(counts.items(), key=lambda item: item[0].path)
        )

    @property
    def notes(self) -> list[str]:
        """The repositories that git could not list, and why."""
        return self._git.notes

    def add(self, location: Path, shown_as: str, only: frozenset[str] | None = None) -> str:
        """Take the files of a folder, or those `only`, and return its path without links.

        `only` holds the absolute paths of files and of all folders around them. A folder that the
        config excludes, itself or by one around it, has no files.
        """
        self._only = only
        real = real_path(location)
        context, config = FolderContext.of(Path(real).parts), self._configs.of(Path(real))
        site, plain = self._sites.of(real), SiteRoot(real, PLAIN)
        folder = Folder(real, shown_as, context, config, None, site, plain)
        around = (*reversed(Path(real).parents), Path(real))
        if not any(config.excludes(f"{path_text(each)}/") for each in around):
            self._walk(folder)
            self._take_from_elsewhere(folder)
        return real

    def _take_from_elsewhere(self, start: Folder) -> None:
        """Take the files below a folder whose text is elsewhere, as if it held them."""
        for path in self._elsewhere if self._only is None else self._elsewhere & self._only:
            if path.startswith(start.prefix):
                self._take_by_name(path.removeprefix(start.prefix).split("/"), start)

    def _take_by_name(self, names: list[str], folder: Folder) -> None:
        for name in names[:-1]:
            if is_left_out(name, folder.pages.profile) or folder.is_output(name):
                return
            if folder.config.excludes(f"{folder.prefix}{name}/"):
                return
            folder = folder.below(name, self._configs, folder.ignores)
            folder = folder.of_site(self._sites.of(folder.path))
        name = names[-1]
        kinds = None if is_left_out(name, folder.pages.profile) else folder.kinds(name)
        if kinds is not None:
            target = folder.target(name, kinds)
            self.targets.setdefault(target.location, target)

    def _walk(self, folder: Folder) -> None:
        if folder.depth > MAX_DEPTH:
            self._fail(folder.shown_as, f"more than {MAX_DEPTH} folders deep")
            return
        try:
            with os.scandir(folder.path) as listing:
                entries = list(listing)
        except OSError as error:
            self._fail(folder.shown_as, reason(error))
            return
        names = {entry.name for entry in entries}
        if self._seen is not None:
            self._seen.folders[folder.path] = {each.name: entry_state(each) for each in entries}
        ignores = self._ignores(folder, names)
        if folder.depth:
            folder = folder.of_site(self._sites.below(folder.path, names, folder.site))
        if self._only is not None:
            entries = [entry for entry in entries if f"{folder.prefix}{entry.name}" in self._only]
        entries.sort(key=attrgetter("name"))
        for entry in _consumed(entries):
            try:
                self._visit(entry, folder, ignores)
            except OSError as error:
                self._fail(folder.shown(entry.name), reason(error))

    def _ignores(self, folder: Folder, names: Container[str]) -> Ignores | None:
        """Return what git ignores below a folder; None where its config does not respect that."""
        if not folder.config.respect_gitignore:
            return None
        return self._git.inside(folder.path, names, folder.ignores or self._git.around(folder.path))

    def _visit(self, entry: os.DirEntry[str], folder: Folder, ignores: Ignores | None) -> None:
        name = entry.name
        path = f"{folder.prefix}{name}"
        if is_left_out(name, folder.pages.profile) or path in self._elsewhere:
            return
        if entry.is_dir(follow_symlinks=False):
            if folder.config.excludes(f"{path}/") or folder.is_output(name):
                return
            if ignores is not None and ignores.has(f"{path}/"):
                self._note_ignored(path)
                return
            if folder.context.kind is not None and suffix(name) in folder.context.suffixes:
                self._fail(folder.shown(name), "a folder, though named like a file")
            else:
                self._walk(folder.below(name, self._configs, ignores))
            return
        kinds = folder.kinds(name)
        if kinds is None:
            return
        if ignores is not None and ignores.has(path):
            self._note_ignored(path)
        else:
            self._take(entry, folder, kinds)

    def _note_ignored(self, path: str) -> None:
        if self._seen is not None:
            self._seen.ignored.append(path)

    def _take(self, entry: os.DirEntry[str], folder: Folder, kinds: Kinds) -> None:
        """Take what a walk came across, if it is a file."""
        status = entry.stat()
        mode = status.st_mode
        if stat.S_ISDIR(mode):
            return
        if not stat.S_ISREG(mode):
            self._fail(folder.shown(entry.name), "not a regular file")
        elif entry.is_symlink() and suffix(Path(real_path(entry.path)).name) not in {
            suffix(entry.name),
            *folder.context.suffixes,
        }:
            # Findings quote lines, and a link can lead to what must not be in a log.
            self._fail(folder.shown(entry.name), "a link to something that is not an article")
        else:
            target = folder.target(entry.name, kinds, Stamp.of(status))
            self.targets.setdefault(target.location, target)

    def _fail(self, shown_as: str, why: str) -> None:
        self.errors.append(RunError(shown_as, why))


def _consumed(entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """Yield entries and drop each one: its status takes more memory than its target."""
    entries.reverse()
    while entries:
        yield entries.pop()
