"""Commands with plug-ins; a plug-in's own tests run where it is installed, never among these."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from tests.commands import ROOT, Commands

collect_ignore = ["house-style"]

Done: TypeAlias = CompletedProcess[str]
Run: TypeAlias = Callable[..., Done]


def environment(installed: Path) -> dict[str, str]:
    """Return variables with which Python finds this checkout, and what is installed in a folder."""
    return {"PYTHONPATH": f"{installed}{os.pathsep}{ROOT}", "COLUMNS": "80"}


@pytest.fixture(scope="session")
def articlelint(commands: Commands) -> Run:
    """Return what runs the command in a folder, where the plug-ins of another are installed."""

    def run(*arguments: str, folder: Path, installed: Path, stdin: str = "") -> Done:
        ending = commands.run(
            *arguments,
            folder=folder,
            stdin=stdin.encode(),
            packages=installed,
            environment=environment(installed),
        )
        output, errors = ending.stdout.decode(), ending.stderr.decode()
        # What a run recognises is not what its plug-ins do.
        errors = re.sub(r"^found: .*\n", "", errors, flags=re.MULTILINE)
        return CompletedProcess(arguments, ending.status, output, errors)

    return run
