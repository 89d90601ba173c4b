"""The settings of a site in `_config.yml`, read as values.

The folder that holds the file is the site's root. Its TOML form is not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, NamedTuple

from linter.core.values import Value
from linter.frontmatter.source import Source
from linter.site.documents import SiteProblem, mapping, read, text, texts
from linter.site.files import is_regular, joined_path, steps

CONFIG_NAMES: Final = ("_config.yml", "_config.yaml")
"""The names of the file that makes a folder a site, in Jekyll's order."""

# Jekyll 4.3.1 adds these to a site's own `exclude`.
_ALWAYS_EXCLUDED: Final = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
_DATA_FOLDER: Final = "_data"
_ALWAYS_INCLUDED: Final = (".htaccess",)
_GLOB_SIGNS: Final = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings of articlelint's own config that replace those of `_config.yml`, unless None.

    `files` is the folder, relative to the site's root, in which its pictures lie; `data` is that of
    its data files, relative to the site's source.
    """

    url: Annotated[
        str | None,
        "Where the site is published: scheme and host.",
        ("minLength", 1),
        ("examples", ["https://news.example"]),
    ] = None
    baseurl: Annotated[
        str | None, "The path below which it is published.", ("examples", ["/blog"])
    ] = None
    files: Annotated[
        str | None,
        "The folder of its pictures, such as `static`.",
        ("minLength", 1),
        ("examples", ["static"]),
    ] = None
    data: Annotated[
        str | None,
        "The folder of its data files, such as `data`.",
        ("minLength", 1),
        ("examples", ["data"]),
    ] = None


class SiteDates(NamedTuple):
    """The keys at the top of a page that a site's config makes dates of, in lower case.

    `published` has those for the dates of publication and change, `keys` also those for the end.
    """

    keys: frozenset[str]
    published: frozenset[str]


class SiteConfig(NamedTuple):
    """The settings of `_config.yml` for addresses and folders.

    `baseurl` is empty or starts with `/`, and ends with none. `collections` holds for each name
    whether Jekyll writes a page for its files. `source`, the folder of the site's content, is
    relative to the site's root, and `collections_dir` and `data_dir` are relative to `source`; an
    empty text stands for the folder itself. `files`, the folder that addresses lead to, is relative
    to the site's root; None stands for `source`. `dates` is None where the keys of dates are those
    of the generator.
    """

    url: str = ""
    baseurl: str = ""
    collections: Mapping[str, bool] = {"posts": True}
    exclude: tuple[str, ...] = _ALWAYS_EXCLUDED
    source: str = ""
    collections_dir: str = ""
    data_dir: str = _DATA_FOLDER
    files: str | None = None
    dates: SiteDates | None = None

    @property
    def files_folder(self) -> str:
        """The folder that addresses lead to, relative to the site's root."""
        return self.source if self.files is None else self.files

    def data_folder(self, name: str) -> str:
        """Return a folder of the data files, relative to the site's root."""
        return joined_path(self.source, self.data_dir, name)

    def collection_folder(self, collection: str) -> str:
        """Return the folder of a collection, relative to the site's root."""
        return joined_path(self.source, self.collections_dir, f"_{collection}")

    def excludes(self, relative: str) -> bool:
        """Whether Jekyll leaves out a file, by its path relative to `source`.

        A pattern of `exclude` holds for what it matches, with `*` for slashes too, for all below
        that, and for every path that begins with its letters: `CNAME` leaves out `CNAMES` as well
        (measured with Jekyll 4.3.1, as is the rest).
        """
        if relative.startswith(self.exclude):
            return True
        globs = _globs_among(self.exclude)
        if not globs:
            return False
        paths = (relative, *map(str, PurePosixPath(relative).parents))
        return any(fnmatchcase(path, pattern) for path in paths for pattern in globs)

    def overridden(self, settings: SiteSettings) -> "SiteConfig":
        """Return this config with what `settings` state in its place."""
        return self._replace(
            url=self.url if settings.url is None else settings.url,
            baseurl=self.baseurl if settings.baseurl is None else _baseurl(settings.baseurl),
            files=self.files if settings.files is None else settings.files.strip("/"),
            data_dir=self.data_dir if settings.data is None else settings.data.strip("/"),
        )


@lru_cache(maxsize=16)
def _globs_among(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pattern for pattern in patterns if not _GLOB_SIGNS.isdisjoint(pattern))


def read_config(root: Path) -> SiteConfig | SiteProblem:
    """Return the settings of the site at `root`, or why they cannot be read.

    A folder without a `_config.yml` has the defaults.
    """
    name = _config_name(root)
    if name is None:
        return SiteConfig()
    source = read(root, name)
    return source if isinstance(source, SiteProblem) else site_config(source)


def site_config(source: Source) -> SiteConfig | SiteProblem:
    """Return the settings that the text of a `_config.yml` makes, or why Jekyll would refuse it.

    Values that are of no use to Jekyll, such as a number for `url`, count as absent.
    """
    values = mapping(source)
    if isinstance(values, SiteProblem):
        return values
    folders = {
        key: _folder(key, path)
        for key in ("source", "collections_dir", "data_dir")
        if (path := text(values.get(key)))
    }
    for key, folder in folders.items():
        if folder is None:
            return SiteProblem(source.path, 1, f"its `{key}` leads outside the site")
    inside = {key: folder for key, folder in folders.items() if folder is not None}
    return SiteConfig(
        url=text(values.get("url")).strip(),
        baseurl=_baseurl(text(values.get("baseurl"))),
        collections=_collections(values.get("collections")),
        exclude=_excluded(values),
        source=inside.get("source", ""),
        collections_dir=inside.get("collections_dir", ""),
        data_dir=inside.get("data_dir", _DATA_FOLDER),
    )


def _config_name(folder: Path) -> str | None:
    return next((name for name in CONFIG_NAMES if is_regular(folder / name)), None)


def _baseurl(path: str) -> str:
    inner = path.strip("/")
    return f"/{inner}" if inner else ""


def _collections(value: Value) -> dict[str, bool]:
    if isinstance(value, dict):
        given = {
            name: isinstance(settings, dict) and settings.get("output") is True
            for name, settings in value.items()
        }
    else:
        given = dict.fromkeys(texts(value), False)
    return {**given, "posts": True}


def _excluded(values: Mapping[str, Value]) -> tuple[str, ...]:
    patterns = (*texts(values.get("exclude")), *_ALWAYS_EXCLUDED)
    included = {*texts(values.get("include")), *_ALWAYS_INCLUDED}
    return tuple(
        dict.fromkeys(pattern.lstrip("/") for pattern in patterns if pattern not in included)
    )


def _folder(key: str, path: str) -> str | None:
    """Return a folder of the settings as a plain relative path; None if it lies outside.

    All but `source` are relative to the site even if they start with `/`.
    """
    names = steps(path)
    is_absolute = key == "source" and path.startswith(("/", "~"))
    return None if names is None or is_absolute else "/".join(names)
