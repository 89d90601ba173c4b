"""Runs the command in processes of their own, which are forked instead of started.

Start-up is most of what linting one file costs. So one process imports the linter, and forks for
each command: the child takes its own streams and calls what the console script calls. The parent
says how it ended and what it took.

As a script, this module is that process. It reads one JSON object a line, and answers with two
lines: the number of the process that it has forked, and a JSON object once that has ended.
"""

import gc
import json
import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import IO, Any, NamedTuple

ROOT = Path(__file__).parents[1]

NOW = ("--now", "2026-11-01T00:00:00Z")
"""Options of a check at the time for which plans of the rules are there where there are limits."""

MAX_SECONDS = 10
MAX_PEAK_BYTES = 512 * 1024 * 1024
MAX_OPEN_FILES = 64

# More than the bar for what is in use, since mapped libraries count here too.
_MAX_ADDRESSES = 2 * 1024 * 1024 * 1024

_CHANGES_OUTPUT = frozenset({"COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR"})


def plain_environment() -> dict[str, str]:
    """Return the variables of this process, without those that change what is printed."""
    return {name: value for name, value in os.environ.items() if name not in _CHANGES_OUTPUT}


class Ending(NamedTuple):
    """How a command ended: status as a shell has it (a signal is negative), output, and costs.

    Seconds are those of processor time, of the command and of the processes that it started.
    """

    status: int
    stdout: bytes
    stderr: bytes
    seconds: float
    peak_bytes: int


class Running:
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


class Commands:
    """Runs commands one after the other.

    With limits, each has a limit on processor time, memory and open files, and the rules and
    schemas are loaded once. Without, each loads them, from the packages that it finds. A library
    that only these commands need can be imported too.
    """

    def __init__(self, scratch: Path, *, limited: bool, imported: str = "linter") -> None:
        self._scratch = scratch
        self._process = subprocess.Popen(
            [sys.executable, __file__, "limited" if limited else "free", imported],
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
        """Run `articlelint` in a folder, with the packages of another folder installed.

        Merged output is all in `stdout`, in the order in which it was written.
        """
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
    ) -> Running:
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
        return Running(pid, pipes, self._process.stdout)

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


def _child(request: dict[str, Any], *, limited: bool) -> None:
    given, *written = request["streams"]
    os.dup2(os.open(given, os.O_RDONLY), 0)
    for number, path in enumerate(written, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND), number)
    # The stream of the parent may be a file, which is then sought in, as a pipe cannot be.
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115 - not to be closed
    os.chdir(request["folder"])
    os.environ.update(request["environment"])
    sys.path[:0] = request["packages"]
    if limited:
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_ADDRESSES, _MAX_ADDRESSES))
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))
        resource.setrlimit(resource.RLIMIT_CPU, (3 * MAX_SECONDS, 3 * MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.argv = ["articlelint", *request["arguments"]]
    from linter.cli import main

    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # An orderly end visits every object and so copies all shared memory: most of the cost.
        if isinstance(end.code, int):
            os._exit(end.code)
        raise


def _import_everything() -> None:
    import sqlite3  # noqa: F401

    import jsonschema  # noqa: F401
    import platformdirs.unix  # noqa: F401
    import yaml  # noqa: F401

    import linter

    for module in walk_packages(linter.__path__, "linter."):
        if module.name != "linter.__main__":
            import_module(module.name)


def _prepare_for_limits() -> None:
    from linter.cache.key import own_digest
    from linter.files import git

    # Git would use all of it up over hostile lines.
    git.PATIENCE = 1

    # What is read for the cache.
    own_digest()
    _fix_an_article()


def _fix_an_article() -> None:
    """Run the command once, so that rules, schema, plans and patterns are there for all others."""
    from linter.cli import main

    with TemporaryDirectory() as folder, (Path(folder) / "output").open("w") as output:
        article = Path(folder) / "_news" / "2020-06-11-a.md"
        article.parent.mkdir()
        article.write_text("---\ntitle: a  b &amp; c\n---\n", encoding="utf-8")
        options = ("--no-cache", "--fix", "--show-fixes")
        sys.argv = ["articlelint", "check", *NOW, *options, str(article)]
        with redirect_stdout(output), redirect_stderr(output), suppress(SystemExit):
            main()


def _serve(*, limited: bool) -> None:
    _import_everything()
    if limited:
        _prepare_for_limits()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _child(json.loads(line), limited=limited)
            return
        print(pid, flush=True)  # noqa: T201 - the answer
        _, status, usage = os.wait4(pid, 0)
        costs = {
            "status": os.waitstatus_to_exitcode(status),
            "seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
        }
        print(json.dumps(costs), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    import_module(sys.argv[2])
    _serve(limited=sys.argv[1] == "limited")
