"""The numbers of a site's health: totals, counts by rule, and the breakdowns of the charts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from linter.core.diagnostic import Severity
from linter.health.breakdown import Breakdown, breakdowns
from linter.health.history import Run
from linter.reporters.shared.statistics import Count, as_objects, counts
from linter.run.report import Report


class Totals(NamedTuple):
    """The numbers at the top of the page."""

    files: int
    clean: int
    errors: int
    warnings: int
    safe_fixes: int
    unsafe_fixes: int
    unchecked: int
    """Files that could not be checked."""

    @property
    def findings(self) -> int:
        """The number of findings."""
        return self.errors + self.warnings

    @property
    def fixable(self) -> int:
        """The number of findings with any fix."""
        return self.safe_fixes + self.unsafe_fixes


class Health(NamedTuple):
    """All numbers of a report."""

    totals: Totals
    rules: tuple[Count, ...]
    breakdowns: tuple[Breakdown, ...]
    before: Run | None
    """The run before this one."""


def _totals(report: Report, rules: Sequence[Count]) -> Totals:
    """Return the totals of a report whose findings are counted by rule."""
    findings = Counter[Severity]()
    for each in rules:
        findings[each.severity] += each.findings
    return Totals(
        files=len(report.files),
        clean=len(report.files) - len(report.results),
        errors=findings[Severity.ERROR],
        warnings=findings[Severity.WARNING],
        safe_fixes=sum(each.safe_fixes for each in rules),
        unsafe_fixes=sum(each.unsafe_fixes for each in rules),
        unchecked=len(report.errors),
    )


def run_of(report: Report, date: str, commit: str | None, known: int | None) -> Run:
    """Return the line of the history for a report."""
    rules = counts(report)
    totals = _totals(report, rules)
    codes = Counter[str]()
    for each in rules:
        codes[each.code] += each.findings
    return Run(
        date=date,
        commit=commit,
        files=totals.files,
        clean=totals.clean,
        errors=totals.errors,
        warnings=totals.warnings,
        fixable=totals.fixable,
        known=known,
        rules=dict(sorted(codes.items())),
    )


def health(report: Report, runs: Sequence[Run]) -> Health:
    """Return the numbers of a report with articles; the last of the runs is this one."""
    rules = counts(report)
    return Health(
        _totals(report, rules),
        tuple(rules),
        breakdowns(report, rules, runs),
        runs[-2] if len(runs) > 1 else None,
    )


def as_json(numbers: Health, runs: Sequence[Run]) -> dict[str, Any]:
    """Return the numbers as an object for JSON; the counts of rules are those of `--statistics`."""
    return {
        "version": 1,
        "totals": {**numbers.totals._asdict(), "findings": numbers.totals.findings},
        "rules": as_objects(numbers.rules),
        "charts": {each.name: _chart(each) for each in numbers.breakdowns},
        "history": [run._asdict() for run in runs],
    }


def _chart(breakdown: Breakdown) -> list[dict[str, Any]]:
    return [
        {"label": bar.label, **dict(zip(breakdown.series, bar.values, strict=True))}
        for bar in breakdown.bars
    ]
