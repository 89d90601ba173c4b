"""Exit statuses of the command; 0 and 1 stand for a run without and with findings to fail on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.run.report import Report

WRONG_USE = 2
"""The exit status for wrong usage, for files that cannot be read, and for internal errors."""

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 plus the number of the signal, as in shells."""


class CommandError(Exception):
    """The command ends with `WRONG_USE`; the text is one line for the user, who can correct it."""


def status_of(report: "Report", *, found: bool) -> int:
    """Return the exit status; `found` is whether there is something to fail on."""
    return WRONG_USE if report.errors or report.internal_errors else int(found)
