"""The formats that CI servers read: commands in the log, and JUnit."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml, TestSuite

from linter.core.diagnostic import Severity
from linter.core.messages import printable
from linter.core.text import Position
from linter.files.targets import RunError
from linter.reporters import Look, render
from linter.reporters.github import MOST
from linter.run.report import Report

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def github_commands(text: str) -> Iterator[Command]:
    """Read commands as the runner of GitHub Actions does."""
    for line in text.splitlines():
        name, pairs, data = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
        properties = dict(pair.split("=", 1) for pair in pairs.split(","))
        for escape, sign in (("%3A", ":"), ("%2C", ","), ("%25", "%")):
            properties = {key: value.replace(escape, sign) for key, value in properties.items()}
        yield Command(name, properties, data.replace("%25", "%"))


def azure_commands(text: str) -> Iterator[Command]:
    """Read commands as the agent of Azure Pipelines does."""
    for line in text.splitlines():
        start, end = line.index("##vso["), line.index("]")
        assert start == 0
        name, pairs = line[len("##vso[") : end].split(" ", 1)
        properties = dict(pair.split("=", 1) for pair in pairs.removesuffix(";").split(";"))
        values = {key: unescaped(value) for key, value in properties.items()}
        yield Command(name, values, unescaped(line[end + 1 :]))


def unescaped(text: str) -> str:
    return text.replace("%3B", ";").replace("%5D", "]").replace("%AZP25", "%")


def many(report: Report, errors: int, warnings: int, failures: int = 0) -> Report:
    """Return a report with so many findings, warnings first."""
    result = report.results[0]
    finding = result.diagnostics[0]
    severities = [WARNING] * warnings + [ERROR] * errors
    findings = tuple(finding._replace(severity=severity) for severity in severities)
    gone = tuple(RunError(f"{number}.md", "gone") for number in range(failures))
    return Report((finding.path,), (result._replace(diagnostics=findings),), gone)


def test_github_properties(report: Report) -> None:
    report = report._replace(errors=())
    commands = list(github_commands(render("github", report, Look())))
    shown = [item for item in report.diagnostics if item.severity is ERROR][:MOST]
    for command, item in zip(commands, shown, strict=False):
        assert command.name == "error"
        assert command.properties["file"] == printable(item.path)
        assert command.properties["line"] == str(item.start.row)
        assert command.properties["endLine"] == str(item.end.row)
        assert command.properties["title"] == f"{item.code} {item.name}"
        one_line = item.start.row == item.end.row
        columns = (command.properties.get("col"), command.properties.get("endColumn"))
        expected = (str(item.start.column), str(item.end.column)) if one_line else (None, None)
        assert columns == expected
    assert any(item.start.row != item.end.row for item in shown)


@pytest.mark.parametrize(
    ("counts", "names", "notice"),
    [
        pytest.param((0, 0, 0), [], None, id="nothing"),
        pytest.param((2, 3, 0), ["error"] * 2 + ["warning"] * 3, None, id="few"),
        pytest.param((10, 10, 0), ["error"] * 10 + ["warning"] * 10, None, id="as-many-as-shown"),
        pytest.param(
            (11, 3, 0),
            ["error"] * 10 + ["warning"] * 3,
            "1 more error is only in the log",
            id="one",
        ),
        pytest.param(
            (2_010, 12, 0),
            ["error"] * 10 + ["warning"] * 10,
            "2,000 more errors and 2 more warnings are only in the log",
            id="many",
        ),
        pytest.param((9, 0, 3), ["error"] * 10, "2 more errors are only in the log", id="failures"),
    ],
)
def test_github_shows_the_gravest_first(
    report: Report,
    counts: tuple[int, int, int],
    names: list[str],
    notice: str | None,
) -> None:
    text = render("github", many(report, *counts), Look())
    commands = list(github_commands(text))
    last = [] if notice is None else [commands.pop().data]
    assert [command.name for command in commands] == names
    assert last == ([] if notice is None else [notice])


def test_azure_properties(report: Report) -> None:
    report = report._replace(errors=())
    commands = azure_commands(render("azure", report, Look()))
    for command, item in zip(commands, report.diagnostics, strict=True):
        assert command.name == "task.logissue"
        assert command.properties == {
            "type": item.severity,
            "sourcepath": printable(item.path),
            "linenumber": str(item.start.row),
            "columnnumber": str(item.start.column),
            "code": item.code,
        }


def test_azure_failures(report: Report) -> None:
    (command,) = azure_commands(render("azure", many(report, 0, 0, 1), Look()))
    assert command == Command("task.logissue", {"type": "error", "sourcepath": "0.md"}, "gone")


@pytest.mark.parametrize("module", ["azure", "github"])
def test_messages_come_through(report: Report, module: str) -> None:
    read = azure_commands if module == "azure" else github_commands
    hostile = next(item for item in report.diagnostics if "[link]" in item.message)
    only = Report(report.files, (report.results[1]._replace(diagnostics=(hostile,)),))
    (command,) = read(render(module, only, Look()))
    assert command.data == f"{printable(hostile.message)}. {printable(hostile.help or '')}"


# Elements and their attributes as Jenkins takes them, those that must be there first.
JUNIT = {
    "testsuites": ([], ["name", "tests", "failures", "errors", "time"]),
    "testsuite": (["name", "tests", "failures", "errors"], ["skipped", "file", "time"]),
    "testcase": (["name"], ["classname", "time", "group"]),
    "failure": ([], ["type", "message"]),
    "error": ([], ["type", "message"]),
}


def tree(report: Report) -> ET.Element:
    return ET.fromstring(render("junit", report, Look()))  # noqa: S314 - our own output


def test_junit_has_only_what_jenkins_knows(report: Report) -> None:
    root = tree(report)
    seen = set()
    for element in root.iter():
        required, optional = JUNIT[element.tag]
        assert set(required) <= element.attrib.keys() <= {*required, *optional}
        seen.add(element.tag)
    assert seen == set(JUNIT)


def test_junit_counts(report: Report) -> None:
    root = JUnitXml.fromstring(render("junit", report, Look()))
    suites = list(root)
    found = len(list(report.diagnostics))
    assert (root.tests, root.failures, root.errors) == (found + 1 + 2, found, 2)
    results = {result.source.path: result for result in report.results}
    for suite, path in zip(suites, report.files, strict=False):
        assert isinstance(suite, TestSuite)
        assert suite.name == printable(path)
        cases = list(suite)
        if path not in results:
            assert [case.is_passed for case in cases] == [True]
            continue
        assert (suite.tests, suite.failures) == (len(cases), len(cases))
        for case, item in zip(cases, results[path].diagnostics, strict=True):
            (failure,) = case.result
            assert isinstance(failure, Failure)
            assert failure.type == item.severity
            assert item.url in (failure.text or "")
    gone = list(suites[len(report.files)])
    assert [type(each) for each in gone[0].result] == [Error]


def test_junit_of_no_files() -> None:
    root = tree(Report((), ()))
    assert (root.tag, len(root), root.get("tests")) == ("testsuites", 0, "0")


def test_positions_after_wide_characters_count_code_points(report: Report) -> None:
    item = next(item for item in report.diagnostics if item.message == "a combining mark")
    assert item.start == Position(3, 23)
    assert "line=3,endLine=3,col=23,endColumn=28" in render("github", report, Look())
