"""The sites around the files of one run."""

import os
from pathlib import Path
from typing import Any

from linter.config.settings import Config
from linter.files.targets import Target
from linter.site.config import SiteConfig, SiteSettings, find_site_root, read_config
from linter.site.documents import SiteProblem
from linter.site.site import Site, SiteView


class Sites:
    """Finds the site of each file; the settings of each site are read once.

    It is made once a run and handed to other processes with the settings read so far.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._configs: dict[Path, SiteConfig | SiteProblem] = {}
        self._sites: dict[tuple[Path, SiteSettings], Site] = {}
        self._by_folder: dict[str, Site | None] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the folders, which are many and quickly found again."""
        return self.__dict__ | {"_by_folder": {}}

    @property
    def problems(self) -> list[SiteProblem]:
        """The settings that could not be used, sorted, with absolute paths."""
        return sorted(
            config._replace(path=(root / config.path).as_posix())
            for root, config in self._configs.items()
            if isinstance(config, SiteProblem)
        )

    def of(self, target: Target) -> Site | None:
        """Return the site of a file; None around a URL, and for text that lies nowhere."""
        if target.url or not target.location:
            return None
        # Called several times for each file: `Path` takes longer than all the rest.
        folder = os.path.dirname(target.location)  # noqa: PTH120
        if folder not in self._by_folder:
            self._by_folder[folder] = self._around(Path(folder), target.config)
        return self._by_folder[folder]

    def view_for(self, target: Target) -> SiteView | None:
        """Return a new view of the site that a file belongs to, for linting this file."""
        site = self.of(target)
        return None if site is None else site.view()

    def _around(self, folder: Path, config: Config) -> Site | None:
        root = config.site_root or find_site_root(folder)
        return None if root is None else self._at(root, config.site)

    def _at(self, root: Path, settings: SiteSettings) -> Site | None:
        if root not in self._configs:
            self._configs[root] = read_config(root)
        config = self._configs[root]
        if isinstance(config, SiteProblem):
            return None
        key = root, settings
        if key not in self._sites:
            self._sites[key] = Site(root, config.overridden(settings))
        return self._sites[key]
