"""What is written beside the page of a report, and what is never touched there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.cli.exit_status import CommandError
from linter.cli.report_pages import write_page
from linter.health import html
from linter.health.page import Page

PAGE = html.page("a", "<p>one</p>")
OTHER = html.page("a", "<p>other</p>")
QUOTES = "<p>" + "a" * 3_000 + html.GENERATOR


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "report-findings"
    made.mkdir()
    return made


def write(*parts: str) -> None:
    write_page(Page(PAGE, dict.fromkeys(parts, PAGE)), Path("report.html"))


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_pages_of_an_earlier_report_are_replaced_and_deleted(folder: Path) -> None:
    for name in ("001.html", "002.html", "1000.html"):
        (folder / name).write_text(OTHER, encoding="utf-8")
    write("001.html")
    assert names(folder) == ["001.html"]
    assert (folder / "001.html").read_text(encoding="utf-8") == PAGE
    write()
    assert not folder.exists()


@pytest.mark.parametrize("left", ["", PAGE[:4_096]])
def test_what_an_interrupted_run_has_left_is_replaced_and_deleted(left: str, folder: Path) -> None:
    for name in ("001.html", "002.html"):
        (folder / name).write_text(left, encoding="utf-8")
    write("001.html")
    assert names(folder) == ["001.html"]
    assert (folder / "001.html").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(
    ("name", "text"), [("002.html", "<p>mine"), ("002.html", QUOTES), ("note.html", OTHER)]
)
def test_other_files_are_not_deleted(name: str, text: str, folder: Path) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "003.html").write_text(OTHER, encoding="utf-8")
    write("001.html")
    assert names(folder) == ["001.html", name]
    write()
    assert names(folder) == [name]
    assert (folder / name).read_text(encoding="utf-8") == text


def test_an_empty_folder_stays(folder: Path) -> None:
    write()
    assert folder.is_dir()


@pytest.mark.posix("named pipes, symbolic links")
@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        os.mkdir,
        lambda path: path.write_text("<p>mine", encoding="utf-8"),
        lambda path: path.symlink_to("../kept.html"),
        lambda path: path.symlink_to("../none.html"),
    ],
    ids=["pipe", "folder", "other text", "link to a page", "link to nothing"],
)
def test_what_is_no_page_is_neither_replaced_nor_deleted(
    make: Callable[[Path], None], folder: Path
) -> None:
    kept = folder.parent / "kept.html"
    kept.write_text(OTHER, encoding="utf-8")
    make(folder / "002.html")
    before = (folder / "002.html").lstat()
    with pytest.raises(CommandError, match=r"002\.html: it is no page of a report"):
        write("001.html", "002.html")
    assert names(folder) == ["002.html"]
    write()
    assert (folder / "002.html").lstat() == before
    assert kept.read_text(encoding="utf-8") == OTHER
    assert not (folder.parent / "none.html").exists()


@pytest.mark.posix("symbolic links")
def test_nothing_behind_a_link_is_written_or_deleted(folder: Path) -> None:
    (folder / "001.html").write_text(OTHER, encoding="utf-8")
    elsewhere = folder.rename("elsewhere")
    Path("report-findings").symlink_to("elsewhere")
    with pytest.raises(CommandError, match="report-findings: it is a link"):
        write("001.html", "002.html")
    write()
    assert (elsewhere / "001.html").read_text(encoding="utf-8") == OTHER
    assert names(elsewhere) == ["001.html"]


def test_a_file_in_place_of_the_folder_is_an_error(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match="report-findings: "):
        write("001.html")
    write()
    assert folder.read_text(encoding="utf-8") == "mine"
