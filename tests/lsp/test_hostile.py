"""Hostile articles in one session: opened, edited, closed, and the server stays."""

import json
from pathlib import Path

import pytest

from tests.hostile.articles import ARTICLES, SECRET
from tests.lsp.client import Client

pytestmark = pytest.mark.slow

_PIECE = 16
# Linting larger ones is tested with the command, and takes seconds each; one of megabytes is kept.
_LARGEST = 20_000
_HUGE = "body-of-9-mb"


def test_hostile_articles_end_neither_the_server_nor_their_secrets(
    client: Client, tmp_path: Path
) -> None:
    (tmp_path / "_news").mkdir()
    (tmp_path / "_config.yml").write_text("")
    published = {"relatedInformation": True, "versionSupport": True}
    client.initialize([tmp_path], {"textDocument": {"publishDiagnostics": published}})
    said: list[str] = []
    every = ((hostile, hostile.make()) for hostile in ARTICLES)
    chosen = [each for each in every if len(each[1]) < _LARGEST or each[0].name == _HUGE]
    for number, (hostile, data) in enumerate(chosen):
        uri = (tmp_path / "_news" / f"2020-06-11-{number}.md").as_uri()
        text = data.decode(errors="replace")
        client.open(uri, text, 1)
        client.change(uri, text[: len(text) // 2], 2)
        client.change(uri, f"{text}\n", 3)
        pushed = client.pushed(uri, lambda it: it.get("version") == 3)
        found = {each.get("code") for each in pushed["diagnostics"]}
        # An editor sends characters, whatever the bytes of the file are.
        assert set(hostile.codes) - {"PAR007"} <= found, hostile.name
        said += map(json.dumps, (pushed, *client.unread("textDocument/publishDiagnostics")))
        client.close(uri)
        assert client.pushed(uri, lambda it: "version" not in it)["diagnostics"] == []
    assert client.shut_down() == 0
    client.__exit__()
    pieces = {SECRET[at : at + _PIECE] for at in range(len(SECRET) - _PIECE)}
    everything = "\n".join((client.log, *said))
    assert not [piece for piece in pieces if piece in everything]
    assert client.log == ""
