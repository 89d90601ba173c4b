"""One line a finding, for people and editors.

The line is `path:row:column: severity CODE message (at a[0].b) [*]`. The path in the data is left
out for a property of the front matter itself. `[*]` marks a safe fix, `[~]` an unsafe one.
"""

from linter.core.diagnostic import Diagnostic
from linter.core.messages import printable
from linter.reporters import Format, Look
from linter.reporters.shared.commands import escape_lines
from linter.reporters.shared.data_path import in_brackets
from linter.reporters.shared.fix_mark import mark_at_end
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint, painter
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.summary import summary
from linter.reporters.shared.wording import message
from linter.run.report import Report


def render(report: Report, look: Look) -> str:
    """Return every finding on a line of its own, and a summary."""
    paint = painter(color=look.color)
    file_of = redacted_files(report)
    lines = [_line(item, file_of[item.path], paint) for item in report.diagnostics]
    last = summary(report, look, paint)
    return escape_lines("".join(f"{line}\n" for line in (*lines, last) if line))


FORMAT = Format(render)


def _line(diagnostic: Diagnostic, file: RedactedFile, paint: Paint) -> str:
    place = f"{diagnostic.start.row}:{diagnostic.start.column}"
    severity = paint(SEVERITY_STYLES[diagnostic.severity], diagnostic.severity.value)
    text = message(diagnostic, file) + in_brackets(diagnostic, file)
    mark = mark_at_end(diagnostic, paint)
    path = paint("bold", printable(diagnostic.path))
    return f"{path}:{place}: {severity} {paint('bold', diagnostic.code)} {text}{mark}"
