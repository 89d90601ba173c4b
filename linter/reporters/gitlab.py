"""Code Quality in GitLab merge requests, in the part of Code Climate's format that GitLab reads.

Errors are `major`, warnings `minor`. Fingerprints are those of `sarif`. The fields are those of
<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
"""

from linter.core.diagnostic import Severity
from linter.reporters import Format, Look, Syntax
from linter.reporters.shared.fingerprints import fingerprints
from linter.reporters.shared.json_text import document
from linter.reporters.shared.redacted_file import redacted_files
from linter.reporters.shared.wording import explained
from linter.run.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(report: Report, _look: Look) -> str:
    """Return the findings as a JSON array."""
    file_of = redacted_files(report)
    hashes = fingerprints(report.diagnostics)
    return document(
        [
            {
                "description": explained(diagnostic, file_of[diagnostic.path]),
                "check_name": diagnostic.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {
                    "path": diagnostic.path,
                    "lines": {"begin": diagnostic.start.row},
                },
            }
            for diagnostic, fingerprint in zip(report.diagnostics, hashes, strict=True)
        ]
    )


FORMAT = Format(render, Syntax.JSON)
