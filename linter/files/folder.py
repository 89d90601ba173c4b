"""One folder on a walk: which of its files are taken, and the targets for them.

What the files of a folder share is worked out once, since a site can have tens of thousands.
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from linter.config.files import Configs
from linter.config.settings import Collection, Config, Kind
from linter.core.filesystem import Stamp
from linter.files.file_names import FolderContext
from linter.files.gitignore import Ignores
from linter.files.targets import Target, known_kind, page_kind
from linter.profiles.profile import SiteRoot

Kinds = tuple[Kind | None, Kind | None]
"""The `kind` and `other_kind` of a target."""


@lru_cache(maxsize=256)
def _kind_of(collection: Collection) -> Kind:
    """Return the kind of a collection, one object for all of its files."""
    return collection.kind


@dataclass(frozen=True)
class Folder:
    """A folder on a walk; its `path` is free of links.

    Without a known `site`, pages are those of a `plain` site at the start of the walk.
    """

    path: str
    shown_as: str
    context: FolderContext
    config: Config
    ignores: Ignores | None
    """What is ignored around it; None where that does not count."""
    site: SiteRoot | None
    plain: SiteRoot
    depth: int = 0

    @cached_property
    def prefix(self) -> str:
        """What the paths of its files start with."""
        return f"{self.path.rstrip('/')}/"

    @cached_property
    def _shown_prefix(self) -> str:
        return "" if self.shown_as == "." else f"{self.shown_as.rstrip('/')}/"

    def shown(self, name: str) -> str:
        """Return how a file or folder in this folder is shown."""
        return self._shown_prefix + name

    @cached_property
    def pages(self) -> SiteRoot:
        """The site whose profile decides which files of this folder are pages."""
        return self.site or self.plain

    def is_output(self, name: str) -> bool:
        """Whether a folder in this one is written or fetched by the site's tools."""
        site = self.site
        return site is not None and site.path == self.path and name in site.profile.outputs

    def of_site(self, site: SiteRoot | None) -> "Folder":
        """Return the same folder as one of a site."""
        return self if site is self.site else replace(self, site=site)

    def below(self, name: str, configs: Configs, ignores: Ignores | None) -> "Folder":
        """Return a folder in this one."""
        path = self.prefix + name
        return replace(
            self,
            path=path,
            shown_as=self.shown(name),
            context=self.context.below(name, self.path.rpartition("/")[2]),
            config=configs.of(Path(path)),
            ignores=ignores,
            depth=self.depth + 1,
        )

    def target(self, name: str, kinds: Kinds, stamp: Stamp | None = None) -> Target:
        """Return the target for a file of this folder that has these kinds."""
        path = self.prefix + name
        config = self.config
        return Target(
            path,
            self._shown_prefix + name,
            kind=kinds[0],
            named=False,
            other_kind=kinds[1],
            site=self.site,
            config=config,
            settings=config.settings_for(path),
            packed_stamp=None if stamp is None else stamp.packed(),
        )

    def kinds(self, name: str) -> Kinds | None:
        """Return the kinds of a file of this folder; None where a walk leaves it out."""
        config = self.config
        if config.exclude and config.excludes(self.prefix + name):
            return None
        if config.collections:
            collection = config.collection_of(self.prefix + name)
            return None if collection is None else (_kind_of(collection), None)
        if self._has_known_kinds and self.context.kind is not None:
            return (self._known_kind, None) if self.context.takes(name) else None
        page = self._page_kind if self._is_page(name) else None
        if self._has_known_kinds and self.context.takes(name):
            return None, page
        return None if page is None else (None, page)

    def _is_page(self, name: str) -> bool:
        inner = self._path_in_site
        return inner is not None and self.pages.content.is_page(inner + name)

    @cached_property
    def _path_in_site(self) -> str | None:
        """What the paths of its files start with, relative to the site; None outside of it."""
        root = f"{self.pages.path.rstrip('/')}/"
        return self.prefix[len(root) :] if self.prefix.startswith(root) else None

    @cached_property
    def _has_known_kinds(self) -> bool:
        return self.pages.profile.has_known_kinds

    @cached_property
    def _known_kind(self) -> Kind | None:
        return known_kind(self.context.kind, self.config.dialect)

    @cached_property
    def _page_kind(self) -> Kind:
        return page_kind(self.pages.profile, self.config.dialect)
