"""Git as the tests run it: as a user without settings."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

GIT = shutil.which("git") or ""

needs_git = pytest.mark.skipif(not GIT, reason="git is not installed")

IDENTITY = {
    f"GIT_{role}_{name}": value
    for role in ("AUTHOR", "COMMITTER")
    for name, value in (("NAME", "a"), ("EMAIL", "a@example.com"))
}
"""Variables that say who commits."""


def forget_settings(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Hide the settings of whoever runs the tests from git, and give it a user."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_CONFIG"))]:
        monkeypatch.delenv(name)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it printed; it fails the test if git fails."""
    # Git for Windows comes with a setting that changes line ends.
    settings = ("-c", "protocol.file.allow=always", "-c", "core.autocrlf=false")
    command = [GIT, *settings, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | IDENTITY, capture_output=True, check=True
    )
    return done.stdout.decode().strip()
