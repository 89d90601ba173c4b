"""Results of earlier runs: used where nothing has changed, and only there."""

import json
import os
import shutil
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import pytest

from linter.cache.key import own_digest
from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.config.files import Configs, Overrides
from linter.core.filesystem import Stamp
from linter.files.discovery import find
from linter.files.targets import Target
from linter.lint.results import FileResult
from linter.run import file_job, file_lint
from linter.run.cached_results import CachedResults
from linter.run.file_outcome import FileOutcome
from linter.run.fixing import Fixing, FixOutput
from linter.run.report import Report
from linter.run.runner import RunOptions, run
from linter.schema.errors import SchemaError

CONFIG = "url: https://example.org\nbaseurl: /base\n"
CLEAN = "---\ntitle: a\n---\n"
BAD = "---\ntitle: ' a'\n---\n"
LINK = "---\nwebUrl: https://example.com/{}\n---\n"
PICTURE = "---\nimages: [{url: /base/a.png, width: 2, height: 1}]\n---\n"
RULES = ("TXT", "DUP", "IMG002", "IMG003", "DAT003")

Lint = Callable[..., tuple[Report, list[str]]]


def png(width: int) -> bytes:
    """Return a black picture that is one pixel high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, 1, 8, 2, 0, 0, 0)
    pixels = compress(bytes(1 + 3 * width))
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / "_news").mkdir(parents=True)
    put(folder / "_config.yml", CONFIG)
    put(folder / "_news/clean.md", CLEAN)
    put(folder / "_news/bad.md", BAD)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Return a function that lints with a cache; it returns the files that were linted, too."""
    anew: list[str] = []
    real: Callable[..., FileOutcome] = file_job._outcome

    def watched(target: Target, *rest: object) -> FileOutcome:
        anew.append(target.shown_as)
        return real(target, *rest)

    monkeypatch.setattr(file_job, "_outcome", watched)

    def lint(
        *paths: str, now: int = 2021, fixing: Fixing | None = None, select: tuple[str, ...] = RULES
    ) -> tuple[Report, list[str]]:
        anew.clear()
        overrides = Overrides(select=select, now=datetime(now, 1, 1, tzinfo=UTC))
        configs = Configs(overrides, isolated=True)
        found = find(paths or ["."], Path.cwd(), configs)
        cached = CachedResults(Cache(tmp_path / "cache"))
        return run(found, configs, fixing, RunOptions(cached=cached)), sorted(anew)

    return lint


def put(file: Path, content: str | bytes, *, age: int = 100) -> None:
    """Write a file, and let it be of some age."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    then = time.time() - age
    os.utime(file, (then, then))


def codes(report: Report) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in report.diagnostics:
        found.setdefault(item.path.removeprefix("_news/"), []).append(item.code)
    return found


def test_what_has_not_changed_is_not_linted_again(site: Path, lint: Lint) -> None:
    first, anew = lint()
    assert anew == ["_news/bad.md", "_news/clean.md"]
    second, anew = lint()
    assert (second, anew) == (first, [])
    assert codes(second) == {"bad.md": ["TXT004"]}
    put(site / "_news/clean.md", BAD)
    third, anew = lint()
    assert anew == ["_news/clean.md"]
    assert codes(third) == {"bad.md": ["TXT004"], "clean.md": ["TXT004"]}


def test_a_file_that_is_no_article_is_not_read_again(site: Path, lint: Lint) -> None:
    put(site / "notes.md", "No article.\n")
    _, anew = lint()
    assert "notes.md" in anew
    assert lint()[1] == []


def test_the_same_content_with_another_time_is_known(site: Path, lint: Lint) -> None:
    first, _ = lint()
    put(site / "_news/bad.md", BAD, age=50)
    assert lint() == (first, [])


def test_what_was_just_written_is_read_again(site: Path, lint: Lint) -> None:
    put(site / "_news/clean.md", "---\ntitle: a\n---\n", age=0)
    lint()
    stamp = (site / "_news/clean.md").stat()
    # As long as before and, for a clock that is not fine enough, at the same time.
    (site / "_news/clean.md").write_bytes(b"---\ntitle:  \n---\n")
    os.utime(site / "_news/clean.md", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    _, anew = lint()
    assert anew == ["_news/clean.md"]


@pytest.mark.posix("times of the last change of any kind")
@pytest.mark.parametrize("way", ["in place", "renamed over", "copied with its times"])
def test_other_content_of_the_same_size_and_time_is_noticed(
    site: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    # The stamps of young files would not count.
    monkeypatch.setattr("linter.cache.store.RACY", 0)
    file, other = site / "_news/clean.md", site / "other"
    put(file, BAD.replace("' a'", "abcd"))
    lint()
    stamp = file.stat()
    assert lint()[1] == []
    text = BAD.encode()
    (file if way == "in place" else other).write_bytes(text)
    os.utime(file if way == "in place" else other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    if way == "renamed over":
        other.replace(file)
    elif way == "copied with its times":
        shutil.copy2(other, file)
        other.unlink()
    now = file.stat()
    assert (now.st_size, now.st_mtime_ns) == (stamp.st_size, stamp.st_mtime_ns)
    report, anew = lint()
    assert anew == ["_news/clean.md"]
    assert codes(report)["clean.md"] == ["TXT004"]


def test_bytes_are_compared_wherever_they_are_read(
    site: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.cache.store.RACY", 0)
    lint()
    file = site / "_news/bad.md"
    stamp = Stamp.of(file.stat())
    file.write_bytes(BAD.replace("a", "b").encode())
    # As if no stamp could tell, as on a file system with a clock of whole hours.
    (found,) = (
        each._replace(packed_stamp=stamp.packed())
        for each in targets()
        if each.location == str(file)
    )
    assert cached(site, found) is None
    file.write_bytes(BAD.encode())
    assert cached(site, found) is not None


def cached(site: Path, target: Target) -> FileOutcome | None:
    ((_, outcome),) = CachedResults(Cache(site.parent / "cache")).outcomes((target,))
    return outcome


def test_cached_outcomes_are_those_of_their_files_whatever_their_settings(
    site: Path, lint: Lint
) -> None:
    put(site / "_news/other.md", BAD)
    lint()
    bad, clean, other = sorted(targets())
    elsewhere = other._replace(settings=replace(other.settings, ignore=("TXT004",)))
    text = bad._replace(text=b"---\ntitle: a\n---\n")
    asked = (clean, elsewhere, text, other, bad)
    found = list(CachedResults(Cache(site.parent / "cache")).outcomes(iter(asked)))
    assert [target for target, _ in found] == list(asked)
    assert [outcome and outcome.path for _, outcome in found] == [
        "_news/clean.md",
        None,
        None,
        "_news/other.md",
        "_news/bad.md",
    ]


def targets() -> list[Target]:
    overrides = Overrides(select=RULES, now=datetime(2021, 1, 1, tzinfo=UTC))
    return find(["."], Path.cwd(), Configs(overrides, isolated=True)).targets


HOSTILE = {
    "deep": "[" * 100_000,
    "deep-object": '{"a":' * 100_000,
    "no-object": "[1]",
    "long-number": "1" * 100_000,
    "null-character": '{"a\\u0000b": "x"}',
    "outside": '{"../../../../etc/passwd": "1 2"}',
    "long-name": json.dumps({"a" * 100_000: "x"}),
    "surrogate": '{"\\ud800": "x"}',
}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("column", ["needs", "outcome", "facts"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_row_that_articlelint_did_not_write_is_ignored(
    lint: Lint, monkeypatch: pytest.MonkeyPatch, column: str, text: str
) -> None:
    expected, _ = lint()
    real = Cache.get_all

    def forged(cache: Cache, context: bytes, paths: Sequence[str]) -> list[Row | None]:
        forgery: dict[str, Any] = {column: text}
        rows = real(cache, context, paths)
        return [None if row is None else row._replace(**forgery) for row in rows]

    with monkeypatch.context() as patch:
        patch.setattr(Cache, "get_all", forged)
        assert lint()[0] == expected


def test_other_settings_have_other_results(site: Path, lint: Lint) -> None:
    lint()
    report, anew = lint(select=("TXT001",))
    assert (codes(report), len(anew)) == ({}, 2)
    put(site / "_config.yml", CONFIG + "data_dir: data\n")
    assert len(lint()[1]) == 2


def test_a_picture_belongs_to_what_a_result_depends_on(site: Path, lint: Lint) -> None:
    put(site / "_news/picture.md", PICTURE)
    assert codes(lint()[0])["picture.md"] == ["IMG002"]
    put(site / "a.png", png(3))
    report, anew = lint()
    assert (codes(report)["picture.md"], anew) == (["IMG003"], ["_news/picture.md"])
    put(site / "a.png", png(2), age=50)
    report, anew = lint()
    assert ("picture.md" in codes(report), anew) == (False, ["_news/picture.md"])
    assert lint()[1] == []


def test_results_that_depend_on_a_later_time_are_not_cached(site: Path, lint: Lint) -> None:
    put(site / "_news/future.md", "---\npublishedDateTime: 2030-01-01T00:00:00Z\n---\n")
    assert codes(lint()[0])["future.md"] == ["DAT003"]
    report, anew = lint(now=2031)
    assert ("future.md" in codes(report), anew) == (False, ["_news/future.md"])


def test_facts_are_cached_too(site: Path, lint: Lint) -> None:
    put(site / "_news/one.md", LINK.format("a"))
    put(site / "_news/two.md", LINK.format("a"))
    first, _ = lint()
    assert codes(first)["two.md"] == ["DUP001"]
    assert lint() == (first, [])
    put(site / "_news/two.md", LINK.format("b"))
    assert "two.md" not in codes(lint()[0])
    # Asked for alone, a file is compared with what is known of the others.
    put(site / "_news/three.md", LINK.format("b"))
    report, anew = lint("_news/three.md")
    assert (codes(report), anew) == ({"three.md": ["DUP001"]}, ["_news/three.md"])


def test_a_file_that_could_not_be_linted_is_not_cached(
    site: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise SchemaError("the schema is gone")

    with monkeypatch.context() as patch:
        patch.setattr(file_lint, "lint", fails)
        report, anew = lint("_news/clean.md")
    assert [error.reason for error in report.errors] == ["the schema is gone"]
    assert anew == ["_news/clean.md"]
    assert lint("_news/clean.md")[1] == ["_news/clean.md"]
    assert lint(str(site / "_news/clean.md"))[1] == []


def test_fixing_reads_what_has_findings_and_leaves_the_rest(site: Path, lint: Lint) -> None:
    lint()
    fixing = Fixing(FixOutput.FILE)
    report, anew = lint(fixing=fixing)
    assert anew == ["_news/bad.md"]
    assert [fixed.path for fixed in report.fixes] == ["_news/bad.md"]
    assert (site / "_news/bad.md").read_text(encoding="utf-8") == "---\ntitle: 'a'\n---\n"
    assert codes(lint()[0]) == {}


def test_an_unusable_cache_costs_nothing_but_a_note(site: Path, lint: Lint) -> None:
    (site.parent / "cache").write_text("no folder", encoding="utf-8")
    report, anew = lint()
    assert (codes(report), len(anew)) == ({"bad.md": ["TXT004"]}, 2)
    (note,) = report.notes
    assert note.startswith("the cache in ")


def test_a_result_is_kept_without_its_text(site: Path, lint: Lint) -> None:
    text = "---\ntitle: ' zebra'\n---\n"
    put(site / "_news/bad.md", text)
    lint()
    report, _ = lint()
    (result,) = report.results
    assert isinstance(result, FileResult)
    assert result.source.text == text
    assert b"zebra" not in (site.parent / "cache/results.sqlite3").read_bytes()


def test_what_is_found_between_files_does_not_depend_on_what_was_known(
    site: Path, lint: Lint
) -> None:
    for name in ("one", "two", "three"):
        put(site / f"_news/{name}.md", LINK.format("a"))
    expected, _ = lint()
    put(site / "_news/one.md", LINK.format("a") + "more")
    again, anew = lint()
    assert anew == ["_news/one.md"]
    assert codes(again) == codes(expected)


def test_our_code_is_read_again_only_after_a_change(site: Path, tmp_path: Path) -> None:
    (target,) = find(("_news/clean.md",), site, Configs()).targets

    def context(folder: Path) -> bytes | None:
        own_digest.cache_clear()
        results = CachedResults(Cache(folder))
        found = results.context(target)
        results.close()
        return found

    first = context(tmp_path / "cache")
    assert own_digest.cache_info().misses == 1
    assert context(tmp_path / "cache") == first
    assert own_digest.cache_info().misses == 0
    assert context(tmp_path / "another") == first
    assert own_digest.cache_info().misses == 1
