"""Annotations in GitHub Actions, as workflow commands.

Errors come first. At most 10 errors and 10 warnings are written, as GitHub shows no more of a step;
a notice says how many are left out. A finding over several lines has no columns, which GitHub would
not take. Columns count code points; ends are exclusive. The syntax and its escapes are those of
<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from linter.core.diagnostic import Diagnostic, Severity
from linter.core.messages import plural, printable
from linter.files.targets import RunError
from linter.reporters import Format, Look
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.wording import explained
from linter.run.report import Report

MOST = 10
"""The most errors, and the most warnings, that GitHub shows of a step."""

_TOOL = "articlelint"


def render(report: Report, _look: Look) -> str:
    """Return a command for each finding up to GitHub's limit, and one that counts the others."""
    file_of = redacted_files(report)
    commands = {severity: list[str]() for severity in Severity}
    commands[Severity.ERROR] += map(_failure, report.errors)
    for diagnostic in report.diagnostics:
        commands[diagnostic.severity].append(_annotation(diagnostic, file_of[diagnostic.path]))
    gravest_first = sorted(Severity, key=lambda severity: -severity.gravity)
    lines = [line for severity in gravest_first for line in commands[severity][:MOST]]
    more = {severity.value: len(commands[severity]) - MOST for severity in gravest_first}
    lines += _notice(Counter({noun: count for noun, count in more.items() if count > 0}))
    return "".join(f"{line}\n" for line in lines)


FORMAT = Format(render)


def _notice(more: Counter[str]) -> Iterator[str]:
    if more:
        counts = " and ".join(plural(count, f"more {noun}") for noun, count in more.items())
        verb = "is" if more.total() == 1 else "are"
        yield _command("notice", {"title": _TOOL}, f"{counts} {verb} only in the log")


def _failure(error: RunError) -> str:
    properties = {"file": printable(error.path), "title": _TOOL}
    return _command("error", properties, printable(error.reason))


def _annotation(diagnostic: Diagnostic, file: RedactedFile) -> str:
    start, end = diagnostic.start, diagnostic.end
    properties: dict[str, str | int] = {
        "file": printable(diagnostic.path),
        "line": start.row,
        "endLine": end.row,
    }
    # GitHub accepts columns only within one line.
    if start.row == end.row:
        properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    return _command(diagnostic.severity.value, properties, explained(diagnostic, file))


def _command(name: str, properties: Mapping[str, str | int], data: str) -> str:
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {pairs}::{_data(data)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
