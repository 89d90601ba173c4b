"""From files to a report: read and lint each one, then put the results together.

The three steps are apart on purpose: `discovery.find` lists, `lint_target` needs nothing but its
arguments and may run in any process, `report` collects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from linter import kinds
from linter.config import Settings
from linter.diagnostic import Diagnostic
from linter.discovery import Found, RunError, Target
from linter.engine import FileResult, lint
from linter.filesystem import read_bytes, read_to_end, reason
from linter.schema import builtin
from linter.source import decode

Outcome: TypeAlias = FileResult | RunError | None
"""What comes of one file; None where it is no article after all."""

# What a file can start with for Jekyll to see front matter: with or without a byte-order mark.
_FRONT_MATTER_STARTS = (b"---", b"\xef\xbb\xbf---")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    `files` are the paths of all files that were linted, `results` those with findings; both are in
    order of path. `errors` tell what could not be linted.
    """

    files: tuple[str, ...]
    results: tuple[FileResult, ...]
    errors: tuple[RunError, ...] = ()

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every finding, by path, position and code."""
        return (diagnostic for result in self.results for diagnostic in result.diagnostics)


def lint_target(target: Target, settings: Settings) -> Outcome:
    """Read and lint one file.

    Raises:
        ConfigError: the settings name no such rule.

    """
    certain = target.named or target.kind is not None
    try:
        data = read_bytes(target.path, (b"",) if certain else _FRONT_MATTER_STARTS)
    except OSError as error:
        return RunError(target.shown_as, reason(error))
    return _lint(target, data, settings)


def lint_stream(target: Target, stream: BinaryIO, settings: Settings) -> Outcome:
    """Read a stream and lint it as if it were a file.

    Raises:
        ConfigError: the settings name no such rule.

    """
    try:
        data = read_to_end(stream)
    except OSError as error:
        return RunError(target.shown_as, reason(error))
    return _lint(target, data, settings)


def _lint(target: Target, data: bytes, settings: Settings) -> FileResult | None:
    source = decode(target.shown_as, data)
    kind = target.kind or kinds.of_text(source.text)
    if kind is None and target.named:
        kind = kinds.DEFAULT
    return None if kind is None else lint(source, builtin(kind), settings)


def report(outcomes: Iterable[Outcome], errors: Iterable[RunError] = ()) -> Report:
    """Put outcomes together, in the order of their files."""
    files: list[str] = []
    results: list[FileResult] = []
    failed = list(errors)
    for outcome in outcomes:
        if isinstance(outcome, RunError):
            failed.append(outcome)
        elif outcome is not None:
            files.append(outcome.source.path)
            if outcome.diagnostics:
                results.append(outcome)
    return Report(tuple(files), tuple(results), tuple(sorted(failed)))


def run(found: Found, settings: Settings) -> Report:
    """Lint every file found.

    Raises:
        ConfigError: the settings name no such rule.

    """
    outcomes = (lint_target(target, settings) for target in found.targets)
    return report(outcomes, found.errors)
