"""Runs the command in processes of their own: forked ones, or new ones where there is no fork.

A forked process has imported the linter, and start-up is most of what linting one file costs.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NamedTuple, Self, TypeAlias

ROOT = Path(__file__).parents[1]

NOW = ("--now", "2026-11-01T00:00:00Z")
"""Options of a check at the time for which plans of the rules are there where there are limits."""

MAX_SECONDS = 10
MAX_PEAK_BYTES = 512 * 1024 * 1024
MAX_OPEN_FILES = 64

_COMMAND = (sys.executable, "-m", "linter")
_CHANGES_OUTPUT = frozenset({"COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR"})


def plain_environment() -> dict[str, str]:
    """Return the variables of this process, without those that change what is printed."""
    return {name: value for name, value in os.environ.items() if name not in _CHANGES_OUTPUT}


class Ending(NamedTuple):
    """How a command ended: status as a shell has it (a signal is negative), output, and costs.

    Seconds are those of processor time, of the command and of the processes that it started. Costs
    are 0 where they are not measured.
    """

    status: int
    stdout: bytes
    stderr: bytes
    seconds: float = 0
    peak_bytes: int = 0


class StartedCommands:
    """Runs each command as a new process, without limits and without its costs."""

    def run(
        self,
        *arguments: str,
        folder: Path,
        stdin: bytes = b"",
        packages: Path | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
        merged: bool = False,
    ) -> Ending:
        """Run `articlelint` in a folder, with the packages of another folder installed.

        Merged output is all in `stdout`, in the order in which it was written.
        """
        found = os.pathsep.join(map(str, filter(None, (packages, ROOT))))
        done = subprocess.run(
            [*_COMMAND, *arguments],
            cwd=folder,
            env={**plain_environment(), "PYTHONPATH": found, **environment},
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merged else subprocess.PIPE,
            check=False,
        )
        return Ending(done.returncode, done.stdout, done.stderr or b"")

    def start(
        self,
        *arguments: str,
        folder: Path,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.Popen[bytes]:
        """Start `articlelint` in a folder."""
        return subprocess.Popen(
            [*_COMMAND, *arguments],
            cwd=folder,
            env={**plain_environment(), "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def close(self) -> None:
        """Do nothing: no process outlives its command."""


class ForkedCommand:
    """A command that runs, with pipes for its streams; the methods are those of `Popen`."""

    def __init__(self, pid: int, streams: Sequence[Path], costs: IO[bytes]) -> None:
        """Open the pipes, in the order in which the command opens them."""
        given, stdout, stderr = streams
        self.pid = pid
        self.stdin = given.open("wb")
        self.stdout = stdout.open("rb")
        self.stderr = stderr.open("rb")
        self.returncode: int | None = None
        self._costs = costs

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the end, and close the pipes."""
        self.wait()
        for pipe in (self.stdin, self.stdout, self.stderr):
            pipe.close()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, and return the status."""
        if self.returncode is None:
            ended, _, _ = select.select([self._costs], [], [], timeout)
            if not ended:
                raise subprocess.TimeoutExpired("articlelint", timeout or 0)
            self.returncode = json.loads(self._costs.readline())["status"]
        return self.returncode

    def kill(self) -> None:
        """End the command if it still runs."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()


class ForkedCommands:
    """Runs commands one after the other, as forks of one process.

    With limits, each has a limit on processor time, memory and open files, a schema may cost a part
    of what it may cost otherwise (given as a divisor), and the rules and schemas are loaded once.
    Without, each loads them, from the packages that it finds. A library that only these commands
    need can be imported too.
    """

    def __init__(
        self, scratch: Path, *, limited: bool, imported: str = "linter", part: int = 1
    ) -> None:
        self._scratch = scratch
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.fork_server"),
                *("limited" if limited else "free", imported, str(part)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Whether a line is there is asked of the pipe.
            bufsize=0,
            env=plain_environment() | {"PYTHONPATH": str(ROOT)},
        )

    def run(
        self,
        *arguments: str,
        folder: Path,
        stdin: bytes = b"",
        packages: Path | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
        merged: bool = False,
    ) -> Ending:
        """Run `articlelint` as `StartedCommands` does."""
        given, stdout, stderr = self._streams("stdin", "stdout", "stderr")
        for stream, content in ((given, stdin), (stdout, b""), (stderr, b"")):
            stream.write_bytes(content)
        self._fork(
            arguments=arguments,
            folder=str(folder),
            streams=[*map(str, (given, stdout, stdout if merged else stderr))],
            packages=[str(packages)] if packages else [],
            environment=dict(environment),
        )
        assert self._process.stdout is not None
        costs = json.loads(self._process.stdout.readline())
        return Ending(stdout=stdout.read_bytes(), stderr=stderr.read_bytes(), **costs)

    def start(
        self,
        *arguments: str,
        folder: Path,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> ForkedCommand:
        """Start `articlelint` in a folder; the next command waits until it has ended."""
        pipes = self._streams("stdin-pipe", "stdout-pipe", "stderr-pipe")
        for pipe in pipes:
            if not pipe.exists():
                os.mkfifo(pipe)
        pid = self._fork(
            arguments=arguments,
            folder=str(folder),
            streams=[*map(str, pipes)],
            packages=[],
            environment=dict(environment),
        )
        assert self._process.stdout is not None
        return ForkedCommand(pid, pipes, self._process.stdout)

    def _streams(self, *names: str) -> tuple[Path, ...]:
        return tuple(self._scratch / name for name in names)

    def _fork(self, **request: Any) -> int:
        """Send a request, and return the number of the process that is forked for it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(request)}\n".encode())
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


Commands: TypeAlias = StartedCommands | ForkedCommands


def new_commands(
    scratch: Path, *, limited: bool, imported: str = "linter", part: int = 1
) -> Commands:
    """Return what runs commands; the arguments are those of `ForkedCommands`."""
    if hasattr(os, "fork"):
        return ForkedCommands(scratch, limited=limited, imported=imported, part=part)
    return StartedCommands()
