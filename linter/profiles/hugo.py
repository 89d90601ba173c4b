"""Hugo, <https://gohugo.io>."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_table, table, tables
from linter.profiles.profile import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    Content,
    DateReader,
    Profile,
    SiteRoot,
    files_in,
    top_folders,
)
from linter.site.config import SiteConfig, SiteDates
from linter.site.documents import text, texts
from linter.site.files import files_below, is_folder

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_CONFIGS = tuple(f"hugo{suffix}" for suffix in _SUFFIXES)
_OLD_CONFIGS = tuple(f"config{suffix}" for suffix in _SUFFIXES)
_CONFIG_FOLDER = "config/_default"
_PARTS = frozenset({"frontmatter", "languages", "module", "permalinks", "taxonomies"})
"""Tables of the config that may have a file of their own, and there one for each language."""

# `[frontmatter]` of the config replaces the keys that a date is taken from, the first one first.
_PUBLISHED = ("publishdate", "pubdate", "published")
_CHANGED = ("lastmod", "modified")
_DATE_ALIASES = {
    "publishdate": _PUBLISHED,
    "lastmod": _CHANGED,
    "expirydate": ("expirydate", "unpublishdate"),
}
_DATE_SOURCES = {
    "date": ("date", *_PUBLISHED, *_CHANGED),
    "lastmod": (":git", *_CHANGED, "date", *_PUBLISHED),
    "publishdate": (*_PUBLISHED, "date"),
    "expirydate": _DATE_ALIASES["expirydate"],
}
_DATE_KEYS = frozenset({"date", *_PUBLISHED, *_CHANGED, *_DATE_ALIASES["expirydate"]})
FILE_NAME = ":filename"
"""What stands for the date at the start of a file name, and for its rest as a slug."""

# The layouts of `timeFormats` in github.com/spf13/cast as Go parses them: hours of one digit,
# fractions of seconds, several spaces for one. Those with names of months are taken for more.
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = "(?:[01]?[0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?"
_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_LAYOUTS = (
    _DAY,
    rf"{_DAY}T{_CLOCK}(?:Z|[-+][0-9]{{2}}:?[0-9]{{2}})?",
    rf"{_DAY} +{_CLOCK}(?:Z| *[-+][0-9]{{2}}:?[0-9]{{2}})?",
    rf"{_DAY} +{_CLOCK} +[-+][0-9]{{4}} +(?:[A-Za-z]+|[-+][0-9]+)",
    rf"[0-9]{{2}} +{_MONTH} +[0-9]{{4}}",
    rf"(?:[A-Za-z]+, +)?[0-9]{{2}}[ -]+{_MONTH}[ -]+[0-9]{{2,4}} +[0-9]{{1,2}}:[0-9]{{2}}.*",
    rf"(?:[A-Za-z]{{3}} +)?{_MONTH} +[0-9]{{1,2}} +{_CLOCK}(?: .*)?",
    "[0-9]{1,2}:[0-9]{2}[AP]M",
)


class Mount(NamedTuple):
    """A folder that Hugo reads as if it were another one, each relative to the root."""

    source: str
    target: str


def _is_site(site: SiteRoot) -> bool:
    """Whether a folder has a config of Hugo.

    `config.toml` and the folder `config` are common names, and Zola has a `config.toml` too.
    """
    if any(os.path.lexists(site.folder / name) for name in _CONFIGS):
        return True
    folder = site.folder / _CONFIG_FOLDER
    if any(os.path.lexists(folder / name) for name in (*_CONFIGS, *_OLD_CONFIGS)):
        return True
    settings = site.settings
    return "baseurl" in settings or ("title" in settings and is_folder(site.folder / "content"))


def _content(site: SiteRoot) -> Content:
    """Return the pages in the folders of content, of each language and as mounted."""
    folders = top_folders(site.folder, content_folders(site.settings))
    return files_in(folders, MARKDOWN_SUFFIXES | HTML_SUFFIXES, hidden=".")


def content_folders(settings: dict[str, Any]) -> Iterator[str]:
    """Yield the folders of content that a config has, relative to the site's root."""
    yield text(settings.get("contentdir")) or "content"
    for language in table(settings.get("languages")).values():
        folder = text(table(language).get("contentdir"))
        if folder:
            yield folder
    for mount in mounts(settings):
        if mount.target == "content" or mount.target.startswith("content/"):
            yield mount.source


def mounts(settings: dict[str, Any]) -> Iterator[Mount]:
    """Yield the mounts that a config has."""
    for mount in tables(table(settings.get("module")).get("mounts")):
        yield Mount(text(mount.get("source")), text(mount.get("target")).strip("/"))


def _read_settings(root: Path) -> dict[str, Any]:
    """Return the site's own config with its keys in lower case; what cannot be read is left out."""
    places = [*_CONFIGS, *_OLD_CONFIGS]
    places += [f"{_CONFIG_FOLDER}/{name}" for name in places]
    found: dict[str, Any] = {}
    for place in places:
        found |= _lower(read_table(root, place))
    for path in files_below(root, _CONFIG_FOLDER):
        key, _, rest = path.removeprefix(f"{_CONFIG_FOLDER}/").lower().partition(".")
        language, dot, _ = rest.rpartition(".")
        part = _lower(read_table(root, path)) if key in _PARTS else {}
        if part and dot:
            found[key] = table(found.get(key)) | {language: part}
        elif part:
            found[key] = part
    return found


def _lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key).lower(): _lower(each) for key, each in value.items()}
    return [_lower(each) for each in value] if isinstance(value, list) else value


def _reads_date(text: str) -> bool:
    """Whether Hugo takes a text for a date; an empty one is none to it, and no mistake."""
    return not text or any(re.fullmatch(layout, text) for layout in _LAYOUTS)


def _site_config(site: SiteRoot) -> SiteConfig:
    own = site.settings.get("staticdir")
    static = (texts(own) or (text(own) or "static",))[0]
    return SiteConfig(
        url=text(site.settings.get("baseurl")),
        files=static,
        data_dir="data",
        dates=_site_dates(site.settings),
    )


def _site_dates(settings: dict[str, Any]) -> SiteDates | None:
    sources = date_sources(settings)
    if sources == _DATE_SOURCES:
        return None
    published = frozenset(key for name in sources if name != "expirydate" for key in sources[name])
    return SiteDates(published | frozenset(sources["expirydate"]), published)


def date_sources(settings: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the keys that each date of a page is taken from, in lower case and in their order."""
    own = table(settings.get("frontmatter"))
    return {
        name: tuple(_expanded(texts(own[name]), default)) if name in own else default
        for name, default in _DATE_SOURCES.items()
    }


def _expanded(keys: Iterable[str], default: tuple[str, ...]) -> Iterator[str]:
    for key in map(str.lower, keys):
        yield from default if key == ":default" else _DATE_ALIASES.get(key, (key,))


PROFILE = Profile(
    name="hugo",
    links="hugo",
    title="Hugo",
    dialect=Dialect.HUGO,
    schema="hugo-page",
    content=_content,
    markers=frozenset({*_CONFIGS, *_OLD_CONFIGS, "config"}),
    is_site=_is_site,
    rank=2,
    outputs=frozenset({"public", "resources", "themes"}),
    read_settings=_read_settings,
    site_config=_site_config,
    dates=DateReader(_DATE_KEYS, _reads_date),
)
