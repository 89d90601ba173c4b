"""Which fixes are applied in one round: those that do not overlap, the graver findings first."""

from collections.abc import Iterable
from typing import TypeAlias

from linter.core.diagnostic import Diagnostic, Fix, Safety
from linter.core.text import Span
from linter.frontmatter.source import Source
from linter.lint.results import FileResult

FindingKey: TypeAlias = tuple[str, str | None, str, str]
"""Identifies a finding, even after fixes have moved it."""


def key_of(diagnostic: Diagnostic, source: Source) -> FindingKey:
    """Return the key of a finding in a text."""
    span = diagnostic.span
    text = source.text[span.start : span.end]
    return (diagnostic.code, diagnostic.pointer, diagnostic.message, text)


def chosen_fixes(
    result: FileResult, last: frozenset[str], *, unsafe: bool, withheld: Iterable[FindingKey]
) -> list[tuple[Diagnostic, Fix]]:
    """Return fixes that do not overlap, the graver and earlier findings first.

    The fixes of rules in `last` wait until there are no others. A file with more findings than are
    reported is not fixed, because half of it would stay.
    """
    if result.cut:
        return []
    candidates = [
        (diagnostic, diagnostic.fix)
        for diagnostic in result.diagnostics
        if diagnostic.fix is not None
        and (unsafe or diagnostic.fix.safety is Safety.SAFE)
        and key_of(diagnostic, result.source) not in withheld
    ]
    candidates = [pair for pair in candidates if pair[0].code not in last] or candidates
    candidates.sort(key=lambda pair: (-pair[0].severity.gravity, pair[0].sort_key))
    chosen: list[tuple[Diagnostic, Fix]] = []
    taken = _EditedPlaces(len(result.source.text))
    for diagnostic, candidate in candidates:
        spans = [edit.span for edit in candidate.edits]
        if not any(map(taken.overlaps, spans)):
            chosen.append((diagnostic, candidate))
            for span in spans:
                taken.add(span)
    return chosen


class _EditedPlaces:
    """The characters, and the places between them, that chosen fixes edit: a byte for each.

    To keep thousands of spans in order would take longer.
    """

    def __init__(self, length: int) -> None:
        self._characters = bytearray(length)
        self._places = bytearray(length + 1)

    def add(self, span: Span) -> None:
        if span.start == span.end:
            self._places[span.start : span.end + 1] = b"\1"
        else:
            self._characters[span.start : span.end] = bytes([1]) * (span.end - span.start)

    def overlaps(self, span: Span) -> bool:
        """Whether a span overlaps one that was added, as `Span.overlaps` has it."""
        start, end = span
        if start == end:
            start, end = max(start - 1, 0), end + 1
            return 1 in self._characters[start:end] or 1 in self._places[span.start : end]
        return (
            self._characters.find(1, start, end) >= 0 or self._places.find(1, start, end + 1) >= 0
        )
