"""Findings as diagnostics of the protocol."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from lsprotocol import types

from linter.core.diagnostic import Diagnostic, Related, Severity
from linter.core.messages import printable
from linter.lsp.client import Client
from linter.lsp.open_document import OpenDocument
from linter.lsp.positions import Positions
from linter.reporters.shared.wording import explained

SOURCE: Final = "articlelint"
"""What a client shows as the origin of a diagnostic."""

_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}
# A comment that suppresses nothing is a text that can go.
_UNNECESSARY: Final = frozenset({"PAR013"})


class OtherFile(NamedTuple):
    """Another file that a finding names: its address, and the positions in its text."""

    uri: str
    positions: Positions


FindFile = Callable[[str], OtherFile | None]
"""Returns another file by its path as diagnostics show it; None where it cannot be read."""


def as_protocol(document: OpenDocument, client: Client, other: FindFile) -> list[types.Diagnostic]:
    """Return the findings in a text as a client takes them, with secrets covered."""
    return [_diagnostic(each, document, client, other) for each in document.diagnostics]


def failure(reason: str) -> types.Diagnostic:
    """Return the diagnostic for a text that could not be linted, at its start."""
    start = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(start, start),
        message=printable(reason),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def _diagnostic(
    diagnostic: Diagnostic, document: OpenDocument, client: Client, other: FindFile
) -> types.Diagnostic:
    has_link = client.has_code_links and diagnostic.url is not None
    is_tagged = client.has_tags and diagnostic.code in _UNNECESSARY
    related = None
    if client.has_related_information:
        related = [
            types.DiagnosticRelatedInformation(place, printable(document.redacted.safe(message)))
            for message, place in _places(diagnostic.related, document, other)
        ]
    return types.Diagnostic(
        range=document.positions.range(diagnostic.span),
        message=explained(diagnostic, document.redacted),
        severity=_SEVERITIES[diagnostic.severity],
        code=diagnostic.code,
        code_description=types.CodeDescription(diagnostic.url or "") if has_link else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if is_tagged else None,
        related_information=related or None,
    )


def _places(
    related: tuple[Related, ...], document: OpenDocument, other: FindFile
) -> Iterator[tuple[str, types.Location]]:
    """Yield the messages about other places, each with its location."""
    for one in related:
        if one.path is None or one.path == document.source.path:
            place = types.Location(document.uri, document.positions.range(one.span))
            yield one.message, place
        elif (file := other(one.path)) is not None:
            yield one.message, types.Location(file.uri, file.positions.range(one.span))
