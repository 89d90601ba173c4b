"""The Jekyll site around an article: its settings, its files, and what its data files name.

Everything is read from below the site's root and nothing from anywhere else: a path that climbs out
of it, or a link that leads out of it, is refused. What one file says follows from its text alone,
so that it can be kept and used again.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from linter.core.filesystem import Stamp, read_bytes, reason
from linter.frontmatter.block import YAML_SUFFIXES
from linter.frontmatter.document import Document, Problem, Trouble, Value
from linter.frontmatter.source import Source, decode, digest
from linter.web import urls
from linter.web.imagesize import ImageProblem, ImageSize, read_image_size

CONFIG_NAMES: Final = ("_config.yml", "_config.yaml")
"""What makes a folder a site, in Jekyll's order; its TOML form is not read."""

MAX_DEPTH: Final = 64
"""How many folders deep a site is walked."""

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
_ALWAYS_INCLUDED: Final = (".htaccess",)
_GLOB_SIGNS: Final = frozenset("*?[")

_FRONT_MATTER_SUFFIXES: Final = frozenset({".md", ".markdown", ".mkd", ".mkdown", ".html"})

_TROUBLES: Final = {
    Trouble.BAD_BYTE: "it is not UTF-8",
    Trouble.UNCLOSED: "nothing closes its front matter",
    Trouble.TOO_LARGE: "it is too large",
    Trouble.TOO_DEEP: "it is nested too deeply",
    Trouble.ALIAS_EXPANSION: "its aliases expand to too many values",
    Trouble.NOT_A_MAPPING: "it is not a mapping of keys to values",
}


class SiteProblem(NamedTuple):
    """A file of the site that could not be used: where and why, in a few words.

    `path` is relative to the site's root; `row` starts at 1.
    """

    path: str
    row: int
    reason: str


# Settings


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What `_config.yml` says about addresses and folders.

    `baseurl` is empty or starts with `/`, and ends with none. `collections` tells for each name
    whether Jekyll writes a page for its files. `source`, the folder of the site's content, is
    relative to the site's root, and `collections_dir` and `data_dir` are relative to `source`; an
    empty text stands for the folder itself. `files`, the folder that addresses lead to, is relative
    to the site's root; None stands for `source`.
    """

    url: str = ""
    baseurl: str = ""
    collections: Mapping[str, bool] = field(default_factory=lambda: {"posts": True})
    exclude: tuple[str, ...] = _ALWAYS_EXCLUDED
    source: str = ""
    collections_dir: str = ""
    data_dir: str = "_data"
    files: str | None = None


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What is known of a site without a `_config.yml`, or in place of what that says.

    `files` is the folder, relative to the site's root, in which its pictures lie; `data` is that of
    its data files, relative to the site's source.
    """

    url: str | None = None
    baseurl: str | None = None
    files: str | None = None
    data: str | None = None


def find_site_root(path: Path) -> Path | None:
    """Return the nearest folder, at or above `path`, that is a Jekyll site; None without one."""
    # A link to an article stands in the site that holds the link.
    start = Path(os.path.realpath(path if stat.S_ISDIR(_mode(path)) else path.parent))
    for folder in (start, *start.parents):
        if any(_is_regular(folder / name) for name in CONFIG_NAMES):
            return folder
    return None


def read_config(root: Path) -> SiteConfig | SiteProblem:
    """Return the settings of the site at `root`, or why they cannot be read."""
    name = next((name for name in CONFIG_NAMES if _is_regular(root / name)), CONFIG_NAMES[0])
    source = _read(root, name)
    return source if isinstance(source, SiteProblem) else site_config(source)


def site_config(source: Source) -> SiteConfig | SiteProblem:
    """Return the settings that the text of a `_config.yml` makes, or why Jekyll would refuse it.

    Values that are of no use to Jekyll, such as a number for `url`, count as absent.
    """
    values = _whole_yaml(source)
    if isinstance(values, SiteProblem):
        return values
    folders = {
        key: _folder(key, text)
        for key in ("source", "collections_dir", "data_dir")
        if (text := _text(values.get(key)))
    }
    for key, folder in folders.items():
        if folder is None:
            return SiteProblem(source.path, 1, f"its `{key}` leads outside the site")
    return SiteConfig(
        url=_text(values.get("url")).strip(),
        baseurl=_baseurl(_text(values.get("baseurl"))),
        collections=_collections(values.get("collections")),
        exclude=_excluded(values),
        **{key: folder for key, folder in folders.items() if folder is not None},
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value))) if isinstance(value, list) else ()


def _baseurl(text: str) -> str:
    inner = text.strip("/")
    return f"/{inner}" if inner else ""


def _collections(value: Value) -> dict[str, bool]:
    if isinstance(value, dict):
        given = {
            name: isinstance(settings, dict) and settings.get("output") is True
            for name, settings in value.items()
        }
    else:
        given = dict.fromkeys(_texts(value), False)
    return {**given, "posts": True}


def _excluded(values: Mapping[str, Value]) -> tuple[str, ...]:
    patterns = (*_texts(values.get("exclude")), *_ALWAYS_EXCLUDED)
    included = {*_texts(values.get("include")), *_ALWAYS_INCLUDED}
    return tuple(
        dict.fromkeys(pattern.lstrip("/") for pattern in patterns if pattern not in included)
    )


def _folder(key: str, text: str) -> str | None:
    """Return a folder of the settings as a plain relative path; None if it lies outside.

    The others than `source` are below the site even if they start with `/`.
    """
    steps = _steps(text)
    is_absolute = key == "source" and text.startswith(("/", "~"))
    return None if steps is None or is_absolute else "/".join(steps)


def is_excluded(relative: str, config: SiteConfig) -> bool:
    """Whether Jekyll leaves out a file, by its path relative to `source`.

    A pattern of `exclude` holds for what it matches, with `*` for slashes too, for all below that,
    and for every path that begins with its letters: `CNAME` leaves out `CNAMES` as well (measured
    with Jekyll 4.3.1, as is the rest).
    """
    if relative.startswith(config.exclude):
        return True
    globs = [pattern for pattern in config.exclude if not _GLOB_SIGNS.isdisjoint(pattern)]
    paths = (relative, *map(str, PurePosixPath(relative).parents)) if globs else ()
    return any(fnmatchcase(path, pattern) for path in paths for pattern in globs)


# Addresses


def local_path(text: str, config: SiteConfig) -> str | None:
    """Return which file of the site an address means, relative to `source`; None for no file of it.

    Local are `/path`, with or without the site's `baseurl`, and absolute addresses below the site's
    own `url` and `baseurl`; sites that share a host differ in their `baseurl`. Query and fragment
    are dropped and percent escapes decoded. The path may still climb out of the site or lead to
    nothing: `SiteFiles.resolve` tells.
    """
    home = _home(config.url, config.baseurl)
    prefix = config.baseurl if home is None else home.prefix
    if text.startswith("/"):
        if text.startswith("//"):
            return None
        path = text.partition("#")[0].partition("?")[0]
        return _decoded(_below(path, prefix) or path)
    url = urls.parse(text)
    if url is None or home is None or (url.host, _port(url)) != (home.host, home.port):
        return None
    below = _below(url.path, prefix)
    return None if below is None else _decoded(below)


class _Home(NamedTuple):
    """Where a site is published; `prefix` is the path that all its addresses begin with."""

    host: str
    port: int | None
    prefix: str


@lru_cache(maxsize=8)
def _home(url: str, baseurl: str) -> _Home | None:
    parsed = urls.parse(url)
    if parsed is None:
        return None
    return _Home(parsed.host, _port(parsed), parsed.path.rstrip("/") + baseurl)


def _port(url: urls.Url) -> int | None:
    return None if url.port == urls.DEFAULT_PORTS[url.scheme] else url.port


def _below(path: str, prefix: str) -> str | None:
    return path[len(prefix) :] if path.startswith(f"{prefix}/") else None


def _decoded(path: str) -> str:
    relative = path.lstrip("/")
    if "%" not in relative:
        return relative
    from urllib.parse import unquote

    return unquote(relative)


# Files


class Miss(Enum):
    """Why a path of the site leads to no file."""

    MISSING = auto()
    OTHER_CASE = auto()
    """A file is there whose name differs in upper and lower case, which most servers tell apart."""

    OUTSIDE = auto()
    """The path, or a link on it, leads outside the site; nothing there was looked at."""

    NOT_A_FILE = auto()
    """A folder is there, or something else that is no regular file."""


class Unresolved(NamedTuple):
    """Why a path leads to no file; for `OTHER_CASE`, `found` is the path of the file there is."""

    miss: Miss
    found: str = ""


class SiteFiles:
    """The files of a site, as they were when first asked for: each folder is listed once.

    Listings rather than questions to the file system, because some file systems take `A.jpg` and
    `a.jpg` for one.
    """

    def __init__(self, root: Path, source: str = "") -> None:
        """Look for files in the folder `source` of the site, and nowhere outside `root`."""
        self._root = os.path.realpath(root)
        self._start = Path(self._root, source)
        self._listings: dict[Path, frozenset[str] | None] = {}

    def resolve(self, relative: str) -> Path | Unresolved:
        """Return the regular file at a path relative to `source`, or why there is none."""
        steps = _steps(relative)
        if steps is None:
            return Unresolved(Miss.OUTSIDE)
        path = self._start
        found: list[str] = []
        for step in steps:
            names = self._names(path)
            if names is None:
                return Unresolved(Miss.OUTSIDE)
            name = step if step in names else _in_other_case(step, names)
            if name is None:
                return Unresolved(Miss.MISSING)
            found.append(name)
            path /= name
        if not _is_inside(path, self._root):
            return Unresolved(Miss.OUTSIDE)
        if not _is_regular(path) or relative.endswith("/"):
            return Unresolved(Miss.NOT_A_FILE if _mode(path) else Miss.MISSING)
        return path if found == steps else Unresolved(Miss.OTHER_CASE, "/".join(found))

    def _names(self, folder: Path) -> frozenset[str] | None:
        """Return the names in a folder, none for what is no folder; None for one outside."""
        if folder not in self._listings:
            self._listings[folder] = _listed(folder) if _is_inside(folder, self._root) else None
        return self._listings[folder]


def _listed(folder: Path) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries)
    except OSError:
        return frozenset()


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(_mode(path))


def _content_digest(path: Path) -> bytes:
    """Return sixteen bytes for the content of a file; none for one that cannot be read."""
    try:
        return digest(read_bytes(path))
    except OSError:
        return b""


def _stamp(path: Path) -> str:
    """Return the stamp of the file that a path leads to as a text; an empty one for none."""
    try:
        return " ".join(map(str, Stamp.of(path.stat())))
    except OSError:
        return ""


def _mode(path: Path) -> int:
    """Return what kind of file a path leads to, as `stat` numbers them; 0 for none."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _steps(path: str) -> list[str] | None:
    """Return the names on a path that starts at the root; None if it climbs above that."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return steps


def _in_other_case(name: str, names: frozenset[str]) -> str | None:
    folded = name.casefold()
    return min((other for other in names if other.casefold() == folded), default=None)


def _is_inside(path: str | Path, root: str) -> bool:
    real = os.path.realpath(path)
    return real == root or real.startswith(f"{root.rstrip(os.sep)}{os.sep}")


def files_below(root: Path, folder: str) -> list[str]:
    """Return the regular files of a folder of the site and below it, relative to `root`, sorted.

    As in Jekyll, names that start with `.`, `_`, `#` or `~` are left out. Links to folders are not
    followed; links to files are, inside the root.
    """
    real_root = os.path.realpath(root)
    if not _is_inside(root / folder, real_root):
        return []
    found: list[str] = []
    waiting = [(folder, 0)]
    while waiting:
        relative, depth = waiting.pop()
        for entry in _entries(root / relative):
            path = _joined(relative, entry.name)
            if not entry.is_dir(follow_symlinks=False):
                if not entry.is_symlink() or _is_inside(entry.path, real_root):
                    found += [path] if _is_regular(root / path) else []
            elif depth < MAX_DEPTH:
                waiting.append((path, depth + 1))
    return sorted(found)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith((".", "_", "#", "~"))]
    except OSError:
        return []


# What the site names


class DataEntry(NamedTuple):
    """What one file of `_data` names; empty texts where it does not say."""

    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """What other files can refer to.

    `topics` are names, `organisations` names by domain, `items` the paths of the files of the
    collection `learning`, relative to its folder and without suffix. Each is empty where the site
    has none, and then nothing can be said about references. `problems` are files that could not be
    used and might have named more.
    """

    topics: frozenset[str]
    organisations: Mapping[str, str]
    items: frozenset[str]
    problems: tuple[SiteProblem, ...] = ()


def data_entry(source: Source) -> DataEntry | SiteProblem:
    """Return what a file of `_data` names: YAML as a whole, or Markdown with front matter.

    A Markdown file without front matter, such as a README, names nothing.
    """
    if PurePosixPath(source.path).suffix.lower() in YAML_SUFFIXES:
        values = _whole_yaml(source)
    else:
        document = Document(source)
        values = document.data
        problem = document.problem
        if problem is not None and problem.trouble is not Trouble.MISSING:
            values = _site_problem(document, problem)
    if isinstance(values, SiteProblem):
        return values
    return DataEntry(_text(values.get("name")), _text(values.get("domain")))


def read_index(root: Path, config: SiteConfig) -> SiteIndex:
    """Read what the topics, the organisations and the items of the site at `root` are."""
    topics, topic_problems = _read_entries(root, config, "topics")
    organisations, organisation_problems = _read_entries(root, config, "organizations")
    return SiteIndex(
        topics=frozenset(entry.name for entry in topics if entry.name),
        organisations={entry.domain: entry.name for entry in organisations if entry.domain},
        items=read_items(root, config, "learning"),
        problems=(*topic_problems, *organisation_problems),
    )


def data_files(root: Path, config: SiteConfig, name: str) -> list[str]:
    """Return the files in a folder of `_data`, at any depth, relative to `root`, sorted."""
    suffixes = _FRONT_MATTER_SUFFIXES.union(YAML_SUFFIXES)
    paths = files_below(root, _joined(config.source, config.data_dir, name))
    return [path for path in paths if PurePosixPath(path).suffix.lower() in suffixes]


def read_items(root: Path, config: SiteConfig, collection: str) -> frozenset[str]:
    """Return the files of a collection, relative to its folder and without suffix."""
    folder = _joined(config.source, config.collections_dir, f"_{collection}")
    start = len(config.source) + 1 if config.source else 0
    return frozenset(
        PurePosixPath(path.removeprefix(f"{folder}/")).with_suffix("").as_posix()
        for path in files_below(root, folder)
        if not is_excluded(path[start:], config)
    )


def _joined(*folders: str) -> str:
    return "/".join(filter(None, folders))


def _read_entries(
    root: Path, config: SiteConfig, name: str
) -> tuple[list[DataEntry], list[SiteProblem]]:
    entries, problems = [], []
    for path in data_files(root, config, name):
        source = _read(root, path)
        entry = source if isinstance(source, SiteProblem) else data_entry(source)
        if isinstance(entry, SiteProblem):
            problems.append(entry)
        else:
            entries.append(entry)
    return entries, problems


# Reading


def _read(root: Path, relative: str) -> Source | SiteProblem:
    path = root / relative
    if not _is_inside(path, os.path.realpath(root)):
        return SiteProblem(relative, 1, "it leads outside the site")
    try:
        return decode(relative, read_bytes(path))
    except OSError as error:
        return SiteProblem(relative, 1, reason(error))


def _whole_yaml(source: Source) -> dict[str, Value] | SiteProblem:
    """Return the mapping that a whole file of YAML holds, typed as Jekyll types it."""
    document = Document(source)
    problem = document.problem
    if problem is None:
        return document.data
    return _site_problem(document, problem)


def _site_problem(document: Document, problem: Problem) -> SiteProblem:
    row = document.lines.position(problem.span.start).row
    reason = problem.mistake.cause if problem.mistake else _TROUBLES[problem.trouble]
    return SiteProblem(document.source.path, row, reason)


class Site:
    """One site, read as far as somebody asks; what was read is kept."""

    def __init__(self, root: Path, config: SiteConfig) -> None:
        """Take the site's root folder and its settings."""
        self.root = root
        self.config = config
        self._files = SiteFiles(root, config.source if config.files is None else config.files)
        self._pictures: dict[str, ImageSize | ImageProblem | Unresolved] = {}
        self._signatures: dict[str, str] = {}
        self.asked: dict[str, str] = {}
        """The signatures of the pictures that were asked for, by their paths."""

    @cached_property
    def fingerprint(self) -> bytes:
        """Sixteen bytes that stand for the settings and for what the index is read from."""
        data = (
            (path, _content_digest(self.root / path))
            for name in ("topics", "organizations")
            for path in data_files(self.root, self.config, name)
        )
        items = sorted(read_items(self.root, self.config, "learning"))
        whole = repr((self.config, list(data), items))
        return digest(whole.encode(errors="surrogatepass"))

    @cached_property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return read_index(self.root, self.config)

    def local(self, address: str) -> str | None:
        """Return where an address of this site lies in it; None for another site's."""
        return local_path(address, self.config)

    def picture(self, relative: str) -> "ImageSize | ImageProblem | Unresolved":
        """Return the size of a picture of this site, or why there is none."""
        # Before the picture is read: what is written meanwhile must show as a change.
        self.asked[relative] = self.signature(relative)
        if relative not in self._pictures:
            path = self._files.resolve(relative)
            self._pictures[relative] = (
                path if isinstance(path, Unresolved) else read_image_size(path)
            )
        return self._pictures[relative]

    def signature(self, relative: str) -> str:
        """Return a word that changes when `picture` may: the file's stamp, or the miss."""
        if relative not in self._signatures:
            path = self._files.resolve(relative)
            self._signatures[relative] = (
                f"{path.miss.name} {path.found}" if isinstance(path, Unresolved) else _stamp(path)
            )
        return self._signatures[relative]

    def forget_asked(self) -> None:
        """Start anew with `asked`, which the caller may keep."""
        self.asked = {}


def find_site(
    path: Path,
    root: Path | None = None,
    given: SiteSettings = SiteSettings(),
) -> "Site | SiteProblem | None":
    """Return the site around a file or folder, or the one at `root`; None where none is.

    Where its settings cannot be used, that is returned; its path is then an absolute one.
    """
    home = root or find_site_root(path)
    if home is None:
        return None
    has_own = root is None or find_site_root(root) == root
    config = read_config(home) if has_own else SiteConfig()
    if isinstance(config, SiteProblem):
        return config._replace(path=(home / config.path).as_posix())
    return Site(home, _with(config, given))


def _with(config: SiteConfig, given: SiteSettings) -> SiteConfig:
    return replace(
        config,
        url=config.url if given.url is None else given.url,
        baseurl=config.baseurl if given.baseurl is None else _baseurl(given.baseurl),
        files=config.files if given.files is None else given.files.strip("/"),
        data_dir=config.data_dir if given.data is None else given.data.strip("/"),
    )
