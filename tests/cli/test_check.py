import json
import os
import re
from pathlib import Path

import pytest

from linter.cli import terminal
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("site")

# One rule whose finding is sure, so that these tests are about the command alone.
PAR003 = ("--select", "PAR003")


def test_the_current_folder(run: Run) -> None:
    result = run("check", *PAR003)
    assert result.exit_code == 1
    assert "error[PAR003] yaml-syntax: " in result.stdout
    assert " --> _news/bad.md:" in result.stdout
    assert result.stdout.endswith("Found 1 error in 1 of 2 files.\n")
    assert result.stderr == ""


def test_all_is_well(run: Run) -> None:
    result = run("check", *PAR003, "_news/good.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "All checks passed: 1 file.\n"


def test_concise(run: Run) -> None:
    result = run("check", *PAR003, "--output-format", "concise")
    assert re.fullmatch(
        r"_news/bad\.md:\d+:\d+: error PAR003 .+\nFound 1 error in 1 of 2 files\.\n", result.stdout
    )


@pytest.mark.parametrize("path", ["_news", "_news/good.md", "docs"])
def test_json_prints_a_document_and_nothing_else(run: Run, path: str) -> None:
    result = run("check", *PAR003, "--output-format", "json", path)
    assert [item["filename"] for item in json.loads(result.stdout)] == (
        ["_news/bad.md"] if path == "_news" else []
    )


def test_statistics(run: Run) -> None:
    text = run("check", *PAR003, "--statistics").stdout
    assert text == "1  PAR003  [ ]  yaml-syntax\nFound 1 error in 1 of 2 files.\n"
    data = json.loads(run("check", *PAR003, "--statistics", "--output-format", "json").stdout)
    assert [(item["code"], item["count"]) for item in data] == [("PAR003", 1)]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        pytest.param((), 1, id="error"),
        pytest.param(("--fail-on", "warning"), 1, id="error-or-warning"),
        pytest.param(("--fail-on", "never"), 0, id="never"),
        pytest.param(("--exit-zero",), 0, id="exit-zero"),
    ],
)
def test_what_an_error_does_to_the_exit_status(
    run: Run, options: tuple[str, ...], status: int
) -> None:
    assert run("check", *PAR003, *options).exit_code == status


@pytest.mark.parametrize(
    ("options", "status"),
    [
        pytest.param((), 0, id="error"),
        pytest.param(("--fail-on", "warning"), 1, id="warning"),
        pytest.param(("--fail-on", "warning", "--exit-zero"), 0, id="exit-zero"),
    ],
)
def test_what_a_warning_does_to_the_exit_status(
    run: Run, options: tuple[str, ...], status: int
) -> None:
    result = run("check", "--select", "PAR006", "-", *options, stdin="---\nheat: 12e7\n---\n")
    assert "warning[PAR006]" in result.stdout
    assert result.exit_code == status


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(("--select", "PAR"), True, id="prefix"),
        pytest.param(("--select", "yaml-syntax"), True, id="name"),
        pytest.param(("--select", "URL001, PAR003"), True, id="separated-by-commas"),
        pytest.param(("--select", "URL001", "--select", "PAR003"), True, id="repeated"),
        pytest.param(("--select", "URL001"), False, id="another"),
        pytest.param(("--select", "URL001", "--extend-select", "PAR003"), True, id="extended"),
        pytest.param(("--select", "PAR", "--ignore", "PAR003"), False, id="ignored"),
    ],
)
def test_which_rules_run(run: Run, options: tuple[str, ...], *, found: bool) -> None:
    result = run("check", "_news/bad.md", *options)
    assert ("PAR003" in result.stdout) is found


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("nosuch.md",), "nosuch.md: no such file or directory", id="no-such-file"),
        pytest.param(("--select", "XYZ"), "no rule is called `XYZ`", id="no-such-rule"),
        pytest.param(("--ignore", "yaml-sintax"), "did you mean `PAR003`", id="nearly-a-rule"),
        pytest.param(("--select", ""), "no rule is called ``", id="no-rule"),
        pytest.param(("--now", "soon"), "`soon` is not a date and time", id="no-instant"),
        pytest.param(("--fail-on", "info"), "'info' is not one of", id="no-severity"),
        pytest.param(("--output-format", "xml"), "'xml' is not one of", id="no-format"),
        pytest.param(("--nosuch",), "--nosuch", id="no-such-option"),
        pytest.param(("-", "_news"), "cannot be linted together", id="stdin-and-files"),
        pytest.param(("--output-file", "."), "is a directory", id="output-to-a-folder"),
        pytest.param(("--output-file", "no/such"), "no/such: no such file", id="output-nowhere"),
        pytest.param(("x\x1b[31m\n.md",), "x\\x1b[31m", id="steers-the-terminal"),
    ],
)
def test_wrong_use_is_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert re.fullmatch(r"error: [^\n]+\n", result.stderr)
    assert message in result.stderr


@pytest.mark.posix("named pipes")
def test_the_rest_is_linted_though_some_files_cannot_be(run: Run) -> None:
    os.mkfifo("_news/pipe.md")
    result = run("check", *PAR003, "_news", "gone.md", "--exit-zero")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: _news/pipe.md: not a regular file\nerror: gone.md: no such file or directory\n"
    )
    assert "_news/bad.md" in result.stdout


def test_a_folder_without_articles(run: Run) -> None:
    result = run("check", "docs")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "warning: no front matter in docs; `articlelint init` writes a config,"
        ' and "Your own front matter" in its documentation shows how to name other files\n'
    )
    assert run("check", "-q", "docs").stderr == ""


def test_a_run_without_files_can_be_an_error(run: Run) -> None:
    result = run("check", "-q", "--error-on-no-files", "docs")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no front matter in docs; ")
    assert run("check", "--error-on-no-files", "-e", "_news/good.md").exit_code == 0


COLLECTION = """
[[collections]]
name = "{0}"
files = ["{0}/*.md"]
schema = "article"
"""


def test_a_collection_without_files_is_named(run: Run) -> None:
    Path("articlelint.toml").write_text(
        COLLECTION.format("_news") + COLLECTION.format("posts"), encoding="utf-8"
    )
    expected = "warning: the collection `posts` has no files: `posts/*.md`\n"
    assert run("check").stderr == expected
    # A part of the site says nothing about the whole.
    assert run("check", "_news").stderr == ""
    assert run("check", "_news/good.md").stderr == ""


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        pytest.param(("a.md", "b.md", "c.md"), "a.md, b.md, c.md", id="three"),
        pytest.param(("a.md", "b.md", "c.md", "d.md"), "a.md, b.md, c.md, 1 more", id="four"),
    ],
)
def test_of_many_paths_without_articles_three_are_named(
    run: Run, paths: tuple[str, ...], shown: str
) -> None:
    for path in paths:
        Path(path).write_text("# Notes\n", encoding="utf-8")
    result = run("check", "--force-exclude", *paths)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"warning: no front matter in {shown}; ")


def test_globs_leave_files_out_of_walks(run: Run) -> None:
    Path("articlelint.toml").write_text('exclude = ["good.md"]\n', encoding="utf-8")
    assert run("check", "--show-files").stdout == "_news/bad.md\n"
    assert run("check", "--show-files", "--isolated", "--exclude", "bad.md").stdout == (
        "_news/good.md\n"
    )
    every = run("check", "--exclude", "/other/,/_news/bad.md")
    assert (every.exit_code, every.stdout) == (0, "")
    assert run("check", "--show-files", "--exclude", "/bad.md").stdout == "_news/bad.md\n"
    assert run("check", "--show-files", "--exclude", "b{ad,est}.md, x").stdout == ""
    useless = run("check", "--exclude", "*.{md")
    assert useless.exit_code == 2
    assert "the glob `*.{md` can match nothing: nothing closes its `{`" in useless.stderr
    named = ("check", "--show-files", "--exclude", "_news/", "_news/bad.md")
    assert run(*named).stdout == "_news/bad.md\n"
    assert run(*named, "--force-exclude").stdout == ""


def test_short_options_are_those_of_other_linters(run: Run) -> None:
    assert run("check", "-n", "-e", "-o", "report.txt").exit_code == 0
    assert "PAR003" in Path("report.txt").read_text(encoding="utf-8")


def test_the_current_folder_without_articles(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("docs")
    assert "no front matter in this folder; " in run("check").stderr


def test_a_folder_that_is_left_out_for_its_name_is_named(run: Run) -> None:
    for name in ("blog/_notes/a.md", "other/posts/_part.md", "site/_layouts/a.md"):
        Path(name).parent.mkdir(parents=True)
        Path(name).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert run("check", "blog").stderr == (
        "warning: no front matter in blog; without a known generator `blog/_notes/` is left out"
        " for its `_`: `articlelint check blog/_notes` lints it\n"
    )
    assert run("check", "blog/_notes").stdout == "All checks passed: 1 file.\n"
    assert "articlelint init" in run("check", "other").stderr
    Path("site/_config.yml").write_text("title: Notes\n", encoding="utf-8")
    assert "articlelint init" in run("check", "site").stderr


@pytest.mark.parametrize(
    ("page", "pages"),
    [
        ("src/pages/a.mdx", "in blog/src/pages/"),
        ("src/texts/a.md", "in no folder of this site"),
        ("src/content/_a.md", "in blog/src/content/"),
    ],
)
def test_where_a_known_site_without_front_matter_has_pages(run: Run, page: str, pages: str) -> None:
    Path("blog", page).parent.mkdir(parents=True)
    Path("blog", page).write_text("import a from 'a'\n", encoding="utf-8")
    Path("blog/astro.config.mjs").touch()
    start = f"warning: no front matter in blog (Astro has its pages {pages}); `articlelint init`"
    assert start in run("check", "blog").stderr


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        pytest.param(("-",), "-", id="unnamed"),
        pytest.param(("-", "--stdin-filename", "_news/x.md"), "_news/x.md", id="named"),
        pytest.param(("--stdin-filename", "_news/x.md"), "_news/x.md", id="name-alone"),
    ],
)
def test_standard_input(run: Run, arguments: tuple[str, ...], name: str) -> None:
    options = (*PAR003, "--output-format", "json", *arguments)
    bad = run("check", *options, stdin=Path("_news/bad.md").read_bytes())
    assert [item["filename"] for item in json.loads(bad.stdout)] == [name]
    assert bad.exit_code == 1
    good = run("check", *options, stdin=Path("_news/good.md").read_bytes())
    assert (good.exit_code, good.stdout) == (0, "[]\n")


def test_output_file(run: Run) -> None:
    result = run("check", *PAR003, "--output-format", "json", "--output-file", "out.json")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    assert json.loads(Path("out.json").read_bytes())[0]["code"] == "PAR003"
    printed = run("check", *PAR003, "--output-format", "json").stdout
    assert Path("out.json").read_text(encoding="utf-8") == printed


def test_an_output_file_has_colors_only_with_color_always(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("check", *PAR003, "--output-file", "plain")
    run("check", *PAR003, "--output-file", "colored", "--color", "always")
    assert b"\x1b" not in Path("plain").read_bytes()
    assert b"\x1b" in Path("colored").read_bytes()


def test_quiet(run: Run) -> None:
    assert run("check", *PAR003, "--quiet", "_news/good.md").stdout == ""
    assert "Found" not in run("check", *PAR003, "-q").stdout
    assert "PAR003" in run("check", *PAR003, "-q").stdout


TOO_LONG = "a" * 300


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ((TOO_LONG,), 2, "error: No such command "),
        (("check", TOO_LONG), 2, f"error: {TOO_LONG}: file name too long\n"),
        (("check", "--write-baseline", TOO_LONG), 2, f"error: {TOO_LONG}: file name too long\n"),
        (("check", "--show-settings", TOO_LONG), 0, ""),
        (("check", "--show-settings", f"{TOO_LONG}/a.md"), 0, ""),
        (("check", "--stdin-filename", f"{TOO_LONG}/a.md"), 0, ""),
        (("check", "--stdin-filename", f"_news/{TOO_LONG}/a.md", "-q"), 1, ""),
    ],
)
def test_a_name_that_is_too_long_is_one_of_no_file(
    run: Run, arguments: tuple[str, ...], status: int, message: str
) -> None:
    result = run(*arguments, stdin="")
    assert result.exit_code == status
    assert result.stderr.startswith(message)


WARNED = ("--select", "TXT004", "-")
WARNING = "---\ntitle: a  b\n---\n"


@pytest.mark.parametrize("format_name", ["full", "concise", "grouped", "json-lines", "github"])
def test_quiet_leaves_out_warnings(run: Run, format_name: str) -> None:
    command = ("check", *WARNED, "--output-format", format_name)
    assert "TXT004" in run(*command, stdin=WARNING).stdout
    result = run(*command, "-q", stdin=WARNING)
    assert (result.exit_code, result.output) == (0, "")


def test_quiet_does_not_change_the_exit_status(run: Run) -> None:
    for option in ("-q", "-qq"):
        result = run("check", *WARNED, option, "--fail-on", "warning", stdin=WARNING)
        assert (result.exit_code, result.output) == (1, "")


@pytest.mark.parametrize("quiet", [("-qq",), ("-q", "-q"), ("--quiet", "--quiet")])
@pytest.mark.parametrize("options", [(), ("--statistics",), ("--diff",), ("--verbose",)])
def test_twice_quiet_prints_nothing(
    run: Run, options: tuple[str, ...], quiet: tuple[str, ...]
) -> None:
    result = run("check", *PAR003, *options, *quiet)
    assert (result.exit_code, result.output) == (0 if options == ("--diff",) else 1, "")
    assert run("check", *PAR003, *options, *quiet, "none.md").output == ""
    assert run("check", *PAR003, *options, *quiet, "none.md").exit_code == 2


def test_twice_quiet_still_writes_files_and_reports_wrong_use(run: Run) -> None:
    result = run("check", *PAR003, "-qq", "--output-file", "out.txt")
    assert (result.exit_code, result.output) == (1, "")
    assert "PAR003" in Path("out.txt").read_text(encoding="utf-8")
    wrong = run("check", "-qq", "--select", "NONE")
    assert wrong.exit_code == 2
    assert wrong.stderr.startswith("error: ")


def test_verbose(run: Run) -> None:
    result = run("check", *PAR003, "--verbose", "--output-format", "json")
    assert result.stderr == "checked: _news/bad.md\nchecked: _news/good.md\n"
    json.loads(result.stdout)


@pytest.mark.parametrize(
    ("environment", "option", "colored"),
    [
        pytest.param({}, "auto", False, id="no-terminal"),
        pytest.param({}, "always", True, id="always"),
        pytest.param({"FORCE_COLOR": "1"}, "auto", True, id="forced"),
        pytest.param({"FORCE_COLOR": "1"}, "never", False, id="never"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False, id="no-color"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": ""}, "auto", True, id="no-color-is-empty"),
        pytest.param({"NO_COLOR": "1"}, "always", True, id="the-option-decides"),
    ],
)
def test_color(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    option: str,
    *,
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = run("check", *PAR003, "--color", option)
    assert ("\x1b[" in result.stdout) is colored


def test_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("_news/bad.md").write_text(f"---\na: [{'x' * 300}\n---\n", encoding="utf-8")
    for columns in (60, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run("check", *PAR003).stdout.splitlines()
        assert max(len(line) for line in lines if " | " in line) == columns


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide", "9" * 5000])
def test_columns_that_are_no_width_are_ignored(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    Path("_news/bad.md").write_text(f"---\na: [{'x' * 300}\n---\n", encoding="utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("check", *PAR003).stdout.splitlines()
    assert max(len(line) for line in lines if " | " in line) == terminal.LOG_WIDTH


@pytest.mark.parametrize(
    ("now", "found"),
    [
        pytest.param("2020-06-11T00:03:00Z", False, id="utc"),
        pytest.param("2020-06-11", False, id="date"),
        pytest.param("2020-06-09T23:00:00-02:00", False, id="offset"),
        pytest.param("2020-06-01", True, id="before"),
    ],
)
def test_now(run: Run, now: str, *, found: bool) -> None:
    text = "---\npublishedDateTime: 2020-06-11T00:03:00Z\n---\n"
    result = run("check", "--select", "DAT003", "--now", now, "-", stdin=text)
    assert ("DAT003" in result.stdout) is found


def test_an_internal_error_is_not_taken_for_a_finding(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linter.rules.registry import find_rule

    def fails(*_: object) -> None:
        raise RuntimeError("oh no")

    monkeypatch.setattr(find_rule("PAR003"), "check", fails)
    result = run("check", *PAR003, "--exit-zero", "--output-format", "concise")
    assert result.exit_code == 2
    assert "INT001 rule PAR003 failed on this file: RuntimeError: oh no" in result.stdout
