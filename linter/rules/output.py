"""Checks what rules yield: they may be anybody's, and everything behind them relies on it."""

from typing import Any

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.text import Edit, Span, quoted
from linter.rules.base import Fact, Place


class MisuseError(Exception):
    """A rule yields what it must not; the text says what that is."""


def check_finding(finding: Any, length: int | None) -> None:
    """Accept what a rule yields if it is a finding in a text of a length, None for any text.

    Raises:
        MisuseError: it is none, or lies outside of the text.

    """
    match finding:
        case Finding(
            str(),
            span,
            str() | None,
            str() | None,
            None | Fix() as fix,
            tuple(related),
            severity,
            int(),
        ) if severity is None or isinstance(severity, Severity):
            _check_span(span, length)
            if fix is not None:
                _check_fix(fix, length)
            for one in related:
                if not isinstance(one, Related) or not isinstance(one.message, str):
                    raise MisuseError("it yielded a finding with something else than `Related`")
                _check_span(one.span, length if one.path is None else None)
        case Finding():
            raise MisuseError("it yielded a `Finding` with values of wrong types")
        case _:
            raise MisuseError(f"it yielded {quoted(type(finding).__name__)}, not `Finding`")


def _check_fix(fix: Fix, length: int | None) -> None:
    is_fix = isinstance(fix.title, str) and isinstance(fix.safety, Safety)
    if not is_fix or not all(isinstance(each, str) for each in fix.changes):
        raise MisuseError("it yielded a `Fix` with values of wrong types")
    for edit in fix.edits:
        if not isinstance(edit, Edit) or not isinstance(edit.text, str):
            raise MisuseError("it yielded a fix with something else than `Edit`")
        _check_span(edit.span, length)


def check_fact(fact: Any, path: str, length: int) -> None:
    """Accept what a rule over the whole site yields if it is a fact of a file of this length.

    Raises:
        MisuseError: it is none, or lies outside of the file.

    """
    match fact:
        case Fact(str(), Place(str(there), str(), span), str(), str()) if there == path:
            _check_span(span, length)
        case _:
            raise MisuseError("it yielded something else than a `Fact` of this file")


def _check_span(span: Any, length: int | None) -> None:
    match span:
        case Span(int(start), int(end)) if 0 <= start <= end and (length is None or end <= length):
            return
        case Span(start, end):
            raise MisuseError(f"it yielded a span outside of the file: {start} to {end}")
        case _:
            raise MisuseError(f"it yielded {quoted(type(span).__name__)}, not `Span`")
