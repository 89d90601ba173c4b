"""What installers note of where articlelint came from, and the hook that follows from it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linter.cli import pre_commit_repo
from linter.cli.pre_commit_repo import INSTALLED, MANIFEST, HookSource
from tests.git import git

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GIT = {"vcs": "git", "commit_id": COMMIT}

Noted = Callable[[str | None], None]


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Noted:
    """Return what installs articlelint with a note; with None it is from an index."""

    def note(text: str | None) -> None:
        folder = tmp_path / "packages/articlelint-0.1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: articlelint\nVersion: 0.1.0")
        if text is not None:
            (folder / "direct_url.json").write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "path", [str(folder.parent), *sys.path])

    return note


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://example.com/lint.git", "https://example.com/lint.git"),
        ("https://me:secret@example.com/lint", "https://example.com/lint"),
        ("https://token@example.com:8443/lint", "https://example.com:8443/lint"),
        ("https://me:a%40b@[::1]:80/lint", "https://[::1]:80/lint"),
        ("https://${USER}:${TOKEN}@example.com/lint", "https://example.com/lint"),
        ("ssh://git@example.com/lint.git", "ssh://git@example.com/lint.git"),
        ("ssh://git:secret@example.com/lint.git", "ssh://git@example.com/lint.git"),
        ("ssh://secret@example.com/lint.git", "ssh://example.com/lint.git"),
        ("https://git@example.com/lint.git", "https://example.com/lint.git"),
        ("https://example.com/lint.git?token=secret", None),
        ("https://example.com:secret/lint.git", None),
        ("git@example.com:lint.git", None),
        ("", None),
    ],
)
def test_an_address_is_taken_without_user_and_password(
    url: str, repository: str | None, noted: Noted
) -> None:
    noted(json.dumps({"url": url, "vcs_info": GIT}))
    wanted = INSTALLED if repository is None else HookSource(repository, COMMIT)
    assert pre_commit_repo.find_source() == wanted
    assert "secret" not in pre_commit_repo.find_source().description()


ADDRESS = "https://example.com/lint.git"


@pytest.mark.parametrize(
    "note",
    [
        pytest.param({"url": ADDRESS, "vcs_info": {**GIT, "vcs": "hg"}}, id="not-git"),
        pytest.param({"url": ADDRESS, "vcs_info": {**GIT, "commit_id": "main"}}, id="a-branch"),
        pytest.param({"url": ADDRESS, "vcs_info": GIT, "subdirectory": "lint"}, id="subdirectory"),
        pytest.param({"url": f"{ADDRESS}/a.whl", "archive_info": {}}, id="wheel"),
        pytest.param({"url": "file:///nowhere", "dir_info": {}}, id="gone"),
        pytest.param({"url": ADDRESS, "dir_info": {}}, id="not-a-file"),
        pytest.param([ADDRESS], id="not-a-note"),
    ],
)
def test_what_pre_commit_cannot_fetch_is_called_as_it_is_installed(note: Any, noted: Noted) -> None:
    noted(json.dumps(note))
    assert pre_commit_repo.find_source() == INSTALLED


@pytest.mark.parametrize("text", [None, "", "{"], ids=["index", "empty", "broken"])
def test_without_a_note_too(text: str | None, noted: Noted) -> None:
    noted(text)
    assert pre_commit_repo.find_source() == INSTALLED


@pytest.mark.parametrize("editable", [True, False])
def test_a_clone_is_taken_at_its_present_commit(
    noted: Noted, tmp_path: Path, *, editable: bool
) -> None:
    folder = tmp_path / "a clone, Größe #1"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / MANIFEST).write_text("[]\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=x")
    noted(json.dumps({"url": folder.as_uri(), "dir_info": {"editable": editable}}))
    head = git(folder, "rev-parse", "HEAD")
    assert pre_commit_repo.find_source() == HookSource(str(folder), head, is_clone=True)


@pytest.mark.parametrize("case", ["inside-another", "no-commit", "no-manifest"])
def test_a_folder_that_is_no_repository_of_hooks(noted: Noted, tmp_path: Path, case: str) -> None:
    folder = tmp_path / "outer/lint"
    folder.mkdir(parents=True)
    git(folder.parent if case == "inside-another" else folder, "init", "--quiet")
    if case != "no-manifest":
        (folder / MANIFEST).write_text("[]\n", encoding="utf-8")
    (folder / "a.txt").write_text("a", encoding="utf-8")
    if case != "no-commit":
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message=x")
    noted(json.dumps({"url": folder.as_uri(), "dir_info": {}}))
    assert pre_commit_repo.find_source() == INSTALLED
