"""A plain client of the language server: JSON-RPC over pipes, and nothing that helps the server."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from tests.commands import Commands

PATIENCE = 60
"""Seconds until an answer counts as missing."""

Message = dict[str, Any]


def started(folder: Path, environment: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    """Start a server as an editor does."""
    return subprocess.Popen(
        [sys.executable, "-m", "linter", "server"],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


class Client:
    """One session with a server in a process of its own; `log` is its standard error afterwards."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        commands: Commands | None = None,
    ) -> None:
        """Start a server, by default in this environment; with `commands`, it is forked."""
        self.folder = folder
        self.log = ""
        self._count = 0
        self._seen: list[Message] = []
        self._messages: queue.Queue[Message | None] = queue.Queue()
        self.process = (
            commands.start("server", folder=folder, environment=environment or os.environ)
            if commands
            else started(folder, environment)
        )
        self._threads = [threading.Thread(target=each) for each in (self._read, self._read_log)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def initialize(self, folders: list[Path], capabilities: Message | None = None) -> Message:
        """Begin a session, and return what the server can do."""
        params = {
            "processId": None,
            "rootUri": folders[0].as_uri() if folders else None,
            "capabilities": capabilities or {},
            "workspaceFolders": [{"uri": each.as_uri(), "name": each.name} for each in folders],
        }
        answer = self.request("initialize", params)
        self.notify("initialized", {})
        result: Message = answer["result"]
        return result

    def open(self, uri: str, text: str, version: int = 1) -> None:
        """Open a text."""
        document = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, text: str, version: int) -> None:
        """Replace a text."""
        document = {"uri": uri, "version": version}
        params = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", params)

    def close(self, uri: str) -> None:
        """Close a text."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def pushed(self, uri: str, is_wanted: Callable[[Message], bool] = lambda _: True) -> Message:
        """Return the next diagnostics sent for a text for which `is_wanted` holds."""

        def is_it(message: Message) -> bool:
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            return bool(message["params"]["uri"] == uri) and is_wanted(message["params"])

        params: Message = self.wait(is_it)["params"]
        return params

    def request(self, method: str, params: Any = None) -> Message:
        """Send a request, and return the whole answer."""
        identifier = self.send_request(method, params)
        return self.answer(identifier)

    def send_request(self, method: str, params: Any = None) -> int:
        """Send a request without waiting for the answer, and return its identifier."""
        self._count += 1
        self.send({"jsonrpc": "2.0", "id": self._count, "method": method, "params": params})
        return self._count

    def answer(self, identifier: int | str) -> Message:
        """Return the answer to a request."""
        return self.wait(lambda each: each.get("id") == identifier and "method" not in each)

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, message: Any) -> None:
        """Send a message as it is."""
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send a body of any bytes."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def wait(self, is_wanted: Callable[[Message], bool]) -> Message:
        """Return the first message for which `is_wanted` holds; the others are kept."""
        for number, message in enumerate(self._seen):
            if is_wanted(message):
                return self._seen.pop(number)
        while True:
            received = self._messages.get(timeout=PATIENCE)
            assert received is not None, f"the server has ended: {self.log}"
            if is_wanted(received):
                return received
            self._seen.append(received)

    def unread(self, method: str) -> list[Message]:
        """Return the messages of one kind that nothing has waited for."""
        return [each for each in self._seen if each.get("method") == method]

    def answer_requests(self) -> None:
        """Answer all requests of the server with nothing, and forget its notifications."""
        while not self._messages.empty():
            received = self._messages.get()
            if received is not None:
                self._seen.append(received)
        for message in self._seen:
            if "id" in message and "method" in message:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        self._seen.clear()

    def shut_down(self) -> int:
        """End the session in due form, and return the exit status."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.removeprefix(b"Content-Length: "))
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        self.log = self.process.stderr.read().decode()
