"""What a run found, as reporters and the command line take it."""

from collections.abc import Iterator
from dataclasses import dataclass

from linter.core.diagnostic import Diagnostic
from linter.files.discovery import RunError
from linter.fix.fixer import FixResult
from linter.lint.results import FileResult


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    `files` are the paths of all files that were linted, `results` those with findings; both are in
    order of path. `errors` tell what could not be linted or written. `fixes` are the files that
    fixes changed, or would change. `notes` tell what could not be checked although nothing failed.
    `hidden` is how many findings are not reported because comments switch them off.
    """

    files: tuple[str, ...]
    results: tuple[FileResult, ...]
    errors: tuple[RunError, ...] = ()
    fixes: tuple[FixResult, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every finding, by path, position and code."""
        return (diagnostic for result in self.results for diagnostic in result.diagnostics)
