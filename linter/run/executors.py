"""Lints many files in other processes: chunks of them, in order, through any executor.

A worker that is killed, for want of memory for instance, takes nothing with it: what was under way
is tried once more, one chunk at a time, and only what fails again is reported.
"""

import gc
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from linter.core.filesystem import reason
from linter.files import remote
from linter.files.targets import Target
from linter.run.file_job import Job, work
from linter.run.file_outcome import FileOutcome

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

CHUNK = 50
"""How many files a worker is given at a time."""

WORTH_A_POOL = 300
"""From how many files on workers are worth their start."""

_KILLED = "the process that linted it was killed, also when it was tried again"


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def linted(
    job: Job, targets: Sequence[Target], jobs: int, executor: "Executor | None" = None
) -> Iterator[tuple[Target, FileOutcome]]:
    """Yield each file with what came of it, in their order.

    Another executor sees to killed workers itself; of a chunk that it gives up, each file is tried
    once more.

    Raises:
        ConfigError: the settings name no such rule.

    """
    if executor is not None:
        yield from _elsewhere(executor, job, targets, jobs)
        return
    if jobs == 1 or len(targets) < WORTH_A_POOL or any(map(_is_here_alone, targets)):
        yield from _here(job, targets)
        return
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool

    reached = 0
    # What is there already belongs to all processes; a collector that looks through it would make
    # each of them copy it.
    gc.freeze()
    try:
        with _pool(jobs, targets) as pool:
            for chunk, future in _under_way(pool, job, targets, jobs):
                for pair in zip(chunk, future.result(), strict=True):
                    reached += 1
                    yield pair
    except BrokenProcessPool:
        yield from _again(job, targets[reached:])
    except OSError:
        # The system gives no more processes; those that it gave have nothing to do.
        for child in multiprocessing.active_children():
            child.kill()
        yield from _here(job, targets[reached:])
    finally:
        gc.unfreeze()


def _here(job: Job, targets: Sequence[Target]) -> Iterator[tuple[Target, FileOutcome]]:
    for target in targets:
        yield target, work(job, (target,))[0]


def _under_way(
    executor: "Executor", job: Job, targets: Sequence[Target], jobs: int
) -> Iterator[tuple[tuple[Target, ...], "Future[list[FileOutcome]]"]]:
    """Keep a few chunks under way, so that outcomes do not pile up."""
    chunks = _chunks(targets)
    under_way: deque[tuple[tuple[Target, ...], Future[list[FileOutcome]]]] = deque()
    for chunk in islice(chunks, 3 * jobs):
        under_way.append((chunk, executor.submit(work, job, chunk)))
    while under_way:
        yield under_way.popleft()
        for following in islice(chunks, 1):
            under_way.append((following, executor.submit(work, job, following)))


def _elsewhere(
    executor: "Executor", job: Job, targets: Sequence[Target], jobs: int
) -> Iterator[tuple[Target, FileOutcome]]:
    """Lint through an executor that starts killed workers anew, and gives up who kills many."""
    from concurrent.futures import BrokenExecutor

    for chunk, future in _under_way(executor, job, targets, jobs):
        try:
            outcomes = future.result()
        except BrokenExecutor:
            # One after the other, so that no file is blamed for what its neighbour did.
            outcomes = [_alone(executor, job, target) for target in chunk]
        yield from zip(chunk, outcomes, strict=True)


def _alone(executor: "Executor", job: Job, target: Target) -> FileOutcome:
    from concurrent.futures import BrokenExecutor

    try:
        return executor.submit(work, job, (target,)).result()[0]
    except BrokenExecutor:
        return FileOutcome.failed(target.shown_as, _KILLED)


def _again(job: Job, targets: Sequence[Target]) -> Iterator[tuple[Target, FileOutcome]]:
    """Lint file by file what was left when a worker was killed: who kills it again is the one."""
    from concurrent.futures.process import BrokenProcessPool

    waiting = deque(targets)
    while waiting:
        with _pool(1, targets) as pool:
            try:
                while waiting:
                    (outcome,) = pool.submit(work, job, (waiting[0],)).result()
                    yield waiting.popleft(), outcome
            except (BrokenProcessPool, OSError) as error:
                target = waiting.popleft()
                why = reason(error) if isinstance(error, OSError) else _KILLED
                yield target, FileOutcome.failed(target.shown_as, why)


def _chunks(targets: Sequence[Target]) -> Iterator[tuple[Target, ...]]:
    return (tuple(targets[start : start + CHUNK]) for start in range(0, len(targets), CHUNK))


def _is_here_alone(target: Target) -> bool:
    return target.url is not None and remote.is_in_this_process(target.url)


def _pool(jobs: int, targets: Sequence[Target]) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has everything loaded; elsewhere forking is not safe or not there, nor is it
    # with the threads of a library that talks to servers.
    is_safe = sys.platform == "linux" and not any(target.url for target in targets)
    method = "fork" if is_safe else "spawn"
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method))
