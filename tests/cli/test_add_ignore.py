"""`--add-ignore`: an ignore comment for each finding, as far as one can be written."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = """---
title: "A &amp; b" # by hand
webUrl: http://example.com/?utm_source=a
related:
  - title: "A  b"
    webUrl: https://example.com/
---
Text.
"""
RULES = ("--select", "TXT,URL,PAR,DUP")
ADDED = """---
title: "A &amp; b" # by hand  # articlelint: ignore[TXT001]
webUrl: http://example.com/?utm_source=a  # articlelint: ignore[URL002, URL004]
related:
  - title: "A  b"  # articlelint: ignore[TXT004]
    webUrl: https://example.com/
---
Text.
"""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only file of the current folder."""
    (tmp_path / "_news").mkdir()
    file = tmp_path / "_news/a.md"
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return file


def test_each_finding_gets_a_comment(article: Path, run: Run) -> None:
    result = run("check", *RULES, "--add-ignore", "--fail-on", "warning")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "added: ignore comments for 4 findings in 1 file\n"
    assert article.read_text(encoding="utf-8") == ADDED
    assert run("check", *RULES).stdout == "All checks passed: 1 file.\n"
    again = run("check", *RULES, "--add-ignore", "-q")
    assert (again.exit_code, again.stderr) == (0, "")
    assert article.read_text(encoding="utf-8") == ADDED


def test_only_what_is_selected_and_not_known_is_ignored(article: Path, run: Run) -> None:
    run("check", "--select", "URL", "--write-baseline", "known.json")
    run("check", "--select", "URL,TXT004", "--baseline", "known.json", "--add-ignore")
    comment = "  # articlelint: ignore[TXT004]"
    assert article.read_text(encoding="utf-8") == TEXT.replace('"A  b"', f'"A  b"{comment}')


def test_what_no_comment_can_ignore_is_reported_with_the_reason(article: Path, run: Run) -> None:
    article.write_text("---\ntitle: a &amp; b  # articlelint: ignore[URL001]\n---\n")
    article.with_name("broken.md").write_text("---\ntitle: [a\n---\n")
    Path("_data/topics").mkdir(parents=True)
    Path("_data/topics/b.json").write_text('{"name": "a &amp; b"}\n')
    paths = ("_news", "_data/topics/b.json")
    result = run("check", *paths, "--select", "TXT,PAR,URL001", "--add-ignore")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-4:] == [
        "warning: _data/topics/b.json:1:13: TXT001 is not ignored: JSON has no comments",
        "warning: _news/a.md:3:19: PAR013 is not ignored: no comment can suppress it",
        "warning: _news/broken.md:2:8: PAR003 is not ignored: the front matter cannot be read",
        "added: ignore comments for 1 finding in 1 file",
    ]
    text = article.read_text(encoding="utf-8")
    # A comment that is reported as unused stays as it is.
    own = "# articlelint: ignore[TXT001]\n"
    assert text == f"---\n{own}title: a &amp; b  # articlelint: ignore[URL001]\n---\n"
    # The exit status is that of a check afterwards.
    for options, status in ((("--exit-zero",), 0), (("--ignore", "PAR003"), 0), ((), 1)):
        again = run("check", *paths, "--select", "TXT,PAR", *options, "--add-ignore")
        assert again.exit_code == status


def test_a_finding_between_files_gets_a_comment(article: Path, run: Run) -> None:
    Path("_config.yml").write_text("title: a\n", encoding="utf-8")
    text = "---\ntitle: A title\nwebUrl: https://example.com/a\n---\n"
    for name in ("a.md", "b.md"):
        article.with_name(name).write_text(text, encoding="utf-8")
    assert run("check", "--select", "DUP001").stdout.count("DUP001") == 1
    assert run("check", "--select", "DUP001", "--add-ignore").exit_code == 0
    assert article.read_text(encoding="utf-8") == text
    assert "# articlelint: ignore[DUP001]" in article.with_name("b.md").read_text()
    assert run("check", "--select", "DUP001,PAR").exit_code == 0


@pytest.mark.posix("symbolic links")
def test_a_file_that_cannot_be_written_is_an_error(article: Path, run: Run) -> None:
    article.rename("elsewhere.md")
    article.symlink_to("../elsewhere.md")
    result = run("check", "_news", *RULES, "--add-ignore")
    assert result.exit_code == 2
    assert "error: _news/a.md: not fixed: it is a link" in result.stderr
    assert Path("elsewhere.md").read_text(encoding="utf-8") == TEXT


def test_comments_are_added_with_the_ends_of_lines_of_the_file(article: Path, run: Run) -> None:
    article.write_bytes(TEXT.replace("\n", "\r\n").encode())
    run("check", *RULES, "--add-ignore")
    assert article.read_bytes() == ADDED.replace("\n", "\r\n").encode()


@pytest.mark.usefixtures("article")
def test_findings_are_reported_although_comments_suppress_them(run: Run) -> None:
    everything = run("check", *RULES).stdout
    run("check", *RULES, "--add-ignore")
    passed = "All checks passed: 1 file.\n"
    # Neither the cache nor what ends a run early has the findings of the other options.
    for _ in range(2):
        assert run("check", *RULES, "_news/a.md").stdout == passed
        ignoring = run("check", *RULES, "--ignore-suppressions", "--output-format", "json")
        codes = [each["code"] for each in json.loads(ignoring.stdout)]
        assert codes == ["TXT001", "URL002", "URL004", "TXT004"]
    assert everything.count("warning[") == 4
    fixed = run("check", *RULES, "--ignore-suppressions", "--fix-only", "--unsafe-fixes")
    assert fixed.exit_code == 0
