"""The finding `INT001`: a fault of articlelint, or of a plug-in, while it lints a file."""

from linter.core.diagnostic import Diagnostic, Finding, Severity
from linter.core.messages import printable
from linter.core.text import Position, Span
from linter.rules.base import Rule
from linter.rules.output import MisuseError

INTERNAL_ERROR = "INT001"
INTERNAL_ERROR_NAME = "internal-error"


class _InternalErrorRule(Rule):
    """The rule under which internal errors are reported; it cannot be selected or switched off."""

    code = INTERNAL_ERROR
    name = INTERNAL_ERROR_NAME
    severity = Severity.ERROR


INTERNAL_ERROR_RULE: Rule = _InternalErrorRule()


def failure_of(part: str, error: BaseException) -> Finding:
    """Return the finding for an error raised by a part of the run, such as `rule TXT001`."""
    error_type = "" if isinstance(error, MisuseError) else f"{type(error).__name__}: "
    reason = printable(f"{error_type}{error}")
    return Finding(f"{part} failed on this file: {reason}", Span(0, 0), None)


def internal_error(path: str, message: str) -> Diagnostic:
    """Return an internal error at the start of a file."""
    start = Position(1, 1)
    return Diagnostic(
        path=path,
        code=INTERNAL_ERROR,
        name=INTERNAL_ERROR_NAME,
        severity=Severity.ERROR,
        message=message,
        span=Span(0, 0),
        start=start,
        end=start,
        pointer=None,
        help="This is a bug of articlelint, or of a plug-in: please report it.",
        fix=None,
        related=(),
        url=INTERNAL_ERROR_RULE.url(),
    )


def origin(error: BaseException) -> str:
    """Return the type of an error and where it was raised: `KeyError at entries.py:120`.

    The error's own text is left out, since it may quote a secret.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = ""
    if trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        where = f" at {file}:{trace.tb_lineno}"
    return printable(f"{type(error).__name__}{where}")
