"""Findings below the path of their file, one line each, for reading many of them."""

from collections.abc import Iterator

from linter.core.messages import printable
from linter.lint.results import FileResult
from linter.reporters import Format, Look
from linter.reporters.shared.commands import escape_lines
from linter.reporters.shared.data_path import in_brackets
from linter.reporters.shared.fix_mark import mark_at_end
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint, painter
from linter.reporters.shared.redacted_file import RedactedFile
from linter.reporters.shared.summary import summary
from linter.reporters.shared.wording import message
from linter.run.report import Report


def render(report: Report, look: Look) -> str:
    """Return the findings of each file below its path, and a summary."""
    paint = painter(color=look.color)
    groups = ["\n".join(_group(result, paint)) for result in report.results]
    last = summary(report, look, paint)
    return escape_lines("\n\n".join(part for part in (*groups, last) if part) + "\n").lstrip("\n")


FORMAT = Format(render)


def _group(result: FileResult, paint: Paint) -> Iterator[str]:
    yield paint("bold", printable(result.source.path))
    file = RedactedFile(result)
    rows = max(len(f"{item.start.row}") for item in result.diagnostics)
    columns = max(len(f"{item.start.column}") for item in result.diagnostics)
    severities = max(len(item.severity.value) for item in result.diagnostics)
    codes = max(len(item.code) for item in result.diagnostics)
    for item in result.diagnostics:
        place = f"{item.start.row:>{rows}}:{item.start.column:<{columns}}"
        style = SEVERITY_STYLES[item.severity]
        severity = paint(style, item.severity.value) + " " * (severities - len(item.severity.value))
        code = paint("bold", item.code) + " " * (codes - len(item.code))
        text = message(item, file) + in_brackets(item, file)
        yield f"  {place}  {severity}  {code}  {text}{mark_at_end(item, paint)}"
