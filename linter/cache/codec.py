"""Encodes the result of a file as JSON, and decodes it exactly.

The text may be old, damaged, or a stranger's: what `encode` would not write for this very file is
refused as a whole. Positions in the file are computed again from its text.
"""

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any

from linter.core.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from linter.core.text import Edit, LineIndex, Position, Span
from linter.fastpath.fact_index import fact_hash
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.lint.suppressed import NO_COMMENTS
from linter.site.facts import Fact, Place

_HASH_DIGITS = 8

REFUSALS = (ValueError, RecursionError)
"""What `json` and the patterns here raise for malformed text."""


def encode(result: FileResult) -> str | None:
    """Return the result of a file, without its facts, as JSON; an empty text for a clean file.

    None stands for a result that must not be cached: one with internal errors, with suppression
    comments, that was cut, or that depends on the time.
    """
    is_passing = result.cut or not result.is_lasting
    if result.is_broken or is_passing or result.suppressed != NO_COMMENTS:
        return None
    if not result.diagnostics and not result.secrets:
        return ""
    return to_json([[_as_data(each) for each in result.diagnostics], result.secrets])


def decode(text: str, source: Source) -> FileResult | None:
    """Return the result that `encode` was given for the same file; None for malformed text."""
    if not text:
        return FileResult(source, (), ())
    try:
        match json.loads(text):
            case [[*diagnostics], [*secrets]]:
                reader = _Reader(source)
                return FileResult(
                    source,
                    tuple(map(reader.diagnostic, diagnostics)),
                    tuple(map(reader.span, secrets)),
                )
    except REFUSALS:
        pass
    return None


def encode_facts(facts: Sequence[tuple[str, Fact]]) -> str:
    """Return the facts of a file, for the rules over the whole site; an empty text for none.

    The hashes of the facts stand before them, so that most facts are never decoded.
    """
    rows = [
        [code, fact.key, fact.place.pointer, fact.place.span, fact.needle, fact.detail]
        for code, fact in facts
    ]
    if not rows:
        return ""
    hashes = "".join(f"{fact_hash(code, fact.key):0{_HASH_DIGITS}x}" for code, fact in facts)
    return f"{hashes} {to_json(rows)}"


def decode_facts(text: str, path: str) -> tuple[tuple[str, Fact], ...] | None:
    """Return the facts that `encode_facts` was given for a path; None for malformed text."""
    if not text:
        return ()
    try:
        match json.loads(text.partition(" ")[2]):
            case [*rows]:
                return tuple(_fact(row, path) for row in rows)
    except REFUSALS:
        pass
    return None


def fact_hashes(text: str) -> Sequence[int]:
    """Return the hashes of the facts in the text of `encode_facts`; none of malformed text."""
    end = max(text.find(" "), 0)
    try:
        hashes = array("I", bytes.fromhex(text[:end]))
    except ValueError:
        return ()
    if sys.byteorder == "little":
        hashes.byteswap()
    return hashes


to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Encodes without escapes, which would join two lone surrogates that stand side by side."""


def _as_data(diagnostic: Diagnostic) -> list[Any]:
    return [
        diagnostic.code,
        diagnostic.name,
        diagnostic.severity,
        diagnostic.message,
        diagnostic.span,
        diagnostic.pointer,
        diagnostic.help,
        diagnostic.fix,
        diagnostic.related,
        diagnostic.url,
        diagnostic.faults,
    ]


class _Reader:
    """Decodes the findings of one file. Every method raises ValueError for malformed data."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = LineIndex(source.text)

    def diagnostic(self, value: Any) -> Diagnostic:
        match value:
            case [
                str(code),
                str(name),
                str(severity),
                str(message),
                where,
                str() | None as pointer,
                str() | None as advice,
                fix,
                [*related],
                str() | None as url,
                int(faults),
            ]:
                span = self.span(where)
                return Diagnostic(
                    path=self._source.path,
                    code=code,
                    name=name,
                    severity=Severity(severity),
                    message=message,
                    span=span,
                    start=self._lines.position(span.start),
                    end=self._lines.position(span.end),
                    pointer=pointer,
                    help=advice,
                    fix=None if fix is None else self._fix(fix),
                    related=tuple(map(self._related, related)),
                    url=url,
                    faults=faults,
                )
        raise ValueError(value)

    def span(self, value: Any) -> Span:
        """Decode a span in this file."""
        span = _span(value)
        if span.end > len(self._source.text):
            raise ValueError(value)
        return span

    def _fix(self, value: Any) -> Fix:
        match value:
            case [str(title), [*edits], str(safety), [*changes], bool(changes_type)]:
                made = tuple(map(self._edit, edits))
                return Fix(title, made, Safety(safety), _texts(changes), changes_type)
        raise ValueError(value)

    def _edit(self, value: Any) -> Edit:
        match value:
            case [where, str(text)]:
                return Edit(self.span(where), text)
        raise ValueError(value)

    def _related(self, value: Any) -> Related:
        match value:
            case [
                str(message),
                where,
                str() | None as path,
                start,
                end,
                str() | None as pointer,
            ]:
                span = self.span(where) if path is None else _span(where)
                return Related(message, span, path, _position(start), _position(end), pointer)
        raise ValueError(value)


def _fact(value: Any, path: str) -> tuple[str, Fact]:
    match value:
        case [str(code), str(key), str(pointer), where, str(needle), str(detail)]:
            return code, Fact(key, Place(path, pointer, _span(where)), needle, detail)
    raise ValueError(value)


def _span(value: Any) -> Span:
    match value:
        case [int(start), int(end)] if 0 <= start <= end:
            return Span(start, end)
    raise ValueError(value)


def _position(value: Any) -> Position | None:
    match value:
        case None:
            return None
        case [int(row), int(column)] if row > 0 and column > 0:
            return Position(row, column)
    raise ValueError(value)


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    for value in values:
        if not isinstance(value, str):
            raise ValueError(value)  # noqa: TRY004 - refused like everything else
    return tuple(values)
