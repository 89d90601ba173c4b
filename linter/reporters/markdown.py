"""A summary, a table and a list of failures in Markdown, for job summaries and comments.

The list names what could not be checked. GitHub takes 1 MiB for a step, so long tables are cut, and
a line says how many findings are left out. Text from files cannot become markup, a link, or a
mention of somebody.

```sh
articlelint check --output-format markdown >> "$GITHUB_STEP_SUMMARY"
```
"""

from collections.abc import Iterable
from typing import NamedTuple

from linter.core.diagnostic import Diagnostic
from linter.core.messages import plural, printable
from linter.core.patterns import lazy_pattern
from linter.files.targets import RunError
from linter.reporters import Format, Look
from linter.reporters.shared.paint import painter
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.summary import findings, fixes_left
from linter.reporters.shared.wording import message
from linter.run.report import Report

MAX_ROWS = 800_000
MAX_FAILURES = 100_000
"""The most bytes of UTF-8 in each list: GitHub takes 1 MiB for a whole step."""

_HEAD = "| severity | place | rule | message |\n|---|---|---|---|\n"

# Characters with a meaning within a line; a backslash escapes them (CommonMark, 2.4). Colons and
# dots turn an address into a link.
_SIGN = lazy_pattern(r"[\\`*_\[\]<>&#|~@$:.]")

# Mentions of people and issues: a backslash does not escape them, code does.
_REFERRING = lazy_pattern(r"\\[@#]")

_QUOTED = lazy_pattern(r"`([^`]*)`")


def render(report: Report, _look: Look) -> str:
    """Return a summary, a table of findings, and a list of errors."""
    file_of = redacted_files(report)
    rows = _fitting((_row(item, file_of[item.path]) for item in report.diagnostics), MAX_ROWS)
    failures = _fitting(map(_failure, report.errors), MAX_FAILURES)
    parts = [f"{_summary(report)}\n", _HEAD + rows.text if rows.text else ""]
    if rows.left_out:
        parts.append(f"{plural(rows.left_out, 'more finding')} left out here.\n")
    parts.append(failures.text)
    if failures.left_out:
        parts.append(f"{plural(failures.left_out, 'more path')} not checked.\n")
    return "\n".join(part for part in parts if part.strip())


FORMAT = Format(render)


def _summary(report: Report) -> str:
    """Return the summary in one line; the table has no marks to explain."""
    parts = (findings(report, painter(color=False)), fixes_left(report, lambda _: ""))
    return " ".join(part for part in parts if part)


class _Fitting(NamedTuple):
    """The lines that fit, and the number of the others."""

    text: str
    left_out: int


def _fitting(lines: Iterable[str], room: int) -> _Fitting:
    """Return the first lines, up to `room` bytes of UTF-8."""
    kept: list[str] = []
    left_out = 0
    for line in lines:
        room -= len(line.encode())
        if room >= 0:
            kept.append(line)
        else:
            left_out += 1
    return _Fitting("".join(kept), left_out)


def _row(diagnostic: Diagnostic, file: RedactedFile) -> str:
    place = f"{printable(diagnostic.path)}:{diagnostic.start.row}:{diagnostic.start.column}"
    url = diagnostic.url
    rule = diagnostic.code if url is None else f"[{diagnostic.code}]({url})"
    text = _marked(message(diagnostic, file))
    return f"| {diagnostic.severity.value} | {_code(place)} | {rule} | {text} |\n"


def _failure(error: RunError) -> str:
    return f"- {_code(printable(error.path))} not checked: {_marked(printable(error.reason))}\n"


def _marked(text: str) -> str:
    """Return a text as Markdown, with code only where the text has backticks around a part."""
    parts = _QUOTED.split(text)
    return "".join(_code(part) if index % 2 else _plain(part) for index, part in enumerate(parts))


def _code(text: str) -> str:
    # Unlike backticks, the element can contain backticks, and bars that do not end a table cell.
    return f"<code>{_escaped(text)}</code>"


def _plain(text: str) -> str:
    return _REFERRING.sub(r"<code>\g<0></code>", _escaped(text))


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", text)
