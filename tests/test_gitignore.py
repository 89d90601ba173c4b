import os
import subprocess
from pathlib import Path

import pytest

from linter.gitignore import above, is_ignored, read

PATTERNS = """\
# a comment

*.draft.md
/build/
docs/**/old
!docs/keep/old
name?.md
[ab]x.md
 leading blank.md
\\#hash.md
trailing.md\\ \n
"""
NESTED = "!a.draft.md\n*.md\n!sub/\n"
PATHS = [
    "a.draft.md",
    "b.md",
    "build/a.md",
    "docs/build/a.md",
    "docs/old/a.md",
    "docs/x/y/old",
    "docs/keep/old",
    "name1.md",
    "name12.md",
    "ax.md",
    "cx.md",
    " leading blank.md",
    "#hash.md",
    "nested/a.draft.md",
    "nested/b.draft.md",
    "nested/b.md",
    "nested/sub/c.txt",
    "nested/sub/c.md",
]


def git(folder: Path, *arguments: str) -> int:
    command = ["git", "-C", str(folder), "-c", f"core.excludesFile={os.devnull}", *arguments]
    return subprocess.run(command, check=False).returncode


def ignored_by_us(folder: Path, path: str) -> bool:
    """Walk down to a path, as a walk over folders does, until something on the way is ignored."""
    sources = [found for found in [read(str(folder))] if found]
    step = folder
    for part in Path(path).parts:
        step /= part
        if is_ignored(f"{step}/" if step.is_dir() else str(step), sources):
            return True
        if step.is_dir() and (found := read(str(step))):
            sources.append(found)
    return False


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    assert git(tmp_path, "init", "--quiet") == 0
    for path in PATHS:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (tmp_path / ".gitignore").write_text(PATTERNS, encoding="utf-8")
    (tmp_path / "nested/.gitignore").write_text(NESTED, encoding="utf-8")
    return tmp_path


def test_the_same_files_as_git(repository: Path) -> None:
    by_us = [path for path in PATHS if ignored_by_us(repository, path)]
    by_git = [path for path in PATHS if git(repository, "check-ignore", "--quiet", path) == 0]
    assert by_us == by_git
    assert 0 < len(by_us) < len(PATHS)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("!", id="nothing"),
        pytest.param("a\\", id="half-an-escape"),
        pytest.param("[z-a].md", id="empty-range"),
        pytest.param("x" * 1_001, id="too-long"),
        pytest.param("*a*a*a*a*a*a*a*a*a*a*a*b", id="would-never-end"),
        pytest.param("**/a/**/a/**/a/**/b", id="would-never-end-across-folders"),
    ],
)
def test_lines_that_mean_nothing_are_passed_over(tmp_path: Path, line: str) -> None:
    (tmp_path / ".gitignore").write_text(f"{line}\nother.md\n", encoding="utf-8")
    patterns = read(str(tmp_path))
    assert patterns is not None
    assert is_ignored(f"{tmp_path}/other.md", [patterns])
    assert not is_ignored(f"{tmp_path}/{'a' * 250}", [patterns])


def test_no_gitignore(tmp_path: Path) -> None:
    assert read(str(tmp_path)) is None
    (tmp_path / ".gitignore").mkdir()
    assert read(str(tmp_path)) is None


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"\xff\nb.md\n")
    patterns = read(str(tmp_path))
    assert patterns is not None
    assert is_ignored(f"{tmp_path}/b.md", [patterns])


def test_the_folders_above_up_to_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    inner = repository / "site/inner"
    inner.mkdir(parents=True)
    (repository / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("outside.md\n", encoding="utf-8")
    (repository / ".gitignore").write_text("above.md\n", encoding="utf-8")
    sources = above(str(inner))
    assert [source.folder for source in sources] == [str(repository)]
    assert is_ignored(f"{inner}/above.md", sources)
    assert not is_ignored(f"{inner}/outside.md", sources)


@pytest.mark.parametrize("pattern", ["inner/", "site"])
def test_nothing_above_holds_against_an_ignored_folder(tmp_path: Path, pattern: str) -> None:
    inner = tmp_path / "site/inner"
    inner.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text(f"{pattern}\n", encoding="utf-8")
    assert above(str(inner)) == ()


def test_nothing_above_counts_outside_a_repository(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / ".gitignore").write_text("*.md\n", encoding="utf-8")
    assert above(str(inner)) == ()
