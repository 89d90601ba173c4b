"""Diagnostics as clients get them: sent to some, requested by others, never both."""

from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client

pytestmark = pytest.mark.slow

TEXT = """\
---
title: A title
type: article
publishedDateTime: "2020-01-01T00:00:00Z"
webUrl: https://a.com/b/c
---
"""
PUSHED = {
    "relatedInformation": True,
    "versionSupport": True,
    "codeDescriptionSupport": True,
    "tagSupport": {"valueSet": [1, 2]},
}
PULLED: dict[str, Any] = {
    "textDocument": {"diagnostic": {}, "publishDiagnostics": PUSHED},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


@pytest.fixture
def uris(tmp_path: Path) -> list[str]:
    """Return the addresses of two articles with the same link, which are not there yet."""
    (tmp_path / "_news").mkdir()
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "articlelint.toml").write_text('select = ["DUP001", "TXT001", "PAR013"]\n')
    return [(tmp_path / "_news" / f"2020-01-01-{name}.md").as_uri() for name in "ab"]


@pytest.mark.parametrize(
    ("encodings", "chosen", "start"),
    [
        (None, "utf-16", 11),
        (["utf-8", "utf-16"], "utf-8", 15),
        (["utf-32"], "utf-32", 10),
        (["utf-7", "utf-16"], "utf-16", 11),
    ],
)
def test_positions_count_what_was_agreed_on(
    client: Client, uris: list[str], encodings: list[str] | None, chosen: str, start: int
) -> None:
    folder = client.folder
    capabilities = {"general": {"positionEncodings": encodings}} if encodings else {}
    assert client.initialize([folder], capabilities)["capabilities"]["positionEncoding"] == chosen
    text = TEXT.replace("A title", '"😀\u2028&amp; B"')
    texts = (text, text.replace("\n", "\r\n"), f"\ufeff{text}")
    for version, each in enumerate(texts):
        (client.change if version else client.open)(uris[0], each, version)
        (found,) = client.pushed(uris[0])["diagnostics"]
        assert found["range"] == {
            "start": {"line": 1, "character": start},
            "end": {"line": 1, "character": start + 5},
        }


def test_a_client_that_requests_nothing_is_sent_everything(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    client.initialize([tmp_path], {"textDocument": {"publishDiagnostics": PUSHED}})
    for number, uri in enumerate(uris):
        client.open(uri, TEXT, 10 + number)
    found = client.pushed(uris[1], lambda it: bool(it["diagnostics"]))
    assert found["version"] == 11
    (same_link,) = found["diagnostics"]
    assert same_link["code"] == "DUP001"
    assert same_link["source"] == "articlelint"
    assert same_link["severity"] == 2
    assert same_link["relatedInformation"][0]["location"]["uri"] == uris[0]
    client.change(uris[0], TEXT.replace("b/c", "other"), 12)
    assert client.pushed(uris[1], lambda it: not it["diagnostics"])["version"] == 11
    client.change(uris[1], TEXT.replace("title:", "# articlelint: ignore[TXT001]\ntitle:"), 13)
    (unused,) = client.pushed(uris[1], lambda it: it["version"] == 13)["diagnostics"]
    assert (unused["code"], unused["tags"]) == ("PAR013", [1])
    client.close(uris[1])
    assert client.pushed(uris[1], lambda it: "version" not in it)["diagnostics"] == []


def test_a_client_that_requests_them_is_sent_none(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    assert "diagnosticProvider" in client.initialize([tmp_path], PULLED)["capabilities"]
    assert _pulled(client, uris[0])["items"] == []
    (tmp_path / "_news" / "2020-01-01-a.md").write_text(TEXT)
    client.open(uris[1], TEXT)
    client.wait(lambda it: it.get("method") == "workspace/diagnostic/refresh")
    first = _pulled(client, uris[1])
    assert [each["code"] for each in first["items"]] == ["DUP001"]
    again = _pulled(client, uris[1], first["resultId"])
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    client.open(uris[0], TEXT.replace("b/c", "other"))
    client.wait(lambda it: it.get("method") == "workspace/diagnostic/refresh")
    assert _pulled(client, uris[1], first["resultId"])["items"] == []
    assert client.shut_down() == 0
    assert client.unread("textDocument/publishDiagnostics") == []


def test_a_client_that_requests_them_once_is_sent_them_alone(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    (tmp_path / "_news" / "2020-01-01-a.md").write_text(TEXT)
    able = client.initialize([tmp_path], {"textDocument": {"diagnostic": {}}})["capabilities"]
    assert "diagnosticProvider" not in able
    client.open(uris[1], TEXT)
    client.pushed(uris[1], lambda it: [each["code"] for each in it["diagnostics"]] == ["DUP001"])
    client.open(uris[0], TEXT.replace("b/c", "other"))
    assert client.pushed(uris[1])["diagnostics"] == []


def test_a_request_that_waits_can_be_cancelled(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    client.initialize([tmp_path], PULLED)
    client.open(uris[0], TEXT.replace("---\n", f"---\nlong: {'x' * 70_000}\n", 1))
    client.change(uris[0], TEXT, 2)
    asked = client.send_request("textDocument/diagnostic", {"textDocument": {"uri": uris[0]}})
    client.notify("$/cancelRequest", {"id": asked})
    assert client.answer(asked)["error"]["code"] == -32800
    assert _pulled(client, uris[0])["items"] == []


def test_only_the_last_of_quick_changes_of_a_large_text_is_linted(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    client.initialize([tmp_path], {"textDocument": {"publishDiagnostics": PUSHED}})
    large = TEXT.replace("---\n", f"---\nlong: {'x' * 70_000}\n", 1)
    client.open(uris[0], large)
    for version in range(2, 30):
        client.change(uris[0], large.replace("A title", "A &amp; B"), version)
    client.change(uris[0], large, 30)
    pushed = client.pushed(uris[0], lambda it: it["version"] == 30)
    assert pushed["diagnostics"] == []


def test_files_are_watched_by_the_client_if_it_can(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    client.initialize([tmp_path], watching)
    asked = client.wait(lambda it: it.get("method") == "client/registerCapability")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
    (registered,) = asked["params"]["registrations"]
    assert registered["method"] == "workspace/didChangeWatchedFiles"
    client.open(uris[0], TEXT.replace("A title", "A &amp; B"))
    assert client.pushed(uris[0])["diagnostics"]
    config = tmp_path / "articlelint.toml"
    config.write_text('select = ["DUP001"]\n')
    changes = [{"uri": config.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert client.pushed(uris[0], lambda it: not it["diagnostics"])


def test_files_are_watched_by_the_server_where_the_client_cannot(
    client: Client, tmp_path: Path, uris: list[str]
) -> None:
    client.initialize([tmp_path])
    client.open(uris[0], TEXT.replace("A title", "A &amp; B"))
    assert client.pushed(uris[0])["diagnostics"]
    (tmp_path / "articlelint.toml").write_text('select = ["DUP001"]\n')
    assert client.pushed(uris[0], lambda it: not it["diagnostics"])
    assert client.shut_down() == 0


def _pulled(client: Client, uri: str, previous: str | None = None) -> dict[str, Any]:
    params = {"textDocument": {"uri": uri}, "previousResultId": previous}
    result: dict[str, Any] = client.request("textDocument/diagnostic", params)["result"]
    return result
