"""How often each rule found something, as a JSON array."""

from linter.reporters import Look
from linter.reporters._json import document
from linter.reporters.statistics import counts
from linter.run.report import Report


def render(report: Report, _look: Look) -> str:
    """Return an array of objects, one for each rule and severity."""
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
