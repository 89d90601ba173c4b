"""Checks what rules yield: rules may come from plug-ins, and all later stages rely on the types."""

from typing import Any

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import Edit, Span
from linter.site.facts import Fact, Place


class MisuseError(Exception):
    """A rule yields a value that it must not; the text describes the value."""


def check_finding(finding: Any, length: int | None) -> None:
    """Check that a rule yields a finding, inside a text of `length` characters unless that is None.

    Raises:
        MisuseError: it is no finding, holds values of wrong types, or lies outside of the text.

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
    """Check that a site rule yields a fact of the file at `path`, which has `length` characters.

    Raises:
        MisuseError: it is no such fact, or lies outside of the file.

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
