"""The formats that are JSON, against their schemas and against the findings."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema.validators import validator_for

from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex, Span, apply_edits
from linter.lint.internal_errors import INTERNAL_ERROR
from linter.reporters import Look, render
from linter.rules.registry import all_rules
from linter.run.report import Report

SCHEMAS = Path(__file__).parent / "schemas"
EMPTY = Report(("a.md",), ())


def output(module: str, report: Report) -> Any:
    return json.loads(render(module, report, Look()))


def sarif_run(report: Report) -> dict[str, Any]:
    (run,) = output("sarif", report)["runs"]
    assert isinstance(run, dict)
    return run


def texts(report: Report) -> dict[str, str]:
    return {result.source.path: result.source.text for result in report.results}


def without_links(report: Report) -> Report:
    """Return a report on rules that have no page on the web."""
    results = [
        result._replace(diagnostics=tuple(item._replace(url=None) for item in result.diagnostics))
        for result in report.results
    ]
    return report._replace(results=tuple(results))


@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
@pytest.mark.parametrize("full", [True, False], ids=["findings", "nothing"])
@pytest.mark.parametrize(
    ("module", "schema"),
    [("sarif", "sarif-2.1.0"), ("rdjson", "rdjson"), ("gitlab", "gitlab")],
)
def test_schema(report: Report, module: str, schema: str, *, full: bool, links: bool) -> None:
    report = report if links else without_links(report)
    loaded = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    validator = validator_for(loaded)
    checker = validator(loaded, format_checker=validator.FORMAT_CHECKER)
    value = output(module, report if full else EMPTY)
    assert not [f"{error.json_path}: {error.message}" for error in checker.iter_errors(value)]


def test_without_a_page_there_is_no_link(report: Report) -> None:
    bare = without_links(report)
    assert {item["url"] for item in output("json", bare)} == {None}
    rules = sarif_run(bare)["tool"]["driver"]["rules"]
    assert rules
    assert not any("helpUri" in rule for rule in rules)
    codes = [item["code"] for item in output("rdjson", bare)["diagnostics"]]
    assert codes == [{"value": item.code} for item in bare.diagnostics]
    for module in ("full", "github", "gitlab", "junit", "markdown"):
        assert "https://example.org/TXT002" not in render(module, bare, Look())
        assert "None" not in render(module, bare, Look())


def test_json_lines_are_the_objects_of_json(report: Report) -> None:
    lines = render("json_lines", report, Look()).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == output("json", report)
    assert not any(line.startswith('{"code": ') for line in lines)


def test_gitlab(report: Report) -> None:
    issues = output("gitlab", report)
    for issue, diagnostic in zip(issues, report.diagnostics, strict=True):
        assert issue["location"] == {
            "path": diagnostic.path,
            "lines": {"begin": diagnostic.start.row},
        }
        assert issue["check_name"] == diagnostic.code
        assert issue["severity"] == {"error": "major", "warning": "minor"}[diagnostic.severity]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_sarif_rules_are_those_with_results(report: Report) -> None:
    run = sarif_run(report)
    rules = run["tool"]["driver"]["rules"]
    codes = [rule["id"] for rule in rules]
    assert codes == sorted({item.code for item in report.diagnostics})
    for result in run["results"]:
        assert codes[result["ruleIndex"]] == result["ruleId"]
    for rule in rules:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["fullDescription"]["text"] in " ".join(rule["help"]["markdown"].split())
        assert "##" not in rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] == all_rules()[rule["id"]].severity


def test_sarif_has_what_advanced_security_of_azure_devops_requires() -> None:
    run = sarif_run(EMPTY)
    driver = run["tool"]["driver"]
    assert driver["fullName"] == f"{driver['name']} {driver['version']}"
    assert run["automationDetails"] == {"id": "articlelint/"}


def test_sarif_of_an_internal_error(report: Report) -> None:
    result = report.results[0]
    finding = result.diagnostics[0]._replace(code=INTERNAL_ERROR, name="internal-error")
    failed = Report(("a.md",), (result._replace(diagnostics=(finding,)),))
    run = sarif_run(failed)
    assert run["invocations"][0]["executionSuccessful"] is False
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["defaultConfiguration"]) == (INTERNAL_ERROR, {"level": "warning"})


def test_sarif_invocation(report: Report) -> None:
    (invocation,) = sarif_run(report)["invocations"]
    levels = [each["level"] for each in invocation["toolExecutionNotifications"]]
    assert levels == ["error", "error", "warning"]
    assert invocation["executionSuccessful"] is False
    (clean,) = sarif_run(EMPTY)["invocations"]
    assert clean == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_sarif_regions_are_the_spans(report: Report) -> None:
    lines = {path: LineIndex(text) for path, text in texts(report).items()}
    for result, diagnostic in zip(sarif_run(report)["results"], report.diagnostics, strict=True):
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert span_of(region, lines[diagnostic.path]) == diagnostic.span
        names = [each["fullyQualifiedName"] for each in location.get("logicalLocations", [])]
        assert names == ([] if diagnostic.pointer is None else [diagnostic.pointer])


def test_sarif_fixes_do_what_the_fixes_do(report: Report) -> None:
    withheld = []
    for result, diagnostic in zip(sarif_run(report)["results"], report.diagnostics, strict=True):
        if diagnostic.fix is None:
            assert "fixes" not in result
        elif "fixes" not in result:
            withheld.append(diagnostic.code)
        else:
            (fix,) = result["fixes"]
            assert fix["properties"] == {"applicability": diagnostic.fix.safety}
            lines = LineIndex(texts(report)[diagnostic.path])
            edits = [
                (span_of(each["deletedRegion"], lines), each["insertedContent"]["text"])
                for each in fix["artifactChanges"][0]["replacements"]
            ]
            assert edits == list(diagnostic.fix.edits)
    assert withheld == ["SEC002"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("_news/a b#c%3A:d?.md", "_news/a%20b%23c%253A%3Ad%3F.md", id="signs"),
        pytest.param("größe👍.md", "gr%C3%B6%C3%9Fe%F0%9F%91%8D.md", id="other-scripts"),
        pytest.param("bad-\udcff.md", "bad-%FF.md", id="no-utf-8"),
        pytest.param("bad-\ud800.md", "bad-%ED%A0%80.md", id="no-bytes"),
        pytest.param("a\\b.md", "a%5Cb.md", id="backslash"),
    ],
)
def test_sarif_addresses(report: Report, path: str, uri: str) -> None:
    assert artifact(report, path) == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    if "\ud800" not in path:
        assert unquote_to_bytes(uri) == os.fsencode(path)


def test_sarif_address_outside_of_the_working_folder(report: Report) -> None:
    assert artifact(report, "/srv/a b.md") == {"uri": "file:///srv/a%20b.md"}


def artifact(report: Report, path: str) -> Any:
    result = report.results[0]
    moved = result._replace(
        source=replace(result.source, path=path),
        diagnostics=(result.diagnostics[0]._replace(path=path),),
    )
    (found,) = sarif_run(Report((path,), (moved,)))["results"]
    return found["locations"][0]["physicalLocation"]["artifactLocation"]


def test_sarif_messages_hold_no_links(report: Report) -> None:
    messages = [result["message"]["text"] for result in sarif_run(report)["results"]]
    assert not [message for message in messages if "](" in message]
    assert any(r"[link]\(https" in message for message in messages)


def test_rdjson_ranges_are_the_spans_in_bytes(report: Report) -> None:
    diagnostics = output("rdjson", report)["diagnostics"]
    for written, diagnostic in zip(diagnostics, report.diagnostics, strict=True):
        text = texts(report)[diagnostic.path]
        assert bytes_at(written["location"]["range"], text) == encoded_span(diagnostic, text)


def test_rdjson_suggests_fixes_of_one_edit(report: Report) -> None:
    suggested = []
    diagnostics = output("rdjson", report)["diagnostics"]
    for written, diagnostic in zip(diagnostics, report.diagnostics, strict=True):
        for suggestion in written["suggestions"]:
            assert diagnostic.fix is not None
            text = texts(report)[diagnostic.path]
            start, end = bytes_at(suggestion["range"], text)
            data = text.encode()
            new = data[:start] + suggestion["text"].encode(errors="surrogatepass") + data[end:]
            fixed = apply_edits(text, diagnostic.fix.edits).encode(errors="surrogatepass")
            assert new == fixed
            suggested.append(diagnostic.code)
    assert suggested == [
        item.code for item in report.diagnostics if item.fix and len(item.fix.edits) == 1
    ]


def test_rdjson_related_places(report: Report) -> None:
    diagnostics = output("rdjson", report)["diagnostics"]
    (found,) = (item for item in diagnostics if item["code"]["value"] == "DUP001")
    known, unknown = (each["location"] for each in found["relatedLocations"])
    assert known["range"]["start"] == {"line": 1, "column": 5}
    assert "range" not in unknown


def encoded_span(diagnostic: Diagnostic, text: str) -> tuple[int, int]:
    start, end = (len(text[:offset].encode()) for offset in diagnostic.span)
    return start, end


def bytes_at(found: dict[str, dict[str, int]], text: str) -> tuple[int, int]:
    starts = list(line_starts(text.encode()))
    start, end = (
        starts[place["line"] - 1] + place["column"] - 1 for place in (found["start"], found["end"])
    )
    return start, end


def line_starts(data: bytes) -> Iterator[int]:
    start = 0
    for line in data.split(b"\n"):
        yield start
        start += len(line) + 1


def span_of(region: dict[str, int], lines: LineIndex) -> Span:
    return Span(
        lines.line(region["startLine"]).start + region["startColumn"] - 1,
        lines.line(region["endLine"]).start + region["endColumn"] - 1,
    )
