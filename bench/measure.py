"""How much time one command takes, and how much memory it needs at most."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_INTERVAL = 0.2
_PROC = Path("/proc")
_LAUNCHER = Path(__file__).parent / "scripts/launch.py"


class Measure(NamedTuple):
    """One run of a command: wall time and processor time in seconds, and peak memory in bytes.

    The processor time is that of all its processes, and hardly depends on what else runs.

    The memory is the greater of two figures: the largest single process as the system accounts it
    at its end, and all processes together, shared pages counted once (proportional set size),
    sampled five times a second on Linux. Less than a bare Python has, 10 MB, is not measured.
    """

    seconds: float
    cpu: float
    memory: int


class CommandError(Exception):
    """A command ended in another way than with findings or without; the text has the details."""


def measure(
    command: Sequence[str],
    folder: Path,
    log: Path,
    environment: Mapping[str, str],
    findings: int = 1,
) -> Measure:
    """Run a command in a folder, its output into the file `log`.

    `findings` is the exit status by which it says that it found something.

    Raises:
        CommandError: it cannot be run, or ended with another status than 0 and `findings`.

    """
    result = log.with_suffix(".result")
    launched = (sys.executable, "-I", "-S", str(_LAUNCHER), str(result), *command)
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(
                launched,
                cwd=folder,
                env=_environment(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise CommandError(f"it cannot be run: {error.strerror}") from None
        sampler = _Sampler(process.pid)
        sampler.start()
        launcher_status = process.wait()
        sampler.stop()
    if launcher_status:
        raise CommandError(f"it cannot be run: {_last_line(log)}")
    seconds, cpu, memory, status = result.read_text(encoding="ascii").split()
    if int(status) not in {0, findings}:
        raise CommandError(f"it ended with {status}: {_last_line(log)}")
    return Measure(float(seconds), float(cpu), max(int(memory), sampler.peak))


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    environment = {**os.environ, **more}
    # Each run would compile all code again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no output"


class _Sampler(threading.Thread):
    """Watches the memory of all that a process started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            self.peak = max(self.peak, sum(map(_proportional_size, _descendants(self._pid))))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            tasks = list((_PROC / f"{parent}/task").iterdir())
            children = [(task / "children").read_text(encoding="ascii") for task in tasks]
        except OSError:
            # It ended in the meantime.
            continue
        found += (int(child) for line in children for child in line.split())
    return found[1:]


def _proportional_size(pid: int) -> int:
    try:
        lines = (_PROC / f"{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
