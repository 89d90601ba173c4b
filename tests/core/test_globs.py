"""Globs, held to what git itself makes of them."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.core.globs import Globs, RootedGlobs, last_verdict
from tests.git import GIT, git, needs_git
from tests.processor_time import bounded


def globs(*lines: str) -> Globs:
    return Globs(map(os.fsencode, lines))


@pytest.fixture(scope="module")
def repository() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        git(Path(folder), "init", "--quiet")
        yield Path(folder)


def ignored_by_git(repository: Path, lines: list[str], paths: list[str]) -> list[str]:
    """Return the ignored paths; none need exist, and all but their last names are folders."""
    (repository / ".gitignore").write_bytes("\n".join(lines).encode())
    command = [GIT, "-c", f"core.excludesFile={os.devnull}"]
    command += ["check-ignore", "--no-index", "--stdin", "-z"]
    given = "".join(f"{path}\0" for path in paths).encode()
    done = subprocess.run(command, cwd=repository, input=given, capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout.decode().split("\0")[:-1]


def is_ignored(lines: list[str], path: str) -> bool:
    """Whether a walk would leave out a path, or a folder around it."""
    names = path.split("/")
    steps = ["/".join(names[:end]) + "/" for end in range(1, len(names))]
    found = globs(*lines)
    return any(found.verdict(step) for step in (*steps, path))


PIECES = (
    *("a", "b", "ab", "c", ".md", "ü", " ", "-", "^", ".", "\t", "\\", "#", "!", "/", "/", "?"),
    *("*", "*", "**", "**/", "/**", "***", "[", "[!", "[^", "]", "[]", "[a-c]", "[c-a]", "[a/b]"),
    *("[[:alpha:]]", "[![:punct:]]", "[[:nosuch:]]", "[:alpha:]", "[]a[:digit:]]"),
    *("[\\]]", "[a\\-c]", "\\/"),
)
NAMES = (
    *("a", "b", "c", "ab", "ba", "abc", "a.md", "b.md", ".a", ".md", "ü", "-", "[", "]", "^", "*"),
    *("a b", " a", "a ", "a\t", "\\a", "!a", "#a", "p"),
)
LINES = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join), max_size=4)
PATHS = st.lists(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join),
    min_size=1,
    max_size=20,
    unique=True,
)


@pytest.mark.slow
@needs_git
@settings(max_examples=75)
@given(lines=LINES, paths=PATHS)
def test_any_lines_mean_what_git_makes_of_them(
    repository: Path, lines: list[str], paths: list[str]
) -> None:
    by_us = [path for path in paths if is_ignored(lines, path)]
    assert by_us == ignored_by_git(repository, lines, paths)


@needs_git
@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        pytest.param(["*", "!*/", "!*.md"], ["a.md", "b/c.md", "b/c.txt"], id="allow-list"),
        pytest.param(["*.md", "!*-a.md"], ["x-a.md", "x.md", "b/y-a.md"], id="taken-back"),
        pytest.param(["!a.md", "*.md"], ["a.md"], id="last-match-wins"),
        pytest.param(["a/", "!a/b.md"], ["a/b.md"], id="never-out-of-a-folder"),
        pytest.param(["a/**", "!a/b.md"], ["a/b.md", "a/c.md", "a"], id="all-in-a-folder"),
        pytest.param(["a**/b"], ["a/b", "ab", "ax/y/b", "axb"], id="stars-behind-text"),
        pytest.param(["*/*/b"], ["x/y/b", "x/b", "x/y/z/b"], id="one-star-between"),
        pytest.param(["/a/**/b/**/c"], ["a/b/c", "a/x/b/y/z/c", "a/c"], id="two-double-stars"),
        pytest.param(["?.md", "???.md"], ["ü.md", "a.md"], id="bytes-not-characters"),
        pytest.param(["a\\ ", "b\\\\ ", "c  "], ["a ", "b\\", "c", "c  "], id="blanks"),
        pytest.param(["\\", "a\\", "[", "[]", "[!", "/", "!", "//"], ["a", "\\"], id="nothing"),
        pytest.param(["[]-]x", "[!]a]y", "[a-]z"], ["]x", "-x", "by", "]y", "-z"], id="brackets"),
        pytest.param(["[a-c]x", "[!a-c]y"], ["ax", "bx", "-x", "dx", "by", "-y"], id="ranges"),
        pytest.param(["[a-c-e]x", "[c-a]y"], ["bx", "-x", "dx", "ex", "by", "cy"], id="no-ranges"),
        pytest.param(["[[:digit:]a]x", "[![:digit:]]y"], ["1x", "ax", "bx", "1y"], id="classes"),
    ],
)
def test_the_same_as_git(repository: Path, lines: list[str], paths: list[str]) -> None:
    by_us = [path for path in paths if is_ignored(lines, path)]
    assert by_us == ignored_by_git(repository, lines, paths)


DEEP = "/".join(["a" * 255] * 15)


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        pytest.param(["_news/*a*a*a/*a*a*ab"], f"_news/{DEEP}", id="two-folders"),
        pytest.param(["*a" * 40 + "b"], "a" * 255, id="one-name"),
        pytest.param(["**/*a*a*a*a*a*a*a*ab/**/x"], DEEP, id="every-folder"),
        pytest.param(["**/a/" * 150 + "b"], "/".join("a" * 2_000), id="double-stars"),
        pytest.param(["**/*a/" * 60 + "b"], "/".join("a" * 400), id="double-and-single-stars"),
        pytest.param(["**/a*?[a-z]*" * 12 + "/**/**/**/b"], DEEP, id="mixed"),
        pytest.param(["*a?[!b]" * 40 + "b"], "a" * 255, id="wildcards"),
        pytest.param([f"na*e{number}*a*a*b" for number in range(200)], DEEP, id="many-lines"),
    ],
)
def test_stars_never_take_long(lines: list[str], path: str) -> None:
    """With backtracking each takes minutes to ages."""
    found = globs(*lines)
    with bounded():
        assert found.verdict(path) is None
        assert not found.selects(path)


@pytest.mark.parametrize(
    ("lines", "selected"),
    [
        (["_news/"], ["_news/a.md", "_news/sub/a.md"]),
        (["_news"], ["_news/a.md", "_news/sub/a.md"]),
        (["_news/**", "!_news/sub/**"], ["_news/a.md"]),
        (["_news/", "!_news/a.md"], ["_news/sub/a.md"]),
        (["!a.md", "*.md"], ["_news/a.md", "_news/sub/a.md", "a.md"]),
        (["/a.md"], ["a.md"]),
        ([], []),
    ],
)
def test_a_set_of_files_reaches_into_folders(lines: list[str], selected: list[str]) -> None:
    found = globs(*lines)
    paths = ["_news/a.md", "_news/sub/a.md", "a.md"]
    assert [path for path in paths if found.selects(path)] == selected


def test_the_last_source_with_a_verdict_decides() -> None:
    outer = RootedGlobs("/site", globs("*.md", "!keep.md"))
    inner = RootedGlobs("/site/sub", globs("keep.md", "!a.md"))
    assert last_verdict("/site/a.md", (outer, inner)) is True
    assert last_verdict("/site/sub/a.md", (outer, inner)) is False
    assert last_verdict("/site/sub/keep.md", (outer, inner)) is True
    assert last_verdict("/site/sub/b.md", (outer, inner)) is True
    assert last_verdict("/site/keep.md", (outer, inner)) is False
    assert last_verdict("/site/a.txt", (outer, inner)) is None
    assert last_verdict("/site2/a.md", (outer, inner)) is None
    assert last_verdict("/site/", (outer, inner)) is None


def test_bytes_that_are_not_utf_8() -> None:
    assert Globs([b"\xff*.md"]).verdict(os.fsdecode(b"\xffa.md")) is True
