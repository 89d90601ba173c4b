"""Issues of the job in Azure Pipelines, as logging commands.

One `task.logissue` is written for each finding, as in
<https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands>. Columns count code
points.
"""

from collections.abc import Mapping

from linter.core.diagnostic import Diagnostic
from linter.core.messages import printable
from linter.files.targets import RunError
from linter.reporters import Format, Look
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.wording import explained
from linter.run.report import Report

# As the agent decodes them; a percent sign has a code of its own.
_ESCAPES = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"})


def render(report: Report, _look: Look) -> str:
    """Return a command for each error of the run, and for each finding."""
    file_of = redacted_files(report)
    lines = [_failure(error) for error in report.errors]
    lines += [_issue(item, file_of[item.path]) for item in report.diagnostics]
    return "".join(f"{line}\n" for line in lines)


FORMAT = Format(render)


def _failure(error: RunError) -> str:
    return _command({"type": "error", "sourcepath": printable(error.path)}, printable(error.reason))


def _issue(diagnostic: Diagnostic, file: RedactedFile) -> str:
    properties = {
        "type": diagnostic.severity.value,
        "sourcepath": printable(diagnostic.path),
        "linenumber": diagnostic.start.row,
        "columnnumber": diagnostic.start.column,
        "code": diagnostic.code,
    }
    return _command(properties, explained(diagnostic, file))


def _command(properties: Mapping[str, str | int], text: str) -> str:
    pairs = "".join(f"{key}={_escaped(str(value))};" for key, value in properties.items())
    return f"##vso[task.logissue {pairs}]{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
