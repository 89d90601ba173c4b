"""Rules whose findings are reported, but not fixed; and exit statuses of runs that fix."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = "---\ntitle: A &amp; b  c\nwebUrl: https://example.com/?utm_source=a\n---\n"
RULES = ("--select", "TXT001,TXT004,URL004")


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only file of the current folder."""
    (tmp_path / "_news").mkdir()
    file = tmp_path / "_news/a.md"
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return file


def fixable(run: Run, *options: str) -> list[str]:
    """Return the codes of the findings with a fix; all are reported."""
    found = json.loads(run("check", *RULES, *options, "--output-format", "json").stdout)
    assert [each["code"] for each in found] == ["TXT001", "TXT004", "URL004"]
    return [each["code"] for each in found if each["fix"]]


@pytest.mark.usefixtures("article")
def test_findings_of_unfixable_rules_have_no_fix(run: Run) -> None:
    # The second time, results are cached.
    for _ in range(2):
        assert fixable(run) == ["TXT001", "TXT004", "URL004"]
        assert fixable(run, "--unfixable", "TXT,DUP") == ["URL004"]
        assert fixable(run, "--fixable", "TXT001") == ["TXT001"]
        assert fixable(run, "--fixable", "TXT001", "--extend-fixable", "URL") == [
            "TXT001",
            "URL004",
        ]
        assert fixable(run, "--config", "unfixable = ['ALL']") == []
    Path("articlelint.toml").write_text("unfixable = ['html-entity']\n", encoding="utf-8")
    assert fixable(run) == ["TXT004", "URL004"]
    assert fixable(run, "--extend-fixable", "TXT001") == ["TXT001", "TXT004", "URL004"]


def test_what_is_unfixable_is_neither_fixed_nor_counted_as_fixable(article: Path, run: Run) -> None:
    result = run("check", *RULES, "--fix", "--unfixable", "TXT")
    assert article.read_text(encoding="utf-8") == TEXT.replace("?utm_source=a", "")
    assert "fixable" not in result.stdout
    settings = json.loads(run("check", "--show-settings", "--unfixable", "TXT001").stdout)
    rules = settings["rules"]
    assert [rules[code]["fixable"] for code in ("TXT001", "TXT004", "URL001")] == [
        False,
        True,
        False,
    ]


def test_a_rule_that_is_off_in_the_config_is_off_whatever_is_cached(
    article: Path, run: Run
) -> None:
    article.write_text("---\ntitle: A &amp; b\n---\n", encoding="utf-8")
    off = "rules.TXT001.severity = 'off'"
    for _ in range(2):
        assert "TXT001" in run("check", "--select", "TXT", "_news/a.md").stdout
        passed = run("check", "--config", f"select = ['TXT']\n{off}", "_news/a.md")
        assert passed.stdout == "All checks passed: 1 file.\n"
        assert "TXT001" in run("check", "--config", off, "--select", "TXT").stdout


@pytest.mark.parametrize(
    ("options", "without", "with_option"),
    [
        (("--fix",), 0, 1),
        (("--fix-only",), 0, 1),
        (("--fix", "--exit-zero"), 0, 0),
        (("--fix", "--unfixable", "ALL"), 0, 0),
        (("--fix", "--unfixable", "URL", "--fail-on", "warning"), 1, 1),
    ],
)
def test_the_exit_status_after_fixes(
    article: Path, run: Run, options: tuple[str, ...], without: int, with_option: int
) -> None:
    assert run("check", *RULES, *options).exit_code == without
    article.write_text(TEXT, encoding="utf-8")
    assert run("check", *RULES, *options, "--exit-non-zero-on-fix").exit_code == with_option
    if "URL" not in options:
        assert run("check", *RULES, *options, "--exit-non-zero-on-fix").exit_code == 0
