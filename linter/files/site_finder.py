"""Finds the site that a folder belongs to."""

from collections.abc import Iterable
from pathlib import Path

from linter.config.files import Configs
from linter.config.settings import Config
from linter.core.paths import real_path
from linter.profiles.plain import PROFILE as PLAIN
from linter.profiles.profile import SiteRoot, named
from linter.profiles.registry import site_around, site_at


class SiteFinder:
    """Finds the sites of one run; each folder is looked at once."""

    def __init__(self, configs: Configs) -> None:
        """Take the configs, which may set the site of their folders."""
        self._configs = configs
        self._by_folder: dict[str, SiteRoot | None] = {}
        self._sites: dict[SiteRoot, SiteRoot] = {}

    def of(self, folder: str) -> SiteRoot | None:
        """Return the site of a folder, given without links; None outside any known site."""
        if folder not in self._by_folder:
            config = self._configs.of(Path(folder))
            self._by_folder[folder] = self._same(_set_by(config) or site_around(folder))
        return self._by_folder[folder]

    def below(self, folder: str, names: Iterable[str], outer: SiteRoot | None) -> SiteRoot | None:
        """Return the site of a folder that holds these names, inside a folder of another site."""
        config = self._configs.of(Path(folder))
        site = self._same(_set_by(config) or site_at(folder, names) or outer)
        self._by_folder[folder] = site
        return site

    def _same(self, site: SiteRoot | None) -> SiteRoot | None:
        """Return the object that stands for an equal site, so that its config is read once."""
        return site and self._sites.setdefault(site, site)


def _set_by(config: Config) -> SiteRoot | None:
    """Return the site that a config sets; a profile of its own, or that of its root."""
    if config.site_root is None:
        return None
    root = real_path(config.site_root)
    if config.profile is not None:
        return SiteRoot(root, named(config.profile))
    return site_at(root) or SiteRoot(root, PLAIN)
