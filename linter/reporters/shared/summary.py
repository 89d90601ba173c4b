"""The summary line of a report."""

from collections import Counter

from linter.core.diagnostic import Safety
from linter.core.messages import plural
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint
from linter.run.report import Report


def summary(report: Report, paint: Paint) -> str:
    """Return the number of findings and of fixable ones; empty if no file was linted.

    `Found 3 errors and 2 warnings in 2 of 192 files. 2 fixable with --fix, 1 more with
    --unsafe-fixes.`
    """
    fixed = _fixed(report)
    if report.results:
        return f"{fixed}{_found(report, paint)}{_fixable(report)}"
    if not report.files:
        return ""
    if fixed:
        return f"{fixed}Found nothing more."
    checked = plural(len(report.files), "file")
    if report.errors:
        return f"Found nothing in {checked}, but not all could be checked."
    return f"{passed(paint)}: {checked}."


def passed(paint: Paint) -> str:
    """Return the words for a run in which nothing was found."""
    return paint("bold green", "All checks passed")


def _fixed(report: Report) -> str:
    count = sum(len(fixed.findings) for fixed in report.fixes)
    if not count:
        return ""
    return f"Fixed {plural(count, 'finding')} in {plural(len(report.fixes), 'file')}. "


def _found(report: Report, paint: Paint) -> str:
    counts = Counter(diagnostic.severity for diagnostic in report.diagnostics)
    parts = [
        paint(style, plural(counts[severity], severity.value))
        for severity, style in SEVERITY_STYLES.items()
        if counts[severity]
    ]
    files = plural(len(report.files), "file")
    return f"Found {' and '.join(parts)} in {len(report.results):,} of {files}."


def _fixable(report: Report) -> str:
    safeties = [diagnostic.fix.safety for diagnostic in report.diagnostics if diagnostic.fix]
    safe, unsafe = (safeties.count(safety) for safety in (Safety.SAFE, Safety.UNSAFE))
    if not safeties:
        return ""
    if not unsafe:
        return f" {safe:,} fixable with --fix."
    if not safe:
        return f" {unsafe:,} fixable with --fix --unsafe-fixes."
    return f" {safe:,} fixable with --fix, {unsafe:,} more with --unsafe-fixes."
