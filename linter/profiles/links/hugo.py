"""Links of Hugo: `static`, `assets`, page bundles, and the addresses of content.

Addresses were compared with what Hugo 0.152 and later publish; themes and modules that are not on
the disk, and templates, may publish more.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import table
from linter.profiles.hugo import FILE_NAME, content_folders, date_sources, mounts
from linter.profiles.links.front_matter import ANY, files_of, listed
from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.documents import text, texts
from linter.site.files import files_below, is_folder, joined_path, names_in
from linter.site.links import Places, beside, inside, parent_of
from linter.site.pages import Pages, is_download
from linter.site.redirects import redirected

_FOLDER_KEYS = {"assets": "assetdir", "static": "staticdir"}
_TAXONOMIES = {"tag": "tags", "category": "categories"}
_ADAPTER = "_content.gotmpl"
_TOKEN = lazy_pattern(r":(?P<name>[a-z]+)(?:\[[^\]]*\])?")
_OF_TOKENS = {
    "year": r"\d{4}",
    "month": r"\d{2}",
    "day": r"\d{2}",
    "sections": ".+",
    "sectionslugs": ".+",
}
# With a time, as `dateAndSlugFromBaseFilename` of Hugo takes it, and signs between the two.
_DATED_NAME = lazy_pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}-[0-9]{2}-[0-9]{2})?[-_ ]*(?=[^-_ ])"
)
# What Hugo leaves out of an address.
_LEFT_OUT = lazy_pattern(r"[^\w./#+~@-]")


class Links(GeneratorLinks):
    """How the links of Hugo are resolved."""

    page_keys = ("aliases", "slug", "url")

    @cached_property
    def _themes(self) -> tuple[str, ...]:
        theme = self.site.settings.get("theme")
        folder = text(self.site.settings.get("themesdir")) or "themes"
        return tuple(f"{folder}/{name}" for name in listed(theme))

    @cached_property
    def _is_whole(self) -> bool:
        """Whether all themes and modules lie in the site's own folder."""
        modules = table(self.site.settings.get("module"))
        return not modules.get("imports") and all(
            names_in(self.root / theme) for theme in self._themes
        )

    @cached_property
    def _content_folders(self) -> list[str]:
        themes = [f"{theme}/content" for theme in self._themes]
        folders = [each.strip("/") for each in content_folders(self.site.settings)]
        folders += [f"{folders[0]}/{name}" for name in self._languages]
        there = {each for each in (*folders, *themes) if is_folder(self.root / each)}
        # An inner folder first, so that a path is relative to the innermost one.
        return sorted(there, key=len, reverse=True)

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        return tuple(table(self.site.settings.get("languages")))

    @cached_property
    def _sections(self) -> frozenset[str]:
        """The names of the folders in the folders of content, in lower case."""
        files = (self._inner(path) for path in self._files)
        return frozenset(path.split("/", maxsplit=1)[0].lower() for path in files if path)

    @cached_property
    def _files(self) -> list[str]:
        """The files of pages, those of themes last."""
        files = files_of(self.root, self.site.content)
        themes = (path for theme in self._themes for path in files_below(self.root, theme, "."))
        return [*files, *(path for path in themes if self._inner(path) is not None)]

    def _mounted(self, kind: str) -> list[str]:
        """Return the folders of `static` or `assets`, those of themes last."""
        own = self.site.settings.get(_FOLDER_KEYS[kind])
        return [
            *(texts(own) or [text(own) or kind]),
            *(each.source for each in mounts(self.site.settings) if each.target == kind),
            *(f"{theme}/{kind}" for theme in self._themes),
        ]

    def published(self, path: str) -> Places | None:
        """Return a file of `static` or `assets`, or one beside a page."""
        folders = [*self._mounted("static"), *self._mounted("assets"), *self._content_folders]
        # In an address, the folder of a page may have another name than on the disk.
        section = path.split("/", maxsplit=1)[0].lower()
        is_certain = self._is_whole and section not in self._sections
        return Places(tuple(inside(folder, path) for folder in folders), is_certain)

    def relative(self, path: str, page: str) -> Places | None:
        """Return a file of the page's bundle, of `static` or of `assets`.

        A theme may look for it in any folder. It is certain to be missing only where the bundle has
        other pictures.
        """
        folders = [*self._mounted("assets"), *self._mounted("static")]
        paths = (beside(page, path), *(inside(folder, path) for folder in folders))
        return Places(
            paths, is_certain="/" not in path.removeprefix("./") and self._is_in_bundle(path, page)
        )

    def _is_in_bundle(self, path: str, page: str) -> bool:
        name = PurePosixPath(page).name
        if not name.startswith("index.") or not is_download(path):
            return False
        return any(map(is_download, files_below(self.root, parent_of(page), hidden=".")))

    def pages(self) -> Pages | None:
        """Return the addresses of all content; None where modules may bring more."""
        if not self._is_whole:
            return None
        taxonomies = self.site.settings.get("taxonomies", _TAXONOMIES)
        prefix = "(?:(?:" + "|".join(map(re.escape, self._languages)) + ")/)?"
        others = [
            re.compile(rf"{prefix}{re.escape(name)}(?:/.*)?", re.IGNORECASE)
            for name in filter(None, map(text, table(taxonomies).values()))
        ]
        others += [re.compile(prefix + each) for each in _permalinks(self.site.settings)]
        others += redirected(self.root, tuple(self._mounted("static")), self.config.url)
        # Templates put the language of a page before the links on it, or do not.
        addresses = dict.fromkeys(self._addresses(others))
        prefixed = (
            (f"{each}/{address}", path) for each in self._languages for address, path in addresses
        )
        return Pages(chain(addresses, prefixed), others)

    def _addresses(self, others: list[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
        """Yield the addresses of pages, without languages, each with its file."""
        for path, values in self.page_reader.read(self._files):
            if values is None or path.endswith(_ADAPTER):
                others.append(ANY)
            else:
                inner = self._inner(path)
                if inner is not None:
                    # Each folder is a section, or has no page at all.
                    yield from ((_written(parent), "") for parent in _parents(parent_of(inner)))
                    yield from ((address, path) for address in self._of_page(inner, values))

    def _of_page(self, inner: str, values: dict[str, Any]) -> Iterator[str]:
        """Yield the addresses of a page by its path in the content."""
        folder, name = parent_of(inner), PurePosixPath(inner).name.split(".")[0]
        if name in {"index", "_index"}:
            folder, _, name = folder.rpartition("/")
        names = {name, text(values.get("slug")) or (self._without_date(name) or name)}
        own = [_written(joined_path(folder, each)) for each in names]
        own += listed(values.get("url"))
        yield from own
        for alias in listed(values.get("aliases")):
            yield from (joined_path(parent_of(each.strip("/")), alias) for each in own)
            yield alias

    def _without_date(self, name: str) -> str:
        """Return the slug that the rest of a dated file name is where the date counts."""
        return _DATED_NAME.sub("", name) if self._has_file_dates else name

    @cached_property
    def _has_file_dates(self) -> bool:
        return any(FILE_NAME in sources for sources in date_sources(self.site.settings).values())

    def _inner(self, path: str) -> str | None:
        """Return the path of a file in the content; None for what is no content."""
        for folder in self._content_folders:
            if path.startswith(f"{folder}/"):
                return path.removeprefix(f"{folder}/")
        return None


def _parents(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _written(path: str) -> str:
    """Return a path as Hugo writes it in an address: lower case, `-` for spaces, few signs."""
    return _LEFT_OUT.sub("", path.replace(" ", "-")).lower()


def _permalinks(settings: dict[str, Any]) -> Iterator[str]:
    """Yield patterns of the addresses that the config makes from dates, titles and keys."""
    waiting = [settings.get("permalinks")]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, str):
            parts = _TOKEN.split(each.strip("/"))
            # Every second part is the name of a token.
            names = [_OF_TOKENS.get(name, "[^/]+") for name in parts[1::2]]
            yield "".join(map("".join, zip(map(re.escape, parts[::2]), [*names, ""], strict=True)))
