from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client

pytestmark = pytest.mark.slow


def test_a_session_that_is_shut_down_ends_with_status_0(client: Client, tmp_path: Path) -> None:
    client.initialize([tmp_path])
    assert client.shut_down() == 0


def test_a_client_that_exits_or_vanishes_without_a_shutdown_ends_with_status_1(
    tmp_path: Path,
) -> None:
    with Client(tmp_path) as leaving:
        leaving.initialize([tmp_path])
        leaving.notify("exit")
        assert leaving.process.wait(60) == 1
    with Client(tmp_path) as vanishing:
        vanishing.initialize([tmp_path])
    assert vanishing.process.returncode == 1
    assert vanishing.log == ""


def test_requests_before_initialize_and_after_shutdown_are_refused(
    client: Client, tmp_path: Path
) -> None:
    asked = {"textDocument": {"uri": (tmp_path / "a.md").as_uri()}}
    assert client.request("textDocument/diagnostic", asked)["error"]["code"] == -32002
    client.open((tmp_path / "a.md").as_uri(), "---\n")
    client.initialize([tmp_path])
    assert client.request("initialize", {"capabilities": {}})["error"]["code"] == -32600
    client.request("shutdown")
    assert client.request("textDocument/diagnostic", asked)["error"]["code"] == -32600


def test_what_no_client_should_send_is_refused_and_the_server_stays(
    client: Client, tmp_path: Path
) -> None:
    client.initialize([tmp_path])
    assert client.request("workspace/unheard")["error"]["code"] == -32601
    wrong: tuple[Any, ...] = (None, 3, [], {}, {"textDocument": 3}, {"textDocument": {}})
    for params in wrong:
        assert client.request("textDocument/diagnostic", params)["error"]["code"] == -32602
    client.notify("$/unheard")
    client.notify("textDocument/didOpen", {"textDocument": None})
    client.notify("textDocument/didChange", {"textDocument": {"uri": "file:///a.md"}})
    client.send([])
    client.send({"id": 7})
    client.send({"jsonrpc": "1.0", "id": 7, "method": "shutdown"})
    client.send({"jsonrpc": "2.0", "id": "no-such-request", "result": None})
    client.send_bytes(b"{")
    client.send_bytes(b"\xff")
    client.change((tmp_path / "never-opened.md").as_uri(), "---\na: 1\n---\n", 2)
    client.close((tmp_path / "never-opened.md").as_uri())
    client.notify("$/cancelRequest", {"id": 99})
    assert client.shut_down() == 0


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "file:relative.md", "", "file:///a%00.md"])
def test_a_text_that_is_no_file_has_no_diagnostics(
    client: Client, tmp_path: Path, uri: str
) -> None:
    client.initialize([tmp_path])
    client.open(uri, "---\ntitle: A &amp; B\n---\n")
    assert client.pushed(uri)["diagnostics"] == []


def test_a_text_outside_of_any_folder_is_linted_in_its_own(client: Client, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: A site\n")
    (tmp_path / "_news").mkdir()
    client.initialize([])
    uri = (tmp_path / "_news" / "2020-01-01-a.md").as_uri()
    client.open(uri, "---\ntitle: A &amp; B\n---\n")
    assert "TXT001" in {each["code"] for each in client.pushed(uri)["diagnostics"]}


def test_a_client_may_leave_while_the_files_of_its_site_are_read(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "_news").mkdir()
    for number in range(600):
        file = tmp_path / "_news" / f"2020-01-01-{number}.md"
        file.write_text(f"---\ntitle: {number}\ntopics: [a, b]\n---\n")
    with Client(tmp_path) as client:
        client.initialize([tmp_path])
        client.open(file.as_uri(), "---\ntitle: A &amp; B\n---\n")
        client.pushed(file.as_uri())
        assert client.shut_down() == 0
    assert client.log == ""
