"""JSON Lines: the objects of `json`, one on each line (https://jsonlines.org)."""

from linter.reporters import Look
from linter.reporters._json import line
from linter.reporters._page import pages
from linter.reporters.json_array import finding
from linter.run.report import Report


def render(report: Report, _look: Look) -> str:
    """Return a line for each finding."""
    page_of = pages(report)
    return "".join(line(finding(diagnostic, page_of)) for diagnostic in report.diagnostics)
