"""All profiles by name, and the one that fits a folder."""

import os
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from linter import profiles
from linter.profiles.profile import Profile, SiteRoot

_OTHER_MODULES = frozenset({"data_files", "links", "profile", "registry"})


@cache
def all_profiles() -> dict[str, Profile]:
    """Return the profiles by name, the one with the highest rank first."""
    names = (module.name for module in iter_modules(profiles.__path__))
    modules = (
        import_module(f"{profiles.__name__}.{name}") for name in names if name not in _OTHER_MODULES
    )
    found: list[Profile] = [module.PROFILE for module in modules if hasattr(module, "PROFILE")]
    return {each.name: each for each in sorted(found, key=lambda each: (-each.rank, each.name))}


@cache
def all_markers() -> frozenset[str]:
    """Return the markers of all profiles."""
    return frozenset().union(*(profile.markers for profile in all_profiles().values()))


def site_at(folder: str, names: Iterable[str] | None = None) -> SiteRoot | None:
    """Return the site whose root is a folder, given without links; None if it is none.

    `names` is what the folder holds, if that has been listed.
    """
    if names is None:
        prefix = f"{folder.rstrip('/')}/"
        names = (name for name in all_markers() if os.path.lexists(prefix + name))
    there = all_markers().intersection(names)
    if there:
        for profile in all_profiles().values():
            site = SiteRoot(folder, profile)
            if not profile.markers.isdisjoint(there) and profile.is_site(site):
                return site
    return None


def site_around(folder: str) -> SiteRoot | None:
    """Return the site whose root is the nearest folder, at or above one given without links."""
    while True:
        site = site_at(folder)
        parent = os.path.dirname(folder)  # noqa: PTH120 - called for each folder of a site
        if site is not None or parent == folder:
            return site
        folder = parent
