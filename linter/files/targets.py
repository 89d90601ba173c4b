"""The files to lint, as values, and how a file is identified and shown."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from linter.config.settings import DEFAULT, Config, Kind, Settings
from linter.core.filesystem import Stamp
from linter.core.paths import real_path
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile, SiteRoot


class Target(NamedTuple):
    """A file to lint.

    `location` is empty for a text that is in no file; `shown_as` is its path as outputs show it.
    Without a `kind` its text decides, and where that does not, `other_kind`; without one, a file is
    not linted. `config` is the config that applies to it, and `settings` are those of this very
    file.
    """

    location: str
    shown_as: str
    kind: Kind | None
    named: bool
    other_kind: Kind | None = None
    site: SiteRoot | None = None
    """The site that it belongs to."""
    config: Config = DEFAULT
    settings: Settings = DEFAULT.settings
    packed_stamp: bytes | None = None
    """The file's state when a walk came across it, as of `Stamp.packed`."""
    url: str | None = None
    """Where it is read from, if that is no file of this system; `path` then leads nowhere."""
    text: bytes | None = None
    """What is linted in place of what the file on the disk holds."""
    not_fixed_because: str | None = None
    """Why a fix of the text could not be applied to the file; None where it can."""

    @property
    def stamp(self) -> Stamp | None:
        """The file's state when a walk came across it."""
        return None if self.packed_stamp is None else Stamp.unpacked(self.packed_stamp)

    @property
    def path(self) -> Path:
        """Where the file lies; a path takes many times the memory of its text."""
        return Path(self.location)


class RunError(NamedTuple):
    """A file or folder that could not be used, and why."""

    path: str
    reason: str


class FoundSite(NamedTuple):
    """A site on a walk, the folders of its content, and how many targets are in it."""

    site: SiteRoot
    folders: tuple[str, ...]
    files: int


class Found(NamedTuple):
    """The files to lint, in order of how they are shown, and what went wrong on the way.

    `targets` are a list only so that a forked worker can empty its copy.
    """

    targets: list[Target]
    errors: tuple[RunError, ...]
    folders: tuple[str, ...] = ()
    """The folders that were walked, free of links: every file in them that fits is a target."""
    notes: tuple[str, ...] = ()
    """What is left out although it was named, and what git could not list."""
    sites: tuple[FoundSite, ...] = ()
    """The sites that were recognised on a walk."""


@lru_cache(maxsize=64)
def known_kind(name: str | None, dialect: Dialect | None) -> Kind | None:
    """Return a kind of `news_api` by its name, one object for all files alike; None for None."""
    return None if name is None else Kind(name, dialect or NEWS_API.dialect)


@lru_cache(maxsize=64)
def page_kind(profile: Profile, dialect: Dialect | None) -> Kind:
    """Return the kind of a generator's pages, one object for all files alike."""
    return Kind.of_pages(profile, dialect)


def identity(path: Path) -> str:
    """Return a text that no other file has: its path, with links to its folder followed."""
    if path.name == "..":
        return real_path(path)
    return f"{real_path(path.parent).rstrip('/')}/{path.name}"


def shown(path: Path, working_folder: Path) -> str:
    """Return a path relative to the working folder, or absolute where it lies outside."""
    real = Path(identity(path))
    # Behind a link, `..` leads elsewhere than the text of the path.
    plain = real if ".." in path.parts else path
    pairs = ((plain, working_folder), (real, Path(real_path(working_folder))))
    for inner, outer in pairs:
        if inner.is_relative_to(outer):
            return inner.relative_to(outer).as_posix()
    return plain.as_posix()


def is_link_on_a_walk(target: Target) -> bool:
    """Whether a file was not named and is a link.

    A walk fixes only what it lints: the file that a link leads to may be outside, and is fixed as
    itself where it is not.
    """
    # The folders of a walk are free of links.
    return not target.named and real_path(target.location) != target.location
