"""Workers that are killed, and processes that the system does not give, cost no result."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linter.config.files import Configs, Overrides
from linter.files.discovery import find
from linter.files.targets import RunError
from linter.run import executors
from linter.run.report import Report
from linter.run.runner import RunOptions, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only there workers are forked"),
]

ROOT = Path(__file__).parents[2]
FILES = 40
DEADLY = "_news/017.md"
KILLED = "the process that linted it was killed, also when it was tried again"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the current folder a site with a finding in each file, which is worth a pool."""
    (tmp_path / "_news").mkdir()
    monkeypatch.setattr(executors, "WORTH_A_POOL", FILES // 2)
    monkeypatch.setattr(executors, "CHUNK", FILES // 8)
    for number in range(FILES):
        (tmp_path / f"_news/{number:03}.md").write_bytes(b"Hello\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(jobs: int) -> Report:
    configs = Configs(Overrides(select=("PAR001",)), isolated=True)
    return run(find(["."], Path.cwd(), configs), configs, options=RunOptions(jobs))


def paths(found: Report) -> list[str]:
    return [result.source.path for result in found.results]


def before_reading(monkeypatch: pytest.MonkeyPatch, name: str, strike: Callable[[], None]) -> None:
    """Have something happen in the worker that is about to read a file."""
    real, parent = os.open, os.getpid()

    def opened(path: Any, *arguments: Any, **options: Any) -> int:
        if str(path).endswith(name) and os.getpid() != parent:
            strike()
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, "open", opened)


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.usefixtures("site")
def test_a_file_that_always_kills_is_the_only_one_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    before_reading(monkeypatch, DEADLY, kill_self)
    found = report(jobs=2)
    assert found.errors == (RunError(DEADLY, KILLED),)
    assert paths(found) == [f"_news/{n:03}.md" for n in range(FILES) if f"{n:03}" not in DEADLY]


def test_a_worker_that_is_killed_once_costs_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strike() -> None:
        if not (site / "killed").exists():
            (site / "killed").touch()
            kill_self()

    undisturbed = report(jobs=1)
    before_reading(monkeypatch, DEADLY, strike)
    assert report(jobs=2) == undisturbed
    assert (site / "killed").exists()
    assert undisturbed.errors == ()
    assert len(undisturbed.results) == FILES


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("given", [0, 1, 2])
def test_processes_that_the_system_does_not_give(
    monkeypatch: pytest.MonkeyPatch, given: int
) -> None:
    undisturbed = report(jobs=1)
    real, asked = os.fork, []

    def fork() -> int:
        asked.append(1)
        if len(asked) > given:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return real()

    monkeypatch.setattr(os, "fork", fork)
    assert report(jobs=3) == undisturbed
    assert len(asked) == given + 1


# The first worker that is about to read the file kills itself.
KILLED_ONCE = f"""
import os, signal
from linter.run import executors

executors.WORTH_A_POOL, executors.CHUNK = {FILES // 2}, {FILES // 8}
real, parent = os.open, os.getpid()

def opened(path, *arguments, **options):
    if str(path).endswith({DEADLY!r}) and os.getpid() != parent and not os.path.exists("killed"):
        os.mkdir("killed")
        os.kill(os.getpid(), signal.SIGKILL)
    return real(path, *arguments, **options)

os.open = opened
from linter.cli import main

main()
"""


def test_a_worker_of_the_command_that_is_killed(site: Path) -> None:
    command = [sys.executable, "-c", KILLED_ONCE, "check", "--select", "PAR001", "--no-cache"]
    command += ["--output-format", "json", "--jobs"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    plain, killed = (
        subprocess.run([*command, jobs], env=environment, capture_output=True, check=False)
        for jobs in ("1", "2")
    )
    assert plain.stdout.count(b"PAR001") >= FILES
    assert (killed.returncode, killed.stdout, killed.stderr) == (1, plain.stdout, b"")
    assert (site / "killed").exists()
