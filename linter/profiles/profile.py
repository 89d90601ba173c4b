"""What a profile is: how one generator finds, reads and publishes its pages."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.frontmatter.scalars.dialect import Dialect
from linter.site.config import SiteConfig
from linter.site.documents import SiteProblem
from linter.site.files import is_folder

if TYPE_CHECKING:
    from linter.site.links import SiteLinks

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdown", ".mdown", ".mkdn"})
"""How the names of Markdown files end."""

MDX_SUFFIXES = frozenset({".md", ".markdown", ".mdx"})
"""How the names of Markdown files end where MDX is read too."""

HTML_SUFFIXES = frozenset({".html", ".htm"})
"""How the names of HTML files end."""

POSTS = frozenset({"_posts", "_drafts"})
"""Folders of posts, in any folder of a site."""


class Content(NamedTuple):
    """The pages of one site: the folders in which they lie, and which files there they are.

    `folders` are relative to the site's root, and an empty text is the root itself. `is_page` takes
    a path relative to the root. Each folder in one that is `divided` has pages of its own kind, as
    it has where there is only one folder of content.
    """

    folders: tuple[str, ...]
    is_page: Callable[[str], bool]
    divided: frozenset[str] = frozenset()


def files_in(
    folders: tuple[str, ...],
    suffixes: frozenset[str],
    skipped: frozenset[str] = frozenset(),
    hidden: str = "._",
    shown: frozenset[str] = frozenset(),
) -> Content:
    """Return the files with these suffixes in folders of the site and below.

    Names that start with a `hidden` character, except those `shown`, and those `skipped` are left
    out, folders and files alike.
    """
    prefixes = tuple(f"{folder}/" if folder else "" for folder in folders)

    def is_page(relative: str) -> bool:
        prefix = next((one for one in prefixes if relative.startswith(one)), None)
        if prefix is None or PurePosixPath(relative).suffix.lower() not in suffixes:
            return False
        names = relative.removeprefix(prefix).split("/")
        return not any(
            (name[0] in hidden and name not in shown) or name in skipped for name in names
        )

    return Content(folders, is_page)


def top_folders(root: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """Return those of some folders of a site that are there, without the ones inside another.

    A folder outside the root, or the root itself, is none of them.
    """
    normal = {os.path.normpath(folder) for folder in folders if folder}
    inside = {each for each in normal if each != "." and not each.startswith(("..", os.sep))}
    there = sorted(each for each in inside if is_folder(root / each))
    return tuple(each for each in there if not any(each.startswith(f"{other}/") for other in there))


class DateReader(NamedTuple):
    """Which keys of a page a generator reads as dates, and in what texts; others stop its build."""

    keys: frozenset[str]
    """Keys at the top of a page, in lower case."""

    reads: Callable[[str], bool]
    """Whether it takes a text for a date. So it counts where that is not certain, and where a
    date has the right form but is not in the calendar."""

    is_read_in: Callable[[str], bool] = lambda _path: True
    """Whether it reads the dates of the page at a path."""

    needs_value: bool = False
    """Whether a key without a value stops the build too."""


# Two profiles are the same if they are one object; a copy for another process is made by name.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Profile:
    """How one generator finds, reads and publishes its pages."""

    name: str
    """Its name in configs: `hugo`."""

    title: str
    """Its name in messages: `Hugo`."""

    dialect: Dialect
    """How it reads front matter."""

    schema: str
    """The built-in schema of its pages."""

    content: Callable[["SiteRoot"], Content]
    """Returns the pages of a site."""

    markers: frozenset[str] = frozenset()
    """The names of files and folders of which one lies in the root of every site."""

    is_site: Callable[["SiteRoot"], bool] = lambda _: True
    """Whether a folder with a marker is the root of a site of this generator."""

    rank: int = 0
    """Where several profiles fit a folder, the one with the highest rank holds."""

    outputs: frozenset[str] = frozenset()
    """Folders of the root that are written or fetched by tools, and not walked."""

    read_settings: Callable[[Path], dict[str, Any]] = lambda _: {}
    """Returns the generator's own config of the site at a root folder, if the profile reads it as
    one table."""

    site_config: Callable[["SiteRoot"], SiteConfig | SiteProblem] = lambda _: SiteConfig()
    """Returns the addresses and folders of a site."""

    links: str = "plain"
    """The module of `linter.profiles.links` that resolves links."""

    date_form: str = "any"
    """The form of dates: `utc-seconds`, or `any` that the generator reads."""

    dates: DateReader | None = None
    """How it reads dates itself; None if it leaves them to templates."""

    has_file_dates: bool = False
    """Whether the date in the name of a file counts even where front matter has another one."""

    has_known_kinds: bool = False
    """Whether files are first looked at for the kinds of `news_api`."""

    has_one_reader: bool = True
    """Whether the generator alone reads the files, so that other readers may differ from it."""

    def __repr__(self) -> str:
        """Return the same text in each process, since cache keys hold it."""
        return f"Profile({self.name})"

    def __reduce__(self) -> tuple[Callable[[str], "Profile"], tuple[str]]:
        """Pickle the name alone."""
        return named, (self.name,)


def named(name: str) -> Profile:
    """Return a profile by its name, which is that of its module.

    Raises:
        ModuleNotFoundError: no profile has that name.

    """
    profile: Profile = import_module(f"{__package__}.{name.replace('-', '_')}").PROFILE
    return profile


@dataclass(frozen=True)
class SiteRoot:
    """The root folder of a site, an absolute path free of links, and the profile of the site."""

    path: str
    profile: Profile

    def __hash__(self) -> int:
        """Return the hash of the path, which each file of a site calls for several times."""
        return hash(self.path)

    @property
    def folder(self) -> Path:
        """The root folder."""
        return Path(self.path)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The generator's own config, read once; empty if the profile does not read it so."""
        return self.profile.read_settings(self.folder)

    @cached_property
    def config(self) -> SiteConfig | SiteProblem:
        """The addresses and folders of the site, read once."""
        return self.profile.site_config(self)

    @cached_property
    def content(self) -> Content:
        """The pages of the site; those of default settings where its own cannot be read."""
        return self.profile.content(self)

    def links_at(self, config: SiteConfig) -> "SiteLinks":
        """Return how the links of the site are resolved, with these addresses and folders."""
        # Few runs need it: the pages of a site are read for links that lead to no file.
        module = import_module(f"{__package__}.links.{self.profile.links}")
        links: SiteLinks = module.Links(self, config)
        return links

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the pages, since a function that finds them stays in its process."""
        return {key: value for key, value in self.__dict__.items() if key != "content"}
