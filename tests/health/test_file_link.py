from pathlib import Path

import pytest

from linter.health.file_link import (
    EDITOR,
    Commit,
    LinkError,
    commit_of,
    default_template,
    file_link,
)
from tests.git import git

HERE = Path("/sites/a/content")
COMMIT = Commit("9fceb02", Path("/sites/a"))
GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_REPOSITORY": "o/n",
    "GITHUB_SERVER_URL": "https://git.example",
}
GITLAB = {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://lab.example/o/n"}


@pytest.mark.parametrize(
    ("variables", "template"),
    [
        ({}, EDITOR),
        ({"GITHUB_ACTIONS": "true"}, EDITOR),
        (GITHUB, "https://git.example/o/n/blob/{commit}/{file}#L{line}"),
        (GITLAB, "https://lab.example/o/n/-/blob/{commit}/{file}#L{line}"),
    ],
)
def test_ci_links_to_its_host(variables: dict[str, str], template: str) -> None:
    assert default_template(variables) == template


def test_the_commit_and_the_folder_in_the_repository_are_filled_in() -> None:
    link = file_link("https://git.example/{commit}/{file}#L{line}", HERE, COMMIT)
    assert link is not None
    assert link.template == "https://git.example/9fceb02/{file}#L{line}"
    assert (link.root, link.prefix) == ("/sites/a/content", "content/")


def test_without_git_only_an_editor_is_linked() -> None:
    nowhere = Commit(None, None)
    assert file_link("https://git.example/{commit}/{file}", HERE, nowhere) is None
    assert file_link(EDITOR, HERE, nowhere) is not None


@pytest.mark.parametrize(
    "template",
    ["{path}", "//host/{path}", "javascript:alert(1)", "data:x", "a:{secret}", "JAVASCRIPT:x"],
)
def test_what_is_no_address_is_refused(template: str) -> None:
    with pytest.raises(LinkError):
        file_link(template, HERE, COMMIT)


@pytest.mark.parametrize("odd", ["\udcff", "\x1b"])
def test_what_no_address_may_have_is_escaped_as_in_paths(odd: str) -> None:
    link = file_link("https://git.example/{commit}/{file}", HERE / f"a{odd}", COMMIT)
    assert link is not None
    escaped = ascii(odd)[1:-1]
    assert (link.root, link.prefix) == (f"/sites/a/content/a{escaped}", f"content/a{escaped}/")


@pytest.mark.parametrize("name", ["a", "a\u2028b", "größe"])
def test_the_commit_is_that_of_git(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    assert commit_of(folder) == Commit(None, None)
    git(folder, "init", "-q")
    assert commit_of(folder) == Commit(None, None)
    git(folder, "commit", "-q", "--allow-empty", "-m", "a")
    found = commit_of(folder)
    assert found.folder == folder
    assert found.name is not None
    assert len(found.name) == 40
