import html
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run
from tests.git import forget_settings, git, needs_git

NOW = ("--now", "2026-11-27T09:30:00Z")
WARNED = GOOD.replace("title: a", "title: a &amp; b")


def numbers(run: Run, *options: str) -> dict[str, object]:
    result = run("report", "--format", "json", "-q", *NOW, *options)
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_page_is_written_whatever_is_found(site: Path, run: Run) -> None:
    result = run("report", *NOW)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == "written: report.html: 2 findings in 2 files"
    page = (site / "report.html").read_text(encoding="utf-8")
    assert "PAR003" in page
    assert "2026-11-27 09:30" in page
    assert not (site / "report-findings").exists()


def test_the_page_is_named_and_quiet(site: Path, run: Run) -> None:
    result = run("report", "-q", "-o", "health.html", "_news")
    assert (result.exit_code, result.output) == (0, "")
    assert (site / "health.html").is_file()
    assert not (site / "report.html").exists()


def test_commands_to_copy_name_the_paths(site: Path, run: Run) -> None:
    (site / "_news/a b.md").write_text(WARNED, encoding="utf-8")
    run("report", "_news/a b.md")
    page = (site / "report.html").read_text(encoding="utf-8")
    assert "<code>articlelint check --fix &#x27;_news/a b.md&#x27;</code>" in page


@pytest.mark.parametrize(
    "options",
    [
        ("--select", "TXT,PAR"),
        ("--select=TXT001", "--exclude", "{docs,_news/b}*", "--no-respect-gitignore"),
        ("--isolated", "--ignore", "PAR", "--config", 'select = ["TXT001"]'),
        ("--extend-select", "STY", "--config", "my config.toml"),
        ("--baseline", "known.json", "--", "-a.md", "_news"),
    ],
)
def test_the_command_to_copy_fixes_what_the_page_counts(
    options: tuple[str, ...], site: Path, run: Run
) -> None:
    for name in ("_news/amp.md", "_news/b.md", "-a.md"):
        text = WARNED.replace("type: article", "type:  article")
        (site / name).write_text(text, encoding="utf-8")
    (site / "my config.toml").write_text('extend-select = ["TXT"]\n', encoding="utf-8")
    run("check", "-q", "--write-baseline", "known.json", "_news/b.md")
    before = numbers(run, *options)["totals"]
    assert before["safe_fixes"] > 0  # type: ignore[index]
    run("report", *options)
    page = (site / "report.html").read_text(encoding="utf-8")
    command = re.search("<code>articlelint (check --fix.*?)</code>", page)
    assert command is not None
    words = shlex.split(html.unescape(command[1]))
    flags = {"--no-respect-gitignore", "--isolated"}
    assert flags & {*words} == flags & {*options}
    run(*words)
    after = numbers(run, *options)["totals"]
    assert (after["files"], after["safe_fixes"]) == (before["files"], 0)  # type: ignore[index]


def test_numbers_are_those_of_statistics(site: Path, run: Run) -> None:
    (site / "_news/amp.md").write_text(WARNED, encoding="utf-8")
    found = numbers(run)
    statistics = run("check", "--statistics", "--output-format", "json", *NOW)
    assert found["rules"] == json.loads(statistics.stdout)
    selected = numbers(run, "--select", "PAR")
    assert [each["code"] for each in selected["rules"]] == ["PAR003"]  # type: ignore[attr-defined]


def test_charts_need_their_library_and_numbers_do_not(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygal", None)
    result = run("report")
    assert result.exit_code == 2
    assert result.stderr == "error: the charts need another package: pip install pygal\n"
    assert not (site / "report.html").exists()
    assert numbers(run)["version"] == 1


@needs_git
def test_ten_runs_over_ten_commits_make_a_trend(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    forget_settings(monkeypatch, tmp_path_factory.mktemp("home"))
    git(site, "init", "-q")
    commits = []
    for number in range(10):
        (site / f"_news/{number}.md").write_text(WARNED, encoding="utf-8")
        git(site, "add", "_news")
        git(site, "commit", "-q", "-m", str(number))
        commits.append(git(site, "rev-parse", "HEAD"))
        numbers(run, "--history", "runs.jsonl")
    history = lines(site / "runs.jsonl")
    assert [each["commit"] for each in history] == commits
    assert [each["files"] for each in history] == list(range(3, 13))
    trend = numbers(run, "--history", "runs.jsonl")["charts"]["trend"]  # type: ignore[index]
    assert [each["errors"] + each["warnings"] for each in trend] == [
        sum(each["rules"].values())  # type: ignore[attr-defined]
        for each in lines(site / "runs.jsonl")
    ]


def test_a_broken_line_of_the_history_is_named_and_skipped(site: Path, run: Run) -> None:
    file = site / "runs.jsonl"
    run("report", *NOW, "--history", "runs.jsonl")
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"date": "20')
    result = run("report", *NOW, "--history", "runs.jsonl")
    assert result.exit_code == 0
    assert "warning: runs.jsonl: line 2 is skipped: it is not a run\n" in result.stderr
    assert len(file.read_text(encoding="utf-8").splitlines()) == 3
    assert "as last time" in (site / "report.html").read_text(encoding="utf-8")


def test_a_baseline_burns_down(site: Path, run: Run) -> None:
    (site / "_news/amp.md").write_text(WARNED, encoding="utf-8")
    run("check", "--write-baseline", "known.json")
    known = numbers(run, "--baseline", "known.json", "--history", "runs.jsonl")
    assert known["rules"] == []
    count = lines(site / "runs.jsonl")[0]["known"]
    (site / "_news/amp.md").write_text(GOOD, encoding="utf-8")
    found = numbers(run, "--baseline", "known.json", "--history", "runs.jsonl")
    burnt = [each["known"] for each in found["charts"]["baseline"]]  # type: ignore[index]
    assert isinstance(count, int)
    assert burnt == [count, count - 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--link", "javascript:alert(1)"), "--link: it must start like vscode: or https:"),
        (("-o", "none/report.html"), "none/report.html: there is no folder none"),
        (("-o", "_news/good.md/a"), "_news/good.md/a: there is no folder _news/good.md"),
        (("-o", ""), ".: is a directory"),
        (("--history", "none/runs.jsonl"), "none/runs.jsonl: there is no folder none"),
        (
            ("--history", "docs/../report.html"),
            "the report and its history cannot share the file report.html",
        ),
        (
            ("--format", "json", "-o", "a", "--history", "a"),
            "the report and its history cannot share the file a",
        ),
        (("--baseline", "none.json"), "none.json: no such file or directory"),
    ],
)
@pytest.mark.usefixtures("site")
def test_what_cannot_be_used_is_one_line(
    arguments: tuple[str, ...], message: str, run: Run
) -> None:
    result = run("report", "-q", *arguments)
    assert result.exit_code == 2
    assert result.stderr.lower() == f"error: {message}\n".lower()


@pytest.mark.parametrize("option", ["-o", "--link", "--history", "--baseline"])
@pytest.mark.parametrize("value", [".", "none/a"])
def test_what_is_wrong_with_options_is_reported_before_files_are_linted(
    option: str, value: str, site: Path, run: Run
) -> None:
    assert run("report", "-q", "--cache-dir", "cache", option, value).exit_code == 2
    assert not (site / "cache").exists()


@pytest.mark.parametrize("content", [GOOD.encode(), b"<!doctype html>\n", b"\x00\n{\n\n", b"[]\n"])
def test_a_file_that_is_no_history_stays_as_it_is(content: bytes, site: Path, run: Run) -> None:
    file = site / "docs/other"
    file.write_bytes(content)
    result = run("report", "-q", "--history", "docs/other")
    assert (result.exit_code, file.read_bytes()) == (2, content)
    assert result.stderr == "error: docs/other: not a history of runs\n"


def test_many_broken_lines_of_a_history_are_one_warning(site: Path, run: Run) -> None:
    (site / "runs.jsonl").write_text('{"version":2}\n' * 1_200, encoding="utf-8")
    result = run("report", "-q", *NOW, "--history", "runs.jsonl")
    assert (result.exit_code, result.stderr) == (
        0,
        "warning: runs.jsonl: 1,200 lines are skipped, the first is line 1: they are not runs\n",
    )


def test_pages_of_an_earlier_report_with_more_findings_are_deleted(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site / "report-findings"
    with monkeypatch.context() as patch:
        patch.setattr("linter.health.page.MAX_BYTES", 1)
        patch.setattr("linter.health.page.PART", 1)
        run("report")
        assert [each.name for each in sorted(folder.iterdir())] == ["001.html", "002.html"]
        (site / "_news/amp.md").write_text(GOOD, encoding="utf-8")
        for name in ("002.html", "note.html"):
            (folder / name).write_text((folder / "001.html").read_text("utf-8"), "utf-8")
        (folder / "003.html").write_text("of somebody else", "utf-8")
        run("report", "--select", "PAR")
        assert [each.name for each in sorted(folder.iterdir())] == [
            *("001.html", "003.html", "note.html")
        ]
    for name in ("003.html", "note.html"):
        (folder / name).unlink()
    assert run("report").exit_code == 0
    assert not folder.exists()


def test_a_file_that_cannot_be_read_is_counted_and_fails(site: Path, run: Run) -> None:
    result = run("report", "_news", "gone.md")
    assert result.exit_code == 2
    assert "1 file could not be checked" in (site / "report.html").read_text(encoding="utf-8")


def test_a_site_without_articles_has_a_page(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("report", "-q").exit_code == 0
    assert (tmp_path / "report.html").is_file()


def test_the_cache_changes_nothing_and_is_not_used_where_it_is_off(site: Path, run: Run) -> None:
    (site / "_news/good.md").write_text(GOOD, encoding="utf-8")
    cache = ("--cache-dir", "cache")
    expected = numbers(run, "--no-cache", *cache)
    assert not (site / "cache").exists()
    assert [numbers(run, *cache) for _ in range(2)] == [expected, expected]
    assert (site / "cache").is_dir()
