"""What other files of a site can refer to: its topics, organisations and items."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, NamedTuple

from linter.core.digests import digest_of_file, digest_of_parts
from linter.frontmatter.block import YAML_SUFFIXES
from linter.frontmatter.source import Source
from linter.site.config import SiteConfig
from linter.site.documents import SiteProblem, front_matter, mapping, read, text
from linter.site.files import files_below

_TOPICS: Final = "topics"
_ORGANISATIONS: Final = "organizations"
_ITEMS: Final = "learning"
_FRONT_MATTER_SUFFIXES: Final = frozenset({".md", ".markdown", ".mkd", ".mkdown", ".html"})


class DataEntry(NamedTuple):
    """The names in one data file; empty texts for those that it lacks."""

    name: str
    domain: str


class IndexFiles(NamedTuple):
    """The files that the names of an index stand for, relative to the root."""

    topics: Mapping[str, str] = MappingProxyType({})
    organisations: Mapping[str, str] = MappingProxyType({})
    """By domain."""
    items: Mapping[str, str] = MappingProxyType({})


class SiteIndex(NamedTuple):
    """What other files can refer to.

    `topics` are names, `organisations` names by domain, `items` the paths of the files of the
    collection `learning`, relative to its folder and without suffix. Each is empty where the site
    has none, and then no reference can be checked. `problems` are files that could not be used and
    might have named more.
    """

    topics: frozenset[str]
    organisations: Mapping[str, str]
    items: frozenset[str]
    problems: tuple[SiteProblem, ...] = ()
    files: IndexFiles = IndexFiles()


def read_index(root: Path, config: SiteConfig) -> SiteIndex:
    """Return the topics, the organisations and the items of the site at `root`."""
    topics, topic_problems = _read_entries(root, config, _TOPICS)
    organisations, organisation_problems = _read_entries(root, config, _ORGANISATIONS)
    items = _item_files(root, config, _ITEMS)
    files = IndexFiles(
        topics={entry.name: path for path, entry in topics if entry.name},
        organisations={entry.domain: path for path, entry in organisations if entry.domain},
        items=items,
    )
    return SiteIndex(
        topics=frozenset(files.topics),
        organisations={entry.domain: entry.name for _, entry in organisations if entry.domain},
        items=frozenset(items),
        problems=(*topic_problems, *organisation_problems),
        files=files,
    )


def index_fingerprint(root: Path, config: SiteConfig) -> bytes:
    """Return sixteen bytes that change when `read_index` may return something else.

    Files are compared by content, so that a new checkout of the same site has the same bytes.
    """
    data = [
        (path, digest_of_file(root / path))
        for folder in (_TOPICS, _ORGANISATIONS)
        for path in _data_files(root, config, folder)
    ]
    items = sorted(collection_items(root, config, _ITEMS))
    return digest_of_parts((config, data, items))


def index_folders(config: SiteConfig) -> list[str]:
    """Return the folders that `read_index` reads, with those in them, relative to the root."""
    data = [config.data_folder(folder) for folder in (_TOPICS, _ORGANISATIONS)]
    return [*data, config.collection_folder(_ITEMS)]


def data_entry(source: Source) -> DataEntry | SiteProblem:
    """Return what a data file names: YAML as a whole, or Markdown with front matter."""
    is_yaml = PurePosixPath(source.path).suffix.lower() in YAML_SUFFIXES
    values = mapping(source) if is_yaml else front_matter(source)
    if isinstance(values, SiteProblem):
        return values
    return DataEntry(text(values.get("name")), text(values.get("domain")))


def collection_items(root: Path, config: SiteConfig, collection: str) -> frozenset[str]:
    """Return the files of a collection, relative to its folder and without suffix."""
    return frozenset(_item_files(root, config, collection))


def _item_files(root: Path, config: SiteConfig, collection: str) -> dict[str, str]:
    folder = config.collection_folder(collection)
    start = len(config.source) + 1 if config.source else 0
    return {
        PurePosixPath(path.removeprefix(f"{folder}/")).with_suffix("").as_posix(): path
        for path in files_below(root, folder)
        if not config.excludes(path[start:])
    }


def _read_entries(
    root: Path, config: SiteConfig, folder: str
) -> tuple[list[tuple[str, DataEntry]], list[SiteProblem]]:
    entries, problems = [], []
    for path in _data_files(root, config, folder):
        source = read(root, path)
        entry = source if isinstance(source, SiteProblem) else data_entry(source)
        if isinstance(entry, SiteProblem):
            problems.append(entry)
        else:
            entries.append((path, entry))
    return entries, problems


def _data_files(root: Path, config: SiteConfig, folder: str) -> list[str]:
    """Return the files in a folder of data files, at any depth, relative to `root`, sorted."""
    suffixes = _FRONT_MATTER_SUFFIXES.union(YAML_SUFFIXES)
    paths = files_below(root, config.data_folder(folder))
    return [path for path in paths if PurePosixPath(path).suffix.lower() in suffixes]
