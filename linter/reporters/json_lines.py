"""One JSON object a line, for programs that read a stream (<https://jsonlines.org>).

The objects are those of `json`.
"""

from linter.reporters import Format, Look, Syntax
from linter.reporters.json import finding
from linter.reporters.shared.json_text import line
from linter.reporters.shared.redacted_file import redacted_files
from linter.run.report import Report


def render(report: Report, _look: Look) -> str:
    """Return a line for each finding."""
    file_of = redacted_files(report)
    return "".join(line(finding(diagnostic, file_of)) for diagnostic in report.diagnostics)


FORMAT = Format(render, Syntax.JSON)
