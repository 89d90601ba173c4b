"""`--diff`: print what fixes would change as a patch for `git apply`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli import terminal
from linter.cli.report_writer import write_text
from linter.core.messages import printable

if TYPE_CHECKING:
    from linter.run.report import Report


def write_patches(report: "Report", file: Path | None) -> None:
    """Write the fixes of a report as one patch to a file, or to standard output.

    A file gets it byte for byte. A terminal gets escapes for what could steer it. In a pipe, which
    may end in the log of a CI job, nothing can be escaped, so patches that need it are skipped.
    """
    patches = _patches(report)
    if file is not None:
        write_text("".join(text for _, text in patches), file)
    elif sys.stdout.isatty():
        for _, text in patches:
            terminal.write("".join(f"{printable(line)}\n" for line in text.split("\n")[:-1]))
    else:
        terminal.write_bytes("".join(_harmless(patches)).encode())


def _patches(report: "Report") -> Iterator[tuple[str, str]]:
    """Yield the path and the patch of each file that fixes would change."""
    for fixed in report.fixes:
        if fixed.patch is None:
            message = f"{fixed.path}: not shown, since a secured value is beside a fix"
            terminal.print_message("warning", message)
        else:
            yield fixed.path, fixed.patch


def _harmless(patches: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the patches that can be printed as they are, and warn of each other one."""
    from linter.reporters.shared.commands import steering

    for path, text in patches:
        found = steering(text)
        if found is None:
            yield text
        else:
            message = f"{path}: patch not printed, since it holds {found}; --output-file writes it"
            terminal.print_message("warning", message)
