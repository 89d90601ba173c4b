"""The view that one file has of its site: what rules look up, and what findings depend on."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.own_keywords import ListReference
from linter.schema.schema import Schema
from linter.site.config import SiteDates
from linter.site.documents import SiteProblem
from linter.site.files import Unresolved
from linter.site.index import SiteIndex
from linter.site.schemas import NoSchemaError, find_schema
from linter.site.site import PAGE, Site
from linter.web import urls
from linter.web.elsewhere import is_elsewhere
from linter.web.image import ImageProblem, ImageSize

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.site.date_forms import DateForm
    from linter.site.peers import Peers

_SCHEMA = "//schema "
"""The start of the name of a schema among dependencies; names of files never start with `//`."""

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


class Picture(NamedTuple):
    """A picture of the site: its path relative to the site's root, and what was found there."""

    path: str
    found: ImageSize | ImageProblem | Unresolved


class BrokenLink(NamedTuple):
    """A link that leads to nothing in the site.

    `address` starts at the root of the published site, if the link does. `is_file` is whether it
    would lead to a file as it is, and not to a page.
    """

    address: str
    miss: Unresolved
    is_file: bool


class SiteView:
    """A site as the rules see it that check one file; it records what their findings depend on."""

    def __init__(
        self,
        site: Site,
        location: str = "",
        schemas: tuple[str, ...] = (),
        peers: "Callable[[], Peers] | None" = None,
    ) -> None:
        """Start without dependencies, for the file at a location.

        `schemas` are those of the collections around it, which it may name by their `$id`; `peers`
        returns the files that it is compared with.
        """
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
        self._record(f"{PAGE}{path}")
        miss = self._site.page_miss(path)
        return None if miss is None else BrokenLink(shown, miss, is_file=False)

    @cached_property
    def page(self) -> str:
        """The path of the file, relative to the root."""
        return self._site.path_of(self._location)

    def _file_at(self, address: str) -> str | tuple[str, Unresolved] | None:
        """Return what an address leads to, as in `Lead`."""
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
