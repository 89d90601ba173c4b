"""The sites around the files of one run."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from linter.files.targets import Target
from linter.profiles.profile import SiteRoot
from linter.site.config import SiteSettings
from linter.site.documents import SiteProblem

if TYPE_CHECKING:
    from linter.config.settings import Config
    from linter.files.peers import PeerFiles
    from linter.site.peers import Peers
    from linter.site.site import Site
    from linter.site.view import SiteView


class Sites:
    """Finds the site of each file; the settings of each site are read once.

    It is made once a run and handed to other processes with the settings read so far.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._problems: set[SiteProblem] = set()
        self._sites: dict[tuple[SiteRoot, SiteSettings], Site | None] = {}
        self._peers: dict[PeerFiles, Peers] = {}
        self._latest: tuple[SiteRoot | None, Config | None, Site | None] = None, None, None

    @property
    def problems(self) -> list[SiteProblem]:
        """The settings that could not be used, sorted, with absolute paths."""
        return sorted(self._problems)

    def of(self, target: Target) -> "Site | None":
        """Return the site of a file; None around a URL, and for text that lies nowhere."""
        if target.site is None or target.url or not target.location:
            return None
        # Files come folder by folder, and looking a site up by its value takes ten times as long.
        root, config, site = self._latest
        if target.site is not root or target.config is not config:
            site = self._at(target.site, target.config.site)
            self._latest = target.site, target.config, site
        return site

    def view_for(self, target: Target) -> "SiteView | None":
        """Return a new view of the site that a file belongs to, for linting this file."""
        site = self.of(target)
        if site is None or target.site is None:
            return None
        from linter.site.view import SiteView

        schemas = tuple(each.schema for each in target.config.collections)
        peers = partial(self._peers_of, target, target.site)
        return SiteView(site, target.location, schemas, peers)

    def changed(self, location: str) -> set["Site"]:
        """Read a changed file again; return the sites whose index it changes."""
        for peers in self._peers.values():
            peers.changed(location)
        return {site for site in filter(None, self._sites.values()) if site.changed(location)}

    def are_unchanged(self, dependencies: str, target: Target) -> bool:
        """Whether the files that an outcome depends on, its `dependencies`, are unchanged."""
        view = self.view_for(target)
        try:
            signatures = json.loads(dependencies)
            return view is not None and all(
                view.signature(name) == signature for name, signature in signatures.items()
            )
        except (ValueError, AttributeError, TypeError, RecursionError, OSError):
            # The text is damaged, or none of ours.
            return False

    def _peers_of(self, target: Target, root: SiteRoot) -> "Peers":
        """Return the files that a file is compared with, one object for a whole collection."""
        # Few runs compare them.
        from linter.files.peers import PeerFiles
        from linter.site.peers import Peers

        files = PeerFiles.of(target, root)
        if files not in self._peers:
            self._peers[files] = Peers(files, ignores_case=files.dialect.ignores_case)
        return self._peers[files]

    def _at(self, root: SiteRoot, settings: SiteSettings) -> "Site | None":
        # Many files have no site around them.
        from linter.site.site import Site

        key = root, settings
        if key not in self._sites:
            config = root.config
            if isinstance(config, SiteProblem):
                path = Path(root.path, config.path).as_posix()
                self._problems.add(config._replace(path=path))
                self._sites[key] = None
            else:
                overridden = config.overridden(settings)
                self._sites[key] = Site(root.folder, overridden, root.links_at)
        return self._sites[key]


def dependencies_of(site: "SiteView | None") -> str:
    """Return what an outcome depends on beside its file, for `Sites.are_unchanged`."""
    return json.dumps(site.dependencies) if site is not None and site.dependencies else ""
