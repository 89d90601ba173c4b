import json
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from linter.articles.article import Article
from linter.frontmatter.source import Source
from linter.health.breakdown import Bar, Breakdown
from linter.health.charts import svg
from linter.health.history import Run
from linter.health.numbers import as_json, health, run_of
from linter.reporters import Look, get_format
from linter.run.report import Report

LOOK = Look()
RUN = Run("2026-11-01T00:00:00+00:00", "9fceb02", 5, 2, 3, 4, 5, None, {})


def breakdowns(
    report: Report, *articles: Article, runs: tuple[Run, ...] = (RUN,)
) -> dict[str, Breakdown]:
    return {each.name: each for each in health(report._replace(articles=articles), runs).breakdowns}


def rows(breakdown: Breakdown) -> dict[str, tuple[int, ...]]:
    return {bar.label: bar.values for bar in breakdown.bars}


def test_counts_are_those_of_statistics_and_of_json(report: Report) -> None:
    data = as_json(health(report, (RUN,)), (RUN,))
    assert data["rules"] == json.loads(get_format("json").render_statistics(report, LOOK))
    findings = json.loads(get_format("json").render(report, LOOK))
    severities = Counter(each["severity"] for each in findings)
    totals = data["totals"]
    assert totals["findings"] == len(findings)
    assert (totals["errors"], totals["warnings"]) == (severities["error"], severities["warning"])
    fixes = Counter((each["fix"] or {}).get("applicability") for each in findings)
    assert (totals["safe_fixes"], totals["unsafe_fixes"]) == (fixes["safe"], fixes["unsafe"])
    assert (totals["files"], totals["clean"], totals["unchecked"]) == (5, 1, 2)
    assert sum(sum(bar.values) for bar in breakdowns(report)["rules"].bars) == len(findings)


def test_a_run_has_the_counts_of_its_report(report: Report) -> None:
    run = run_of(report, RUN.date, None, 2)
    assert (
        run.errors + run.warnings == sum(run.rules.values()) == sum(1 for _ in report.diagnostics)
    )
    assert (run.files, run.clean, run.known) == (5, 1, 2)


def test_months_have_no_gaps_and_the_share_with_findings(report: Report) -> None:
    bad = report.results[0].source.path
    articles = [
        Article(bad, "2019-11"),
        Article("b", "2020-02"),
        Article("c", "2020-02"),
        Article("d"),
    ]
    months = breakdowns(report, *articles)["months"]
    assert rows(months) == {
        "2019-11": (0, 1), "2019-12": (0, 0), "2020-01": (0, 0), "2020-02": (2, 0),
    }  # fmt: skip
    assert months.notes == ("Without a date: 1.",)


def test_the_name_of_a_file_dates_an_article_without_a_date(report: Report) -> None:
    names = ("2021-12-24-a.md", "_posts/2021-12-25-a.md", "2021-13-24-a.md", "2021-12-24/a.md")
    months = breakdowns(report, *map(Article, names), Article(names[0], "2021-11"))["months"]
    assert rows(months) == {"2021-11": (1, 0), "2021-12": (2, 0)}
    assert months.notes == ("Without a date: 2.",)


def test_many_months_are_years(report: Report) -> None:
    articles = [
        Article(f"{year}-{month}", f"{year}-{month:02}")
        for year in range(2005, 2025)
        for month in (1, 7)
    ]
    months = breakdowns(report, *articles)["months"]
    assert months.title == "Articles by year of publication"
    assert rows(months) == {str(year): (2, 0) for year in range(2005, 2025)}


def test_labels_that_are_wider_than_their_boxes_are_left_out() -> None:
    bars = (Bar("large", (1000,), "a"), Bar("a-long-name-in-a-small-box", (1,), "b"))
    chart = svg(Breakdown("folders", "A", "B", ("findings",), bars))
    assert ">large: 1,000</text>" in chart
    assert "a-long-name" not in chart


def test_folders_have_their_findings_and_collections(report: Report) -> None:
    folders = breakdowns(report)["folders"]
    assert sum(bar.values[0] for bar in folders.bars) == sum(1 for _ in report.diagnostics)
    assert {bar.group for bar in folders.bars} == {"_news", "."}
    result = report.results[0]
    deep = result._replace(source=Source("/a/b/c.md", result.source.text))
    moved = report._replace(files=("/a/b/c.md", "d/e/f.md"), results=(deep,))
    (bar,) = breakdowns(moved)["folders"].bars
    assert (bar.label, bar.group) == ("/a/b", "/")
    deep = result._replace(source=Source("d/e/f.md", result.source.text))
    (bar,) = breakdowns(moved._replace(results=(deep,)))["folders"].bars
    assert (bar.label, bar.group) == ("d/e", "d")


def test_a_few_large_hosts_are_shown_and_the_odd_ones_are_named(report: Report) -> None:
    hosts = tuple(f"host-{number:02}.example" for number in range(20)) * 2
    odd = ("10.0.0.1", "localhost", "a.example:8080", "xn--bcher-kva.example")
    found = breakdowns(report, Article("a", hosts=(*hosts, *odd, "host-19.example")))["hosts"]
    assert (found.bars[0], len(found.bars)) == (Bar("host-19.example", (3,)), 16)
    assert found.notes == (
        "Not shown: 8 more, with 12 together.",
        "Odd hosts: 10.0.0.1 (1), a.example:8080 (1), localhost (1), xn--bcher-kva.example (1).",
    )


def test_pictures_are_counted_by_width_and_odd_ones_are_named(report: Report) -> None:
    articles = [Article("b", widths=(640, 641, 1)), Article("a", widths=(1, 99_999))]
    found = breakdowns(report, *articles)["pictures"]
    assert [bar.values[0] for bar in found.bars] == [2, 0, 1, 1, 0, 0, 1]
    assert found.notes == ("Odd widths: 1 px (2, first in a), 99,999 px (1, first in a).",)


def test_a_trend_needs_two_runs_and_a_baseline_known_findings(report: Report) -> None:
    assert {"trend", "baseline"}.isdisjoint(breakdowns(report))
    found = breakdowns(report, runs=(RUN, RUN._replace(errors=1, commit=None)))
    assert [bar.values for bar in found["trend"].bars] == [(3, 4, 5), (1, 4, 5)]
    assert [bar.label for bar in found["trend"].bars] == [
        "2026-11-01 00:00 9fceb02",
        "2026-11-01 00:00",
    ]
    assert "baseline" not in found
    known = breakdowns(report, runs=(RUN._replace(known=7), RUN._replace(known=3)))["baseline"]
    assert [bar.values for bar in known.bars] == [(7,), (3,)]


@pytest.mark.parametrize("count", [0, 1, 10**12])
def test_any_count_of_a_history_can_be_drawn(count: int, report: Report) -> None:
    runs = (RUN._replace(errors=count, warnings=count, fixable=count, known=count), RUN)
    found = breakdowns(report, runs=runs)
    assert f"{count:,}</title>" in svg(found["trend"])
    assert f"{count:,}</title>" in svg(found["baseline"])


def test_nothing_found_in_nothing_has_no_breakdown() -> None:
    assert health(Report((), ()), (RUN,)).breakdowns == ()


@pytest.mark.parametrize("name", ["rules", "months", "folders", "publishers", "trend"])
def test_a_picture_has_the_values_of_its_table_and_nothing_that_runs(name: str) -> None:
    bars = tuple(Bar(f"<b>&{number}\x07", (number, 2 * number), "a") for number in (1, 20, 333))
    chart = ET.fromstring(svg(Breakdown(name, "A", "B", ("one", "two"), bars)))  # noqa: S314
    shown = {(each.text or "").rpartition(" ")[2] for each in chart.iter("title")}
    expected = {"1", "20", "333"} | ({"2", "40", "666"} if name != "folders" else set())
    assert expected <= shown
    assert {each.tag for each in chart.iter()} <= {
        "svg",
        "g",
        "rect",
        "path",
        "text",
        "title",
        "circle",
    }
    assert not [
        each for each in chart.iter() if {"style", "onload", "href"}.intersection(each.keys())
    ]
    texts = {each.text for each in chart.iter("text")}
    assert any(text and text.startswith("<b>&333\\x07") for text in texts)
