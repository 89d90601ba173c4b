"""The folders that texts are linted in: those of the workspace, and the sites of other files."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol.types import PositionEncodingKind

from linter.files.targets import identity
from linter.lsp.file_uri import path_of
from linter.lsp.open_site import OpenSite
from linter.lsp.workspace_folder import WorkspaceFolder
from linter.profiles.registry import site_around

if TYPE_CHECKING:
    from linter.site.site import Site


class Workspace:
    """The folders by path, each made once, and which of them a file is linted in."""

    def __init__(self, encoding: PositionEncodingKind, uris: Iterable[str]) -> None:
        """Take what characters of a position count, and the addresses of the folders."""
        self._encoding = encoding
        self._folders: dict[Path, WorkspaceFolder] = {}
        self._lone: set[Path] = set()
        self._add(uris)

    @property
    def watched(self) -> set[Path]:
        """The folders to watch: those of the workspace, and the sites of other open files.

        Around a file outside of both there may be anything, such as all that a user has.
        """
        return self._folders.keys() - self._lone

    @property
    def incomplete(self) -> list[tuple[WorkspaceFolder, OpenSite]]:
        """The sites with open files of which not all files have been read."""
        return [
            (folder, site) for folder in self._folders.values() for site in folder.incomplete_sites
        ]

    def folder_of(self, path: Path) -> WorkspaceFolder:
        """Return the innermost folder around a file; outside of the workspace, its site."""
        watched = self.watched
        for around in path.parents:
            if around in watched:
                return self._folders[around]
        site = site_around(str(path.parent.resolve()))
        around = path.parent if site is None else site.folder
        if site is None:
            self._lone.add(around)
        if around not in self._folders:
            self._folders[around] = WorkspaceFolder(around, self._encoding)
        return self._folders[around]

    def change(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Take changes of the workspace's folders, by their addresses."""
        for uri in removed:
            path = path_of(uri)
            if path is not None:
                self._folders.pop(path, None)
        self._add(added)

    def changed(self, path: Path) -> "set[Site]":
        """Take the present text of a file; return the sites that list something else for all.

        A file may be in the site of several folders, also of those that it is not linted in.
        """
        location = identity(path)
        return {site for folder in self._folders.values() for site in folder.changed(location)}

    def has_current_configs(self) -> bool:
        """Whether the configs so far are as they would be read now, with the lists of schemas."""
        return all(folder.has_current_configs() for folder in self._folders.values())

    def forget(self) -> None:
        """Read configs, schemas and sites again when they are next needed."""
        for folder in self._folders.values():
            folder.forget()

    def _add(self, uris: Iterable[str]) -> None:
        for uri in uris:
            path = path_of(uri)
            if path is not None:
                self._folders[path] = WorkspaceFolder(path, self._encoding)
                self._lone.discard(path)
