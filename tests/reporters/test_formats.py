import json
import re

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from linter.core.diagnostic import Fix, Safety, Severity
from linter.core.project import DOCUMENTATION
from linter.core.text import LineIndex, Span
from linter.files.targets import RunError
from linter.reporters import Look, Render, format_names, get_format, render
from linter.reporters.shared import statistics
from linter.run.report import Report

STATISTICS = {"statistics": statistics.render_table, "statistics-json": statistics.render_json}
RENDERS: dict[str, Render] = {name: get_format(name).render for name in format_names()} | STATISTICS
FOR_PEOPLE = ("concise", "full", "grouped", "statistics")
EMPTY = Report(("a.md",), ())

# Beginnings of the two halves of the sample's secret, and a piece from the middle.
SECRETS = ("p0y6AE+tGSI9", "CuM8YgLOj6VO", "Me9/QLhFycoYRrw")


@pytest.mark.parametrize("name", RENDERS)
def test_format(report: Report, name: str, snapshot: SnapshotAssertion) -> None:
    assert without_documentation(RENDERS[name](report, Look(80))) == snapshot


def without_documentation(text: str) -> str:
    """Return an output without the tool and the rules of SARIF, and the address of rdjson."""
    text = text.replace(f',\n    "url": "{DOCUMENTATION}"', "")
    return re.sub(r'"driver": .*(?="invocations")', '"driver": … ', text, flags=re.DOTALL)


def test_full_on_a_wide_terminal(report: Report, snapshot: SnapshotAssertion) -> None:
    assert render("full", report, Look(200)) == snapshot


@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("name", RENDERS)
def test_nothing_secret_and_nothing_that_steers_a_terminal(
    report: Report, name: str, *, color: bool
) -> None:
    text = RENDERS[name](report, Look(400, color))
    assert not any(secret in text for secret in SECRETS)
    without_colors = re.sub(r"\x1b\[[0-9;]*m", "", text) if color else text
    assert without_colors.replace("\n", "").isprintable()


@pytest.mark.parametrize("width", [1, 40, 80, 81, 200])
def test_source_lines_fit_the_terminal(report: Report, width: int) -> None:
    lines = render("full", report, Look(width)).splitlines()
    source_lines = [line for line in lines if re.match(r"(?! *-->) *\d* [|+-]", line)]
    assert len(source_lines) > 60
    assert max(map(cell_len, source_lines)) <= max(width, 40)


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_colors_change_nothing_but_colors(report: Report, name: str) -> None:
    colored = RENDERS[name](report, Look(80, color=True))
    plain = RENDERS[name](report, Look(80))
    assert "\x1b[1;31merror" in colored or "\x1b[1;31mPAR" in colored
    lines = re.sub(r"\x1b\[[0-9;]*m", "", colored).splitlines()
    assert [line.rstrip() for line in lines] == [line.rstrip() for line in plain.splitlines()]


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_only_colors_of_the_terminals_own_theme(report: Report, name: str) -> None:
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", RENDERS[name](report, Look(80, color=True))))
    assert {part for code in codes for part in code.split(";")} <= {
        "0",
        "1",
        "7",
        "31",
        "32",
        "34",
        "35",
    }


@pytest.mark.parametrize("name", [name for name in RENDERS if name not in FOR_PEOPLE])
def test_formats_for_programs_ignore_the_look(report: Report, name: str) -> None:
    look = Look(20, color=True, quiet=True)
    assert RENDERS[name](report, Look(80)) == RENDERS[name](report, look)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("full", "All checks passed: 1 file.\n", id="full"),
        pytest.param("concise", "All checks passed: 1 file.\n", id="concise"),
        pytest.param("grouped", "All checks passed: 1 file.\n", id="grouped"),
        pytest.param("json-lines", "", id="json-lines"),
        pytest.param("gitlab", "[]\n", id="gitlab"),
        pytest.param("github", "", id="github"),
        pytest.param("azure", "", id="azure"),
        pytest.param("statistics", "All checks passed: 1 file.\n", id="statistics"),
        pytest.param("json", "[]\n", id="json"),
        pytest.param("statistics-json", "[]\n", id="statistics-json"),
    ],
)
def test_nothing_found(name: str, text: str) -> None:
    assert RENDERS[name](EMPTY, Look()) == text


@pytest.mark.parametrize("name", ["full", "concise", "statistics"])
def test_quiet(report: Report, name: str) -> None:
    assert RENDERS[name](EMPTY, Look(quiet=True)) == ""
    assert "Found" not in RENDERS[name](report, Look(quiet=True))


def test_json_is_exact(report: Report) -> None:
    findings = json.loads(render("json", report, Look()))
    assert len(findings) == len(list(report.diagnostics))
    for finding, diagnostic in zip(findings, report.diagnostics, strict=True):
        assert finding["filename"] == diagnostic.path
        assert finding["pointer"] == diagnostic.pointer
        assert finding["location"] == diagnostic.start._asdict()
        assert finding["end_location"] == diagnostic.end._asdict()


def test_json_edits_are_those_of_the_fix(report: Report) -> None:
    findings = json.loads(render("json", report, Look()))
    texts = {result.source.path: result.source.text for result in report.results}
    for finding, diagnostic in zip(findings, report.diagnostics, strict=True):
        if diagnostic.fix is None:
            assert finding["fix"] is None
            continue
        lines = LineIndex(texts[diagnostic.path])
        for edit, written in zip(diagnostic.fix.edits, finding["fix"]["edits"], strict=True):
            assert written["content"] in (edit.text, None)
            places = (written["location"], written["end_location"])
            spans = [lines.line(place["row"]).start + place["column"] - 1 for place in places]
            assert Span(*spans) == edit.span


def test_json_withholds_only_what_would_show_a_secret(report: Report) -> None:
    findings = json.loads(render("json", report, Look()))
    withheld = [
        finding["code"]
        for finding in findings
        for edit in (finding["fix"] or {"edits": []})["edits"]
        if edit["content"] is None
    ]
    assert withheld == ["SEC002"]


def a_report(report: Report, *kinds: tuple[Severity, Safety | None]) -> Report:
    """Return a report on three files, one of which has findings of these severities and fixes."""
    any_result = report.results[0]
    any_finding = any_result.diagnostics[0]
    findings = tuple(
        any_finding._replace(severity=severity, fix=Fix("", (), safety) if safety else None)
        for severity, safety in kinds
    )
    result = any_result._replace(diagnostics=findings)
    return Report((any_finding.path, "b.md", "c.md"), (result,) if findings else ())


E, W = Severity.ERROR, Severity.WARNING
SAFE, UNSAFE = Safety.SAFE, Safety.UNSAFE


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        pytest.param([], "All checks passed: 3 files.", id="nothing"),
        pytest.param([(E, None)], "Found 1 error in 1 of 3 files.", id="one-error"),
        pytest.param([(W, None)] * 2, "Found 2 warnings in 1 of 3 files.", id="warnings"),
        pytest.param(
            [(W, SAFE), (E, UNSAFE), (E, SAFE)],
            "Found 2 errors and 1 warning in 1 of 3 files.\n"
            "[*] 2 fixable with --fix, [~] 1 more with --unsafe-fixes.",
            id="both",
        ),
        pytest.param(
            [(E, SAFE), (E, None)],
            "Found 2 errors in 1 of 3 files.\n[*] 1 fixable with --fix.",
            id="safe-fixes-only",
        ),
        pytest.param(
            [(E, UNSAFE)] * 1_000,
            "Found 1,000 errors in 1 of 3 files.\n[~] 1,000 fixable with --fix --unsafe-fixes.",
            id="unsafe-fixes-only",
        ),
    ],
)
def test_summary(report: Report, kinds: list[tuple[Severity, Safety | None]], text: str) -> None:
    shown = a_report(report, *kinds)
    for name in ("concise", "full", "grouped"):
        assert f"\n{render(name, shown, Look())}".endswith(f"\n{text}\n")
    (first, *_) = render("markdown", shown, Look()).splitlines()
    assert first == re.sub(r"\[.\] ", "", text.replace("\n", " "))


def test_summary_of_an_incomplete_run() -> None:
    errors = (RunError("gone.md", "no such file or directory"),)
    passed = render("full", Report(("a.md",), (), errors), Look())
    assert passed == "Found nothing in 1 file, but not all could be checked.\n"
    assert render("full", Report((), (), errors), Look()) == ""


@pytest.mark.parametrize(
    ("safeties", "mark", "last"),
    [
        ((SAFE, SAFE), "*", "[*] 2 fixable with --fix."),
        ((SAFE, UNSAFE), "~", "[*] 1 fixable with --fix, [~] 1 more with --unsafe-fixes."),
        ((UNSAFE, UNSAFE), "~", "[~] 2 fixable with --fix --unsafe-fixes."),
        ((SAFE, None), "-", "[-] only some findings of the rule are fixable."),
        ((UNSAFE, None), "-", "[-] only some findings of the rule are fixable."),
        ((None, None), " ", "Found 2 errors in 1 of 3 files."),
    ],
)
def test_marks_in_statistics_are_explained_below(
    report: Report, safeties: tuple[Safety | None, ...], mark: str, last: str
) -> None:
    some = a_report(report, *((E, safety) for safety in safeties))
    lines = statistics.render_table(some, Look()).splitlines()
    assert lines[0] == f"2  TXT001  [{mark}]  name-of-txt001"
    assert lines[-1] == last
    assert len(statistics.render_table(some, Look(quiet=True)).splitlines()) == 1


def test_statistics_show_how_much_is_fixable(report: Report) -> None:
    some = a_report(report, (E, SAFE), (E, SAFE), (E, UNSAFE), (W, SAFE))
    assert statistics.render_table(some, Look(quiet=True)) == (
        "3  TXT001  [~]  name-of-txt001\n1  TXT001  [*]  name-of-txt001\n"
    )
    assert json.loads(statistics.render_json(some, Look()))[0] == {
        "code": "TXT001",
        "name": "name-of-txt001",
        "severity": "error",
        "count": 3,
        "safe_fixes": 2,
        "unsafe_fixes": 1,
    }
