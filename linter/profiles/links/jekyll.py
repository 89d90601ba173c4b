"""Links of Jekyll: all files of the site, and the addresses that permalinks give to pages.

Addresses were compared with those of Jekyll 4.3. Plug-ins that write pages, and themes, may publish
more.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import read_table, table
from linter.profiles.links.front_matter import ANY, files_of, listed
from linter.profiles.links.generator_links import GeneratorLinks
from linter.profiles.links.jekyll_permalinks import Defaults, addresses
from linter.site.config import CONFIG_NAMES
from linter.site.documents import SiteProblem, read, text
from linter.site.files import files_below, is_folder, joined_path
from linter.site.links import Places, inside, parent_of
from linter.site.pages import Pages, key_of
from linter.site.redirects import redirected

_PLUGINS = "_plugins"
_WRITES_PAGES = lazy_pattern(
    r"Generator\b|Page\.new|PageWithoutAFile|:post_write|:post_read|permalink"
)
# Plug-ins that write no pages but feeds and the like, and archives at known addresses.
_HARMLESS = lazy_pattern(
    r"jekyll-(?:archives|avatar|coffeescript|commonmark|commonmark-ghpages|default-layout|feed|gist"
    r"|github-metadata|include-cache|last-modified-at|mentions|octicons|optional-front-matter"
    r"|paginate|readme-index|redirect-from|relative-links|remote-theme|sass-converter|seo-tag"
    r"|sitemap|swiss|target-blank|titles-from-headings|toc)|jemoji|kramdown\S*|rouge|webrick"
)


# The addresses of jekyll-archives 2.2.1, where the site has no other ones.
_ARCHIVES = {
    "year": "/:year/",
    "month": "/:year/:month/",
    "day": "/:year/:month/:day/",
    "category": "/category/:name/",
    "tag": "/tag/:name/",
}
_TOKEN = lazy_pattern(":[a-z]+")
_LAYOUTS = (".html", ".htm", ".md", ".liquid", ".xml", "")


class Links(GeneratorLinks):
    """How the links of Jekyll are resolved."""

    page_keys = ("permalink", "redirect_from", "slug", "date", "categories", "category", "alias")

    @cached_property
    def _settings(self) -> dict[str, Any]:
        return next(filter(None, (read_table(self.root, name) for name in CONFIG_NAMES)), {})

    @cached_property
    def _has_theme(self) -> bool:
        return any(self._settings.get(key) for key in ("theme", "remote_theme"))

    @cached_property
    def _writes_pages(self) -> bool:
        """Whether plug-ins may write pages that no file stands for."""
        plugins = listed(self._settings.get("plugins") or self._settings.get("gems"))
        if any(_HARMLESS.fullmatch(name) is None for name in plugins):
            return True
        sources = (read(self.root, path) for path in files_below(self.root, _PLUGINS, "."))
        return any(
            isinstance(source, SiteProblem) or _WRITES_PAGES.search(source.text) is not None
            for source in sources
        )

    def published(self, path: str) -> Places | None:
        """Return the file of that path; themes have some in folders of `assets` of their own."""
        places = super().published(path)
        if places is None or not (self._has_theme and path.startswith("assets/")):
            return places
        return places._replace(is_certain=is_folder(self.root / parent_of(places.paths[0])))

    def templates(self, key: str, value: str) -> tuple[str, ...]:
        """Return the layout of that name: Jekyll takes it by the name without the suffix."""
        folder = joined_path(
            self.config.source, text(self._settings.get("layouts_dir")) or "_layouts"
        )
        names = (f"{value}{suffix}" for suffix in _LAYOUTS)
        return tuple(inside(folder, name) for name in names) if key == "layout" else ()

    def pages(self) -> Pages | None:
        """Return the addresses of all pages; None where plug-ins may write more."""
        if self._writes_pages:
            return None
        others = list(_archives(self._settings))
        others += redirected(self.root, (self.config.source,), self.config.url)
        return Pages(self._addresses(others), others)

    def _addresses(self, others: list[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
        """Yield the addresses of pages, each with its file."""
        yield "", ""
        defaults = Defaults(self._settings, self.config)
        files = files_of(self.root, self.site.content)
        for path, values in self.page_reader.read(files):
            if values is None:
                others.append(ANY)
                continue
            inner = path.removeprefix(f"{self.config.source}/")
            found = addresses(inner, values, defaults)
            if found is None:
                others.append(ANY)
            else:
                # An empty one is that of a post whose day is unknown.
                yield from ((address, path if address else "") for address in found)
            for key in ("redirect_from", "alias"):
                yield from ((address, path) for address in listed(values.get(key)))


def _archives(settings: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    """Yield patterns of the pages that jekyll-archives writes, if the site uses it."""
    own = settings.get("jekyll-archives")
    templates = _ARCHIVES | table(table(own).get("permalinks")) if isinstance(own, dict) else {}
    for template in filter(None, map(text, templates.values())):
        parts = map(re.escape, _TOKEN.split(key_of(template)))
        yield re.compile("[^/]+".join(parts))
