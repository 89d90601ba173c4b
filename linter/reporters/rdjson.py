"""Reviewdog Diagnostic Format, for reviewdog: one JSON object for the whole run.

Reviewdog offers each edit by itself, so only fixes of one edit are suggested. Columns start at 1
and count bytes of UTF-8; ends are exclusive. The fields are those of `DiagnosticResult` in
reviewdog's `reviewdog.proto`.
"""

from collections.abc import Mapping
from typing import Any

from linter.core.diagnostic import Diagnostic, Fix, Related, Severity
from linter.core.messages import printable
from linter.core.project import DOCUMENTATION
from linter.core.text import Position, Span
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.json_text import document
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.wording import explained
from linter.run.report import Report

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING"}


def render(report: Report, _look: Look) -> str:
    """Return the findings as one JSON object."""
    file_of = redacted_files(report)
    return document(
        {
            "source": {"name": "articlelint", **_link(DOCUMENTATION)},
            "diagnostics": [_diagnostic(item, file_of) for item in report.diagnostics],
        }
    )


FORMAT = Format(render, Syntax.JSON)


def _diagnostic(diagnostic: Diagnostic, file_of: Mapping[str, RedactedFile]) -> dict[str, Any]:
    file = file_of[diagnostic.path]
    return {
        "message": explained(diagnostic, file),
        "location": {"path": diagnostic.path, "range": _range(file, diagnostic.span)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code, **_link(diagnostic.url)},
        "suggestions": [] if diagnostic.fix is None else _suggestions(diagnostic.fix, file),
        "relatedLocations": [
            _related(related, diagnostic, file_of) for related in diagnostic.related
        ],
    }


def _link(url: str | None) -> dict[str, str]:
    return {} if url is None else {"url": url}


def _suggestions(fix: Fix, file: RedactedFile) -> list[dict[str, Any]]:
    if len(fix.edits) != 1 or file.reveals(fix.edits[0]):
        return []
    (edit,) = fix.edits
    return [{"range": _range(file, edit.span), "text": edit.text}]


def _related(
    related: Related, diagnostic: Diagnostic, file_of: Mapping[str, RedactedFile]
) -> dict[str, Any]:
    """Return a related location; in a file without findings it has only rows."""
    path = diagnostic.path if related.path is None else related.path
    file = file_of.get(path)
    location: dict[str, Any] = {"path": path}
    if file is not None:
        location["range"] = _range(file, related.span)
    elif related.start is not None and related.end is not None:
        location["range"] = {"start": {"line": related.start.row}, "end": {"line": related.end.row}}
    message = printable(file_of[diagnostic.path].safe(related.message))
    return {"message": message, "location": location}


def _range(file: RedactedFile, span: Span) -> dict[str, Any]:
    start, end = (file.byte_position(offset) for offset in span)
    return {"start": _position(start), "end": _position(end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.row, "column": position.column}
