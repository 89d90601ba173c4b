"""Commands run without the settings of this machine, and this checkout as others fetch it."""

import os
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from linter import __version__
from tests.git import GIT, IDENTITY
from tests.releases import pip_settings
from tests.shared import shared_folder

Done: TypeAlias = subprocess.CompletedProcess[str]
Run: TypeAlias = Callable[..., Done]

ROOT = Path(__file__).parents[2]
_PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = (
    *_PYPROJECT["project"]["dependencies"],
    *_PYPROJECT["build-system"]["requires"],
    *_PYPROJECT["project"]["optional-dependencies"]["report"],
)
"""What articlelint needs, to be built and to make reports too."""


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return what runs a command in a folder, and notes all that it prints as its output.

    Settings of whoever runs the tests do not reach it; variables can be added. What it installs
    are the releases that the tests run with.
    """
    settings = ("GIT_", "GITHUB_", "RUNNER_", "PRE_COMMIT", "PIP_", "PYTHON", "VIRTUALENV_")
    left_out = (*settings, "FORCE_COLOR", "NO_COLOR")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    base = {
        **inherited,
        **IDENTITY,
        **pip_settings(tmp_path_factory, NEEDED),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(shared_folder(tmp_path_factory, "pre-commit-home", lambda _: None)),
        # The pip of all environments is one, and is compiled once.
        "VIRTUALENV_SYMLINK_APP_DATA": "1",
    }

    def run(*command: str | Path, cwd: Path, **variables: str) -> Done:
        return subprocess.run(
            command,
            cwd=cwd,
            env=base | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Commit and tag the working tree as it is, in a repository of its own."""
    if not GIT:
        pytest.skip("git is not installed")

    def commit(repository: Path) -> None:
        for arguments in (
            ["init", "--quiet"],
            [f"--work-tree={ROOT}", "add", "--all"],
            ["commit", "--quiet", "--message=x"],
            ["tag", f"v{__version__}"],
            ["reset", "--quiet", "--hard"],
        ):
            done = run(GIT, *arguments, cwd=repository)
            assert done.returncode == 0, done.stdout

    return shared_folder(tmp_path_factory, "source", commit)
