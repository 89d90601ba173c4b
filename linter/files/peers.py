"""Reads the front matter of the files that a file is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linter.config.settings import Config
from linter.files.targets import Target
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.links.front_matter import files_of, values_of
from linter.profiles.profile import SiteRoot
from linter.site.documents import SiteProblem, read
from linter.site.files import files_below

_TOOLS = frozenset({"node_modules", "vendor"})


@dataclass(frozen=True, slots=True)
class PeerFiles:
    """The files of a collection, or all pages of a site; calling it reads their front matter."""

    site: SiteRoot
    config: Config
    collection: str
    dialect: Dialect

    @classmethod
    def of(cls, target: Target, site: SiteRoot) -> "PeerFiles":
        """Return the files that a file of a site is compared with."""
        kind = target.kind or target.other_kind
        dialect = site.profile.dialect if kind is None else kind.dialect
        collection = "" if target.kind is None else target.kind.collection
        return cls(site, target.config, collection, dialect)

    def __call__(self) -> Iterator[dict[str, Any]]:
        """Yield the front matter of each file that has some and can be read."""
        root, paths = self._paths()
        for path in paths:
            source = read(root, path)
            if not isinstance(source, SiteProblem):
                yield values_of(source, self.dialect) or {}

    def _paths(self) -> tuple[Path, list[str]]:
        """Return a folder, and the paths of the files relative to it."""
        root = self.config.site_root
        if root is None or not self.collection:
            return self.site.folder, files_of(self.site.folder, self.site.content)
        every = files_below(root, "", ".", _TOOLS | self.site.profile.outputs)
        return root, [path for path in every if self._is_collected(f"{root}/{path}")]

    def _is_collected(self, path: str) -> bool:
        collection = self.config.collection_of(path)
        is_same = collection is not None and collection.name == self.collection
        return is_same and not self.config.excludes(path)
