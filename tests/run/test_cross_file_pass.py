"""Rules over a whole site: what is found between files, whichever of them a run is about."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from linter.config.files import Configs, Overrides
from linter.config.settings import Settings
from linter.files.discovery import find
from linter.frontmatter.source import decode
from linter.lint.redaction import secret_spans
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK
from linter.run.report import Report
from linter.run.runner import run
from linter.schema.schema import builtin
from linter.site.config import SiteConfig
from linter.site.site import Site
from linter.site.view import SiteView
from tests.sites import OWN, REAL, on_each_site

SETTINGS = Settings(select=("DUP", "REF", "SEC", "IMG"), now=CASE_CLOCK)
CONFIGS = Configs(Overrides(select=("DUP", "REF", "SEC", "IMG"), now=CASE_CLOCK), isolated=True)
SECURED = "ThGV3wIN5Z4NZaM6QnnxGA==;RrW3cyYbUsEwYP4TkwC3Kg=="


def article(link: str, **fields: str) -> str:
    lines = [f"title: {link}", "type: article", f"webUrl: {link}"]
    lines += [f"{key}: {value}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "_config.yml": "url: https://example.org\nbaseurl: /base\n",
        "_news/2020-01-01-a.md": article("https://a.com/one?utm_source=x", secured=SECURED),
        "_news/2020-01-02-b.md": article("https://b.com/two"),
        "_news/2020-01-03-c.md": article("http://A.com/one"),
        "_news/2020-01-04-d.md": article("https://d.com/four", secured=SECURED),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(report: Report) -> list[tuple[str, str, list[str | None]]]:
    return [
        (item.code, item.path, [related.path for related in item.related])
        for item in report.diagnostics
    ]


A, B, C, D = (f"_news/2020-01-0{day}-{name}.md" for day, name in enumerate("abcd", start=1))


def test_the_whole_site(site: Path) -> None:
    report = run(find(["."], site, CONFIGS), CONFIGS)
    assert findings(report) == [("DUP001", C, [A]), ("SEC008", D, [A])]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param([A], [("DUP001", A, [C]), ("SEC008", A, [D])], id="the-first"),
        pytest.param([C], [("DUP001", C, [A])], id="the-later"),
        pytest.param([B], [], id="one-that-shares-nothing"),
        pytest.param([B, D], [("SEC008", D, [A])], id="two"),
    ],
)
def test_some_files_of_the_site(
    site: Path, paths: list[str], expected: list[tuple[str, str, list[str]]]
) -> None:
    assert findings(run(find(paths, site, CONFIGS), CONFIGS)) == expected


def test_related_places_have_rows_and_columns(site: Path) -> None:
    first, _ = run(find(["."], site, CONFIGS), CONFIGS).diagnostics
    assert (first.start, first.related[0].start) == ((4, 9), (4, 9))


def test_a_result_for_a_clean_file_hides_its_secrets(site: Path) -> None:
    report = run(find(["."], site, CONFIGS), CONFIGS)
    for result in report.results:
        assert (SECURED in result.source.text) == any(
            result.source.text[start:end] == SECURED for start, end in result.secrets
        )
    assert secret_spans.__module__ == "linter.lint.redaction"


def test_facts_are_small_and_hold_no_secret(site: Path) -> None:
    text = (site / A).read_text(encoding="utf-8")
    view = SiteView(Site(site, SiteConfig()))
    result = lint(decode(A, text.encode()), builtin("article"), SETTINGS, view)
    assert {code for code, _ in result.facts} >= {"DUP001", "SEC007", "SEC008"}
    assert SECURED not in repr(result.facts)
    assert len(repr(result.facts)) < 2_000


def test_without_a_site_nothing_is_compared(site: Path) -> None:
    (site / "_config.yml").unlink()
    assert findings(run(find(["."], site, CONFIGS), CONFIGS)) == []


def test_unreadable_settings_are_reported(site: Path) -> None:
    (site / "_config.yml").write_text("url: [\n", encoding="utf-8")
    report = run(find(["."], site, CONFIGS), CONFIGS)
    assert findings(report) == []
    (note,) = report.notes
    assert note.startswith(f"{site.as_posix()}/_config.yml:")
    assert "not looked at" in note


@pytest.mark.slow
@on_each_site
def test_a_site_has_its_known_defects(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    configs = Configs(Overrides(now=datetime(2025, 1, 1, tzinfo=UTC)), isolated=True)
    codes = [item.code for item in run(find(["."], folder, configs), configs).diagnostics]
    known = {
        OWN: {"DAT005": 1, "TXT003": 1, "TXT001": 1, "IMG002": 1, "IMG003": 1, "DUP001": 1},
        REAL: {"DAT005": 10, "TXT003": 15, "TXT001": 38, "IMG002": 10, "IMG003": 7, "DUP001": 3},
    }[folder]
    assert {code: codes.count(code) for code in known} == known
