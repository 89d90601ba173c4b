"""A session in which hostile articles are opened, edited and closed, with requests in between.

Each step has the processor time that the server took for it, on Linux.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Self

from lsprotocol.types import PositionEncodingKind

from linter.lsp.positions import Positions
from tests.hostile.articles import SECRET, Hostile
from tests.lsp.client import Client, Message

_CAPABILITIES = {
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "completion": {"completionItem": {"snippetSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
    }
}
_AT_A_PLACE = ("hover", "completion", "definition")
_OF_THE_TEXT = ("documentSymbol", "documentLink")
_PIECE = 16


class Step(NamedTuple):
    """Something that the server did, and the seconds of processor time that it took."""

    article: str
    name: str
    seconds: float


class HostileSession:
    """A server with one folder, in which hostile articles are open one after the other."""

    def __init__(self, folder: Path) -> None:
        """Start a server for an empty folder."""
        self.client = Client(folder)
        self.leaks: list[str] = []
        """The articles and requests whose answers have parts of the secret."""
        self._news = folder / "_news"
        self._count = 0
        self._text = ""

    def __enter__(self) -> Self:
        self._news.mkdir()
        (self.client.folder / "_config.yml").write_text("")
        self.client.__enter__()
        self.client.initialize([self.client.folder], _CAPABILITIES)
        return self

    def __exit__(self, *error: object) -> None:
        self.client.__exit__(*error)

    def steps(self, hostile: Hostile, places: int, part: int = 1) -> Iterator[Step]:
        """Open an article, cut it, put it back and close it; send requests at some places of each.

        It has a part of its full size, which is given as a divisor.

        Raises:
            AssertionError: the server has an error, or does not report what it should.

        """
        self._count += 1
        uri = (self._news / f"2020-06-11-{self._count}.md").as_uri()
        text = hostile.make(part).decode(errors="replace")
        for version, present in enumerate((text, text[: len(text) // 2], f"{text}\n")):
            self._text = present
            before = self._seconds()
            if version == 0:
                self.client.open(uri, present, version)
            else:
                self.client.change(uri, present, version)
            yield self._diagnostics(hostile, uri, version, before)
            for method, params in _requests(present, places):
                yield self._request(hostile, uri, method, params)
        before = self._seconds()
        self.client.close(uri)
        assert self.client.pushed(uri, lambda it: "version" not in it)["diagnostics"] == []
        yield Step(hostile.name, "close", self._seconds() - before)

    def _diagnostics(self, hostile: Hostile, uri: str, version: int, before: float) -> Step:
        pushed = self.client.pushed(uri, lambda it: it.get("version") == version)
        step = Step(hostile.name, f"version {version}", self._seconds() - before)
        self._look_into(step, pushed)
        if version == 0:
            found = {each.get("code") for each in pushed["diagnostics"]}
            # An editor sends characters, whatever the bytes of the file are.
            assert set(hostile.codes) - {"PAR007"} <= found, hostile.name
        return step

    def _request(self, hostile: Hostile, uri: str, method: str, params: Message) -> Step:
        before = self._seconds()
        answer = self.client.request(
            f"textDocument/{method}", {"textDocument": {"uri": uri}, **params}
        )
        step = Step(hostile.name, f"{method} {params or ''}", self._seconds() - before)
        assert "error" not in answer, step
        self._look_into(step, answer)
        return step

    def _look_into(self, step: Step, answer: Message) -> None:
        # Without its key, what is secret elsewhere is some text.
        if "secured" in self._text and has_secret(json.dumps(answer)):
            self.leaks.append(f"{step.article}: {step.name}")

    def _seconds(self) -> float:
        """Return the processor time of the server; nothing where there is no `/proc`."""
        stat = Path(f"/proc/{self.client.process.pid}/stat")
        if not stat.is_file():
            return 0.0
        fields = stat.read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def has_secret(text: str) -> bool:
    """Whether a text has a part of the secret of hostile articles."""
    return any(SECRET[at : at + _PIECE] in text for at in range(len(SECRET) - _PIECE))


def _requests(text: str, places: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for method in _OF_THE_TEXT:
        yield method, {}
    positions = Positions(text, PositionEncodingKind.Utf16)
    end = max(text.find("\n---", 3), 0) or len(text)
    for number in range(1, places + 1):
        at = positions.position(end * number // places)
        place = {"line": at.line, "character": at.character}
        for method in _AT_A_PLACE:
            yield method, {"position": place}
        yield "references", {"position": place, "context": {"includeDeclaration": True}}
        yield "codeAction", _actions_in(place, place)
    yield "codeAction", _actions_in({"line": 0, "character": 0}, {"line": 1 << 30, "character": 0})


def _actions_in(start: dict[str, int], end: dict[str, int]) -> dict[str, Any]:
    return {"range": {"start": start, "end": end}, "context": {"diagnostics": []}}
