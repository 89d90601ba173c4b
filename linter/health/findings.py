"""Findings as the table of the page gets them: lists in JSON, with secrets covered.

The script of the page, `page.js`, reads them by the order of their fields.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from linter.core.diagnostic import Diagnostic, Fix, Safety
from linter.core.messages import printable
from linter.core.text import Span
from linter.reporters.shared.diff import changes
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.wording import message
from linter.run.report import Report

_REACH = 80
"""The most characters on either side of what is marked."""

_LONGEST_MARK = 240
_LONGEST_LINE = 120
_MOST_CHANGED_LINES = 12
_FIXES = (None, Safety.SAFE, Safety.UNSAFE)


class Excerpt(NamedTuple):
    """The line of a finding in three parts, of which the second is marked, and those around it."""

    line_before: str | None
    before: str
    marked: str
    after: str
    line_after: str | None


class Row(NamedTuple):
    """A finding; `path` and `rule` are indices."""

    path: int
    rule: int
    row: int
    column: int
    is_error: bool
    fix: int
    """0 for none, 1 for a safe one, 2 for an unsafe one."""
    message: str
    help: str | None
    excerpt: Excerpt | None
    change: tuple[str, list[tuple[int, list[str], list[str]]], int] | None
    """The title of the fix; rows, lines before and lines after; how many more lines it changes."""


class Findings(NamedTuple):
    """The findings of a report in its order."""

    paths: Sequence[str]
    rules: Sequence[tuple[str, str]]
    """The code and the name of each rule."""
    rows: Sequence[Row]

    def without_details(self) -> "Findings":
        """Return the findings without source, help and fixes."""
        rows = [each._replace(help=None, excerpt=None, change=None) for each in self.rows]
        return self._replace(rows=rows)


def findings_of(report: Report) -> Findings:
    """Return the findings of a report."""
    file_of = redacted_files(report)
    paths = {path: index for index, path in enumerate(file_of)}
    rules: dict[tuple[str, str], int] = {}
    rows = [
        _row(
            item,
            file_of[item.path],
            paths[item.path],
            rules.setdefault((item.code, item.name), len(rules)),
        )
        for item in report.diagnostics
    ]
    return Findings([printable(path) for path in paths], list(rules), rows)


def _row(item: Diagnostic, file: RedactedFile, path: int, rule: int) -> Row:
    return Row(
        path,
        rule,
        *item.start,
        item.severity.gravity > 1,
        _FIXES.index(item.fix.safety if item.fix else None),
        message(item, file),
        None if item.help is None else printable(file.safe(item.help)),
        _excerpt(file, item.span) if file.text else None,
        None if item.fix is None else _change(file, item.fix),
    )


def _excerpt(file: RedactedFile, span: Span) -> Excerpt:
    row = file.lines.position(span.start).row
    line = file.lines.line(row)
    end = max(min(span.end, line.end), span.start)
    return Excerpt(
        _line(file, row - 1) if row > 1 else None,
        _cut_left(file.text[line.start : span.start]),
        _cut(file.text[span.start : end], _LONGEST_MARK),
        _cut(file.text[end : line.end], _REACH),
        _line(file, row + 1) if line.end < len(file.text) else None,
    )


def _line(file: RedactedFile, row: int) -> str:
    line = file.lines.line(row)
    return _cut(file.text[line.start : line.end], _LONGEST_LINE)


def _change(
    file: RedactedFile, fix: Fix
) -> tuple[str, list[tuple[int, list[str], list[str]]], int]:
    """Return what a fix does; lines beyond the first few are counted."""
    shown: list[tuple[int, list[str], list[str]]] = []
    room, left_out = _MOST_CHANGED_LINES, 0
    for change in changes(file, fix, _REACH):
        before = list(islice(_safe_lines(file, change.before), room))
        after = list(islice(_safe_lines(file, change.after), room))
        if before or after:
            shown.append((change.row, before, after))
        room = max(room - len(before) - len(after), 0)
        left_out += len(change.before) + len(change.after) - len(before) - len(after)
    return printable(file.safe(fix.title)), shown, left_out


def _safe_lines(file: RedactedFile, lines: Sequence[str]) -> Iterator[str]:
    return (_cut(file.safe(line), 2 * _REACH + _LONGEST_MARK) for line in lines)


def _cut(text: str, most: int) -> str:
    return printable(text if len(text) <= most else f"{text[: most - 1]}…")


def _cut_left(text: str) -> str:
    return printable(text if len(text) <= _REACH else f"…{text[1 - _REACH :]}")
