"""What git leaves out: by git itself, and by its files where it cannot run."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.files.gitignore import NAME, GitIgnore, Ignores
from tests.git import forget_settings, git, needs_git

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give git a user without settings."""
    forget_settings(monkeypatch, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def root(home: Path, tmp_path: Path) -> Path:
    """Make a repository."""
    assert home.parent == tmp_path
    root = tmp_path / "site"
    git(tmp_path, "init", "--quiet", str(root))
    return root


@pytest.fixture(params=[True, False], ids=["git", "no-git"])
def with_and_without_git(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> bool:
    if not request.param:
        monkeypatch.setenv("PATH", str(tmp_path))
    return bool(request.param)


def lay_out(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()


def kept(folder: Path, ignore: GitIgnore | None = None) -> list[str]:
    """Return the files that a walk of a folder comes across, the hidden ones aside."""
    ignore = ignore or GitIgnore()
    found: list[str] = []

    def walk(place: str, outside: Ignores) -> None:
        entries = sorted(Path(place).iterdir())
        here = ignore.inside(place, [entry.name for entry in entries], outside)
        for entry in entries:
            is_folder = entry.is_dir() and not entry.is_symlink()
            if entry.name in {".git", NAME} or here.has(f"{entry}/" if is_folder else str(entry)):
                continue
            if is_folder:
                walk(str(entry), here)
            else:
                found.append(os.path.relpath(entry, os.path.realpath(folder)))

    start = os.path.realpath(folder)
    walk(start, ignore.around(start))
    return found


@needs_git
@pytest.mark.usefixtures("with_and_without_git")
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("*\n!*/\n!*.md\n", ["a.md", "sub/b.md"], id="allow-list"),
        pytest.param("*.md\n!a.md\n", ["a.md", "c.txt", "sub/c.txt"], id="last-match-wins"),
        pytest.param("\ufeffa.md\n", ["c.txt", "sub/b.md", "sub/c.txt"], id="byte-order-mark"),
        pytest.param("a.md\r\nsub/\r\n", ["c.txt"], id="crlf"),
        pytest.param("a.md\0x\nc.txt", ["sub/b.md"], id="nul"),
        pytest.param("sub/\n!sub/b.md\n", ["a.md", "c.txt"], id="never-out-of-a-folder"),
    ],
)
def test_a_file_of_globs(root: Path, lines: str, expected: list[str]) -> None:
    lay_out(root, "a.md", "c.txt", "sub/b.md", "sub/c.txt")
    (root / NAME).write_bytes(lines.encode())
    assert kept(root) == expected


@needs_git
@pytest.mark.usefixtures("with_and_without_git")
def test_files_of_globs_in_folders(root: Path) -> None:
    lay_out(root, "a.md", "b.md", "sub/a.md", "sub/b.md", "sub/deep/b.md")
    (root / NAME).write_text("b.md\n/sub/a.md\n", encoding="utf-8")
    (root / "sub" / NAME).write_text("!b.md\n", encoding="utf-8")
    (root / "sub/deep" / NAME).write_text("*\n", encoding="utf-8")
    assert kept(root) == ["a.md", "sub/b.md"]
    assert kept(root / "sub") == ["b.md"]
    assert kept(root / "sub/deep") == []


@needs_git
@pytest.mark.usefixtures("with_and_without_git")
def test_excludes_of_the_repository_and_of_the_user(root: Path, home: Path) -> None:
    lay_out(root, "a.md", "b.md", "c.md", "sub/b.md", "sub/c.md")
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/exclude").write_text("/b.md\n!sub/c.md\n", encoding="utf-8")
    (home / ".config/git").mkdir(parents=True)
    (home / ".config/git/ignore").write_text("c.md\n", encoding="utf-8")
    assert kept(root) == ["a.md", "sub/b.md", "sub/c.md"]
    assert kept(root / "sub") == ["b.md", "c.md"]


@needs_git
def test_another_working_tree_shares_the_excludes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / "tree"
    git(root, "commit", "--quiet", "--message=x", "--allow-empty")
    git(root, "worktree", "add", "--quiet", str(tree))
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/exclude").write_text("a.md\n", encoding="utf-8")
    lay_out(tree, "a.md", "b.md")
    assert kept(tree) == ["b.md"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert kept(tree) == ["b.md"]


@needs_git
def test_a_file_that_git_tracks_is_never_left_out(root: Path) -> None:
    lay_out(root, "a.md", "b.md", "drafts/a.md", "drafts/b.md")
    (root / NAME).write_text("a.md\nb.md\ndrafts/\n", encoding="utf-8")
    git(root, "add", "--force", "a.md", "drafts/a.md")
    assert kept(root) == ["a.md", "drafts/a.md"]


@needs_git
def test_the_user_s_own_excludes_count(root: Path, tmp_path: Path) -> None:
    lay_out(root, "a.md", "b.md")
    (tmp_path / "mine").write_text("a.md\n", encoding="utf-8")
    git(root, "config", "core.excludesFile", str(tmp_path / "mine"))
    assert kept(root) == ["b.md"]


@needs_git
@pytest.mark.usefixtures("with_and_without_git")
def test_a_repository_in_another_one_has_its_own_files(root: Path) -> None:
    inner = root / "inner"
    lay_out(root, "a.md", "inner/a.md", "inner/b.md", "left-out/a.md")
    shutil.copytree(root / ".git", inner / ".git")
    shutil.copytree(root / ".git", root / "left-out/.git")
    (root / NAME).write_text("a.md\nleft-out/\n", encoding="utf-8")
    (inner / NAME).write_text("b.md\n", encoding="utf-8")
    assert kept(root) == ["inner/a.md"]
    assert kept(inner) == ["a.md"]


@needs_git
def test_a_submodule_has_its_own_files(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    lay_out(other, "a.md")
    (other / NAME).write_text("b.md\n", encoding="utf-8")
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "--message=x")
    git(root, "submodule", "add", str(other), "module")
    lay_out(root, "a.md", "b.md", "module/b.md", "module/c.md")
    (root / NAME).write_text("a.md\n.gitmodules\n", encoding="utf-8")
    (root / ".git/modules/module/info/exclude").write_text("c.md\n", encoding="utf-8")
    assert kept(root) == [".gitmodules", "b.md", "module/a.md"]
    assert kept(root / "module") == ["a.md"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert kept(root) == ["b.md", "module/a.md"]


@needs_git
def test_a_bare_repository_among_the_files_decides_nothing(root: Path) -> None:
    """Its settings come with the files of the outer one, and must not count."""
    bare = root / "bare"
    git(root, "init", "--quiet", "--bare", str(bare))
    git(bare, "config", "core.bare", "false")
    git(bare, "config", "core.worktree", str(root))
    (bare / "info").mkdir(exist_ok=True)
    (bare / "info/exclude").write_text("*.md\n", encoding="utf-8")
    lay_out(root, "bare/a.md", "bare/b.md")
    (root / NAME).write_text("b.md\n", encoding="utf-8")
    assert [path for path in kept(bare) if path.endswith(".md")] == ["a.md"]


@needs_git
@pytest.mark.usefixtures("with_and_without_git")
@pytest.mark.parametrize("lines", ["inner/\n", "site/inner\n", "site\n"])
def test_nothing_around_counts_for_a_folder_that_is_left_out(root: Path, lines: str) -> None:
    lay_out(root, "site/inner/a.md", "site/inner/b.md", "site/c.md")
    (root / NAME).write_text(f"{lines}a.md\n", encoding="utf-8")
    (root / "site/inner" / NAME).write_text("b.md\n", encoding="utf-8")
    assert kept(root / "site/inner") == ["a.md"]


@pytest.mark.posix("symbolic links")
@needs_git
@pytest.mark.usefixtures("with_and_without_git")
def test_a_link_as_ignore_file_is_ignored(root: Path, tmp_path: Path) -> None:
    lay_out(root, "a.md")
    (tmp_path / "globs").write_text("a.md\n", encoding="utf-8")
    (root / NAME).symlink_to(tmp_path / "globs")
    assert kept(root) == ["a.md"]


@needs_git
def test_a_hook_s_environment_is_about_its_own_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", str(other))
    lay_out(other, "a.md", "b.md")
    (other / NAME).write_text("a.md\n", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(root))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert kept(other) == ["b.md"]


def test_outside_of_repositories_only_the_files_below_count(tmp_path: Path) -> None:
    lay_out(tmp_path, "site/a.md", "site/b.md", "site/sub/a.md")
    (tmp_path / NAME).write_text("*.md\n", encoding="utf-8")
    (tmp_path / "site" / NAME).write_text("a.md\n", encoding="utf-8")
    ignore = GitIgnore()
    assert kept(tmp_path / "site", ignore) == ["b.md"]
    assert ignore.notes == []


@needs_git
def test_where_git_refuses_ignore_files_are_read_and_a_note_is_printed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(root, "a.md", "b.md", "sub/a.md")
    (root / NAME).write_text("a.md\n", encoding="utf-8")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    ignore = GitIgnore()
    assert kept(root, ignore) == ["b.md"]
    (note,) = ignore.notes
    assert note.startswith(f"{root}: git ls-files: detected dubious ownership in repository at ")
    assert note.endswith("; `.gitignore` files are read without git")


@needs_git
@pytest.mark.parametrize("content", [None, "", "gitdir: /nosuch\n", "gitdir: a\0b\n", "x" * 5_000])
def test_what_is_no_repository(root: Path, content: str | None) -> None:
    shutil.rmtree(root / ".git")
    if content is None:
        (root / ".git").mkdir()
    else:
        (root / ".git").write_text(content, encoding="utf-8")
    lay_out(root, "a.md", "b.md")
    (root / NAME).write_text("a.md\n", encoding="utf-8")
    ignore = GitIgnore()
    assert kept(root, ignore) == ["b.md"]
    assert len(ignore.notes) == 1
    assert "\n" not in ignore.notes[0]


@needs_git
@pytest.mark.parametrize("lines", ["**/a/" * 12 + "b", "**/*a*/" * 12 + "b"])
def test_git_is_not_waited_for_without_end(
    root: Path, lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git itself takes ages over these lines."""
    monkeypatch.setattr("linter.files.git.PATIENCE", 0.1)
    deep = "/".join(["a"] * 60)
    lay_out(root, f"{deep}/a.md", "b.md", "c.md")
    (root / NAME).write_text(f"{lines}\nc.md\n", encoding="utf-8")
    ignore = GitIgnore()
    assert kept(root, ignore) == [f"{deep}/a.md", "b.md"]
    reason = "git ls-files: no answer within 0.1 seconds"
    assert ignore.notes == [f"{root}: {reason}; `.gitignore` files are read without git"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("!", id="nothing"),
        pytest.param("a\\", id="half-an-escape"),
        pytest.param("[z-a].md", id="empty-range"),
        pytest.param("*" + "x" * 1_000, id="too-long"),
        pytest.param("[" * 900, id="too-many-brackets"),
        pytest.param("\n".join(f"*{number}" for number in range(500)), id="too-many"),
    ],
)
def test_lines_that_mean_nothing_are_passed_over(
    tmp_path: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.files.gitignore._MAX_GLOBS", 500)
    lay_out(tmp_path, "a" * 250, "other.md")
    (tmp_path / NAME).write_text(f"{line}\nother.md\n", encoding="utf-8")
    assert kept(tmp_path) == ["a" * 250]


def test_an_unreadable_ignore_file_is_ignored(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.md")
    (tmp_path / NAME).mkdir()
    assert kept(tmp_path) == ["a.md"]
    (tmp_path / NAME).rmdir()
    (tmp_path / NAME).write_bytes(b"a.md\n" + b"x\n" * 500_000)
    assert kept(tmp_path) == ["a.md"]


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    lay_out(tmp_path, "a.md", "b.md")
    (tmp_path / NAME).write_bytes(b"\xff\nb.md\n")
    assert kept(tmp_path) == ["a.md"]


# Programs that a repository's own settings name


@needs_git
def test_a_repository_s_settings_start_no_program(root: Path) -> None:
    lay_out(root, "a.md", "b.md", "nested/c.md")
    (root / NAME).write_text("b.md\n", encoding="utf-8")
    (root / ".gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    git(root, "add", "a.md")
    git(root, "commit", "--quiet", "--message=x")
    started = root / ".git/started"
    program = root / ".git/program"
    program.write_text(f"#!/bin/sh\ntouch {started}\n", encoding="utf-8")
    program.chmod(0o755)
    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "query-watchman", "pre-commit"):
        shutil.copy(program, hooks / hook)
    for key in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass"),
        *("filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.external"),
        *("diff.x.command", "diff.x.textconv", "pager.ls-files", "remote.origin.uploadpack"),
    ):
        git(root, "config", key, str(program))
    git(root, "config", "alias.ls-files", f"!{program}")
    os.utime(root / "a.md", (1, 1))
    started.unlink(missing_ok=True)
    assert kept(root) == [".gitattributes", "a.md", "nested/c.md"]
    assert not started.exists()


# Trees of any kind

_NAMES = st.sampled_from(["a", "b", "ab", "a.md", "b.md", "c d", ".x", "ü"])
_TREES = st.lists(
    st.lists(_NAMES, min_size=1, max_size=4).map("/".join), min_size=1, max_size=12, unique=True
)
_LINES = st.lists(
    st.sampled_from(
        [
            *("a", "/a", "a/", "*.md", "!*.md", "!a", "!a/", "*", "!*/", "**/b", "a/**", "!b.md"),
            *("?*", "a/*/b", "[ab]*", "#a", "", "ü", "/*/", "!/a/b", "**", ".*", "*d", "!.x"),
        ]
    ),
    max_size=5,
)


@needs_git
@settings(max_examples=15)
@given(
    tree=_TREES,
    globs=st.dictionaries(st.sampled_from([".", "a", "b", "a/a"]), _LINES, max_size=3),
    excludes=_LINES,
)
def test_any_tree_is_walked_alike_with_git_and_without(
    tree: list[str], globs: dict[str, list[str]], excludes: list[str]
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = Path(folder)
        patch.setenv("HOME", folder)
        patch.delenv("XDG_CONFIG_HOME", raising=False)
        git(Path(folder), "init", "--quiet")
        for path in sorted(tree, key=len):
            # A name cannot be both a file and a folder.
            if not (root / path).exists() and not any(
                (root / step).is_file() for step in Path(path).parents
            ):
                lay_out(root, path)
        for place, lines in globs.items():
            if (root / place).is_dir():
                (root / place / NAME).write_text("\n".join(lines), encoding="utf-8")
        (root / ".git/info").mkdir(exist_ok=True)
        (root / ".git/info/exclude").write_text("\n".join(excludes), encoding="utf-8")
        folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
        starts = [each for each in folders if ".git" not in each.parts]
        by_git = [kept(start) for start in starts]
        patch.setenv("PATH", folder)
        assert [kept(start) for start in starts] == by_git
