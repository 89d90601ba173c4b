"""The lines below a report's findings: what was fixed, found, and can be fixed."""

from collections import Counter
from collections.abc import Callable

from linter.core.diagnostic import Safety
from linter.core.messages import plural
from linter.reporters import Look
from linter.reporters.shared.fix_mark import fix_mark
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint
from linter.run.report import Report


def summary(report: Report, look: Look, paint: Paint) -> str:
    """Return the number of findings, and below it that of fixable ones, which explains the marks.

        Found 3 errors and 2 warnings in 2 of 192 files.
        [*] 2 fixable with --fix, [~] 1 more with --unsafe-fixes.

    It is empty if no file was linted, and for a quiet look.
    """
    if look.quiet:
        return ""
    fixable = fixes_left(
        report, lambda safety: f"{fix_mark(safety, paint)} ", with_unsafe=look.unsafe_fixes
    )
    return "\n".join(line for line in (findings(report, paint), fixable) if line)


def findings(report: Report, paint: Paint) -> str:
    """Return the number of findings, after that of fixed ones; empty if no file was linted."""
    fixed = _fixed(report)
    begin = f"Fixed {fixed}. " if fixed else ""
    if report.results:
        return f"{begin}{_found(report, paint)}"
    if not report.files:
        return ""
    if fixed:
        return f"{begin}No findings remain."
    checked = plural(len(report.files), "file")
    if report.errors:
        return f"Found nothing in {checked}, but not all could be checked."
    return f"{passed(paint)}: {checked}."


def passed(paint: Paint) -> str:
    """Return the words for a run in which nothing was found."""
    return paint("bold green", "All checks passed")


def fixes_left(report: Report, mark: Callable[[Safety], str], *, with_unsafe: bool = False) -> str:
    """Return the number of fixable findings, after the mark of each kind of fix.

    `with_unsafe` is whether unsafe fixes count like safe ones.
    """
    safe, unsafe = _fix_counts(report)
    safe_part = f"{mark(Safety.SAFE)}{safe:,}"
    unsafe_part = f"{mark(Safety.UNSAFE)}{unsafe:,}"
    if not (safe or unsafe):
        return ""
    if not unsafe:
        return f"{safe_part} fixable with --fix."
    if not safe:
        return f"{unsafe_part} fixable with --fix --unsafe-fixes."
    if with_unsafe:
        return f"{safe_part} and {unsafe_part} fixable with --fix --unsafe-fixes."
    return f"{safe_part} fixable with --fix, {unsafe_part} more with --unsafe-fixes."


def fixes_alone(report: Report, *, are_written: bool) -> str:
    """Return the number of fixed findings for a run that lists no others; empty without files.

    `Fixed 8 findings in 3 files. 2 more fixable with --unsafe-fixes.`
    """
    if not report.files:
        return ""
    fixed = _fixed(report)
    verb = "Fixed" if are_written else "Would fix"
    nothing = f"Found nothing to fix in {plural(len(report.files), 'file')}."
    _, unsafe = _fix_counts(report)
    more = "more " if fixed else ""
    left = f" {unsafe:,} {more}fixable with --unsafe-fixes." if unsafe else ""
    return f"{verb} {fixed}.{left}" if fixed else f"{nothing}{left}"


def _fixed(report: Report) -> str:
    """Return the number of fixed findings and of their files; empty if nothing was fixed."""
    count = sum(len(fixed.findings) for fixed in report.fixes)
    return f"{plural(count, 'finding')} in {plural(len(report.fixes), 'file')}" if count else ""


def _found(report: Report, paint: Paint) -> str:
    counts = Counter(diagnostic.severity for diagnostic in report.diagnostics)
    parts = [
        paint(style, plural(counts[severity], severity.value))
        for severity, style in SEVERITY_STYLES.items()
        if counts[severity]
    ]
    files = plural(len(report.files), "file")
    return f"Found {' and '.join(parts)} in {len(report.results):,} of {files}."


def _fix_counts(report: Report) -> tuple[int, int]:
    """Return the number of findings with a safe fix, and with an unsafe one."""
    counts = Counter(each.fix.safety for each in report.diagnostics if each.fix)
    return counts[Safety.SAFE], counts[Safety.UNSAFE]
