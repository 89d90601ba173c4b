"""One site, and the view that one file has of it."""

from functools import cached_property
from pathlib import Path

from linter.core.digests import digest
from linter.frontmatter.scalars.dialect import Dialect
from linter.schema.own_keywords import ListReference
from linter.schema.schema import Schema
from linter.site.addresses import local_path
from linter.site.config import SiteConfig
from linter.site.documents import SiteProblem, read
from linter.site.files import SiteFiles, Unresolved
from linter.site.index import SiteIndex, index_fingerprint, read_index
from linter.site.lists import read_list
from linter.site.schemas import NoSchemaError, find_schema, folder_of
from linter.web.image import ImageProblem, ImageSize

_SCHEMA = "//schema "
"""The start of the name of a schema among dependencies; other names never start with `//`."""


class Site:
    """A site, read as far as it is needed and each part once.

    Cached results hold as long as the site is the same: `fingerprint` stands for what the results
    of all its files depend on, and the `dependencies` of a view for what one result depends on.
    """

    def __init__(self, root: Path, config: SiteConfig) -> None:
        """Take the site's root folder and its settings."""
        self.root = root
        self.config = config
        self._files = SiteFiles(root, config.files_folder)
        self._pictures: dict[str, ImageSize | ImageProblem | Unresolved] = {}
        self._lists: dict[tuple[ListReference, Dialect], frozenset[str] | SiteProblem] = {}
        self._signatures: dict[str, str] = {}

    def __reduce__(self) -> tuple[type["Site"], tuple[Path, SiteConfig]]:
        """Pickle the settings alone: what else is read is read again in each process."""
        return Site, (self.root, self.config)

    def view(self, location: str = "", schemas: tuple[str, ...] = ()) -> "SiteView":
        """Return a new view, for linting the file at a location.

        `schemas` are those of the collections around it, which it may name by their `$id`.
        """
        return SiteView(self, location, schemas)

    @cached_property
    def fingerprint(self) -> bytes:
        """Sixteen bytes that stand for the settings and for what the index is read from."""
        return index_fingerprint(self.root, self.config)

    @cached_property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return read_index(self.root, self.config)

    def picture(self, relative: str) -> ImageSize | ImageProblem | Unresolved:
        """Return the size of a picture, or why there is none; the path is as in `SiteFiles`."""
        # XML and other parsers are imported for sites with pictures alone.
        from linter.web.image_size import read_image_size

        if relative not in self._pictures:
            path = self._files.resolve(relative)
            self._pictures[relative] = (
                path if isinstance(path, Unresolved) else read_image_size(path)
            )
        return self._pictures[relative]

    def listed(self, reference: ListReference, dialect: Dialect) -> frozenset[str] | SiteProblem:
        """Return the values of a list in a data file, or why there are none."""
        key = reference, dialect
        if key not in self._lists:
            self._lists[key] = read_list(self.root, reference, dialect)
        return self._lists[key]

    def signature(self, dependency: str) -> str:
        """Return a text that changes when what depends on a file may be something else.

        A picture is named as in `picture`; a data file by its path from the root, after a `/`.
        """
        if dependency not in self._signatures:
            self._signatures[dependency] = (
                self._data_signature(dependency[1:])
                if dependency.startswith("/")
                else self._files.signature(dependency)
            )
        return self._signatures[dependency]

    def _data_signature(self, relative: str) -> str:
        source = read(self.root, relative)
        return "" if isinstance(source, SiteProblem) else digest(source.text.encode()).hex()


class SiteView:
    """A site as the rules see it that check one file; it records what their findings depend on."""

    def __init__(self, site: Site, location: str, schemas: tuple[str, ...]) -> None:
        """Start without dependencies."""
        self._site = site
        self._location = location
        self._schemas = schemas
        self.dependencies: dict[str, str] = {}
        """The signatures of the files that were looked at, by the names that `Site` gives them."""

    @property
    def index(self) -> SiteIndex:
        """What other files of the site can refer to."""
        return self._site.index

    def published_path(self, address: str) -> str | None:
        """Return where an address of this site lies in it.

        None for an address elsewhere, and for a file that the site's settings exclude: whatever
        publishes it there is not in the site.
        """
        path = local_path(address, self._site.config)
        return None if path is None or self._site.config.excludes(path) else path

    def picture(self, relative: str) -> ImageSize | ImageProblem | Unresolved:
        """Return the size of a picture of this site, or why there is none."""
        # The signature is taken first, so that a write in between shows as a change.
        self.dependencies[relative] = self._site.signature(relative)
        return self._site.picture(relative)

    def listed(self, reference: ListReference, dialect: Dialect) -> frozenset[str] | SiteProblem:
        """Return the values of a list in a data file of this site, or why there are none."""
        name = f"/{reference.path}"
        self.dependencies[name] = self._site.signature(name)
        return self._site.listed(reference, dialect)

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
        if not dependency.startswith(_SCHEMA):
            return self._site.signature(dependency)
        dialect, _, reference = dependency.removeprefix(_SCHEMA).partition(" ")
        try:
            return self._found(reference, Dialect(dialect)).fingerprint.hex()
        except NoSchemaError as error:
            return str(error)

    def _found(self, reference: str, dialect: Dialect) -> Schema:
        root = self._site.root
        folder = folder_of(self._location, root)
        return find_schema(reference, root, folder, self._schemas, dialect)
