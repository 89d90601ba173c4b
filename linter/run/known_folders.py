"""Finds the entries that earlier runs have stored about folders."""

from typing import TYPE_CHECKING, NamedTuple

from linter.fastpath import entry

if TYPE_CHECKING:
    from linter.run.known_folder import KnownFolder


class KnownFolders(NamedTuple):
    """The entries of runs with the same options and working folder."""

    working_folder: str
    cache_folder: str
    force_exclude: bool

    def folder(self, path: str) -> "KnownFolder | None":
        """Return a folder with its entry; None where there is none that is current."""
        key = entry.Key.of(self.working_folder, path, force_exclude=self.force_exclude)
        found = entry.read(self.cache_folder, key)
        if found is None or not found.is_current:
            return None
        # Most runs with findings have no entry, and prove nothing by one.
        from linter.run.known_folder import KnownFolder

        return KnownFolder(found, key, self.cache_folder)
