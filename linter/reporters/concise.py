"""One line a finding, for people and editors.

The line is `path:row:column: severity CODE message (at a[0].b) [*]`. `[*]` marks a safe fix. The
path in the data is left out for a property of the front matter itself.
"""

from linter.core.diagnostic import Diagnostic, Safety
from linter.core.text import printable
from linter.reporters import Format, Look
from linter.reporters.shared.commands import disarmed
from linter.reporters.shared.data_path import in_brackets
from linter.reporters.shared.page import Page, pages
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint, painter
from linter.reporters.shared.summary import summary
from linter.reporters.shared.wording import message
from linter.run.report import Report


def render(report: Report, look: Look) -> str:
    """Return every finding on a line of its own, and a summary."""
    paint = painter(color=look.color)
    page_of = pages(report)
    lines = [_line(item, page_of[item.path], paint) for item in report.diagnostics]
    last = "" if look.quiet else summary(report, paint)
    return disarmed("".join(f"{line}\n" for line in (*lines, last) if line))


FORMAT = Format(render)


def _line(diagnostic: Diagnostic, page: Page, paint: Paint) -> str:
    place = f"{diagnostic.start.row}:{diagnostic.start.column}"
    severity = paint(SEVERITY_STYLES[diagnostic.severity], diagnostic.severity.value)
    said = message(diagnostic, page) + in_brackets(diagnostic, page)
    safe = diagnostic.fix is not None and diagnostic.fix.safety is Safety.SAFE
    mark = f" [{paint('green', '*')}]" if safe else ""
    path = paint("bold", printable(diagnostic.path))
    return f"{path}:{place}: {severity} {paint('bold', diagnostic.code)} {said}{mark}"
