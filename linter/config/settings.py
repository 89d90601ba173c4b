"""Settings as frozen values: what is linted, by which schema, with which rules and options.

`configfile` reads them from a file; without any file the defaults hold.
"""

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from linter.core.diagnostic import Severity
from linter.core.globs import Globs, RootedGlobs, last_verdict
from linter.core.limits import DEFAULT as DEFAULT_LIMITS
from linter.core.limits import Limits
from linter.frontmatter.scalars.dialect import Dialect
from linter.site.config import SiteSettings


class FailOn(StrEnum):
    """From which severity on a finding makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


@dataclass(frozen=True)
class Settings:
    """Everything that decides what is found in a file.

    `select`, `extend_select`, `ignore` and `off` hold codes, prefixes of codes, or names of rules;
    an empty `select` stands for the rules that are on by default, and what `off` names never runs.
    `options` and `severities` hold what differs from the rules' own, by code.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    off: tuple[str, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    limits: Limits = DEFAULT_LIMITS


class Presence(StrEnum):
    """Whether each file of a collection must have front matter."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class Kind(NamedTuple):
    """What a file is held to: a schema, how its YAML scalars are typed, whether a block is a must.

    `schema` is the name of a built-in schema, or the absolute path of a file below the site root.
    """

    schema: str
    dialect: Dialect = Dialect.JEKYLL
    needs_block: bool = True
    """Whether a file without front matter is a mistake."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Files of one kind, by globs as in `.gitignore` that are relative to the site root."""

    name: str
    files: tuple[str, ...]
    kind: Kind


class Ignored(NamedTuple):
    """Rules that do not run on the files of a folder that a glob matches."""

    folder: Path
    glob: str
    selectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """What one config file says, joined with those it extends and with the command line.

    `sources` are the files it comes from, the nearest first; none for the defaults. Without
    `collections` a site's usual folders tell the kinds of files.
    """

    sources: tuple[Path, ...] = ()
    site_root: Path | None = None
    site: SiteSettings = field(default_factory=SiteSettings)
    dialect: Dialect = Dialect.JEKYLL
    collections: tuple[Collection, ...] = ()
    exclude: tuple[tuple[Path, str], ...] = ()
    settings: Settings = field(default_factory=Settings)
    per_file_ignores: tuple[Ignored, ...] = ()
    fail_on: FailOn | None = None
    output_format: str | None = None
    baseline: Path | None = None

    def settings_for(self, path: Path | str) -> Settings:
        """Return the settings for one file, by its absolute path."""
        found = [
            selector
            for ignored in self.per_file_ignores
            if _matches(str(ignored.folder), (ignored.glob,), str(path))
            for selector in ignored.selectors
        ]
        return _without(self.settings, tuple(found)) if found else self.settings

    def collection_of(self, path: Path | str) -> Collection | None:
        """Return the first collection that a file, by its absolute path, belongs to."""
        if self.site_root is None:
            return None
        root = str(self.site_root)
        own = (one for one in self.collections if _matches(root, one.files, str(path)))
        return next(own, None)

    def excludes(self, path: str) -> bool:
        """Whether a walk leaves out a file or folder; a folder's absolute path ends in `/`.

        As in `.gitignore` the last glob that matches decides, and what is around the path is not
        looked at: a walk does not go into a folder that is left out.
        """
        return bool(self.exclude) and last_verdict(path, _exclusions(self.exclude)) is True


@lru_cache(maxsize=64)
def _without(settings: Settings, selectors: tuple[str, ...]) -> Settings:
    """Return settings with rules off; one object for all files alike."""
    return replace(settings, off=(*settings.off, *selectors))


DEFAULT = Config()
"""What holds without a config file."""


def _matches(folder: str, globs: tuple[str, ...], path: str) -> bool:
    """Whether a path lies in a folder and matches its globs, the last one that matches deciding."""
    prefix = folder.rstrip("/") + "/"
    return path.startswith(prefix) and _globs(globs).selects(path[len(prefix) :])


@lru_cache(maxsize=256)
def _globs(lines: tuple[str, ...]) -> Globs:
    return Globs(map(os.fsencode, lines))


@lru_cache(maxsize=16)
def _exclusions(exclude: tuple[tuple[Path, str], ...]) -> tuple[RootedGlobs, ...]:
    """Return what is left out, with globs of one folder that follow one another put together."""
    return tuple(
        RootedGlobs(str(folder), Globs(os.fsencode(glob) for _, glob in pairs))
        for folder, pairs in groupby(exclude, key=itemgetter(0))
    )
