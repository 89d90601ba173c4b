"""Folders that all processes of one test run share."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest


def shared_folder(
    temporary: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]
) -> Path:
    """Return a folder of the test run, which the first process that needs it fills."""
    run = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder = run / name
    with (run / f"{name}.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not lock.tell():
            rmtree(folder, ignore_errors=True)
            folder.mkdir()
            fill(folder)
            lock.write("filled\n")
    return folder
