"""Renders a report in its output formats, and writes it to files and standard output."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from linter.cli import terminal
from linter.cli.exit_status import CommandError
from linter.cli.outputs import Output
from linter.core.filesystem import reason
from linter.reporters import Look, Render, get_format

if TYPE_CHECKING:
    from linter.run.report import Report


def default_formats(configured: str | None) -> tuple[str, ...]:
    """Return the config's format, else `full`, after annotations where GitHub reads the log."""
    if configured is not None:
        return (configured,)
    return ("github", "full") if os.environ.get("GITHUB_ACTIONS") == "true" else ("full",)


class ReportWriter(NamedTuple):
    """Writes reports.

    `configured` is the format of the config; the other fields are the options of the same names. If
    `quiet`, warnings are left out.
    """

    configured: str | None
    statistics: bool
    color: terminal.Color
    quiet: bool
    unsafe_fixes: bool = False

    def write_all(self, report: "Report", outputs: Sequence[Output], stream: TextIO) -> "Report":
        """Write a report to all outputs, whichever of them fail.

        Returns the report as it was written: if a format failed on the findings of a file, an
        internal error replaces them.

        Raises:
            CommandError: some cannot be written.

        """
        failures = []
        for output in outputs:
            try:
                report = self.write(report, output, stream)
            except CommandError as error:
                failures.append(str(error))
        for message in failures[:-1]:
            terminal.print_message("error", message)
        if failures:
            raise CommandError(failures[-1])
        return report

    def write(self, report: "Report", output: Output, stream: TextIO) -> "Report":
        """Write a report to an output; `stream` replaces standard output.

        Raises:
            CommandError: it cannot be written.

        """
        formats = default_formats(self.configured) if output.format is None else (output.format,)
        if output.file is None:
            colored = terminal.wants_color(self.color, stream)
            look = Look(terminal.width(), colored, self.quiet, self.unsafe_fixes)
        else:
            colored = self.color is terminal.Color.ALWAYS
            look = Look(terminal.LOG_WIDTH, colored, self.quiet, self.unsafe_fixes)
        renderers = self._renderers(formats)
        try:
            text = _rendered(renderers, report, look)
        except Exception:  # noqa: BLE001 - a bug of a format must not cost what others can show
            report = _without_faulty(renderers, report, look)
            text = _rendered(renderers, report, look)
        write_text(text, output.file, stream)
        return report

    def _renderers(self, names: Sequence[str]) -> tuple[Render, ...]:
        """Return the functions that render formats; formats may share the one for statistics."""
        formats = map(get_format, names)
        if not self.statistics:
            return tuple(each.render for each in formats)
        return tuple(dict.fromkeys(each.render_statistics for each in formats))


def _rendered(renderers: Sequence[Render], report: "Report", look: Look) -> str:
    shown = report.without_warnings() if look.quiet else report
    return "".join(render(shown, look) for render in renderers)


def _without_faulty(renderers: Sequence[Render], report: "Report", look: Look) -> "Report":
    """Return a report with an internal error for each file on which a format fails."""
    from linter.lint.results import failed

    results = []
    for result in report.results:
        try:
            _rendered(renderers, report._replace(results=(result,)), look)
        except Exception as error:  # noqa: BLE001 - as in `write`
            results.append(failed(result.source.path, error, "what was found is not shown"))
        else:
            results.append(result)
    return report._replace(results=tuple(results))


def write_text(text: str, file: Path | None, stream: TextIO | None = None) -> None:
    """Write a text to a file, or to a stream if there is none.

    Raises:
        CommandError: it cannot be written.

    """
    if file is None:
        terminal.write(text, stream)
        return
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise CommandError(f"{file}: {reason(error)}") from None
