"""The number of findings of each rule, as a table or as JSON."""

from collections import Counter
from typing import NamedTuple

from linter.core.diagnostic import Safety, Severity
from linter.reporters import Look
from linter.reporters.shared.json_text import document
from linter.reporters.shared.paint import SEVERITY_STYLES, painter
from linter.reporters.shared.summary import summary
from linter.run.report import Report


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
    """Return a line for each rule, with `[*]` if all, `[-]` if some findings have a safe fix."""
    paint = painter(color=look.color)
    rows = counts(report)
    digits = max((len(f"{row.findings:,}") for row in rows), default=0)
    lines = [
        f"{row.findings:>{digits},}  {paint(SEVERITY_STYLES[row.severity], row.code)}  "
        f"[{_mark(row)}]  {row.name}"
        for row in rows
    ]
    last = "" if look.quiet else summary(report, paint)
    return "".join(f"{line}\n" for line in (*lines, last) if line)


def _mark(count: Count) -> str:
    if count.safe_fixes == count.findings:
        return "*"
    return "-" if count.safe_fixes else " "


def render_json(report: Report, _look: Look) -> str:
    """Return a JSON array with an object for each rule and severity."""
    return document(
        [
            {
                "code": count.code,
                "name": count.name,
                "severity": count.severity.value,
                "count": count.findings,
                "safe_fixes": count.safe_fixes,
                "unsafe_fixes": count.unsafe_fixes,
            }
            for count in counts(report)
        ]
    )
