"""The language server: its capabilities, and the handlers of the client's messages."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, JsonRpcMethodNotFound
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
from pygls.uris import from_fs_path

from linter import __version__
from linter.core.digests import digest
from linter.files.watched_files import may_decide
from linter.lint.internal_errors import FAULTS, origin
from linter.lsp.client import Client
from linter.lsp.diagnostics import SOURCE
from linter.lsp.explanation import EXPLAIN, explanation
from linter.lsp.file_uri import path_of
from linter.lsp.open_site import OpenSite
from linter.lsp.protocol import Protocol
from linter.lsp.requests import ANSWERERS
from linter.lsp.session import Session
from linter.lsp.text_changes import changed_text
from linter.lsp.watching import changes, registration
from linter.lsp.workspace_folder import WorkspaceFolder
from linter.rules.containment import running_plugin_code
from linter.rules.registry import ConfigError

_LOG = logging.getLogger(__name__)

# Texts with more front matter, or more of anything, take longer to lint than a key takes to be
# pressed, so that only the last of some quick changes is linted.
_LARGE: Final = 65_536
_LARGE_AS_A_WHOLE: Final = 1_000_000
_PAUSE: Final = 0.1

# A short run of the command hardly collects; a session drops sites and texts that have cycles.
_COLLECTED_AFTER: Final = (10_000, 10, 10)

_PULLED: Final = types.DiagnosticOptions(
    inter_file_dependencies=True, workspace_diagnostics=False, identifier=SOURCE
)


class _Waiting(NamedTuple):
    """A version of a text that is to be linted, and the task that does so after a pause."""

    version: int
    text: str
    task: asyncio.Task[None]


class Server(LanguageServer):
    """One session of one client."""

    protocol: Protocol

    def __init__(self) -> None:
        """Register the handlers."""
        super().__init__(
            SOURCE,
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.session = Session(Client())
        self._loads: dict[OpenSite, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: dict[str, _Waiting] = {}
        self._watched: set[Path] = set()
        self._stop_watching = asyncio.Event()
        for method, handler in (
            (types.INITIALIZE, self._initialize),
            (types.INITIALIZED, self._initialized),
            (types.TEXT_DOCUMENT_DID_OPEN, self._opened),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._changed),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._closed),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._files_changed),
            (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self._folders_changed),
        ):
            # Pygls sets attributes, which a method cannot have.
            self.feature(method)(partial(handler))
        for method, (answer, options) in ANSWERERS.items():
            answered = self._answered_later if iscoroutinefunction(answer) else self._answered
            self.feature(method, options)(partial(answered, answer))
        self.command(EXPLAIN)(partial(self._explain))

    def _answered(self, answer: Callable[[Session, Any], Any], params: Any) -> Any:
        self._put_waiting(params.text_document.uri)
        with self.session.reading_unsaved():
            return answer(self.session, params)

    async def _answered_later(
        self, answer: Callable[[Session, Any], Coroutine[Any, Any, Any]], params: Any
    ) -> Any:
        """Answer a request about the whole site, once all of its files have been read."""
        self._put_waiting(params.text_document.uri)
        while self._loads:
            await asyncio.wait(self._loads.values())
        return await answer(self.session, params)

    def _explain(self, code: str = "") -> None:
        try:
            text = explanation(code)
        except ConfigError:
            raise JsonRpcInvalidParams("the argument is not the code of a rule") from None
        self.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - pygls's
        """Log an error that no request has; its text is left out, as it may quote a document."""
        if not isinstance(error, JsonRpcMethodNotFound):
            _LOG.error("a message could not be handled: %s", type(error).__name__)

    # The session

    def _initialize(self, params: types.InitializeParams) -> None:
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = params.root_uri or from_fs_path(params.root_path or "")
        if not folders and root:
            folders = [root]
        client = Client.of(params.capabilities)
        self.session = Session(client, folders)
        if client.pulls_diagnostics:
            # A client that is offered this shows both, what it requests and what it is sent.
            self.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _PULLED)(partial(self._pulled))

    def _initialized(self, _: types.InitializedParams) -> None:
        if self.session.client.registers_watchers:
            self.client_register_capability(registration())
        self._watch()

    def _folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        added = [folder.uri for folder in params.event.added]
        removed = [folder.uri for folder in params.event.removed]
        self._take(self.session.change_folders(added, removed))

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start something that no message waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _LOG.error("work between messages failed: %s", origin(error))

    # Texts

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._stop_waiting(document.uri)
        self._put(document.uri, document.version, document.text)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        uri, version = params.text_document.uri, params.text_document.version
        waiting = self._stop_waiting(uri)
        before = self.session.text(uri) if waiting is None else waiting.text
        text = changed_text(before, params.content_changes, self.session.client.encoding)
        if text is None:
            _LOG.error("a part of a text that is not open was changed")
        elif self._is_large(uri, text):
            task = self._start(self._put_later(uri))
            self._waiting[uri] = _Waiting(version, text, task)
        else:
            self._put(uri, version, text)

    def _is_large(self, uri: str, text: str) -> bool:
        known = self.session.document(uri)
        block = None if known is None else known.document.block
        most = len(text) if block is None else block.closing.start
        return most >= _LARGE or len(text) >= _LARGE_AS_A_WHOLE

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        self._stop_waiting(uri)
        self._take(self.session.close(uri), of=uri)

    async def _put_later(self, uri: str) -> None:
        """Lint a large text if it is not changed again at once."""
        await asyncio.sleep(_PAUSE)
        self._put_waiting(uri)

    def _put_waiting(self, uri: str) -> None:
        """Lint a text at once if it waits for that."""
        waiting = self._stop_waiting(uri)
        if waiting is not None:
            self._put(uri, waiting.version, waiting.text)

    def _stop_waiting(self, uri: str) -> _Waiting | None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None and waiting.task is not asyncio.current_task():
            waiting.task.cancel()
        return waiting

    def _put(self, uri: str, version: int, text: str) -> None:
        self._take(self.session.put(uri, version, text), of=uri)

    # Diagnostics

    async def _pulled(
        self, params: types.DocumentDiagnosticParams
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        uri = params.text_document.uri
        while uri in self._waiting:
            await asyncio.wait({self._waiting[uri].task})
        found = self.session.diagnostics(uri)
        state = digest(repr(found).encode(errors="surrogatepass")).hex()
        if state == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(state)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=state)

    def _take(self, uris: set[str], of: str | None = None) -> None:
        """Report the diagnostics of some texts that changed, maybe because of one of them."""
        if self.session.client.pulls_diagnostics:
            # After its own change of a text, the client requests those of that text anyway.
            if uris - {of}:
                self.workspace_diagnostic_refresh(None)
        else:
            # The text that is typed in comes first.
            for uri in sorted(uris, key=lambda each: (each != of, each)):
                self._publish(uri)
        self._load_sites()
        self._watch()

    def _publish(self, uri: str) -> None:
        version = self.session.version(uri) if self.session.client.has_versions else None
        found = self.session.diagnostics(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _load_sites(self) -> None:
        """Start to read the files of new sites, and stop reading those of dropped ones."""
        folders = {site: folder for folder, site in self.session.workspace.incomplete}
        for site in self._loads.keys() - folders.keys():
            self._loads.pop(site).cancel()
        for site, folder in folders.items():
            if site not in self._loads:
                self._loads[site] = self._start(self._load(folder, site))

    async def _load(self, folder: WorkspaceFolder, site: OpenSite) -> None:
        """Read all files of a site, and report what is found by comparing them."""
        try:
            await folder.load(site, self.session.unsaved)
        finally:
            self._loads.pop(site, None)
        self._take(self.session.loaded(folder))

    # Files

    def _files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        self._take_files(filter(None, (path_of(change.uri) for change in params.changes)))

    def _take_files(self, files: Iterable[Path]) -> None:
        changed = set(filter(may_decide, files))
        if changed:
            self._take(self.session.changed(changed))

    def _watch(self) -> None:
        """Watch the folders of the session, if the client does not."""
        folders = self.session.workspace.watched
        if self.session.client.registers_watchers or folders == self._watched:
            return
        self._stop_watching.set()
        self._stop_watching = asyncio.Event()
        self._watched = folders
        if folders:
            self._start(self._watch_until(self._stop_watching, folders))

    async def _watch_until(self, stop: asyncio.Event, folders: Iterable[Path]) -> None:
        async for changed in changes(folders, stop):
            try:
                self._take_files(changed)
            except FAULTS as error:
                _LOG.error("changed files could not be read: %s", origin(error))


def serve() -> bool:
    """Serve the client at standard input and output; return whether it has ended in due form.

    Whatever else is printed meanwhile, by plug-ins or by programs that they start, goes to standard
    error.
    """
    # The modules are imported, and stay.
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s: %(message)s")
    # Pygls logs whole messages, and so the texts of documents.
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    requests, answers = (os.dup(stream.fileno()) for stream in (sys.stdin, sys.stdout))
    with os.fdopen(requests, "rb") as reader, os.fdopen(answers, "wb") as writer:
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), sys.stdin.fileno())
        with running_plugin_code():
            return asyncio.run(_served(reader, writer))


async def _served(requests: BinaryIO, answers: BinaryIO) -> bool:
    server = Server()
    server.protocol.set_writer(StdoutWriter(answers))
    await run_async(
        stop_event=server.protocol.exited,
        reader=StdinAsyncReader(requests, server.thread_pool),
        protocol=server.protocol,
        logger=logging.getLogger("pygls"),
        error_handler=server.report_server_error,
    )
    server.thread_pool.shutdown()
    return server.protocol.was_shut_down
