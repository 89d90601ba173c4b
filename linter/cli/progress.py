"""A bar on standard error for runs that take a while, gone when they end."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 1.0
"""How long a run takes before the bar is shown, in seconds."""

_INTERVAL = 0.1


@contextmanager
def shown(total: int, *, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """Yield what is to be told how many of all files are done; None where nobody looks on.

    That is so where standard error is no terminal that can be written over, and in CI.
    """
    dumb = os.environ.get("TERM") == "dumb" or os.environ.get("CI")
    if quiet or dumb or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(total)
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar:
    """The bar. It is drawn only when told to, so that no thread runs while processes are forked."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._due = time.monotonic() + DELAY
        self._progress: Progress | None = None

    def advance(self, done: int) -> None:
        """Show how many files are done, if that was not just said."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _INTERVAL
        if self._progress is None:
            self._progress = _started(self._total)
        self._progress.update(self._progress.task_ids[0], completed=done, refresh=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def _started(total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        # Findings go their own way.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    progress.add_task("Linting", total=total)
    progress.start()
    return progress
