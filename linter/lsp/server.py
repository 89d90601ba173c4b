"""The server: which message of the client is handled by what."""

import asyncio
import logging
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from linter import __version__
from linter.lsp.client import Client
from linter.lsp.diagnostics import SOURCE
from linter.lsp.protocol import Protocol
from linter.lsp.session import Session
from linter.rules.containment import running_plugin_code

_LOG = logging.getLogger(__name__)


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
        for method, handler, options in (
            (types.INITIALIZE, self._initialize, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self._opened, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._changed, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._closed, None),
            (types.TEXT_DOCUMENT_DIAGNOSTIC, self._pulled, _PULLED),
        ):
            # Pygls sets attributes, which a method cannot have.
            self.feature(method, options)(partial(handler))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - pygls's
        """Log an error that no request has; its text is left out, as it may quote a document."""
        _LOG.error("a message could not be handled: %s", type(error).__name__)

    def _initialize(self, params: types.InitializeParams) -> None:
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        self.session = Session(Client.of(params.capabilities), folders)

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._publish(self.session.put(document.uri, document.version, document.text))

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        # Each change holds the whole text.
        text = params.content_changes[-1].text
        self._publish(self.session.put(document.uri, document.version, text))

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        self._publish(self.session.close(params.text_document.uri))

    def _pulled(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        found = self.session.diagnostics(params.text_document.uri)
        return types.RelatedFullDocumentDiagnosticReport(items=found)

    def _publish(self, uris: Iterable[str]) -> None:
        """Send the diagnostics of some texts to a client that does not request them."""
        client = self.session.client
        if client.pulls_diagnostics:
            return
        for uri in sorted(uris):
            version = self.session.version(uri) if client.has_versions else None
            found = self.session.diagnostics(uri)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, found, version)
            )


_PULLED = types.DiagnosticOptions(
    inter_file_dependencies=True, workspace_diagnostics=False, identifier=SOURCE
)


def serve() -> bool:
    """Serve the client at standard input and output; return whether it has ended in due form.

    Whatever else is printed meanwhile, by plug-ins or by programs that they start, goes to standard
    error.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s: %(message)s")
    # Pygls logs whole messages, and so the texts of documents.
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    requests, answers = (os.dup(stream.fileno()) for stream in (sys.stdin, sys.stdout))
    with os.fdopen(requests, "rb") as reader, os.fdopen(answers, "wb") as writer:
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), sys.stdin.fileno())
        with running_plugin_code():
            return asyncio.run(_served(Server(), reader, writer))


async def _served(server: Server, requests: BinaryIO, answers: BinaryIO) -> bool:
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
