"""What an entry about a folder has of the site around it: topics, pictures, the index of facts."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from linter.cache.store import Cache
from linter.config.files import Configs
from linter.core.filesystem import RACY
from linter.core.paths import real_path
from linter.fastpath import state
from linter.fastpath.current_facts import CurrentFacts
from linter.fastpath.entry import StoredPicture, StoredSite
from linter.fastpath.fact_index import FactIndex
from linter.fastpath.known_site import KnownIndex
from linter.fastpath.prove import Prover
from linter.files import reader
from linter.files.discovery import find
from linter.files.targets import Target
from linter.run.cached_facts import CachedFacts
from linter.run.cached_results import CachedResults
from linter.run.entry_states import EntryStates, UntrackedError
from linter.run.sites import Sites
from linter.site.files import HIDDEN, files_below
from linter.site.index import index_folders
from linter.site.site import Site
from linter.site.view import FROM_ANY_PAGE, BrokenLink, Picture, SiteView
from linter.web.elsewhere import is_elsewhere
from linter.web.image import ImageSize

_PROFILE = "jekyll"


class RecordedSite:
    """The site around one file as functions of silence see it; it records what they depend on."""

    def __init__(self, site: Site, sites: Sites, target: Target) -> None:
        """Start without pictures."""
        self._sites = sites
        self._site = site
        self._target = target
        self.pictures: dict[str, StoredPicture] = {}

    @property
    def index(self) -> KnownIndex:
        """What other files of the site can refer to."""
        index = self._site.index
        return KnownIndex(index.topics, index.items, tuple(map(str, index.problems)))

    def is_elsewhere(self, address: str) -> bool:
        """Whether an https URL certainly leads to another site."""
        return is_elsewhere(address, self._site.host)

    def broken_link(self, address: str) -> BrokenLink | None:
        """Return why a link leads to nothing in the site."""
        view = self._sites.view_for(self._target)
        return None if view is None else view.broken_link(address)

    def picture(self, address: str) -> Picture | None:
        """Return a picture of the site, and record its files."""
        view = self._sites.view_for(self._target)
        found = None if view is None else view.picture(address)
        if view is None or found is None or not isinstance(found.found, ImageSize):
            return found
        root = real_path(self._site.root)
        files = {path: _settled(f"{root}/{path}") for path in view.dependencies}
        if all(files.values()) and address.startswith(FROM_ANY_PAGE):
            self.pictures[address] = (*found.found, files)
        return found


def _settled(path: str) -> state.State:
    """Return the state of a file, if that is older than this process."""
    of_path = state.state_of(path) if real_path(path) == path else None
    is_known = isinstance(of_path, list) and not state.is_younger(of_path, state.STARTED - RACY)
    return of_path if is_known else None


class SiteEntry:
    """Collects what an entry about files of one site has of the site."""

    def __init__(self, first: Target, site: Site, sites: Sites) -> None:
        """Take the first of the files."""
        self._first = first
        self._site = site
        self._sites = sites
        self._root = real_path(site.root)
        self._pictures: dict[str, StoredPicture] = {}

    def add_pictures(self, target: Target, prover: Prover) -> None:
        """Add the pictures on which the proof of a file depends."""
        recorded = RecordedSite(self._site, self._sites, target)
        prover.prove(
            reader.read(target).data,
            target.shown_as,
            now=f"{target.settings.now:%Y-%m-%dT%H:%M:%SZ}",
            max_characters=target.settings.limits.max_front_matter,
            accepts=lambda _: True,
            site=cast("SiteView", recorded),
        )
        self._pictures |= recorded.pictures

    def stored(
        self, configs: Configs, working_folder: Path, cache: Path, states: EntryStates
    ) -> StoredSite:
        """Return what an entry stores of the site, and add the states that this depends on.

        The index of facts is that of the last run in which some files of the site were named.
        """
        without = StoredSite(self._root, self._site.host, None, [], self._pictures, None)
        is_inside = self._first.location.startswith(f"{self._root.rstrip('/')}/")
        if self._first.site is None or self._first.site.profile.name != _PROFILE or not is_inside:
            # Other profiles read more than markers, and folders around the site have no states.
            return without._replace(pictures={})
        found = find([self._root], working_folder, configs)
        cached = CachedFacts(CachedResults(Cache(cache)), self._root, found)
        index = cached.index
        if index is None or cached.path is None or CurrentFacts(index).changed is None:
            return without
        try:
            states.check_git(())
            self._add_others(found.targets, states)
        except UntrackedError:
            return without
        stored = without._replace(facts=cached.path.name)
        if not self._add_data(index, states) or self._site.index.problems:
            return stored
        known = self._site.index
        return stored._replace(topics=sorted(known.topics), items=sorted(known.items))

    def _add_others(self, targets: Iterable[Target], states: EntryStates) -> None:
        """Add the configs and schemas by which the facts of other files were made.

        Raises:
            UntrackedError: they are of another site.

        """
        others = {
            (id(each.config), id(each.kind), id(each.other_kind), id(each.site)): each
            for each in targets
        }
        for target in others.values():
            if target.site != self._first.site:
                raise UntrackedError
            for source in target.config.sources:
                states.add(str(source))
            for kind in (target.kind, target.other_kind):
                if kind is not None:
                    states.add_schema(kind.schema, target.config.site_root)

    def _add_data(self, index: FactIndex, states: EntryStates) -> bool:
        """Add the files with topics and the like; return whether the walk covers their folders."""
        for folder in index_folders(self._site.config):
            if states.add(f"{self._root}/{folder}") is None:
                continue
            for place, folders, _ in os.walk(f"{self._root}/{folder}"):
                folders[:] = [name for name in folders if name[0] not in HIDDEN]
                if place[len(self._root) + 1 :] not in index.walk.folders:
                    return False
            for path in files_below(self._site.root, folder):
                states.add(f"{self._root}/{path}")
        return True
