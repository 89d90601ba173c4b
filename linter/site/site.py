"""One site, and the view that one file has of it."""

import os
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from linter.core.digests import digest
from linter.core.paths import real_path
from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.own_keywords import ListReference
from linter.schema.schema import Schema
from linter.site.config import SiteConfig, SiteDates
from linter.site.documents import SiteProblem, read
from linter.site.files import Miss, SiteFiles, Unresolved, joined_path
from linter.site.index import SiteIndex, index_fingerprint, index_folders, read_index
from linter.site.links import SiteLinks
from linter.site.lists import read_list
from linter.site.pages import Pages
from linter.site.schemas import NoSchemaError, find_schema, relative_folder
from linter.web import urls
from linter.web.elsewhere import is_elsewhere
from linter.web.image import ImageProblem, ImageSize

if TYPE_CHECKING:
    from linter.site.date_forms import DateForm
    from linter.site.peers import Peers

_SCHEMA = "//schema "
"""The start of the name of a schema among dependencies; names of files never start with `//`."""

_PAGE = "//page "
"""The start of the name of a page's address among dependencies."""

_DATE_FORM = "//date-form "
"""The start of the name of a key of dates among dependencies."""

_KEY_USES = "//key-uses "
"""The start of the name of a key that files have among dependencies."""

FROM_ANY_PAGE = ("/", "https://", "http://")
"""The starts of addresses that lead to the same from every page."""

_ANY_PICTURE = "picture.png"
"""A name for a picture in a folder, which need not be there."""

_OF_ONE_FILE = (_SCHEMA, _DATE_FORM, _KEY_USES)


def depends_on_place(dependencies: str) -> bool:
    """Whether the signature of one of these dependencies depends on the file that has them."""
    return any(name in dependencies for name in _OF_ONE_FILE)


LinksAt = Callable[[SiteConfig], SiteLinks]
"""Returns how the links of a site are resolved; other processes get it pickled."""

_BY_CERTAINTY = (Miss.OTHER_CASE, Miss.OUTSIDE, Miss.NOT_A_FILE, Miss.MISSING)
"""The misses, the one first that says most."""


class Picture(NamedTuple):
    """A picture of the site: its path relative to the site's root, and what was found there."""

    path: str
    found: ImageSize | ImageProblem | Unresolved


class _Lead(NamedTuple):
    """What an address leads to: the path of a file, why there is none, or None if another may be.

    `tried` are the paths that were looked at.
    """

    found: str | tuple[str, Unresolved] | None = None
    tried: tuple[str, ...] = ()


class BrokenLink(NamedTuple):
    """A link that leads to nothing in the site.

    `address` starts at the root of the published site, if the link does. `is_file` is whether it
    would lead to a file as it is, and not to a page.
    """

    address: str
    miss: Unresolved
    is_file: bool


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

    def view(
        self,
        location: str = "",
        schemas: tuple[str, ...] = (),
        peers: "Callable[[], Peers] | None" = None,
    ) -> "SiteView":
        """Return a new view, for linting the file at a location.

        `schemas` are those of the collections around it, which it may name by their `$id`; `peers`
        returns the files that it is compared with.
        """
        return SiteView(self, location, schemas, peers)

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
        return self.links.pages()

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

    def lead(self, address: str, page: str) -> _Lead:
        """Return what an address on a page leads to; nothing is looked at if that is elsewhere.

        `page` is the path of the page's file, relative to the root.
        """
        places = self.links.places(address, page)
        if places is None:
            return _Lead()
        missed: list[tuple[str, Unresolved]] = []
        for path in places.paths:
            # The signature is from before the file is read, so that a write in between is a change.
            self.signature(path)
            found = self._files.resolve(path)
            if not isinstance(found, Unresolved):
                return _Lead(path, places.paths[: len(missed) + 1])
            missed.append((path, found))
        path, miss = min(missed, key=lambda each: _BY_CERTAINTY.index(each[1].miss))
        is_certain = places.is_certain or miss.miss is Miss.OTHER_CASE
        return _Lead((path, miss) if is_certain else None, places.paths)

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
            for name in [each for each in self._signatures if each.startswith(_PAGE)]:
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
        if dependency.startswith(_PAGE):
            return repr(self.page_miss(dependency.removeprefix(_PAGE)))
        if dependency.startswith("/"):
            return self._data_signature(dependency[1:])
        return self._files.signature(dependency)

    def _data_signature(self, relative: str) -> str:
        self._data_names[real_path(self.root / relative)].add(relative)
        source = read(self.root, relative)
        return "" if isinstance(source, SiteProblem) else digest(source.text.encode()).hex()


class SiteView:
    """A site as the rules see it that check one file; it records what their findings depend on."""

    def __init__(
        self,
        site: Site,
        location: str,
        schemas: tuple[str, ...],
        peers: "Callable[[], Peers] | None",
    ) -> None:
        """Start without dependencies."""
        self._site = site
        self._location = location
        self._schemas = schemas
        self._peers = peers
        self.dependencies: dict[str, str] = {}
        """The signatures of the files that were looked at, by the names that `Site` gives them."""

    @property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return self._site.index

    @property
    def dates(self) -> SiteDates | None:
        """The keys that the site makes dates of; None for those of its generator."""
        return self._site.config.dates

    def is_elsewhere(self, address: str) -> bool:
        """Whether an https URL certainly leads to another site: it has not this one's host."""
        return is_elsewhere(address, self._site.host)

    def is_own(self, address: str) -> bool:
        """Whether a URL has the site's own host, in whatever spelling."""
        url = urls.parse(address)
        return url is not None and url.host == self._site.host

    def picture(self, address: str) -> Picture | None:
        """Return the picture of the site that an address leads to, or why there is none.

        None stands for an address elsewhere, and for one that cannot be decided.
        """
        found = self._file_at(address)
        if isinstance(found, str):
            return Picture(found, self._site.picture(found))
        return None if found is None else Picture(*found)

    def files(self, address: str) -> tuple[str, ...]:
        """Return the paths of the files that an address leads to, relative to the root.

        A page may have one in each language. There are none for an address elsewhere, and for one
        that leads to nothing.
        """
        found = self._file_at(address)
        if isinstance(found, str):
            return (found,)
        path = self._site.links.page_path(address)
        return () if path is None else self._site.page_files(path)

    def template(self, key: str, value: str) -> str | None:
        """Return the path of the template that a key at the top of the file names, as in `files`.

        Nothing is recorded, so that no findings may depend on it.
        """
        return self._site.template(key, value)

    def path_of(self, relative: str) -> Path:
        """Return the absolute path of a file of the site."""
        return self._site.root / relative

    def folder(self, address: str) -> list[tuple[str, bool]]:
        """Return the names that may follow an address which is empty or ends with `/`.

        Each comes with whether it is a folder; names that start with a dot are left out. Nothing is
        recorded, so that no findings may depend on it.
        """
        places = self._site.links.places(f"{address}{_ANY_PICTURE}", self.page)
        found: dict[str, bool] = {}
        for path in () if places is None else places.paths:
            for name, is_folder in self._site.names(path.rpartition("/")[0]):
                if not name.startswith("."):
                    found.setdefault(name, is_folder)
        return sorted(found.items())

    def broken_link(self, address: str) -> BrokenLink | None:
        """Return why a link leads to nothing in the site; None for one that leads elsewhere.

        None also stands for one that cannot be decided.
        """
        found = self._file_at(address)
        if isinstance(found, str):
            return None
        path = self._site.links.page_path(address)
        shown = address if path is None else f"/{path}"
        if self._site.links.is_file(shown):
            return None if found is None else BrokenLink(shown, found[1], is_file=True)
        if path is None:
            return None
        self._record(f"{_PAGE}{path}")
        miss = self._site.page_miss(path)
        return None if miss is None else BrokenLink(shown, miss, is_file=False)

    @cached_property
    def page(self) -> str:
        """The path of the file, relative to the root."""
        return self._site.path_of(self._location)

    def _file_at(self, address: str) -> str | tuple[str, Unresolved] | None:
        """Return what an address leads to, as in `_Lead`."""
        if address.startswith(FROM_ANY_PAGE):
            lead = self._site.lead_from_any_page(address)
        else:
            lead = self._site.lead(address, self.page)
        for path in lead.tried:
            self._record(path)
        return lead.found

    def _record(self, dependency: str) -> None:
        # A signature is taken before the file is read, so that a write in between is a change.
        self.dependencies[dependency] = self._site.signature(dependency)

    def listed(self, reference: ListReference, dialect: Dialect) -> frozenset[str] | SiteProblem:
        """Return the values of a list in a data file of this site, or why there are none."""
        self._record(f"/{reference.path}")
        return self._site.listed(reference, dialect)

    def date_form(self, key: str) -> "DateForm | None":
        """Return the form of nearly all dates of a key in the file's collection, if there is one.

        Without a collection, those of all pages of the site are compared.
        """
        form = None if self._peers is None else self._peers().date_form(key)
        self.dependencies[f"{_DATE_FORM}{key}"] = str(form)
        return form

    def key_uses(self, key: str) -> int:
        """Return how many files of the collection, or else of the site, have a key at the top."""
        uses = 0 if self._peers is None else self._peers().uses(key)
        self.dependencies[f"{_KEY_USES}{key}"] = str(uses)
        return uses

    def schema(self, reference: str, dialect: Dialect) -> Schema:
        """Return the schema that the file names by a path, or by the `$id` of a known schema.

        Raises:
            NoSchemaError: there is none in the site, or it cannot be used.

        """
        name = f"{_SCHEMA}{dialect.value} {reference}"
        self.dependencies[name] = self.signature(name)
        return self._found(reference, dialect)

    def signature(self, dependency: str) -> str:
        """Return the present signature of one of the `dependencies` of such a file."""
        if dependency.startswith(_DATE_FORM):
            return str(self.date_form(dependency.removeprefix(_DATE_FORM)))
        if dependency.startswith(_KEY_USES):
            return str(self.key_uses(dependency.removeprefix(_KEY_USES)))
        if not dependency.startswith(_SCHEMA):
            return self._site.signature(dependency)
        dialect, _, reference = dependency.removeprefix(_SCHEMA).partition(" ")
        try:
            return self._found(reference, Dialect(dialect)).fingerprint.hex()
        except NoSchemaError as error:
            return str(error)

    def _found(self, reference: str, dialect: Dialect) -> Schema:
        folder = self._site.folder_of(self._location)
        return find_schema(reference, self._site.root, folder, self._schemas, dialect)
