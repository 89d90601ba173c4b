"""`--baseline` and `--write-baseline`: compare a report with a baseline, or write a new one.

The format of the file is that of `linter.run.baseline`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli import terminal
from linter.cli.check_options import CheckOptions
from linter.cli.exit_status import CommandError
from linter.core.filesystem import holds, reason
from linter.core.messages import plural
from linter.files.targets import RunError

if TYPE_CHECKING:
    from linter.run.baseline import Baseline
    from linter.run.report import Report

_MAX_STALE = 20
"""The most stale entries that are listed."""


@dataclass(frozen=True, slots=True)
class ReadBaseline:
    """The baseline of `--baseline`, or of the config."""

    baseline: "Baseline"
    lists_stale: bool
    """Whether entries without a finding are listed."""

    def apply(self, report: "Report", verbosity: int) -> "Report":
        """Return a report without known findings, and list stale entries from verbosity 0 on."""
        if self.lists_stale and verbosity >= 0:
            _list_stale(report, self.baseline)
        return _without_known(report, self.baseline, verbosity)


@dataclass(frozen=True, slots=True)
class WrittenBaseline:
    """The baseline of `--write-baseline`: its file, and what the file held before."""

    file: Path
    old: "Baseline"
    is_new: bool
    """Whether there was no such file."""
    configured: Path | None
    """The file that the config names."""

    def apply(self, report: "Report", verbosity: int) -> "Report":
        """Write all findings to the file, and return a report without them.

        If the file cannot be written, the report has an error, and the old baseline is used.
        """
        from linter.run import baseline

        new = baseline.updated(report, self.old)
        try:
            baseline.write(self.file, new)
        except OSError as error:
            failure = RunError(str(self.file), reason(error))
            failed = report._replace(errors=(*report.errors, failure))
            return _without_known(failed, self.old, verbosity)
        if verbosity >= 0:
            self._summarize(new)
        return _without_known(report, new, verbosity)

    def _summarize(self, new: "Baseline") -> None:
        findings = plural(sum(new.counts.values()), "known finding")
        files = plural(len({entry.path for entry in new.counts}), "file")
        terminal.print_message("written", f"{self.file}: {findings} in {files}")
        is_configured = self.configured and self.configured.resolve() == self.file.resolve()
        if self.is_new and not is_configured:
            terminal.print_message(
                "next", f"set `baseline` in the config, or use --baseline {self.file}"
            )


def load(options: CheckOptions, configured: Path | None) -> ReadBaseline | WrittenBaseline | None:
    """Return the baseline of a run, if any; `configured` is the file that the config names.

    A file to write may be missing. If there is one, the file to read is not used.

    Raises:
        CommandError: a file cannot be read, or is no baseline.

    """
    to_read, to_write = options.baseline or configured, options.write_baseline
    from linter.run import baseline

    try:
        if to_write is not None:
            is_new = not holds(to_write.exists)
            old = baseline.empty(to_write) if is_new else baseline.read(to_write)
            return WrittenBaseline(to_write, old, is_new, configured)
        lists_stale = not options.reads_stdin
        return None if to_read is None else ReadBaseline(baseline.read(to_read), lists_stale)
    except baseline.BaselineError as error:
        raise CommandError(str(error)) from None


def _without_known(report: "Report", known: "Baseline", verbosity: int) -> "Report":
    """Return a report without known findings, and print their number above verbosity 0."""
    from linter.run import baseline

    remaining = baseline.unknown(report, known)
    if verbosity > 0:
        count = sum(1 for _ in report.diagnostics) - sum(1 for _ in remaining.diagnostics)
        terminal.print_message("known", plural(count, "finding"))
    return remaining


def _list_stale(report: "Report", known: "Baseline") -> None:
    from linter.run import baseline

    entries = baseline.stale(report, known)
    for name in baseline.named(entries[:_MAX_STALE]):
        terminal.print_message("stale", f"{name} is known, but no longer found")
    if len(entries) > _MAX_STALE:
        terminal.print_message(
            "stale", f"{len(entries) - _MAX_STALE:,} more; --write-baseline drops them"
        )
