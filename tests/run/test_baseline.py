"""Known findings: what is new beside them, what is stale, and the file that holds them."""

import json
import os
import random
import shutil
import stat
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Never

import pytest

from linter.config.files import Configs, Overrides
from linter.files.discovery import find
from linter.frontmatter.block import FrontMatter
from linter.frontmatter.block import find as find_block
from linter.frontmatter.source import decode
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.rules.base import DocumentRule
from linter.rules.registry import all_rules
from linter.run.baseline import (
    Baseline,
    BaselineEntry,
    BaselineError,
    empty,
    read,
    stale,
    unknown,
    updated,
    write,
)
from linter.run.report import Report
from linter.run.runner import run
from tests.conftest import Plant
from tests.sites import OWN, REAL, on_each_site

SELECTED = ("TXT", "DUP001", "PAR")
ARTICLE = "---\ntitle: {title}\ntype: article\nwebUrl: https://a.com/{page}\n---\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site with one wrong text in each of two articles the working folder."""
    (tmp_path / "_news").mkdir()
    (tmp_path / "_config.yml").write_text("url: https://example.org\n", encoding="utf-8")
    put(tmp_path, "a", "a &amp; b", "one")
    put(tmp_path, "b", "c &amp; d", "two")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(site: Path, name: str, title: str, page: str) -> None:
    text = ARTICLE.format(title=title, page=page)
    (site / f"_news/{name}.md").write_text(text, encoding="utf-8")


def linted(*paths: str, select: tuple[str, ...] = SELECTED) -> Report:
    configs = Configs(Overrides(select=select, now=datetime(2022, 1, 1, tzinfo=UTC)))
    return run(find(paths or ["."], Path.cwd(), configs), configs)


def recorded(file: Path, *paths: str, select: tuple[str, ...] = SELECTED) -> Baseline:
    """Write what is found now, and return what is read back."""
    report = linted(*paths, select=select)
    old = read(file) if file.exists() else empty(file)
    write(file, updated(report, old))
    return read(file)


def new(known: Baseline, *paths: str) -> list[tuple[str, str]]:
    return [(item.path, item.code) for item in unknown(linted(*paths), known).diagnostics]


def gone(known: Baseline, *paths: str, select: tuple[str, ...] = SELECTED) -> list[BaselineEntry]:
    return stale(linted(*paths, select=select), known)


A, B = (BaselineEntry(f"_news/{name}.md", "TXT001", "/title") for name in "ab")


def test_what_is_known_is_not_new(site: Path) -> None:
    known = recorded(site / "known.json")
    assert known.counts == {A: 1, B: 1}
    assert new(known) == []
    assert gone(known) == []


def test_the_file_has_one_line_an_entry_and_is_stable(site: Path) -> None:
    file = site / "known.json"
    recorded(file)
    text = file.read_text(encoding="utf-8")
    assert text == (
        '{"version": 1, "known": [\n'
        '{"path": "_news/a.md", "code": "TXT001", "pointer": "/title", "count": 1},\n'
        '{"path": "_news/b.md", "code": "TXT001", "pointer": "/title", "count": 1}\n'
        "]}\n"
    )
    recorded(file)
    assert file.read_text(encoding="utf-8") == text


def test_moved_lines_stay_known(site: Path) -> None:
    known = recorded(site / "known.json")
    file = site / "_news/a.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title", "\n# why\nid: x\ntitle"), encoding="utf-8")
    assert new(known) == []


def test_more_of_the_same_are_new_from_the_last_on(site: Path) -> None:
    put(site, "a", "a\nid: x\nid: y\nid: z", "one")
    first, second, third = linted("_news").diagnostics
    again = BaselineEntry(A.path, "PAR004", "/id")
    assert {BaselineEntry(each.path, each.code, each.pointer) for each in (first, second)} == {
        again
    }
    known = Baseline(site, {again: 1, B: 1})
    assert list(unknown(linted("_news"), known).diagnostics) == [second]
    assert third.path == B.path


def test_fewer_of_the_same_are_stale(site: Path) -> None:
    assert gone(Baseline(site, {A: 2, B: 1})) == [A]


def test_one_more_property_that_is_missing_is_new_and_one_less_is_not(site: Path) -> None:
    known = recorded(site / "known.json", "_news/a.md", select=("SCH001",))
    missing = BaselineEntry(A.path, "SCH001", "")
    assert known.counts == {missing: 9}

    def unknown_codes() -> list[str]:
        report = linted("_news/a.md", select=("SCH001",))
        return [each.code for each in unknown(report, known).diagnostics]

    assert unknown_codes() == []
    article = site / "_news/a.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("title: a &amp; b\n", ""), encoding="utf-8")
    assert unknown_codes() == ["SCH001"]
    article.write_text(text.replace("type:", "category: news\ntype:"), encoding="utf-8")
    assert unknown_codes() == []
    assert gone(known, "_news/a.md", select=("SCH001",)) == [missing]


def test_another_place_is_new(site: Path) -> None:
    known = recorded(site / "known.json")
    put(site, "a", "ab", "one?x=1&amp;y")
    put(site, "c", "a &amp; b", "three")
    assert new(known) == [("_news/c.md", "TXT001")]
    assert gone(known) == [A]


def test_unread_front_matter_is_known_too(site: Path) -> None:
    (site / "_news/a.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    known = recorded(site / "known.json")
    assert known.counts == {BaselineEntry(A.path, "PAR003", None): 1, B: 1}
    assert new(known) == []


@pytest.mark.parametrize(
    ("paths", "select", "expected"),
    [
        pytest.param((), ("TXT",), [A, B], id="all"),
        pytest.param(("_news/a.md",), ("TXT",), [A], id="one-file"),
        pytest.param((), ("DUP001",), [], id="another-rule"),
        pytest.param(("_news/c.md",), ("TXT",), [], id="another-file"),
    ],
)
def test_only_entries_of_linted_files_are_stale(
    site: Path, paths: tuple[str, ...], select: tuple[str, ...], expected: list[BaselineEntry]
) -> None:
    file = site / "known.json"
    known = recorded(file)
    for name in "abc":
        put(site, name, name, name)
    assert gone(known, *paths, select=select) == expected
    left = recorded(file, *paths, select=select)
    assert left.counts == {entry: 1 for entry in (A, B) if entry not in expected}


def test_a_file_that_is_gone_is_stale(site: Path) -> None:
    file = site / "known.json"
    known = recorded(file)
    (site / A.path).unlink()
    assert gone(known, "_news/b.md", select=("DUP001",)) == [A]
    assert recorded(file, "_news/b.md").counts == {B: 1}


def test_paths_hold_from_any_working_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "ci").mkdir()
    known = recorded(site / "ci/known.json")
    assert sorted(entry.path for entry in known.counts) == ["../_news/a.md", "../_news/b.md"]
    monkeypatch.chdir(site / "_news")
    assert linted("a.md").files == ("a.md",)
    assert new(read(site / "ci/known.json"), ".") == []
    assert new(read(Path("../ci/known.json")), "a.md") == []
    assert gone(read(Path("../ci/known.json")), "..") == []


@pytest.mark.parametrize("paths", [(), ("_news/a.md",), ("_news/b.md",)])
def test_between_files_whichever_are_linted(site: Path, paths: tuple[str, ...]) -> None:
    put(site, "b", "b", "one")
    known = recorded(site / "known.json")
    assert known.counts == {A: 1, BaselineEntry(B.path, "DUP001", "/webUrl"): 1}
    assert new(known, *paths) == []
    assert gone(known, *paths) == []


def test_one_more_file_with_the_same_is_new(site: Path) -> None:
    put(site, "b", "b", "one")
    known = recorded(site / "known.json")
    put(site, "c", "c", "one")
    assert new(known) == [("_news/c.md", "DUP001")]
    assert new(known, "_news/c.md") == [("_news/c.md", "DUP001")]


class Failing(DocumentRule):
    """Raises."""

    code = "TXT099"
    name = "failing"
    severity = all_rules()["TXT001"].severity

    def check(self, document: object, context: object) -> Never:
        raise ValueError(document, context)


def test_internal_errors_are_never_known(site: Path, plant: Plant) -> None:
    plant(Failing)
    report = linted("_news/a.md", select=("TXT099",))
    assert [item.code for item in report.diagnostics] == [INTERNAL_ERROR]
    assert recorded(site / "known.json", select=("TXT099",)).counts == {}
    every = Baseline(site, {BaselineEntry(A.path, INTERNAL_ERROR, None): 9})
    assert unknown(report, every) == report


# The file

ENTRY = {"path": "a.md", "code": "TXT001", "pointer": None, "count": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param("", "is not JSON", id="empty"),
        pytest.param("<<<<<<< ours\n", "is not JSON", id="conflict"),
        pytest.param("[" * 100_000, "is not JSON", id="deep"),
        pytest.param("1" * 5_000, "is not JSON", id="long-number"),
        pytest.param("[]", "has no version", id="list"),
        pytest.param('{"known": []}', "has no version", id="no-version"),
        pytest.param('{"version": 2}', "version `2` is unknown", id="newer"),
        pytest.param('{"version": "\\u001b[0m"}', r"version `\x1b[0m` is unknown", id="escape"),
        pytest.param('{"version": 1}', "lacks the list `known`", id="no-list"),
        pytest.param('{"version": 1, "known": [1]}', "entry 1", id="no-entry"),
        *(
            pytest.param(
                json.dumps({"version": 1, "known": [ENTRY, ENTRY | wrong]}),
                "entry 2",
                id="-".join(wrong),
            )
            for wrong in ({"path": 1}, {"code": None}, {"pointer": 0}, {"count": True}, {"x": 1})
        ),
        pytest.param(
            json.dumps({"version": 1, "known": [ENTRY | {"count": 0}]}), "entry 1", id="none"
        ),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "known.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError) as caught:
        read(file)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unusual_paths_are_no_error(site: Path) -> None:
    entries = [ENTRY | {"path": path} for path in ("\0", "\ud800", "../../etc/x", "/x", "")]
    file = site / "known.json"
    file.write_text(json.dumps({"version": 1, "known": entries}), encoding="utf-8")
    assert len(gone(read(file), "_news/a.md")) >= 3


def test_names_of_any_bytes_come_back(site: Path) -> None:
    entry = BaselineEntry(os.fsdecode(b"_news/\xff\x1b\xe2\x80\xa8.md"), "TXT001", "/\u202e")
    file = site / "known.json"
    write(file, Baseline(site, {entry: 2}))
    assert read(file).counts == {entry: 2}
    assert file.read_bytes().isascii()


@pytest.mark.posix("symbolic links")
def test_writing_keeps_link_and_mode(tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    write(real, Baseline(tmp_path, {}))
    assert read(real).counts == {}
    real.chmod(0o640)
    link = tmp_path / "known.json"
    link.symlink_to(real)
    write(link, Baseline(tmp_path, {A: 1}))
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert read(real).counts == {A: 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["known.json", "real.json"]


def test_an_unwritable_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "no/known.json", Baseline(tmp_path, {}))
    with pytest.raises(BaselineError, match=r"known\.json: no such file or directory"):
        read(tmp_path / "known.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "folder", Baseline(tmp_path, {}))
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


# Whole sites


@pytest.mark.slow
@on_each_site
def test_a_site_stays_clean_while_lines_move(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    for part in ("_data", "_news", "assets"):
        shutil.copytree(folder / part, site / part)
    shutil.copy(folder / "_config.yml", site)
    monkeypatch.chdir(site)
    file = tmp_path / "known.json"
    articles = sorted(Path("_news").glob("*.md"))
    before = linted(select=())
    write(file, updated(before, empty(file)))
    known = read(file)
    assert sum(known.counts.values()) > {OWN: 5, REAL: 50}[folder]
    assert not list(unknown(before, known).diagnostics)

    chance = random.Random(1)  # noqa: S311 - edits, not secrets
    for _ in range(200):
        insert_line(chance.choice(articles), chance)
    planted = next(each for each in articles if not names(known, each))
    text = planted.read_bytes()
    planted.write_bytes(text.replace(b"\ntitle:", b"\ntitel:", 1))
    mended = site / next(item.path for item in before.diagnostics if item.code == "TXT001")
    mended.write_bytes(mended.read_bytes().replace(b"&#", b"& #").replace(b"&amp;", b"&"))

    after = linted(select=())
    assert {item.path for item in unknown(after, known).diagnostics} == {planted.as_posix()}
    left = stale(after, known)
    assert left
    assert {site.parent / entry.path for entry in left} == {mended}
    pruned = updated(after, known)
    assert set(left).isdisjoint(pruned.counts)
    assert not list(unknown(after, pruned).diagnostics)


def names(known: Baseline, article: Path) -> bool:
    return any(entry.path.endswith(article.as_posix()) for entry in known.counts)


def insert_line(article: Path, chance: random.Random) -> None:
    """Put a blank line or a comment between two top-level keys."""
    text = article.read_bytes().decode()
    block = find_block(text)
    assert isinstance(block, FrontMatter)
    starts = [
        index + 1
        for index in range(block.opening.end - 1, block.closing.start)
        if text[index] == "\n" and text[index + 1].isalpha()
    ]
    at = chance.choice(starts)
    newline = decode("", text.encode()).newline
    line = chance.choice(["", "# a remark", "#"]) + newline
    article.write_bytes((text[:at] + line + text[at:]).encode())


def test_leftovers_of_a_killed_run_are_deleted(site: Path) -> None:
    old, young = site / ".articlelint-0123abcd", site / ".articlelint-4567abcd"
    for left in (old, young):
        left.write_bytes(b"half")
    then = time.time() - 7_200
    os.utime(old, (then, then))
    recorded(site / "known.json", select=("TXT001",))
    assert (old.exists(), young.exists()) == (False, True)
