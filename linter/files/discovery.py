"""From paths to the files to lint. No article is read here.

A named file is always taken, except with `force_exclude`: hooks name every file that changed. A
named folder is walked.
"""

import stat
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from linter.config.files import Configs
from linter.core.filesystem import reason
from linter.core.messages import quoted
from linter.core.paths import path_text, real_path
from linter.files.file_names import SUFFIXES
from linter.files.site_finder import SiteFinder
from linter.files.spelling import Spelling
from linter.files.targets import (
    Found,
    RunError,
    Target,
    identity,
    known_kind,
    page_kind,
    shown,
)
from linter.files.walk import Seen, Walk
from linter.profiles import news_api
from linter.profiles.plain import PROFILE as PLAIN
from linter.site.files import is_inside

if TYPE_CHECKING:
    from linter.config.settings import Kind


def find(  # noqa: PLR0913 - what is searched, and how
    paths: Iterable[str],
    working_folder: Path,
    configs: Configs,
    *,
    force_exclude: bool = False,
    elsewhere: Collection[str] = (),
    seen: Seen | None = None,
) -> Found:
    """Return the files that paths stand for, each once, however often it is reached.

    With `force_exclude` a named file is taken only if a walk of the working folder takes it. Files
    whose text is `elsewhere`, by absolute paths without links, are taken as files by their names
    alone, whatever is on the disk. What walks come across is added to `seen`.

    Raises:
        ConfigError: a config is wrong.

    """
    search = _Search(working_folder, configs, frozenset(elsewhere), seen)
    for path in paths:
        search.add(path)
    if force_exclude:
        search.walk_to_named()
    else:
        search.take_named()
    return search.found()


def named_target(
    path: str, working_folder: Path, configs: Configs, sites: SiteFinder | None = None
) -> Target | None:
    """Return the target for a named file, whether or not it is there.

    Where the config lists collections and the file fits none of them, there is none. A file that no
    generator would take for a page is linted as one.

    Raises:
        ConfigError: a config is wrong.

    """
    location = working_folder / path
    real = Path(identity(location))
    config = configs.of(real.parent)
    collection = config.collection_of(real)
    if collection is None and config.collections:
        return None
    site = (sites or SiteFinder(configs)).of(path_text(real.parent))
    profile = PLAIN if site is None else site.profile
    kind: Kind | None = None
    if collection is not None:
        kind = collection.kind
    elif profile.has_known_kinds:
        kind = known_kind(news_api.of_folders(real.parts[:-1]), config.dialect)
    return Target(
        path_text(location),
        shown(location, working_folder),
        kind,
        named=True,
        other_kind=page_kind(profile, config.dialect),
        site=site,
        config=config,
        settings=config.settings_for(real),
    )


def among(targets: Iterable[Target], paths: frozenset[str]) -> frozenset[str]:
    """Return those targets, as they are shown, that are in a set of paths.

    The paths are absolute, and the folders in them are free of links.
    """
    real = cache(real_path)
    return frozenset(
        target.shown_as
        for target in targets
        if f"{real(target.path.parent).rstrip('/')}/{target.path.name}" in paths
    )


class _Search:
    """Collects named files and what walks find; `_named` holds paths as named, by identity."""

    def __init__(
        self,
        working_folder: Path,
        configs: Configs,
        elsewhere: frozenset[str],
        seen: Seen | None,
    ) -> None:
        self._working_folder = working_folder
        self._configs = configs
        self._elsewhere = elsewhere
        self._sites = SiteFinder(configs)
        self._spelling = Spelling()
        self._walk = Walk(configs, self._sites, elsewhere, seen)
        self._named: dict[str, str] = {}
        self._folders: list[str] = []
        self._errors: list[RunError] = []
        self._notes: list[str] = []

    def add(self, path: str) -> None:
        """Note a named file, or take what a named folder holds."""
        # An editor's text is known by the path that the editor has for it.
        if not self._elsewhere:
            path = self._spelling.of(path, self._working_folder)
        location = self._working_folder / path
        shown_as = shown(location, self._working_folder)
        own = identity(location)
        if own in self._elsewhere:
            self._named[own] = path
            return
        try:
            is_folder = stat.S_ISDIR(location.stat().st_mode)
        except OSError as error:
            self._errors.append(RunError(shown_as, reason(error)))
            return
        if not is_folder:
            self._named[own] = path
        elif location.suffix.lower() in SUFFIXES:
            self._errors.append(RunError(shown_as, "a folder, though named like a file"))
        else:
            self._folders.append(self._walk.add(location, shown_as))

    def take_named(self) -> None:
        """Take the files that were named, whatever a walk would do."""
        for own, path in self._named.items():
            target = named_target(path, self._working_folder, self._configs, self._sites)
            if target is None:
                shown_as = shown(self._working_folder / path, self._working_folder)
                self._notes.append(
                    f"{shown_as}: not linted, since it fits no collection of the config"
                )
            else:
                self._walk.targets[own] = target

    def walk_to_named(self) -> None:
        """Walk the working folder, but only to the files that were named."""
        around = (path_text(folder) for path in self._named for folder in Path(path).parents)
        self._walk.add(self._working_folder, ".", frozenset((*self._named, *around)))

    def found(self) -> Found:
        """Return everything that was taken, in order."""
        targets = sorted(self._walk.targets.values(), key=lambda target: target.shown_as)
        errors = tuple(sorted({*self._errors, *self._walk.errors}))
        notes = (*self._notes, *self._walk.notes, *self._unmatched_collections(targets))
        return Found(targets, errors, tuple(self._folders), notes, self._walk.sites())

    def _unmatched_collections(self, targets: list[Target]) -> Iterator[str]:
        """Yield a note for each collection of a site walked as a whole that has no file."""
        configs = {self._configs.of(Path(folder)) for folder in self._folders}
        for config in sorted(configs, key=lambda config: config.sources):
            root = config.site_root
            if root is None or not any(is_inside(root, folder) for folder in self._folders):
                continue
            left = {collection.name: collection for collection in config.collections}
            for target in targets:
                if not left:
                    break
                collection = config.collection_of(target.location)
                if collection is not None:
                    left.pop(collection.name, None)
            for collection in left.values():
                globs = ", ".join(map(quoted, collection.files))
                yield f"the collection {quoted(collection.name)} has no files: {globs}"
