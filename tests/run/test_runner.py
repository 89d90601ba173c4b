import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.config.files import Configs, Overrides
from linter.config.settings import Kind, Settings
from linter.core.diagnostic import Finding
from linter.core.digests import digest
from linter.core.filesystem import MAX_BYTES, Stamp
from linter.files.discovery import find
from linter.files.targets import Found, RunError, Target
from linter.frontmatter.source import Source
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.lint.results import FileResult
from linter.profiles.plain import PROFILE as PLAIN
from linter.rules.registry import all_rules
from linter.run.file_job import Job, work
from linter.run.file_lint import lint_content
from linter.run.file_outcome import FileOutcome, FileState
from linter.run.report import Report
from linter.run.runner import run
from linter.run.sites import Sites
from tests.sites import OWN, on_each_site

SETTINGS = Settings(select=("PAR001",))
CONFIGS = Configs(Overrides(select=("PAR001",)), isolated=True)
ARTICLE = b"---\ntitle: a\ntype: article\nwebUrl: https://example.com/\n---\n"


def outcome(path: Path, kind: str | None = None, *, named: bool = False) -> FileOutcome:
    own = None if kind is None else Kind(kind)
    target = Target(str(path), path.name, own, named, settings=SETTINGS)
    (outcome,) = work(Job(None, Sites()), (target,))
    return outcome


def codes(outcome: FileOutcome) -> list[str]:
    assert outcome.is_article
    return [each.code for each in outcome.result.diagnostics] if outcome.result else []


def test_a_file_in_a_collection_must_have_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"Hello\n")
    assert codes(outcome(file, "article")) == ["PAR001"]
    assert not outcome(file, named=True).is_article


@pytest.mark.parametrize("named", [False, True])
def test_a_page_may_lack_front_matter(tmp_path: Path, *, named: bool) -> None:
    target = Target(str(tmp_path / "a.md"), "a.md", None, named, Kind.of_pages(PLAIN))
    assert not lint_content(target, b"Hello\n").is_article
    assert codes(lint_content(target, b"---\na: 1\na: 2\n---\n")) == ["PAR004"]


@pytest.mark.parametrize("data", [b"", b"Hello\n", b"---\na: 1\n---\n", b"\xff---\n"])
def test_files_that_are_not_articles_are_skipped(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data)
    assert outcome(file) == FileOutcome.skipped("a.md")


@pytest.mark.parametrize("data", [ARTICLE, b"\xef\xbb\xbf" + ARTICLE, ARTICLE + b"\xff"])
def test_an_article_is_recognised(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data)
    assert codes(outcome(file)) == []


@pytest.mark.posix("named pipes")
def test_what_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    names = ("gone.md", "pipe.md", "large.md")
    assert [outcome(tmp_path / name, named=True).error for name in names] == [
        RunError("gone.md", "no such file or directory"),
        RunError("pipe.md", "not a regular file"),
        RunError("large.md", "larger than 10 MB"),
    ]


@pytest.mark.parametrize("is_cached", [True, False])
def test_a_file_has_a_state_only_for_a_cache(tmp_path: Path, *, is_cached: bool) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(ARTICLE)
    target = Target(str(file), "a.md", None, named=True, settings=SETTINGS)
    (found,) = work(Job(None, Sites(), is_cached=is_cached), (target,))
    state = FileState(Stamp.of(file.stat()), digest(ARTICLE))
    assert found.state == (state if is_cached else None)


def test_a_large_file_that_is_no_article_is_no_error(tmp_path: Path) -> None:
    with (tmp_path / "large.html").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert outcome(tmp_path / "large.html") == FileOutcome.skipped("large.html")


def test_bytes_that_no_file_holds(tmp_path: Path) -> None:
    target = Target(str(tmp_path / "a.md"), "a.md", None, named=True, settings=SETTINGS)
    assert codes(lint_content(target, ARTICLE)) == []
    assert not lint_content(target, b"Hello\n").is_article


def test_a_report_is_in_order(tmp_path: Path) -> None:
    (tmp_path / "_news").mkdir()
    for name in ("c.md", "a.md"):
        (tmp_path / "_news" / name).write_bytes(b"Hello\n")
    (tmp_path / "_news/b.md").write_bytes(ARTICLE)
    (tmp_path / "index.md").write_bytes(b"Hello\n")
    result = run(find([".", "z.md", "y.md"], tmp_path, CONFIGS), CONFIGS)
    assert result.files == ("_news/a.md", "_news/b.md", "_news/c.md")
    assert [each.source.path for each in result.results] == ["_news/a.md", "_news/c.md"]
    assert [each.path for each in result.diagnostics] == ["_news/a.md", "_news/c.md"]
    assert [error.path for error in result.errors] == ["y.md", "z.md"]


def test_a_report_holds_the_documentation_of_rules_with_findings(tmp_path: Path) -> None:
    configs = Configs(Overrides(select=("PAR001", "TXT007")), isolated=True)
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news/a.md").write_bytes(b"Hello\n")
    result = run(find(["_news/a.md"], tmp_path, configs), configs)
    assert list(result.rules) == ["PAR001"]
    rule = result.rules["PAR001"]
    assert rule.severity is all_rules()["PAR001"].severity
    assert rule.summary.endswith(".")
    assert rule.explanation.startswith("## What it does\n")


def test_an_internal_error_has_no_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[Finding]:
        raise ValueError

    monkeypatch.setattr(all_rules()["PAR001"], "check", fail)
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news/a.md").write_bytes(b"Hello\n")
    result = run(find(["_news/a.md"], tmp_path, CONFIGS), CONFIGS)
    assert [each.code for each in result.diagnostics] == [INTERNAL_ERROR]
    assert result.rules == {}


def test_a_file_that_vanishes_after_it_was_listed(tmp_path: Path) -> None:
    (tmp_path / "_news").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / "_news" / name).write_bytes(ARTICLE)
    found = find(["."], tmp_path, CONFIGS)
    (tmp_path / "_news/a.md").unlink()
    result = run(found, CONFIGS)
    assert result.files == ("_news/b.md",)
    assert result.errors == (RunError("_news/a.md", "no such file or directory"),)


def test_an_empty_report() -> None:
    result = run(Found([], ()), CONFIGS)
    assert (result.files, result.results, result.errors) == ((), (), ())
    assert list(result.diagnostics) == []


def test_a_report_keeps_no_text_of_clean_files() -> None:
    clean = FileOutcome.linted(FileResult(Source("a.md", "text"), (), ()))
    assert Report.of([clean]) == Report(("a.md",), ())
    assert Report.of([FileOutcome.skipped("a.md")]) == Report((), ())


@on_each_site
def test_a_whole_site(folder: Path) -> None:
    result = run(find(["."], folder, CONFIGS), CONFIGS)
    counts = Counter(path.rpartition("/")[0] for path in result.files)
    assert counts == {
        part: own if folder is OWN else real
        for part, own, real in (
            ("_communities", 2, 5),
            ("_data/organizations", 6, 70),
            ("_data/topics", 4, 7),
            ("_learning/collections", 1, 35),
            ("_learning/courses", 2, 82),
            ("_learning/videos", 3, 331),
            ("_news", 12, 192),
            ("_newsletters", 2, 31),
            ("_samples", 3, 107),
        )
    }
    assert result.errors == ()
