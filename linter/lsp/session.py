"""The state of the server: the texts that are open, and the folders that they lie in."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from linter.files import reader
from linter.files.targets import Target
from linter.lsp.client import Client
from linter.lsp.diagnostics import OtherFile, as_protocol, failure
from linter.lsp.open_document import OpenDocument
from linter.lsp.positions import Positions
from linter.lsp.workspace_folder import FailureError, OpenText, WorkspaceFolder
from linter.profiles.registry import site_around


class Session:
    """The open texts of one client, each linted in the folder of the workspace that has it.

    Methods that change something return the addresses of the texts whose diagnostics may differ.
    """

    def __init__(self, client: Client, folders: Iterable[str] = ()) -> None:
        """Take what the client can do, and the addresses of the workspace's folders."""
        self.client = client
        self._folders: dict[Path, WorkspaceFolder] = {}
        self._texts: dict[str, OpenText] = {}
        self._documents: dict[str, OpenDocument] = {}
        self._failures: dict[str, str] = {}
        self._targets: dict[str, Target | None] = {}
        for uri in folders:
            self._add_folder(uri)

    @property
    def documents(self) -> Iterable[OpenDocument]:
        """The open texts that are linted."""
        return self._documents.values()

    def document(self, uri: str) -> OpenDocument | None:
        """Return what is known of an open text; None for one that `check` would not lint."""
        return self._documents.get(uri)

    def put(self, uri: str, version: int, text: str) -> set[str]:
        """Lint a text that was opened or changed."""
        self._texts[uri] = OpenText(uri, version, text)
        self._lint(uri)
        return {uri}

    def close(self, uri: str) -> set[str]:
        """Forget a text; from now on its file is what is on the disk."""
        for state in (self._texts, self._documents, self._failures, self._targets):
            state.pop(uri, None)
        return {uri}

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Return the diagnostics of a text as the client takes them; none for one not linted."""
        if uri in self._failures:
            return [failure(self._failures[uri])]
        document = self._documents.get(uri)
        if document is None:
            return []
        return as_protocol(document, self.client, lambda path: self._other_file(document, path))

    def version(self, uri: str) -> int | None:
        """Return the version of an open text."""
        text = self._texts.get(uri)
        return None if text is None else text.version

    def _lint(self, uri: str) -> None:
        earlier = self._documents.pop(uri, None)
        self._failures.pop(uri, None)
        path = path_of(uri)
        if path is None:
            return
        folder = self._folder_of(path)
        try:
            if uri not in self._targets:
                self._targets[uri] = folder.target_of(path)
            target = self._targets[uri]
            if target is None:
                return
            document, _ = folder.linted(self._texts[uri], target, earlier)
        except FailureError as error:
            self._failures[uri] = str(error)
            return
        if document is not None:
            self._documents[uri] = document

    def _add_folder(self, uri: str) -> None:
        path = path_of(uri)
        if path is not None:
            self._folders[path] = WorkspaceFolder(path, self.client.encoding)

    def _folder_of(self, path: Path) -> WorkspaceFolder:
        """Return the innermost folder around a file; outside of the workspace, its site."""
        for around in path.parents:
            if around in self._folders:
                return self._folders[around]
        site = site_around(str(path.parent.resolve()))
        around = path.parent if site is None else site.folder
        return self._folders.setdefault(around, WorkspaceFolder(around, self.client.encoding))

    def _other_file(self, document: OpenDocument, shown_as: str) -> OtherFile | None:
        """Return another file that a finding in a document names."""
        path = self._folder_of(Path(document.target.location)).path / shown_as
        for each in self._documents.values():
            if Path(each.target.location) == path:
                return OtherFile(each.uri, each.positions)
        uri = from_fs_path(str(path))
        try:
            text = reader.read_source(Target(str(path), shown_as, None, named=True)).text
        except OSError:
            return None
        return None if uri is None else OtherFile(uri, Positions(text, self.client.encoding))


def path_of(uri: str) -> Path | None:
    """Return the absolute path of an address; None for that of no file."""
    path = to_fs_path(uri)
    return Path(path) if path and Path(path).is_absolute() and "\0" not in path else None
