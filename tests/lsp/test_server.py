"""The server without a client: what it does between messages."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from linter.lsp.server import Server
from tests.caches import keep_results_in


def test_the_files_of_a_site_are_read_by_one_task_however_often_its_config_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_results_in(monkeypatch, tmp_path.with_name(f"{tmp_path.name}-cache"))
    (tmp_path / "_config.yml").write_text("")
    (tmp_path / "_news").mkdir()
    for number in range(100):
        (tmp_path / "_news" / f"2020-01-01-{number}.md").write_text("---\ntopics: [a, b]\n---\n")
    uri = (tmp_path / "_news/2020-01-01-0.md").as_uri()
    config = (tmp_path / "articlelint.toml").as_uri()

    async def most_tasks() -> int:
        server = Server()
        handle: dict[str, Any] = server.protocol.fm.features
        watching = types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True
            )
        )
        client = types.ClientCapabilities(workspace=watching)
        handle[types.INITIALIZE](
            types.InitializeParams(capabilities=client, root_uri=tmp_path.as_uri())
        )
        document = types.TextDocumentItem(uri, types.LanguageKind.Markdown, 1, "---\na: b\n---\n")
        handle[types.TEXT_DOCUMENT_DID_OPEN](types.DidOpenTextDocumentParams(document))
        changed = types.FileEvent(config, types.FileChangeType.Changed)
        most = 0
        for _ in range(5):
            handle[types.WORKSPACE_DID_CHANGE_WATCHED_FILES](
                types.DidChangeWatchedFilesParams([changed])
            )
            for _ in range(3):
                await asyncio.sleep(0)
            most = max(most, len(asyncio.all_tasks()))
        return most

    # This one, and the one that reads files.
    assert asyncio.run(most_tasks()) == 2
