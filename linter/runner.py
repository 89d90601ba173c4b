"""From files to a report: read and lint each one, then put the results together.

The three steps are apart on purpose: `discovery.find` lists, `lint_target` needs nothing but its
arguments and may run in any process, `report` collects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from linter import kinds
from linter.config import Settings
from linter.diagnostic import Diagnostic
from linter.discovery import Found, RunError, Target
from linter.engine import FileResult, lint
from linter.filesystem import read_bytes, reason
from linter.filewriter import replace_file
from linter.fixer import FixResult, fix
from linter.schema import builtin
from linter.source import decode

Outcome: TypeAlias = FileResult | FixResult | RunError | None
"""What comes of one file; None where it is no article after all."""


@dataclass(frozen=True, slots=True)
class Fixing:
    """How files are fixed: with unsafe fixes or without, written back or only shown.

    A link that a walk came across is written through only to a file in one of the `folders`, which
    are free of links themselves.
    """

    unsafe: bool = False
    write: bool = False
    folders: tuple[Path, ...] = ()


# What a file can start with for Jekyll to see front matter: with or without a byte-order mark.
_FRONT_MATTER_STARTS = (b"---", b"\xef\xbb\xbf---")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    `files` are the paths of all files that were linted, `results` those with findings; both are in
    order of path. `errors` tell what could not be linted or written. `fixes` are the files that
    fixes changed, or would change.
    """

    files: tuple[str, ...]
    results: tuple[FileResult, ...]
    errors: tuple[RunError, ...] = ()
    fixes: tuple[FixResult, ...] = ()

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every finding, by path, position and code."""
        return (diagnostic for result in self.results for diagnostic in result.diagnostics)


def lint_target(target: Target, settings: Settings, fixing: Fixing | None = None) -> Outcome:
    """Read and lint one file, and fix it if asked to.

    Raises:
        ConfigError: the settings name no such rule.

    """
    certain = target.named or target.kind is not None
    try:
        data = read_bytes(target.path, (b"",) if certain else _FRONT_MATTER_STARTS)
        outcome = lint_bytes(target, data, settings, fixing)
        if fixing and fixing.write and isinstance(outcome, FixResult) and outcome.fixed:
            _write(target, outcome, fixing)
    except OSError as error:
        return RunError(target.shown_as, reason(error))
    return outcome


def lint_bytes(
    target: Target, data: bytes, settings: Settings, fixing: Fixing | None = None
) -> FileResult | FixResult | None:
    """Lint, or fix, what a file holds; nothing is read or written.

    Raises:
        ConfigError: the settings name no such rule.

    """
    source = decode(target.shown_as, data)
    kind = target.kind or kinds.of_text(source.text)
    if kind is None and target.named:
        kind = kinds.DEFAULT
    if kind is None:
        return None
    if fixing is None:
        return lint(source, builtin(kind), settings)
    return fix(source, builtin(kind), settings, unsafe=fixing.unsafe)


def _write(target: Target, outcome: FixResult, fixing: Fixing) -> None:
    """Replace a file by its fixed text.

    Raises:
        OSError: it cannot be written, or lies outside of what was asked for.

    """
    real = target.path.resolve(strict=True)
    if not target.named and not any(real.is_relative_to(folder) for folder in fixing.folders):
        raise OSError(None, "not fixed: the link leads out of the folders that were named")
    replace_file(real, outcome.before, outcome.after.text)


def report(outcomes: Iterable[Outcome], errors: Iterable[RunError] = ()) -> Report:
    """Put outcomes together, in the order of their files."""
    files: list[str] = []
    results: list[FileResult] = []
    fixes: list[FixResult] = []
    failed = list(errors)
    for outcome in outcomes:
        if outcome is None:
            continue
        if isinstance(outcome, RunError):
            failed.append(outcome)
            continue
        result = outcome.result if isinstance(outcome, FixResult) else outcome
        files.append(result.source.path)
        if result.diagnostics:
            results.append(result)
        if isinstance(outcome, FixResult) and outcome.fixed:
            fixes.append(outcome)
    return Report(tuple(files), tuple(results), tuple(sorted(failed)), tuple(fixes))


def run(found: Found, settings: Settings, fixing: Fixing | None = None) -> Report:
    """Lint, or fix, every file found.

    Raises:
        ConfigError: the settings name no such rule.

    """
    outcomes = (lint_target(target, settings, fixing) for target in found.targets)
    return report(outcomes, found.errors)
