"""Reviewdog Diagnostic Format, for reviewdog: one JSON object for the whole run.

Reviewdog offers each edit by itself, so only fixes of one edit are suggested. Columns start at 1
and count bytes of UTF-8; ends are exclusive. The fields are those of `DiagnosticResult` in
reviewdog's `reviewdog.proto`.
"""

from typing import Any

from linter.core.addresses import DOCUMENTATION
from linter.core.diagnostic import Diagnostic, Fix, Related, Severity
from linter.core.text import Position, Span, printable
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.json_text import document
from linter.reporters.shared.page import Page, pages
from linter.reporters.shared.wording import explained
from linter.run.report import Report

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING"}


def render(report: Report, _look: Look) -> str:
    """Return the findings as one JSON object."""
    page_of = pages(report)
    return document(
        {
            "source": {"name": "articlelint", **_link(DOCUMENTATION)},
            "diagnostics": [_diagnostic(item, page_of) for item in report.diagnostics],
        }
    )


FORMAT = Format(render, Syntax.JSON)


def _diagnostic(diagnostic: Diagnostic, page_of: dict[str, Page]) -> dict[str, Any]:
    page = page_of[diagnostic.path]
    return {
        "message": explained(diagnostic, page),
        "location": {"path": diagnostic.path, "range": _range(page, diagnostic.span)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code, **_link(diagnostic.url)},
        "suggestions": [] if diagnostic.fix is None else _suggestions(diagnostic.fix, page),
        "relatedLocations": [
            _related(related, diagnostic, page_of) for related in diagnostic.related
        ],
    }


def _link(url: str | None) -> dict[str, str]:
    return {} if url is None else {"url": url}


def _suggestions(fix: Fix, page: Page) -> list[dict[str, Any]]:
    if len(fix.edits) != 1 or page.reveals(fix.edits[0]):
        return []
    (edit,) = fix.edits
    return [{"range": _range(page, edit.span), "text": edit.text}]


def _related(related: Related, diagnostic: Diagnostic, page_of: dict[str, Page]) -> dict[str, Any]:
    """Return a related place; in a file without findings only its rows are known in bytes."""
    path = diagnostic.path if related.path is None else related.path
    page = page_of.get(path)
    location: dict[str, Any] = {"path": path}
    if page is not None:
        location["range"] = _range(page, related.span)
    elif related.start is not None and related.end is not None:
        location["range"] = {"start": {"line": related.start.row}, "end": {"line": related.end.row}}
    message = printable(page_of[diagnostic.path].safe(related.message))
    return {"message": message, "location": location}


def _range(page: Page, span: Span) -> dict[str, Any]:
    start, end = (page.byte_position(offset) for offset in span)
    return {"start": _position(start), "end": _position(end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.row, "column": position.column}
