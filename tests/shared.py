"""Folders that all processes of one test run share."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import rmtree

import pytest

_PATIENCE = 600
"""Seconds for which another process may fill a folder."""


def shared_folder(
    temporary: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]
) -> Path:
    """Return a folder of the test run, which the first process that needs it fills."""
    run = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder, filled = run / name, run / f"{name}.filled"
    # A lock on every system, which ends with the process that has it.
    lock = sqlite3.connect(run / f"{name}.lock", timeout=_PATIENCE, isolation_level=None)
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        if not filled.exists():
            rmtree(folder, ignore_errors=True)
            folder.mkdir()
            fill(folder)
            filled.touch()
    return folder
