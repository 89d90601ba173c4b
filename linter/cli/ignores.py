"""`--add-ignore`: write an ignore comment for each finding, and print what came of it."""

from typing import TYPE_CHECKING

from linter.cli import terminal
from linter.core.messages import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.files.targets import Target
    from linter.run.report import Report


def add_ignores(report: "Report", targets: "Iterable[Target]", *, quiet: bool) -> "Report":
    """Write the comments, and return the report with the findings that have none.

    If `quiet`, nothing is printed.
    """
    from linter.run.ignoring import ignore_findings

    done = ignore_findings(report, targets)
    if quiet:
        return done.report
    for diagnostic, start, why in done.left:
        place = f"{diagnostic.path}:{start.row}:{start.column}"
        terminal.print_message("warning", f"{place}: {diagnostic.code} is not ignored: {why}")
    findings, files = plural(done.suppressed, "finding"), plural(done.files, "file")
    terminal.print_message("added", f"ignore comments for {findings} in {files}")
    return done.report
