"""A session of the server without its protocol, and what the command finds in the same files."""

import asyncio
from pathlib import Path
from typing import Any

from lsprotocol.types import Diagnostic, PositionEncodingKind
from pytest import MonkeyPatch  # noqa: PT013 - the fixture's type alone

from linter.config.files import Configs
from linter.files.discovery import find
from linter.lsp.client import Client
from linter.lsp.session import Session
from linter.reporters.shared.redacted_file import redacted_files
from linter.reporters.shared.wording import explained
from linter.run.report import Report
from linter.run.runner import run

CODE_POINTS = Client(encoding=PositionEncodingKind.Utf32, has_related_information=True)
"""A client whose positions count what the command's columns count."""

Finding = tuple[Any, ...]
"""The code, the rows and columns of start and end, from 1, and the message."""


class Editor:
    """An editor whose workspace is one folder, or has `folders` of it; paths are relative to it."""

    def __init__(
        self, folder: Path, client: Client = CODE_POINTS, folders: tuple[str, ...] = (".",)
    ) -> None:
        self.folder = folder
        self.session = Session(client, [(folder / each).as_uri() for each in folders])
        self._version = 0

    def put(self, path: str, text: str | None = None) -> set[str]:
        """Open or change a file, by default with the text on the disk; return what is affected."""
        self._version += 1
        whole = (self.folder / path).read_bytes().decode(errors="replace") if text is None else text
        affected = self.session.put(self.uri(path), self._version, whole)
        return self._paths(affected | self.load())

    def close(self, path: str) -> set[str]:
        """Close a file."""
        return self._paths(self.session.close(self.uri(path)) | self.load())

    def changed(self, *paths: str) -> set[str]:
        """Notice changes on the disk."""
        affected = self.session.changed(self.folder / path for path in paths)
        return self._paths(affected | self.load())

    def load(self) -> set[str]:
        """Read the files of all sites."""

        async def load() -> set[str]:
            affected: set[str] = set()
            for folder, site in self.session.workspace.incomplete:
                await folder.load(site, self.session.unsaved)
                affected |= self.session.loaded(folder)
            return affected

        return asyncio.run(load())

    def diagnostics(self, path: str) -> list[Diagnostic]:
        """Return what the client is sent for a file."""
        return self.session.diagnostics(self.uri(path))

    def codes(self, path: str) -> list[str | int | None]:
        """Return the codes of what is found in a file."""
        return [each.code for each in self.diagnostics(path)]

    def findings(self, path: str) -> list[Finding]:
        """Return what is found in a file in the form of `check`."""
        return [
            (
                each.code,
                each.range.start.line + 1,
                each.range.start.character + 1,
                each.range.end.line + 1,
                each.range.end.character + 1,
                each.message,
            )
            for each in self.diagnostics(path)
        ]

    def uri(self, path: str) -> str:
        """Return the address of a file."""
        return (self.folder / path).as_uri()

    def _paths(self, uris: set[str]) -> set[str]:
        prefix = f"{self.folder.as_uri()}/"
        return {uri.removeprefix(prefix) for uri in uris}


def check(folder: Path, monkeypatch: MonkeyPatch) -> dict[str, list[Finding]]:
    """Return what `articlelint check` finds in a folder, by path."""
    monkeypatch.chdir(folder)
    configs = Configs()
    return by_file(run(find(["."], folder, configs), configs))


def by_file(report: Report) -> dict[str, list[Finding]]:
    """Return the findings of a report, by path."""
    files = redacted_files(report)
    found: dict[str, list[Finding]] = {}
    for each in report.diagnostics:
        found.setdefault(each.path, []).append(
            (each.code, *each.start, *each.end, explained(each, files[each.path]))
        )
    return found
