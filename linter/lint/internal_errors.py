"""The finding `INT001`: a fault of articlelint, or of a plug-in, while it lints a file."""

from linter.core.diagnostic import Diagnostic, Severity
from linter.core.messages import printable
from linter.core.text import Position, Span

INTERNAL_ERROR = "INT001"
INTERNAL_ERROR_NAME = "internal-error"

FAULTS = (Exception, SystemExit, GeneratorExit)
"""What may be raised where a mistake of ours, or of a library or plug-in, shows; not Ctrl-C."""


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
        url=None,
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
