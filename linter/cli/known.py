"""`--baseline` and `--write-baseline`: what is known is not reported."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from linter.cli import terminal
from linter.core.filesystem import reason
from linter.core.text import plural
from linter.files.discovery import RunError

if TYPE_CHECKING:
    from linter.config.files import Configs
    from linter.run.baseline import Baseline, Ran
    from linter.run.report import Report

_SHOWN = 20


class Baselines(NamedTuple):
    """The baseline to compare with, and the one to write with its file.

    Stale entries are not told of where a text `is_input`, which nobody compares with its site. A
    file that `is_new` is one that nothing reads yet.
    """

    known: "Baseline | None"
    file: Path | None
    to_update: "Baseline | None"
    is_input: bool
    is_new: bool = False


def read(known: Path | None, to_write: Path | None, *, is_input: bool, diff: bool) -> Baselines:
    """Read what the options name; a file to write need not be there, and makes the other idle.

    Raises:
        ClickException: a file cannot be read or is no baseline, or the options do not go together.

    """
    if to_write is not None and (is_input or diff):
        raise click.UsageError("--write-baseline needs files, and cannot be used with --diff")
    if known is None and to_write is None:
        return Baselines(None, None, None, is_input)
    from linter.run import baseline

    try:
        if to_write is not None:
            is_new = not to_write.exists()
            old = baseline.empty(to_write) if is_new else baseline.read(to_write)
            return Baselines(None, to_write, old, is_input, is_new)
        return Baselines(baseline.read(known) if known else None, None, None, is_input)
    except baseline.BaselineError as error:
        raise click.ClickException(str(error)) from None


def settled(
    report: "Report", baselines: Baselines, configs: "Configs", *, verbosity: int
) -> "Report":
    """Return a report without what is known, after writing a baseline if that is wanted.

    Below a verbosity of 0 nothing is said, from 0 on which entries are stale or how many were
    written, above 0 also how many findings are known. A baseline that cannot be written is an error
    of the report, and the old one holds.
    """
    if baselines.file is not None and baselines.to_update is not None:
        try:
            known = _written(report, baselines.file, baselines.to_update, configs)
        except OSError as error:
            known = baselines.to_update
            failure = RunError(str(baselines.file), reason(error))
            report = replace(report, errors=(*report.errors, failure))
        else:
            if verbosity >= 0:
                _say_written(known, baselines, configs)
    elif baselines.known is not None:
        known = baselines.known
        if verbosity >= 0 and not baselines.is_input:
            _say_stale(report, known, configs)
    else:
        return report
    from linter.run import baseline

    left = baseline.unknown(report, known)
    if verbosity > 0:
        count = sum(1 for _ in report.diagnostics) - sum(1 for _ in left.diagnostics)
        terminal.say("known", plural(count, "finding"))
    return left


def _is_configured(file: Path, configs: "Configs") -> bool:
    """Whether the config of the current folder names this baseline."""
    named = configs.of(Path.cwd()).baseline
    return named is not None and named.resolve() == file.resolve()


def _written(report: "Report", file: Path, old: "Baseline", configs: "Configs") -> "Baseline":
    """Write what is known from now on.

    Raises:
        OSError: it cannot be written.

    """
    from linter.run import baseline

    new = baseline.updated(report, old, _ran(report, configs))
    baseline.write(file, new)
    return new


def _say_written(known: "Baseline", baselines: Baselines, configs: "Configs") -> None:
    findings = plural(sum(known.counts.values()), "known finding")
    files = plural(len({entry.path for entry in known.counts}), "file")
    terminal.say("written", f"{baselines.file}: {findings} in {files}")
    if baselines.file and baselines.is_new and not _is_configured(baselines.file, configs):
        terminal.say("next", f"name it in the config, or say --baseline {baselines.file}")


def _say_stale(report: "Report", known: "Baseline", configs: "Configs") -> None:
    from linter.run import baseline

    entries = baseline.stale(report, known, _ran(report, configs))
    for name in baseline.named(entries[:_SHOWN]):
        terminal.say("stale", f"{name} is known, but no longer found")
    if len(entries) > _SHOWN:
        terminal.say("stale", f"{len(entries) - _SHOWN:,} more; --write-baseline drops them")


def _ran(report: "Report", configs: "Configs") -> "Ran":
    """Return which rules were on in each file."""
    from linter.files.discovery import identity
    from linter.lint.engine import rule_table

    folder = Path.cwd()
    files = {shown_as: Path(identity(folder / shown_as)) for shown_as in report.files}
    return {
        shown_as: rule_table(configs.of(file.parent).settings_for(file)).codes
        for shown_as, file in files.items()
    }
