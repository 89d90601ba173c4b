"""linter.lsp.actions: fixes, all safe fixes, ignore comments and explanations."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from linter.core.text import Span
from linter.lsp.actions import FIX_ALL, actions
from linter.lsp.client import Client as Capabilities
from linter.lsp.explanation import EXPLAIN
from linter.lsp.file_uri import path_of
from linter.lsp.open_document import OpenDocument
from tests.lsp.client import Client
from tests.lsp.opened import changed, opened, site
from tests.lsp.test_hover import SECURED

SCHEMA: dict[str, Any] = {
    "properties": {
        "title": {"x-role": "title"},
        "webUrl": {"x-role": "web-url"},
        "secured": {"x-role": "secured"},
    }
}
WHOLE = Capabilities(has_code_actions=True, prefers_actions=True, has_versioned_edits=True)
TEXT = "---\ntitle: 'A &amp; 😀 B'\nwebUrl: http://a.com/‸?utm_source=x\n---\nBody\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site(tmp_path, SCHEMA)
    return tmp_path


def offered(
    document: OpenDocument,
    within: Span,
    client: Capabilities = WHOLE,
    only: list[str] | None = None,
    trigger: types.CodeActionTriggerKind = types.CodeActionTriggerKind.Invoked,
) -> list[types.CodeAction]:
    context = types.CodeActionContext([], only, trigger)
    return actions(document, within, context, client)


def applied(document: OpenDocument, action: types.CodeAction) -> str:
    assert action.edit is not None
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == document.version
    edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
    return changed(document, [(each.range, each.new_text) for each in edits])


def test_a_finding_has_its_fix_ignore_comments_and_an_explanation(folder: Path) -> None:
    document, _ = opened(folder, TEXT)
    start = document.source.text.index("&amp;")
    found = offered(document, Span(start, start), only=["quickfix"])
    fix, here, in_file, explained = found
    assert "A & 😀 B" in applied(document, fix)
    assert "B'  # articlelint: ignore[TXT001]\n" in applied(document, here)
    assert "---\n# articlelint: ignore-file[TXT001]\n" in applied(document, in_file)
    assert explained.command == types.Command("Explain TXT001", EXPLAIN, arguments=["TXT001"])
    assert [each.title for each in found[1:]] == [
        "Ignore TXT001 here",
        "Ignore TXT001 in this file",
        "Explain TXT001",
    ]


def test_only_safe_fixes_are_preferred_and_the_others_say_so(folder: Path) -> None:
    document, _ = opened(folder, TEXT)
    whole = Span(0, len(document.source.text))
    fixes = [each for each in offered(document, whole) if each.is_preferred is not None]
    by_code = {each.code: each.fix for each in document.diagnostics if each.fix}
    assert len(fixes) == len(by_code) > 1
    for action in fixes:
        assert action.is_preferred == (not action.title.endswith(" (unsafe)"))
    assert {each.is_preferred for each in fixes} == {True, False}


def test_findings_elsewhere_have_no_actions(folder: Path) -> None:
    document, _ = opened(folder, TEXT)
    assert not offered(document, Span(0, 0), only=["quickfix"])


def test_all_safe_fixes_give_what_the_command_writes(folder: Path) -> None:
    document, _ = opened(folder, TEXT)
    (action,) = offered(document, Span(0, 0), only=["source.fixAll"])
    assert action.kind == FIX_ALL
    file = folder / "content/a.md"
    file.write_text(document.source.text, "utf-8")
    command = [sys.executable, "-m", "linter", "check", "--fix", "--no-cache", str(file)]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)
    assert applied(document, action) == file.read_text("utf-8") != document.source.text


def test_only_the_kinds_that_are_wanted_are_offered(folder: Path) -> None:
    document, _ = opened(folder, TEXT)
    whole = Span(0, len(document.source.text))

    def kinds(*only: str, automatic: bool = False) -> set[str]:
        trigger = types.CodeActionTriggerKind(2 if automatic else 1)
        found = offered(document, whole, only=list(only) or None, trigger=trigger)
        return {str(getattr(each.kind, "value", each.kind)) for each in found}

    assert kinds() == {"quickfix", FIX_ALL}
    assert kinds(automatic=True) == {"quickfix"}
    assert kinds(FIX_ALL, automatic=True) == {FIX_ALL}
    assert kinds("source") == kinds("source.fixAll") == {FIX_ALL}
    assert kinds("refactor") == kinds("source.fixAll.other") == kinds("sourc") == set()


def test_a_client_gets_edits_in_the_form_that_it_takes(folder: Path) -> None:
    document, _ = opened(folder, TEXT)
    whole = Span(0, len(document.source.text))
    for action in offered(document, whole, Capabilities(has_code_actions=True)):
        assert action.is_preferred is None
        assert action.edit is None or set(action.edit.changes or {}) == {document.uri}
    assert not offered(document, whole, Capabilities())


def test_titles_hide_what_is_secret(folder: Path) -> None:
    document, _ = opened(folder, f"---\ntitle: a\nsecured: ' {SECURED} '\n---\n")
    assert document.diagnostics
    for action in offered(document, Span(0, len(document.source.text))):
        assert SECURED[:8] not in action.title


def test_a_file_whose_name_is_wrong_can_be_renamed(tmp_path: Path) -> None:
    site(tmp_path, {"properties": {"date": {"x-role": "published-at"}}})
    client = Capabilities(has_code_actions=True, has_versioned_edits=True, renames_files=True)
    text = "---\ndate: 2020-06-13\n---\n"
    name = "content/2020-06-11-ä b.md"
    document, _ = opened(tmp_path, text, name=name)

    def renamed(client: Capabilities) -> list[str]:
        edits = [each.edit for each in offered(document, Span(0, len(text)), client) if each.edit]
        changes = [change for edit in edits for change in edit.document_changes or ()]
        return [each.new_uri for each in changes if isinstance(each, types.RenameFile)]

    (uri,) = renamed(client)
    assert path_of(uri) == tmp_path / "content/2020-06-13-ä b.md"
    again, _ = opened(tmp_path, text, name="content/2020-06-13-ä b.md")
    assert "DAT005" not in {each.code for each in again.diagnostics}
    assert not renamed(WHOLE)
    (tmp_path / "content/2020-06-13-ä b.md").touch()
    assert not renamed(client)


def test_text_that_does_not_parse_has_no_ignore_comments(folder: Path) -> None:
    document, _ = opened(folder, "---\ntitle: [a\nwebUrl: b\n---\n")
    found = offered(document, Span(0, len(document.source.text)))
    assert not any(each.title.startswith("Ignore") for each in found)


def test_a_client_is_shown_the_text_about_a_rule(client: Client, folder: Path) -> None:
    literals = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}
    able = client.initialize([folder], {"textDocument": {"codeAction": literals}})["capabilities"]
    assert FIX_ALL in able["codeActionProvider"]["codeActionKinds"]
    assert able["executeCommandProvider"]["commands"] == [EXPLAIN]
    uri = (folder / "content/a.md").as_uri()
    client.open(uri, TEXT.replace("‸", ""))
    diagnostics = client.pushed(uri)["diagnostics"]
    place = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 20}}
    params = {
        "textDocument": {"uri": uri},
        "range": place,
        "context": {"diagnostics": diagnostics},
    }
    answer = client.request("textDocument/codeAction", params)["result"]
    explain = next(each for each in answer if each["title"] == "Explain TXT001")
    assert explain["diagnostics"][0]["code"] == "TXT001"
    assert json.dumps(answer)
    client.request("workspace/executeCommand", explain["command"])
    shown = client.wait(lambda each: each.get("method") == "window/showMessage")
    assert "html-entity" in shown["params"]["message"]
    wrong = {"command": EXPLAIN, "arguments": ["NONE"]}
    assert "error" in client.request("workspace/executeCommand", wrong)


def test_findings_among_very_many_values_are_explained_alone(folder: Path) -> None:
    few, _ = opened(folder, TEXT)
    explained = "Explain TXT001"
    titles = [each.title for each in offered(few, Span(0, 40), only=["quickfix"])]
    assert titles.index(explained) > 0
    items = "- a\n" * 6_000
    many, _ = opened(folder, TEXT.replace("title:", f"tags:\n{items}title:"))
    end = len(many.source.text)
    titles = [each.title for each in offered(many, Span(0, end), only=["quickfix"])]
    assert explained in titles
    assert all(title.startswith("Explain ") for title in titles)


def test_what_aliases_repeat_counts_among_the_values_to_prove(folder: Path) -> None:
    items = f"z: &a [{', '.join('b' * 400)}]\n" + "".join(f"y{n}: *a\n" for n in range(20))
    many, _ = opened(folder, TEXT.replace("title:", f"{items}title:"))
    titles = [each.title for each in offered(many, Span(0, 10_000), only=["quickfix"])]
    assert titles
    assert all(title.startswith("Explain ") for title in titles)
