"""One site, of which each part is read once."""

import os
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from pathlib import Path, PurePath
from typing import NamedTuple

from linter.core.digests import digest
from linter.core.paths import real_path
from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.own_keywords import ListReference
from linter.site.config import SiteConfig
from linter.site.documents import SiteProblem, read
from linter.site.files import Miss, SiteFiles, Unresolved, joined_path
from linter.site.index import SiteIndex, index_fingerprint, index_folders, read_index
from linter.site.links import SiteLinks
from linter.site.lists import read_list
from linter.site.pages import Pages
from linter.site.schemas import relative_folder
from linter.web import urls
from linter.web.image import ImageProblem, ImageSize

PAGE = "//page "
"""The start of the name of a page's address among dependencies."""

LinksAt = Callable[[SiteConfig], SiteLinks]
"""Returns how the links of a site are resolved; other processes get it pickled."""

_BY_CERTAINTY = (
    Miss.OTHER_CASE,
    Miss.NOT_CHECKED_OUT,
    Miss.OUTSIDE,
    Miss.NOT_A_FILE,
    Miss.MISSING,
)
"""The misses, the one first that says most."""


class Lead(NamedTuple):
    """What an address leads to: the path of a file, why there is none, or None if another may be.

    `tried` are the paths that were looked at.
    """

    found: str | tuple[str, Unresolved] | None = None
    tried: tuple[str, ...] = ()


class Site:
    """A site, read as far as it is needed and each part once.

    Cached results hold as long as the site is the same: `fingerprint` stands for what the results
    of all its files depend on, and the `dependencies` of a view for what one result depends on.
    """

    def __init__(self, root: Path, config: SiteConfig, links_at: LinksAt | None = None) -> None:
        """Take the site's root folder and its settings; by default its addresses are its files'."""
        self.root = root
        self.config = config
        self._links_at = links_at
        self._files = SiteFiles(root)
        self._pictures: dict[str, ImageSize | ImageProblem | Unresolved] = {}
        self._lists: dict[tuple[ListReference, Dialect], frozenset[str] | SiteProblem] = {}
        self._signatures: dict[str, str] = {}
        self._data_names: defaultdict[str, set[str]] = defaultdict(set)
        self._folders: dict[str, str] = {}
        # Many pages have the same pictures.
        self.lead_from_any_page = lru_cache(maxsize=4096)(partial(self.lead, page=""))

    def __reduce__(self) -> tuple[type["Site"], tuple[Path, SiteConfig, LinksAt | None]]:
        """Pickle the settings alone: what else is read is read again in each process."""
        return Site, (self.root, self.config, self._links_at)

    @cached_property
    def host(self) -> str | None:
        """The host at which the site is published; None if that is not known."""
        url = urls.parse(self.config.url)
        return None if url is None else url.host

    @cached_property
    def fingerprint(self) -> bytes:
        """Sixteen bytes that stand for the settings and for what the index is read from."""
        return index_fingerprint(self.root, self.config)

    @cached_property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return read_index(self.root, self.config)

    @cached_property
    def links(self) -> SiteLinks:
        """How links are resolved."""
        if self._links_at is None:
            return SiteLinks(self.root, self.config)
        return self._links_at(self.config)

    @cached_property
    def _pages(self) -> Pages | None:
        # A submodule, such as a theme, may have pages too.
        return None if self._files.missing_submodules else self.links.pages()

    def folder_of(self, location: str) -> str:
        """Return the folder of a file relative to the root; the root itself for files outside."""
        folder = os.path.dirname(location)  # noqa: PTH120 - called for each file of a site
        if folder not in self._folders:
            self._folders[folder] = relative_folder(folder, self.root)
        return self._folders[folder]

    def path_of(self, location: str) -> str:
        """Return the path of a file relative to the root."""
        folder = self.folder_of(location)
        return joined_path("" if folder == "." else folder, PurePath(location).name)

    def names(self, relative: str) -> list[tuple[str, bool]]:
        """Return the names in a folder, each with whether it is a folder."""
        return self._files.names(relative)

    def picture(self, relative: str) -> ImageSize | ImageProblem | Unresolved:
        """Return the size of a picture, or why there is none; the path is as in `SiteFiles`."""
        if relative not in self._pictures:
            # XML and other parsers are imported for sites with pictures alone.
            from linter.web.image_size import read_image_size

            path = self._files.resolve(relative)
            self._pictures[relative] = (
                path if isinstance(path, Unresolved) else read_image_size(path)
            )
        return self._pictures[relative]

    def lead(self, address: str, page: str) -> Lead:
        """Return what an address on a page leads to; nothing is looked at if that is elsewhere.

        `page` is the path of the page's file, relative to the root.
        """
        places = self.links.places(address, page)
        if places is None:
            return Lead()
        missed: list[tuple[str, Unresolved]] = []
        for path in places.paths:
            # The signature is from before the file is read, so that a write in between is a change.
            self.signature(path)
            found = self._files.resolve(path)
            if not isinstance(found, Unresolved):
                return Lead(path, places.paths[: len(missed) + 1])
            missed.append((path, found))
        path, miss = min(missed, key=lambda each: _BY_CERTAINTY.index(each[1].miss))
        is_certain = places.is_certain and miss.miss is not Miss.NOT_CHECKED_OUT
        is_certain |= miss.miss is Miss.OTHER_CASE
        return Lead((path, miss) if is_certain else None, places.paths)

    def template(self, key: str, value: str) -> str | None:
        """Return the path of the template that a key at the top of a page names, if it is there."""
        places = self.links.templates(key, value)
        return next((each for each in places if self.is_file(each)), None)

    def is_file(self, relative: str) -> bool:
        """Whether a regular file of the site is at a path, which is as in `SiteFiles`."""
        return not isinstance(self._files.resolve(relative), Unresolved)

    def page_files(self, path: str) -> tuple[str, ...]:
        """Return the files of the page at a path of the published site, as far as known."""
        return () if self._pages is None else self._pages.files(path)

    def page_miss(self, path: str) -> Unresolved | None:
        """Return why a path of the published site leads to no page; None if it may lead to one."""
        return None if self._pages is None else self._pages.miss(path)

    def listed(self, reference: ListReference, dialect: Dialect) -> frozenset[str] | SiteProblem:
        """Return the values of a list in a data file, or why there are none."""
        key = reference, dialect
        if key not in self._lists:
            self._lists[key] = read_list(self.root, reference, dialect)
        return self._lists[key]

    def signature(self, dependency: str) -> str:
        """Return a text that changes when what depends on a file may be something else.

        A picture is named as in `picture`; a data file by its path from the root, after a `/`; a
        page by its address, after `//page `.
        """
        if dependency not in self._signatures:
            self._signatures[dependency] = self._signature(dependency)
        return self._signatures[dependency]

    def changed(self, location: str) -> bool:
        """Take the present text of the file at a location; return whether `index` is another one.

        A new or removed file makes another site.
        """
        relative = self.path_of(location)
        self._forget_data(real_path(location))
        if "_pages" in self.__dict__ and self.links.has_moved(relative):
            del self._pages
            for name in [each for each in self._signatures if each.startswith(PAGE)]:
                del self._signatures[name]
        return self._has_other_index(relative)

    def _forget_data(self, real: str) -> None:
        """Read a data file again, by whichever paths and links schemas name it."""
        for name in self._data_names.pop(real, ()):
            self._signatures.pop(f"/{name}", None)
            for key in [each for each in self._lists if each[0].path == name]:
                del self._lists[key]

    def _has_other_index(self, relative: str) -> bool:
        folders = index_folders(self.config)
        if not any(relative.startswith(f"{each}/") for each in folders):
            return False
        self.__dict__.pop("fingerprint", None)
        before = self.__dict__.pop("index", None)
        return before is not None and before != self.index

    def _signature(self, dependency: str) -> str:
        if dependency.startswith(PAGE):
            return repr(self.page_miss(dependency.removeprefix(PAGE)))
        if dependency.startswith("/"):
            return self._data_signature(dependency[1:])
        return self._files.signature(dependency)

    def _data_signature(self, relative: str) -> str:
        self._data_names[real_path(self.root / relative)].add(relative)
        source = read(self.root, relative)
        return "" if isinstance(source, SiteProblem) else digest(source.text.encode()).hex()
