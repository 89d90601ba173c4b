"""The number of findings of each rule, as a table or as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from linter.core.diagnostic import Safety, Severity
from linter.reporters import Look
from linter.reporters.shared.fix_mark import SIGNS
from linter.reporters.shared.json_text import document
from linter.reporters.shared.paint import SEVERITY_STYLES, painter
from linter.reporters.shared.summary import summary
from linter.run.report import Report

_SOME = "-"
"""The sign of a rule of which some findings have a fix, and others none."""


class Count(NamedTuple):
    """The number of findings of a rule and severity, and how many of them have a fix."""

    code: str
    name: str
    severity: Severity
    findings: int
    safe_fixes: int
    unsafe_fixes: int


def counts(report: Report) -> list[Count]:
    """Return the counts of rules with findings, the most frequent rule first."""
    totals: Counter[tuple[str, str, Severity]] = Counter()
    fixes: Counter[tuple[str, Severity, Safety]] = Counter()
    for item in report.diagnostics:
        totals[item.code, item.name, item.severity] += 1
        if item.fix is not None:
            fixes[item.code, item.severity, item.fix.safety] += 1
    return sorted(
        (
            Count(
                code,
                name,
                severity,
                total,
                fixes[code, severity, Safety.SAFE],
                fixes[code, severity, Safety.UNSAFE],
            )
            for (code, name, severity), total in totals.items()
        ),
        key=lambda count: (-count.findings, count.code, count.severity),
    )


def render_table(report: Report, look: Look) -> str:
    """Return a line for each rule, with the mark of its fixes, and a summary with the legend."""
    paint = painter(color=look.color)
    rows = counts(report)
    digits = max((len(f"{row.findings:,}") for row in rows), default=0)
    lines = [
        f"{row.findings:>{digits},}  {paint(SEVERITY_STYLES[row.severity], row.code)}  "
        f"[{_mark(row)}]  {row.name}"
        for row in rows
    ]
    last = (summary(report, look, paint), _legend(rows, look))
    return "".join(f"{line}\n" for line in (*lines, *last) if line)


def _mark(count: Count) -> str:
    """Return the sign for rules of which all findings have a fix, or only some, or none."""
    fixes = count.safe_fixes + count.unsafe_fixes
    if fixes < count.findings:
        return _SOME if fixes else " "
    return SIGNS[Safety.UNSAFE if count.unsafe_fixes else Safety.SAFE]


def _legend(rows: Sequence[Count], look: Look) -> str:
    """Return what the mark means that only this table has; the summary explains the others."""
    if look.quiet or all(_mark(row) != _SOME for row in rows):
        return ""
    return f"[{_SOME}] only some findings of the rule are fixable."


def render_json(report: Report, _look: Look) -> str:
    """Return a JSON array with an object for each rule and severity."""
    return document(as_objects(counts(report)))


def as_objects(rows: Iterable[Count]) -> list[dict[str, Any]]:
    """Return counts as objects for JSON."""
    return [
        {
            "code": count.code,
            "name": count.name,
            "severity": count.severity.value,
            "count": count.findings,
            "safe_fixes": count.safe_fixes,
            "unsafe_fixes": count.unsafe_fixes,
        }
        for count in rows
    ]
