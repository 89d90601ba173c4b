"""A progress bar on standard error, shown for long runs and removed when they end."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 1.0
"""Seconds before the bar is shown."""

_INTERVAL = 0.1
"""Seconds between two updates."""


@contextmanager
def progress_bar(total: int, what: str, *, quiet: bool) -> Iterator["Bar | None"]:
    """Yield a callback that shows how far `what` is.

    It is None if no bar is shown: in CI, and if standard error is not a terminal with a cursor.
    """
    dumb = os.environ.get("TERM") == "dumb" or os.environ.get("CI")
    if quiet or dumb or not sys.stderr.isatty():
        yield None
        return
    bar = Bar(total, what)
    try:
        yield bar
    finally:
        bar.close()


class Bar:
    """A bar without a thread of its own, since processes are forked while it is shown."""

    def __init__(self, total: int, what: str) -> None:
        """Take how much there is to do, and what is done to it."""
        self._total = total
        self._what = what
        self._due = time.monotonic() + DELAY
        self._progress: Progress | None = None

    def __call__(self, done: int, detail: str = "") -> None:
        """Show how much is done, and what is waited for, if the last update is long ago enough."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _INTERVAL
        if self._progress is None:
            self._progress = _start(self._total, self._what)
        self._progress.update(
            self._progress.task_ids[0],
            completed=done,
            description=f"{self._what}, {detail}" if detail else self._what,
            refresh=True,
        )

    def close(self) -> None:
        """Remove the bar."""
        if self._progress is not None:
            self._progress.stop()


def _start(total: int, what: str) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        # Output is not printed above the bar.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    progress.add_task(what, total=total)
    progress.start()
    return progress
