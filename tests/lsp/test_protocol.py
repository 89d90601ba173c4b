import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Commands
from tests.lsp.client import Client

pytestmark = pytest.mark.slow

PULLING = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
"""The capabilities of a client that requests diagnostics."""


def test_a_session_that_is_shut_down_ends_with_status_0(client: Client, tmp_path: Path) -> None:
    client.initialize([tmp_path])
    assert client.shut_down() == 0


def test_a_client_that_exits_or_vanishes_without_a_shutdown_ends_with_status_1(
    commands: Commands, tmp_path: Path
) -> None:
    with Client(tmp_path, commands=commands) as leaving:
        leaving.initialize([tmp_path])
        leaving.notify("exit")
        assert leaving.process.wait(60) == 1
    with Client(tmp_path, commands=commands) as vanishing:
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


@pytest.mark.parametrize(
    "uri",
    ["untitled:Untitled-1", "file:relative.md", "", "file:///a%00.md", f"file:///{'a' * 5000}.md"],
    ids=len,
)
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


def test_a_client_may_leave_while_the_files_of_its_site_are_read(
    client: Client, tmp_path: Path
) -> None:
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "_news").mkdir()
    for number in range(600):
        file = tmp_path / "_news" / f"2020-01-01-{number}.md"
        file.write_text(f"---\ntitle: {number}\ntopics: [a, b]\n---\n")
    client.initialize([tmp_path])
    client.open(file.as_uri(), "---\ntitle: A &amp; B\n---\n")
    client.pushed(file.as_uri())
    assert client.shut_down() == 0
    client.__exit__()
    assert client.log == ""


def test_references_are_complete_also_if_a_config_changes_while_files_are_read(
    client: Client, tmp_path: Path
) -> None:
    (tmp_path / "_config.yml").write_text("")
    for folder in ("_news", "_data/topics"):
        (tmp_path / folder).mkdir(parents=True)
    for number in range(300):
        file = tmp_path / "_news" / f"2020-01-01-{number}.md"
        file.write_text(f"---\ntitle: {number}\ntype: article\ntopics: [AI]\n---\n")
    topic, config = tmp_path / "_data/topics/ai.yaml", tmp_path / "articlelint.toml"
    topic.write_text("name: AI\n")
    client.initialize([tmp_path])
    client.open(topic.as_uri(), topic.read_text())
    wanted = client.send_request(
        "textDocument/references",
        {
            "textDocument": {"uri": topic.as_uri()},
            "position": {"line": 0, "character": 7},
            "context": {"includeDeclaration": False},
        },
    )
    config.write_text('select = ["TXT001"]\n')
    changes = [{"uri": config.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert len(client.answer(wanted)["result"]) == 300


ARTICLE = "_news/{}.md"
SAME = "---\ntitle: A title\nwebUrl: https://example.com/b/c\ntype: article\n---\n"
LISTING = """\
[[collections]]
name = "old"
files = ["*.md"]
schema = "old.json"
"""


@pytest.mark.parametrize(
    ("file", "wrong", "right", "is_saved"),
    [
        ("_news/1999/articlelint.toml", "select = 7\n", "", True),
        ("_news/1999/articlelint.toml", "select = [\n", "", True),
        ("_news/1999/articlelint.toml", "select = ['XYZ']\n", "", True),
        ("_news/1999/old.json", "{", "{}", True),
        ("_news/1999/names.yaml", "- [", "- a", True),
        ("_news/1999/names.yaml", "- [", "- a", False),
    ],
)
def test_files_are_compared_once_the_configs_among_them_are_right(  # noqa: PLR0913 - a case
    client: Client, tmp_path: Path, file: str, wrong: str, right: str, *, is_saved: bool
) -> None:
    schema = {"properties": {"tags": {"items": {"x-exists-in": "names.yaml#"}}}}
    files = {
        "_config.yml": "",
        "_news/1999/names.yaml": "- a\n",
        "_news/1999/articlelint.toml": LISTING,
        "_news/1999/old.json": json.dumps(schema),
        **dict.fromkeys(map(ARTICLE.format, ("1999/a", "a", "b")), SAME),
        file: wrong,
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    uri = (tmp_path / ARTICLE.format("b")).as_uri()
    client.initialize([tmp_path])
    client.open(uri, SAME)
    assert "DUP001" not in codes(client.pushed(uri))
    # It is answered once the files have been read, or cannot be.
    where = {"position": {"line": 0, "character": 0}, "context": {"includeDeclaration": False}}
    client.request("textDocument/references", {"textDocument": {"uri": uri}, **where})
    if is_saved:
        (tmp_path / file).write_text(right)
        changes = [{"uri": (tmp_path / file).as_uri(), "type": 2}]
        client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    else:
        client.open((tmp_path / file).as_uri(), right)
    client.pushed(uri, lambda pushed: "DUP001" in codes(pushed))
    assert client.shut_down() == 0
    client.__exit__()
    assert client.log == ""


def codes(pushed: dict[str, Any]) -> set[str]:
    return {each["code"] for each in pushed["diagnostics"]}


def test_one_file_may_be_open_under_several_addresses(client: Client, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "_news").mkdir()
    plain = (tmp_path / "_news" / "2020-01-01-a.md").as_uri()
    others = (
        plain.replace("_news", "%5Fnews"),
        plain.replace("file://", "file://localhost"),
        plain.replace("file:", "FILE:"),
    )
    client.initialize([tmp_path], PULLING)
    for uri in (plain, *others):
        client.open(uri, "---\ntitle: A &amp; B\n---\n")
    for uri in (plain, *others):
        answer = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert "TXT001" in {each["code"] for each in answer["result"]["items"]}, uri


def test_a_change_of_a_part_is_applied_though_whole_texts_are_wanted(
    client: Client, tmp_path: Path
) -> None:
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "_news").mkdir()
    uri = (tmp_path / "_news" / "2020-01-01-a.md").as_uri()
    answer = client.initialize([tmp_path], {**PULLING, "general": {"positionEncodings": ["utf-8"]}})
    assert answer["capabilities"]["positionEncoding"] == "utf-8"

    def change(version: int, *changes: Any) -> set[str]:
        document = {"uri": uri, "version": version}
        params = {"textDocument": document, "contentChanges": changes}
        client.notify("textDocument/didChange", params)
        found = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        return {each["code"] for each in found["result"]["items"]}

    def part(line: int, start: int, end: int, text: str) -> Any:
        ends = ({"line": line, "character": each} for each in (start, end))
        return {"range": dict(zip(("start", "end"), ends, strict=True)), "text": text}

    client.open(uri, "---\ntitle: é😀 &amp; B\nwebUrl: http://a.com/b\n---\n")
    both = {"TXT001", "URL002"}
    assert change(2) >= both
    assert not change(3, part(1, 15, 19, ""), part(2, 8, 12, "https")) & both
    assert change(4, {"text": "---\n"}, {"text": "---\ntitle: A &amp; B\n---\n"}) >= {"TXT001"}
    client.notify(
        "textDocument/didChange",
        {
            "textDocument": {"uri": "file:///a.md", "version": 1},
            "contentChanges": [part(0, 0, 0, "")],
        },
    )
    assert client.shut_down() == 0


def test_commands_and_requests_that_are_not_offered_are_refused(
    client: Client, tmp_path: Path
) -> None:
    client.initialize([tmp_path])

    def run(*arguments: Any, command: str = "articlelint.explain") -> Any:
        params = {"command": command, "arguments": arguments}
        return client.request("workspace/executeCommand", params)

    assert run("TXT001")["result"] is None
    shown = client.wait(lambda each: each.get("method") == "window/showMessage")
    assert "TXT001" in shown["params"]["message"]
    for answer in (run(), run("NOPE"), run({}), run("TXT001", "TXT002"), run(command="other")):
        assert answer["error"]["code"] == -32602
    for method in ("codeAction/resolve", "completionItem/resolve", "workspace/diagnostic"):
        params = {"label": "a", "title": "a", "previousResultIds": []}
        assert client.request(method, params)["error"]["code"] == -32601
    client.notify("textDocument/didSave", {"textDocument": {"uri": "file:///a.md"}})
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert client.shut_down() == 0
    client.__exit__()
    assert client.log == ""
