"""A JSON array, for programs; its objects are those of ruff, with more keys.

[JSON output](json.md) describes the objects. Rows and columns start at 1 and count code points;
ends are exclusive. An edit whose new text would show a secret has `null` for its `content`.
"""

from collections.abc import Mapping
from typing import Any

from linter.core.diagnostic import Diagnostic, Fix, Related
from linter.core.text import Position, Span
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.json_text import document
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.run.report import Report


def render(report: Report, _look: Look) -> str:
    """Return the findings as a JSON array."""
    file_of = redacted_files(report)
    return document([finding(diagnostic, file_of) for diagnostic in report.diagnostics])


FORMAT = Format(render, Syntax.JSON)


def finding(diagnostic: Diagnostic, file_of: Mapping[str, RedactedFile]) -> dict[str, Any]:
    """Return a finding as a JSON object."""
    file = file_of[diagnostic.path]
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": file.safe(diagnostic.message),
        "filename": diagnostic.path,
        "pointer": None if diagnostic.pointer is None else file.safe(diagnostic.pointer),
        "location": _location(diagnostic.start),
        "end_location": _location(diagnostic.end),
        "related": [_related(related, diagnostic, file_of) for related in diagnostic.related],
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix, file),
        "url": diagnostic.url,
    }


def _related(
    related: Related, diagnostic: Diagnostic, file_of: Mapping[str, RedactedFile]
) -> dict[str, Any]:
    """Return a related location, with null for unknown rows and columns."""
    path = diagnostic.path if related.path is None else related.path
    file = file_of.get(path)
    location: dict[str, Any]
    if related.start is not None and related.end is not None:
        location = {"location": _location(related.start), "end_location": _location(related.end)}
    elif file is not None:
        location = _range(file, related.span)
    else:
        location = {"location": None, "end_location": None}
    message = file_of[diagnostic.path].safe(related.message)
    return {"filename": path, **location, "message": message}


def _fix(fix: Fix, file: RedactedFile) -> dict[str, Any]:
    edits = [
        {"content": None if file.reveals(edit) else edit.text, **_range(file, edit.span)}
        for edit in fix.edits
    ]
    return {"applicability": fix.safety.value, "message": file.safe(fix.title), "edits": edits}


def _range(file: RedactedFile, span: Span) -> dict[str, Any]:
    start, end = (file.lines.position(offset) for offset in span)
    return {"location": _location(start), "end_location": _location(end)}


def _location(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column}
