"""The bar, on a terminal that is a pseudo terminal of the system's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="pseudo terminals are POSIX")

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CHECK = "from linter.cli import main, progress; progress.DELAY = {delay}; main()"
# Erase a line; show the cursor.
ERASED, CURSOR_SHOWN = "\x1b[2K", "\x1b[?25h"


def on_terminal(folder: Path, delay: float, *options: str, **environment: str) -> tuple[str, str]:
    """Return what a run prints on standard output, a pipe, and on standard error, a terminal."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", CHECK.format(delay=delay)]
    kept = {key: value for key, value in os.environ.items() if key not in {"CI", "TERM"}}
    run = subprocess.run(
        [*command, "check", "--select", "PAR003", "--output-format", "concise", *options],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=slave,
        check=False,
    )
    os.close(slave)
    with os.fdopen(master, "rb") as terminal:
        try:
            told = terminal.read1(1_000_000)
        except OSError:  # Linux says so when nothing was printed and the other end is closed
            told = b""
    assert run.returncode == 1
    return run.stdout.decode(), told.decode()


def test_a_slow_run_shows_a_bar_that_goes_away(site: Path) -> None:
    stdout, stderr = on_terminal(site, 0)
    assert stdout.startswith("_news/bad.md:")
    assert "\x1b" not in stdout
    assert "Linting" in stderr
    assert "/3" in stderr
    rest = stderr.rpartition(ERASED)[2]
    assert rest.strip() == ""
    assert CURSOR_SHOWN in stderr


@pytest.mark.parametrize(
    ("delay", "options", "environment"),
    [
        pytest.param(600, (), {}, id="fast"),
        pytest.param(0, ("--quiet",), {}, id="quiet"),
        pytest.param(0, (), {"CI": "true"}, id="ci"),
        pytest.param(0, (), {"TERM": "dumb"}, id="dumb"),
    ],
)
def test_no_bar(
    site: Path, delay: float, options: tuple[str, ...], environment: dict[str, str]
) -> None:
    stdout, stderr = on_terminal(site, delay, *options, **environment)
    assert stdout.startswith("_news/bad.md:")
    assert stderr == ""


def test_no_bar_in_a_pipe(site: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CHECK.format(delay=0), "check", "--select", "PAR003"],
        cwd=site,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (1, b"")
