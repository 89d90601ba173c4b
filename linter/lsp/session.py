"""The state of the server: the texts that are open, and what is found in them."""

import gc
import logging
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache, partial
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from lsprotocol import types
from pygls.uris import from_fs_path

from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex
from linter.files import reader
from linter.files.targets import Target
from linter.files.watched_files import DATA, is_article
from linter.lint.internal_errors import FAULTS, origin
from linter.lsp.client import Client
from linter.lsp.diagnostics import OtherFile, as_protocol, failure
from linter.lsp.file_uri import path_of
from linter.lsp.open_document import OpenDocument
from linter.lsp.positions import Positions
from linter.lsp.workspace import Workspace
from linter.lsp.workspace_folder import FailureError, OpenText, WorkspaceFolder
from linter.run.file_outcome import FileOutcome
from linter.site.unsaved import reading_unsaved

if TYPE_CHECKING:
    from linter.site.site import Site

_LOG = logging.getLogger(__name__)

# Reading a site again takes as long as so many files one by one.
_MANY: Final = 10


class _OpenFile(NamedTuple):
    """An open text, and what came of it: a document, nothing, or a failure."""

    text: OpenText
    folder: WorkspaceFolder | None = None
    target: Target | None = None
    document: OpenDocument | None = None
    own: tuple[Diagnostic, ...] = ()
    """What is found in the text alone."""
    dependencies: str = ""
    """What that depends on, as in `FileOutcome`."""
    failure: str | None = None


class Session:
    """The open texts of one client, each linted in the folder of the workspace that has it.

    Methods that change something return the addresses of the texts whose diagnostics may differ.
    """

    def __init__(self, client: Client, folders: Iterable[str] = ()) -> None:
        """Take what the client can do, and the addresses of the workspace's folders."""
        self.client = client
        self.workspace = Workspace(client.encoding, folders)
        self._open: dict[str, _OpenFile] = {}

    @property
    def documents(self) -> list[OpenDocument]:
        """The open texts that are linted."""
        return [each.document for each in self._open.values() if each.document is not None]

    @property
    def unsaved(self) -> dict[str, bytes]:
        """The open texts by the absolute paths of their files, for `reading_unsaved`."""
        return {
            file.text.location: file.text.data
            for file in self._open.values()
            if file.text.location is not None
        }

    def document(self, uri: str) -> OpenDocument | None:
        """Return what is known of an open text; None for one that `check` would not lint."""
        file = self._open.get(uri)
        return None if file is None else file.document

    def folder(self, uri: str) -> WorkspaceFolder | None:
        """Return the folder of the workspace, or else the site, that an open text belongs to."""
        file = self._open.get(uri)
        return None if file is None else file.folder

    def version(self, uri: str) -> int | None:
        """Return the version of an open text."""
        file = self._open.get(uri)
        return None if file is None else file.text.version

    def text(self, uri: str) -> str | None:
        """Return an open text as the client sent it."""
        file = self._open.get(uri)
        return None if file is None else file.text.text

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Return the diagnostics of a text as the client takes them; none for one not linted."""
        file = self._open.get(uri)
        if file is None:
            return []
        if file.failure is not None:
            return [failure(file.failure)]
        if file.document is None or file.folder is None:
            return []
        # Many findings may name one other file, which is read once.
        return as_protocol(file.document, self.client, cache(partial(self.other, file.folder)))

    # Texts

    def put(self, uri: str, version: int, text: str) -> set[str]:
        """Lint a text that was opened or changed."""
        file = self._open.get(uri)
        new = OpenText(uri, version, text)
        self._open[uri] = _OpenFile(new) if file is None else file._replace(text=new)
        path = path_of(uri)
        if path is None:
            return {uri}
        if file is None and not lexists(path):
            return self.refresh()
        with self.reading_unsaved():
            if file is None:
                self._open |= self._placed([new])
            if self._changes_configs(path):
                return self.refresh()
            sites = self.workspace.changed(path)
            return {uri} | self._lint(uri) | self._lint_others(sites, uri)

    def close(self, uri: str) -> set[str]:
        """Forget a text; from now on its file is what is on the disk."""
        file = self._open.pop(uri, None)
        path = path_of(uri)
        if file is None or path is None:
            return {uri}
        with self.reading_unsaved():
            folder = file.folder or self.workspace.folder_of(path)
            if not lexists(path) or self._changes_configs(path):
                return {uri} | self.refresh()
            return {uri} | self._reread(path, folder)

    def reading_unsaved(self) -> AbstractContextManager[None]:
        """Read the open texts in place of files of their sites."""
        return reading_unsaved(self.unsaved)

    def _changes_configs(self, path: Path) -> bool:
        """Whether a config may hold no more, or again, since a list of its schemas changed."""
        if path.suffix.lower() not in DATA:
            return False
        has_failed = any(file.failure is not None for file in self._open.values())
        return has_failed or not self.workspace.has_current_configs()

    def _lint(self, uri: str) -> set[str]:
        """Lint an open text, and compare it with the files that share a fact with it."""
        file = self._open[uri]
        folder, target = file.folder, file.target
        if folder is None or target is None:
            return set()
        try:
            document, outcome = folder.linted(file.text, target, file.document)
        except FailureError as error:
            file = file._replace(document=None, own=(), failure=str(error))
            outcome = FileOutcome.failed(target.shown_as, str(error))
        else:
            own = () if document is None else document.diagnostics
            file = file._replace(document=document, own=own, failure=None)
        self._open[uri] = file._replace(dependencies=outcome.dependencies)
        affected = self._update(folder, target, outcome)
        self._compare(uri)
        return affected

    def _lint_others(self, sites: "AbstractSet[Site]", but: str | None = None) -> set[str]:
        """Lint the open texts in which something else may be found since another file changed.

        `sites` are those that list something else for all of their files.
        """
        affected = [
            uri
            for uri, file in self._open.items()
            if uri != but
            and file.folder is not None
            and file.target is not None
            and not file.folder.is_current(file.target, file.dependencies, sites)
        ]
        for uri in affected:
            self._lint(uri)
        return set(affected)

    def _placed(self, texts: Iterable[OpenText]) -> dict[str, _OpenFile]:
        """Return open texts with the folder and the target of each."""
        placed = {text.uri: _OpenFile(text) for text in texts}
        by_folder: dict[WorkspaceFolder, dict[str, Path]] = {}
        for uri in placed:
            path = path_of(uri)
            if path is not None:
                by_folder.setdefault(self.workspace.folder_of(path), {})[uri] = path
        for folder, paths in by_folder.items():
            try:
                targets = folder.targets_of(set(paths.values()))
            except FailureError as error:
                for uri in paths:
                    placed[uri] = placed[uri]._replace(failure=str(error))
                continue
            for uri, path in paths.items():
                placed[uri] = placed[uri]._replace(folder=folder, target=targets.get(path))
        return placed

    # Files

    def changed(self, paths: Iterable[Path]) -> set[str]:
        """Take changes on the disk: files that were written, created or deleted."""
        files = set(paths)
        if len(files) > _MANY or not all(map(is_article, files)):
            return self.refresh()
        opened = {path_of(uri) for uri in self._open}
        affected: set[str] = set()
        with self.reading_unsaved():
            for path in sorted(files - opened):
                affected |= self._reread(path, self.workspace.folder_of(path))
        return affected

    def refresh(self) -> set[str]:
        """Read configs, schemas and sites again, and lint all open texts."""
        self.workspace.forget()
        earlier = {uri: file.document for uri, file in self._open.items()}
        with self.reading_unsaved():
            self._open = self._placed(file.text for file in self._open.values())
            for uri, document in earlier.items():
                if self._open[uri].target is not None:
                    self._open[uri] = self._open[uri]._replace(document=document)
            for uri in self._open:
                self._lint(uri)
        # What is dropped has cycles, and the collector compares it with all that is alive first.
        gc.collect()
        return set(self._open)

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> set[str]:
        """Take changes of the workspace's folders."""
        self.workspace.change(added, removed)
        return self.refresh()

    def _reread(self, path: Path, folder: WorkspaceFolder) -> set[str]:
        """Take a file as it is on the disk; one that is new or gone may change all others."""
        try:
            target = folder.targets_of([path]).get(path)
            site = None if target is None else folder.site_of(target)
        except FailureError:
            return self.refresh()
        shown_as = folder.shown(path)
        if target is None or not lexists(path):
            if folder.has(shown_as):
                return self.refresh()
            return self._lint_others(self.workspace.changed(path))
        if site is None:
            return set()
        if site.is_complete and target.shown_as not in site:
            return self.refresh()
        affected = self._update(folder, target, folder.linted_from_disk(target))
        return affected | self._lint_others(self.workspace.changed(path))

    # Sites

    def loaded(self, folder: WorkspaceFolder) -> set[str]:
        """Compare the open texts of a folder again, once all files of a site were read."""
        return {
            uri for uri, file in self._open.items() if file.folder is folder and self._compare(uri)
        }

    def _update(self, folder: WorkspaceFolder, target: Target, outcome: FileOutcome) -> set[str]:
        """Replace a file's facts; return the other open texts in which something else is found."""
        try:
            site = folder.site_of(target)
        except FailureError:
            return set()
        affected = set() if site is None else site.update(target.shown_as, outcome)
        if not affected:
            return set()
        return {
            uri
            for uri, file in self._open.items()
            if file.folder is folder
            and file.target is not None
            and file.target.shown_as in affected
            and self._compare(uri)
        }

    def _compare(self, uri: str) -> bool:
        """Find what rules over the whole site find in a text; return whether that has changed."""
        file = self._open[uri]
        document, folder = file.document, file.folder
        if document is None or folder is None:
            return False
        try:
            site = folder.site_of(document.target)
            between = (
                []
                if site is None
                else site.between(document.target, lambda path: self._lines(folder, path))
            )
        except FAULTS as error:
            _LOG.error("a file was not compared with the others: %s", origin(error))
            between = []
        found = tuple(sorted((*file.own, *between), key=lambda each: each.sort_key))
        self._open[uri] = file._replace(document=replace(document, diagnostics=found))
        return found != document.diagnostics

    def _lines(self, folder: WorkspaceFolder, shown_as: str) -> LineIndex:
        """Return the rows and columns of a file that a finding names; none of one that is gone."""
        text = self._text(folder, shown_as)
        return LineIndex("" if text is None else text.text)

    def other(self, folder: WorkspaceFolder, shown_as: str) -> OtherFile | None:
        """Return a file of a folder by its path as diagnostics show it; None if it is gone."""
        text = self._text(folder, shown_as)
        if text is None:
            return None
        return OtherFile(text.uri, Positions(text.text, self.client.encoding))

    def _text(self, folder: WorkspaceFolder, shown_as: str) -> OpenText | None:
        """Return a file as it is now, in the editor or on the disk."""
        for file in self._open.values():
            document = file.document
            if document is not None and file.folder is folder and document.source.path == shown_as:
                return replace(file.text, text=document.source.text)
        path = str(folder.path / shown_as)
        uri = from_fs_path(path)
        try:
            text = reader.read_source(Target(path, shown_as, None, named=True)).text
        except OSError:
            return None
        return None if uri is None else OpenText(uri, 0, text)
