"""A JSON array, for programs; its objects are those of ruff, with more keys.

[JSON output](json.md) describes the objects. Rows and columns start at 1 and count code points;
ends are exclusive. An edit whose new text would show a secret has `null` for its `content`.
"""

from typing import Any

from linter.core.diagnostic import Diagnostic, Fix, Related
from linter.core.text import Position, Span
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.json_text import document
from linter.reporters.shared.page import Page, pages
from linter.run.report import Report


def render(report: Report, _look: Look) -> str:
    """Return the findings as a JSON array."""
    page_of = pages(report)
    return document([finding(diagnostic, page_of) for diagnostic in report.diagnostics])


FORMAT = Format(render, Syntax.JSON)


def finding(diagnostic: Diagnostic, page_of: dict[str, Page]) -> dict[str, Any]:
    """Return a finding as JSON can hold it."""
    page = page_of[diagnostic.path]
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": page.safe(diagnostic.message),
        "filename": diagnostic.path,
        "pointer": None if diagnostic.pointer is None else page.safe(diagnostic.pointer),
        "location": _location(diagnostic.start),
        "end_location": _location(diagnostic.end),
        "related": [_related(related, diagnostic, page_of) for related in diagnostic.related],
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix, page),
        "url": diagnostic.url,
    }


def _related(related: Related, diagnostic: Diagnostic, page_of: dict[str, Page]) -> dict[str, Any]:
    """Return a related place; rows and columns in another file come with it."""
    path = diagnostic.path if related.path is None else related.path
    page = page_of.get(path)
    places: dict[str, Any]
    if related.start is not None and related.end is not None:
        places = {"location": _location(related.start), "end_location": _location(related.end)}
    elif page is not None:
        places = _range(page, related.span)
    else:
        places = {"location": None, "end_location": None}
    message = page_of[diagnostic.path].safe(related.message)
    return {"filename": path, **places, "message": message}


def _fix(fix: Fix, page: Page) -> dict[str, Any]:
    edits = [
        {"content": None if page.reveals(edit) else edit.text, **_range(page, edit.span)}
        for edit in fix.edits
    ]
    return {"applicability": fix.safety.value, "message": page.safe(fix.title), "edits": edits}


def _range(page: Page, span: Span) -> dict[str, Any]:
    start, end = (page.lines.position(offset) for offset in span)
    return {"location": _location(start), "end_location": _location(end)}


def _location(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column}
