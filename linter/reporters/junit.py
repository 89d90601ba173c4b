"""JUnit XML, for the test reports of Jenkins and most CI servers.

Each file is a suite and each finding a failed test; a file without findings has one test that
passed. A file that could not be used is a suite with an error. Warnings are failures, too, with
`warning` as their type. The elements and attributes are those that Jenkins accepts.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from linter.core.diagnostic import Diagnostic
from linter.core.messages import printable
from linter.files.targets import RunError
from linter.lint.results import FileResult
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.commands import escape_lines
from linter.reporters.shared.redacted_file import RedactedFile
from linter.reporters.shared.wording import explained, message
from linter.run.report import Report

_TOOL = "articlelint"


def render(report: Report, _look: Look) -> str:
    """Return the test suites of all files as an XML document."""
    results = {result.source.path: result for result in report.results}
    suites = Element("testsuites", name=_TOOL)
    cases = failures = 0
    for path in report.files:
        result = results.get(path)
        found = 0 if result is None else len(result.diagnostics)
        suite = _suite(suites, path, tests=max(found, 1), failures=found)
        if result is None:
            SubElement(suite, "testcase", name=_TOOL, classname=suite.attrib["name"])
        else:
            _add_findings(suite, result)
        cases += max(found, 1)
        failures += found
    for error in report.errors:
        _add_error(suites, error)
    errors = len(report.errors)
    suites.attrib |= {
        "tests": f"{cases + errors}",
        "failures": f"{failures}",
        "errors": f"{errors}",
    }
    indent(suites)
    text = tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


FORMAT = Format(render, Syntax.XML)


def _suite(
    suites: Element, path: str, *, tests: int, failures: int = 0, errors: int = 0
) -> Element:
    name = _text(path)
    counts = {"tests": f"{tests}", "failures": f"{failures}", "errors": f"{errors}"}
    return SubElement(suites, "testsuite", {"name": name, **counts})


def _add_findings(suite: Element, result: FileResult) -> None:
    file = RedactedFile(result)
    for diagnostic in result.diagnostics:
        place = f"{diagnostic.start.row}:{diagnostic.start.column}"
        name = f"{diagnostic.code} {diagnostic.name} ({place})"
        case = SubElement(suite, "testcase", name=name, classname=suite.attrib["name"])
        failure = SubElement(
            case,
            "failure",
            type=diagnostic.severity.value,
            message=_text(message(diagnostic, file)),
        )
        failure.text = _body(diagnostic, file)


def _body(diagnostic: Diagnostic, file: RedactedFile) -> str:
    place = f"{diagnostic.path}:{diagnostic.start.row}:{diagnostic.start.column}"
    link = "" if diagnostic.url is None else f"\n{diagnostic.url}"
    return _text(f"{place}: {explained(diagnostic, file)}") + link


def _add_error(suites: Element, error: RunError) -> None:
    suite = _suite(suites, error.path, tests=1, errors=1)
    case = SubElement(suite, "testcase", name=_TOOL, classname=suite.attrib["name"])
    SubElement(case, "error", type="error", message=_text(error.reason))


def _text(text: str) -> str:
    """Return a text with escapes for characters not in XML 1.0, and for log commands."""
    return escape_lines(printable(text))
