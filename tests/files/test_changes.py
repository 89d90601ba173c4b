"""The changed files, in real repositories of the real git."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from linter.config.files import Configs
from linter.files import changes
from linter.files.changes import since, with_texts
from linter.files.discovery import find
from linter.files.git import GitError
from tests.git import GIT, forget_settings, needs_git
from tests.git import git as git_in

pytestmark = [pytest.mark.slow, needs_git]

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Make a repository with one commit, and return what runs git in it."""
    forget_settings(monkeypatch, home=tmp_path)
    root = tmp_path / "site"
    root.mkdir()
    git = partial(git_in, root)
    git("init", "--quiet", "--initial-branch=main")
    write(root, "kept.md", "edited.md", "renamed.md", "deleted.md", "sub/edited.md")
    commit(git)
    return git


@pytest.fixture
def root(git: Git) -> Path:
    return Path(git("rev-parse", "--show-toplevel"))


def staged(folder: Path) -> frozenset[str]:
    return changes.staged(folder).paths


def write(folder: Path, *names: str, text: str | None = None) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Names make the texts differ, so that git sees no renames where there are none.
        path.write_text(text or f"{name}\n" * 20, encoding="utf-8")


def commit(git: Git, message: str = "x") -> str:
    git("add", "--all")
    git("commit", "--quiet", f"--message={message}")
    return git("rev-parse", "HEAD")


def names(paths: frozenset[str], root: Path) -> set[str]:
    return {os.path.relpath(path, root) for path in paths}


def change_all(git: Git, root: Path) -> None:
    write(root, "edited.md", "sub/edited.md", text="other\n")
    write(root, "new.md")
    git("mv", "renamed.md", "sub/named.md")
    (root / "deleted.md").unlink()


CHANGED = {"edited.md", "sub/edited.md", "sub/named.md", "new.md"}


def test_nothing_changed(root: Path) -> None:
    assert staged(root) == since("HEAD", root) == since("main", root) == frozenset()


def test_a_file_touched_but_equal_has_not_changed(root: Path) -> None:
    os.utime(root / "kept.md", (1, 1))
    write(root, "edited.md")
    assert staged(root) == since("HEAD", root) == frozenset()


@pytest.mark.parametrize("step", ["working tree", "index", "commit", "detached"])
def test_since_sees_what_differs_however_far_it_got(git: Git, root: Path, step: str) -> None:
    base = git("rev-parse", "HEAD")
    change_all(git, root)
    if step == "index":
        git("add", "--all")
    if step in {"commit", "detached"}:
        commit(git)
    if step == "detached":
        git("checkout", "--quiet", "--detach")
    assert names(since(base, root), root) == CHANGED
    git("tag", "-a", "-m", "x", "start", base)
    assert names(since("start", root), root) == CHANGED


def test_since_leaves_out_what_was_changed_back(git: Git, root: Path) -> None:
    base = git("rev-parse", "HEAD")
    change_all(git, root)
    commit(git)
    write(root, "edited.md")
    assert names(since(base, root), root) == CHANGED - {"edited.md"}


def test_since_counts_from_the_merge_base(git: Git, root: Path) -> None:
    git("checkout", "--quiet", "-b", "topic")
    write(root, "edited.md", text="topic\n")
    commit(git)
    git("checkout", "--quiet", "main")
    write(root, "kept.md", "on-main.md", text="main\n")
    commit(git)
    git("checkout", "--quiet", "topic")
    assert names(since("main", root), root) == {"edited.md"}
    git("merge", "--quiet", "--no-edit", "main")
    assert names(since("main", root), root) == {"edited.md"}
    git("checkout", "--quiet", "main")
    assert names(since("topic", root), root) == set()


def test_since_without_shared_history(git: Git, root: Path) -> None:
    git("checkout", "--quiet", "--orphan", "other")
    with pytest.raises(GitError, match=r"^git merge-base: Not a valid object name HEAD$"):
        since("main", root)
    commit(git, "of another history")
    with pytest.raises(GitError, match=r"^`main` and HEAD have no commit in common; "):
        since("main", root)


def test_staged(git: Git, root: Path) -> None:
    change_all(git, root)
    write(root, "untracked.md")
    git("add", "edited.md", "new.md", "deleted.md")
    assert names(staged(root), root) == {"edited.md", "new.md", "sub/named.md"}
    write(root, "edited.md")
    assert names(staged(root), root) == {"edited.md", "new.md", "sub/named.md"}
    git("checkout", "--quiet", "--detach")
    assert names(staged(root), root) == {"edited.md", "new.md", "sub/named.md"}
    git("commit", "--quiet", "--message=x")
    assert staged(root) == frozenset()


def test_before_the_first_commit(git: Git, root: Path) -> None:
    shutil.rmtree(root / ".git")
    git("init", "--quiet")
    assert staged(root) == frozenset()
    git("add", "kept.md")
    assert names(staged(root), root) == {"kept.md"}
    with pytest.raises(GitError, match=r"^git knows no revision `HEAD`$"):
        since("HEAD", root)


def test_ignored_files_have_not_changed(git: Git, root: Path) -> None:
    write(root, ".gitignore", text="ignored*\n")
    write(root, "ignored.md", "ignored/a.md", "seen.md")
    (root / ".git/info/exclude").write_text("private.md\n", encoding="utf-8")
    write(root, "private.md")
    assert names(since("HEAD", root), root) == {".gitignore", "seen.md"}
    git("add", "--force", "ignored.md")
    assert names(since("HEAD", root), root) == {".gitignore", "seen.md", "ignored.md"}
    assert names(staged(root), root) == {"ignored.md"}


def test_git_is_not_waited_for_without_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git takes ages over a line with that many stars and a path that deep."""
    monkeypatch.setattr("linter.files.git.PATIENCE", 0.1)
    write(root, "/".join(["a"] * 60) + "/a.md")
    write(root, ".gitignore", text="**/*a*/" * 12 + "b\n")
    with pytest.raises(GitError, match=r"^git ls-files: no answer within 0.1 seconds$"):
        since("HEAD", root)


def test_a_file_taken_out_of_the_index_alone_is_there(git: Git, root: Path) -> None:
    git("rm", "--quiet", "--cached", "kept.md")
    assert names(since("HEAD", root), root) == {"kept.md"}
    assert staged(root) == frozenset()


def test_a_conflict_is_a_change(git: Git, root: Path) -> None:
    git("checkout", "--quiet", "-b", "topic")
    write(root, "edited.md", text="topic\n")
    commit(git)
    git("checkout", "--quiet", "main")
    write(root, "edited.md", text="main\n")
    commit(git)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "topic")
    assert names(since("HEAD", root), root) == {"edited.md"}
    assert staged(root) == frozenset({f"{root}/edited.md"})


def test_from_a_subfolder_the_whole_repository_is_seen(git: Git, root: Path) -> None:
    change_all(git, root)
    assert names(since("HEAD", root / "sub"), root) == CHANGED
    git("add", "--all")
    assert names(staged(root / "sub"), root) == CHANGED


@pytest.mark.posix("symbolic links")
def test_through_a_link_paths_are_free_of_links(root: Path) -> None:
    (root.parent / "link").symlink_to(root)
    write(root, "new.md")
    assert since("HEAD", root.parent / "link/sub") == {os.path.realpath(root / "new.md")}


NAMES = {
    "blank": " a b.md ",
    "newline": "a\nb.md",
    "final newline": "a.md\n",
    "quotes": "\"a'.md",
    "backslash": "a\\b.md",
    "dash": "--output=a.md",
    "colon": ":(top)a.md",
    "star": "*.md",
    "non-ASCII": "ünï-日本.md",
    "not UTF-8": "\udcff.md",
}


other_systems = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems refuse some of these names"
)


@other_systems
def test_any_name_of_a_file_or_folder(git: Git, root: Path) -> None:
    changed = set()
    for name in NAMES.values():
        for path in (name, f"in {name}/{name}"):
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).touch()
            changed.add(f"{root}/{path}")
    assert since("HEAD", root) == changed
    git("add", "--all")
    assert since("HEAD", root) == changed
    assert staged(root) == changed


@other_systems
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_of_a_root(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    root.mkdir()
    git_in(root, "init", "--quiet")
    git_in(root, "commit", "--quiet", "--allow-empty", "--message=x")
    (root / name).touch()
    changed = {f"{os.path.realpath(root)}/{name}"}
    assert since("HEAD", root) == changed
    git_in(root, "add", "--all")
    assert staged(root) == changed


def test_what_is_in_a_submodule_belongs_to_another_repository(git: Git, root: Path) -> None:
    other = root.parent / "other"
    shutil.copytree(root, other)
    git("submodule", "--quiet", "add", str(other), "module")
    assert names(staged(root), root) == {".gitmodules"}
    commit(git)
    write(root, "module/edited.md", text="other\n")
    write(root, "module/new.md")
    assert since("HEAD", root) == staged(root) == frozenset()
    assert names(since("HEAD", root / "module"), root) == {"module/edited.md", "module/new.md"}


@pytest.mark.parametrize("place", ["main", "linked"])
def test_a_hook_sees_the_index_of_its_commit(git: Git, root: Path, place: str) -> None:
    """With `git commit FILE` the commit has an index of its own, which GIT_INDEX_FILE names."""
    where = root
    if place == "linked":
        where = root.parent / "tree"
        git("worktree", "add", "--quiet", str(where), "-b", "other")
    call = (
        "from linter.files.changes import *; here = Path.cwd();"
        " print(staged(here), since('HEAD', here))"
    )
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\necho "$GIT_INDEX_FILE" >seen.txt\n"{sys.executable}" -c "{call}" >seen.py\n',
        encoding="utf-8",
    )
    hook.chmod(0o755)
    write(where, "edited.md", "kept.md", text="other\n")
    git("-C", str(where), "add", "kept.md")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [GIT, "-C", str(where), "commit", "-q", "-m", "x", "edited.md"]
    subprocess.run(command, env=environment, check=True)
    assert (where / "seen.txt").read_text(encoding="utf-8").strip()
    in_commit, differing = re.findall(
        r"frozenset\((.*?)\)", (where / "seen.py").read_text(encoding="utf-8")
    )
    assert set(re.findall(r"[\w-]+\.\w+(?=')", in_commit)) == {"edited.md"}
    assert {"edited.md", "kept.md"} <= set(re.findall(r"[\w-]+\.\w+(?=')", differing))


def test_the_user_s_settings_change_nothing(git: Git, root: Path) -> None:
    change_all(git, root)
    write(root, "-x.md")
    settings = {
        "color.ui": "always",
        "core.pager": "false",
        "core.quotePath": "true",
        "diff.external": "false",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.renames": "copies",
        "diff.wordRegex": ".",
        "pager.diff": "true",
        "status.showUntrackedFiles": "no",
    }
    for name, value in settings.items():
        git("config", name, value)
    assert names(since("HEAD", root / "sub"), root) == {*CHANGED, "-x.md"}
    git("add", "--all")
    assert names(staged(root / "sub"), root) == {*CHANGED, "-x.md"}


def test_it_works_while_another_process_holds_the_index(git: Git, root: Path) -> None:
    change_all(git, root)
    os.utime(root / "kept.md", (1, 1))
    (root / ".git/index.lock").touch()
    assert names(since("HEAD", root), root) == CHANGED
    assert names(staged(root), root) == {"sub/named.md"}


NO_REVISIONS = (
    *("nosuch", "", " ", "-x", "--all", "--help", "--output=made", "--git-path", "HEAD..main"),
    *("HEAD~5", "HEAD:kept.md", "$(touch made)", "a\nb", "0" * 40, "\udcff"),
)


def test_no_such_revision(root: Path) -> None:
    before = sorted(root.iterdir())
    for revision in NO_REVISIONS:
        with pytest.raises(GitError) as caught:
            since(revision, root)
        assert str(caught.value) == f"git knows no revision `{revision}`"
    assert sorted(root.iterdir()) == before


def test_what_is_not_one_revision_is_an_error(root: Path) -> None:
    with pytest.raises(GitError, match=r"^git merge-base: Not a valid object name "):
        since("^HEAD", root)


@pytest.mark.parametrize("function", [staged, lambda folder: since("HEAD", folder)])
def test_no_repository(root: Path, function: Callable[[Path], frozenset[str]]) -> None:
    with pytest.raises(GitError, match=r"^git rev-parse: not a git repository[^\n]*$"):
        function(root.parent)
    with pytest.raises(GitError, match=r"^git rev-parse: [^\n]+$"):
        function(root / ".git")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match=r"^git is not installed$"):
        staged(tmp_path)
    (tmp_path / "git").write_bytes(b"\0")
    (tmp_path / "git").chmod(0o755)
    with pytest.raises(GitError, match=r"^git cannot be run: exec format error$"):
        staged(tmp_path)


# What is staged, where the disk has another text


def texts(root: Path) -> dict[str, bytes | None]:
    """Return the staged files, with the text that is linted in place of the one on the disk."""
    changed = changes.staged(root)
    found = find(["."], root, Configs(), elsewhere=changed.objects.keys())
    wanted = [target for target in found.targets if target.location in changed.paths]
    return {each.shown_as: each.text for each in with_texts(wanted, changed, root)}


def test_a_text_that_is_the_same_is_read_from_the_disk(git: Git, root: Path) -> None:
    write(root, "new.md", "sub/new.md")
    git("add", "--all")
    os.utime(root / "new.md", (1, 1))
    (root / "sub/new.md").chmod(0o755)
    assert texts(root) == {"new.md": None, "sub/new.md": None}


def test_the_staged_text_counts_where_the_disk_has_another(git: Git, root: Path) -> None:
    write(root, "edited.md", "new.md", "sub/gone/gone.md", "back.md", text="staged\n")
    git("add", "--all")
    write(root, "edited.md", "new.md", text="on the disk\n")
    shutil.rmtree(root / "sub/gone")
    (root / "kept.md").unlink()
    assert texts(root) == {
        "back.md": None,
        "edited.md": b"staged\n",
        "new.md": b"staged\n",
        "sub/gone/gone.md": b"staged\n",
    }


@pytest.mark.posix("symbolic links")
def test_a_staged_file_that_is_something_else_on_disk(git: Git, root: Path) -> None:
    write(root, "file.md", "folder.md", "inside/file.md", text="staged\n")
    git("add", "--all")
    (root / "file.md").unlink()
    (root / "file.md").symlink_to("/etc/passwd")
    (root / "folder.md").unlink()
    write(root, "folder.md/a.md")
    shutil.rmtree(root / "inside")
    write(root, "inside", text="a file\n")
    assert texts(root) == {
        "file.md": b"staged\n",
        "folder.md": b"staged\n",
        "inside/file.md": b"staged\n",
    }


@pytest.mark.posix("symbolic links")
def test_renames_modes_links_and_announced_files(git: Git, root: Path) -> None:
    git("mv", "renamed.md", "sub/named.md")
    write(root, "sub/named.md", text="on the disk\n")
    (root / "kept.md").chmod(0o755)
    (root / "link.md").symlink_to("edited.md")
    (root / "turned.md").symlink_to("edited.md")
    git("add", "--all", "--", "kept.md", "link.md", "turned.md")
    (root / "turned.md").unlink()
    write(root, "turned.md", "announced.md")
    git("add", "--intent-to-add", "announced.md")
    git("rm", "--quiet", "deleted.md")
    assert texts(root) == {
        "kept.md": None,
        "link.md": None,
        "sub/named.md": b"renamed.md\n" * 20,
    }


def test_line_ends_that_git_converts_are_no_difference(git: Git, root: Path) -> None:
    git("config", "core.autocrlf", "true")
    (root / "crlf.md").write_bytes(b"a\r\nb\r\n")
    (root / "edited.md").write_bytes(b"a\r\nb\r\n")
    git("-c", "core.autocrlf=true", "add", "--all")
    (root / "edited.md").write_bytes(b"a\r\nc\r\n")
    assert texts(root) == {"crlf.md": None, "edited.md": b"a\nb\n"}


def test_filters_that_the_settings_define_are_no_difference(git: Git, root: Path) -> None:
    git("config", "filter.upper.clean", "tr a-z A-Z")
    git("config", "filter.upper.smudge", "tr A-Z a-z")
    write(root, ".gitattributes", text="*.md filter=upper\n")
    write(root, "new.md", "edited.md", text="text\n")
    git("add", "new.md", "edited.md")
    write(root, "edited.md", text="other\n")
    os.utime(root / "new.md", (1, 1))
    assert git("show", ":new.md") == "TEXT"
    assert texts(root) == {"new.md": None, "edited.md": b"TEXT\n"}


def test_attributes_alone_run_nothing(git: Git, root: Path) -> None:
    write(root, ".gitattributes", text="*.md filter=touch diff=touch merge=touch\n")
    write(root, "new.md", text="staged\n")
    git("add", "new.md")
    write(root, "new.md", text="on the disk\n")
    assert texts(root) == {"new.md": b"staged\n"}


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_files_that_git_takes_for_unchanged(git: Git, root: Path, flag: str) -> None:
    write(root, "edited.md", text="staged\n")
    git("add", "--all")
    git("update-index", flag, "edited.md")
    write(root, "edited.md", text="on the disk\n")
    assert texts(root) == {"edited.md": b"staged\n"}


def test_of_a_conflict_the_disk_counts(git: Git, root: Path) -> None:
    git("checkout", "--quiet", "-b", "topic")
    write(root, "edited.md", text="topic\n")
    commit(git)
    git("checkout", "--quiet", "main")
    write(root, "edited.md", text="main\n")
    commit(git)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "topic")
    assert texts(root) == {"edited.md": None}


def test_a_staged_text_that_is_too_large(git: Git, root: Path) -> None:
    write(root, "large.md", text="x" * 10_000_100)
    write(root, "small.md", "empty.md", text="staged\n")
    (root / "empty.md").write_bytes(b"")
    git("add", "--all")
    for name in ("large.md", "small.md", "empty.md"):
        write(root, name, text="on the disk\n")
    found = texts(root)
    assert len(found.pop("large.md") or b"") == 10_000_001
    assert found == {"small.md": b"staged\n", "empty.md": b""}


def test_excluded_files_are_excluded_from_staged_files(git: Git, root: Path) -> None:
    write(root, "_layouts/a.md", ".hidden/a.md", "vendor/a.md", "a.txt", "b/a.md")
    write(root, ".gitignore", text="b/\n")
    git("add", "--all", "--force")
    for name in ("_layouts", ".hidden", "vendor", "b"):
        shutil.rmtree(root / name)
    assert texts(root) == {"b/a.md": b"b/a.md\n" * 20}


# Programs and connections that a repository's settings name


@pytest.mark.parametrize("function", [texts, lambda folder: since("HEAD", folder)])
def test_a_repository_s_settings_start_no_program(
    git: Git, root: Path, function: Callable[[Path], object]
) -> None:
    started = root.parent / "started"
    program = root.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {started}\n", encoding="utf-8")
    program.chmod(0o755)
    write(root, ".gitattributes", text="*.md diff=x\n")
    write(root, "edited.md", text="staged\n")
    git("add", "--all")
    write(root, "edited.md", text="on the disk\n")
    os.utime(root / "kept.md", (1, 1))
    for hook in ("post-index-change", "pre-commit", "fsmonitor-watchman"):
        (root / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(program, root / ".git/hooks" / hook)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.x.command"):
        git("config", key, str(program))
    git("config", "diff.x.textconv", str(program))
    started.unlink(missing_ok=True)
    function(root)
    assert not started.exists()


def test_objects_that_a_clone_lacks_are_not_fetched(git: Git, root: Path) -> None:
    write(root, "edited.md", text="staged\n")
    git("add", "--all")
    key = git("rev-parse", ":edited.md")
    write(root, "edited.md", text="on the disk\n")
    (root / ".git/objects" / key[:2] / key[2:]).unlink()
    started = root.parent / "started"
    program = root.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {started}\n", encoding="utf-8")
    program.chmod(0o755)
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ssh://example.invalid/x",
        "core.sshCommand": str(program),
    }.items():
        git("config", name, value)
    with pytest.raises(GitError, match=r"^git [a-z-]+: "):
        texts(root)
    assert not started.exists()
    # The same question without what `linter.files.git` sets starts the program.
    subprocess.run([GIT, "cat-file", "-p", key], cwd=root, check=False, capture_output=True)
    assert started.exists()
