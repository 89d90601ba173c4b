"""Reads the front matter of the files that a file is compared with."""

import os
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
    """The files of a collection, or all pages of a site."""

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

    def paths(self) -> list[str]:
        """Return the absolute paths of the files."""
        root = self.config.site_root
        if root is None or not self.collection:
            found = files_of(self.site.folder, self.site.content)
            return [f"{self.site.folder}/{path}" for path in found]
        every = files_below(root, "", ".", _TOOLS | self.site.profile.outputs)
        return list(filter(self._is_collected, (f"{root}/{path}" for path in every)))

    def values(self, path: str) -> dict[str, Any]:
        """Return the front matter of one of them; nothing where it cannot be read."""
        source = read(self._folder, os.path.relpath(path, self._folder))
        return {} if isinstance(source, SiteProblem) else values_of(source, self.dialect) or {}

    @property
    def _folder(self) -> Path:
        root = self.config.site_root
        return self.site.folder if root is None or not self.collection else root

    def _is_collected(self, path: str) -> bool:
        collection = self.config.collection_of(path)
        is_same = collection is not None and collection.name == self.collection
        return is_same and not self.config.excludes(path)
