"""Runs the jobs of many files, in order: in this process, in a pool, or in any executor.

A worker that is killed, for example for lack of memory, costs no result: the files that were under
way are tried once more, and the file whose worker dies again is reported.
"""

import gc
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from linter.core.filesystem import reason
from linter.files.targets import Target
from linter.run.file_job import Job, work, work_here
from linter.run.file_outcome import FileOutcome

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

CHUNK = 50
"""The number of files that a worker gets at a time."""

WORTH_A_POOL = 300
"""The number of files from which a pool is faster than one process."""

_KILLED = "the process that linted it was killed, also when it was tried again"


def linted(
    job: Job,
    targets: Sequence[Target],
    jobs: int,
    executor: "Executor | None" = None,
    unshared: Iterable[list[Target]] = (),
) -> Iterator[tuple[Target, FileOutcome]]:
    """Yield each file with its outcome, in the order of the files.

    Another executor restarts killed workers itself; each file of a chunk that it gives up is tried
    once more. Forked workers empty the lists that are `unshared`.

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
    # Forked processes share what exists now; a garbage collection in them would copy it.
    gc.freeze()
    try:
        with _pool(jobs, targets, unshared) as pool:
            for chunk, future in _under_way(pool, job, targets, jobs):
                for target, outcome in zip(chunk, future.result(), strict=True):
                    reached += 1
                    # One text for each path, and not a copy from another process.
                    yield target, outcome._replace(path=target.shown_as)
    except BrokenProcessPool:
        yield from _again(job, targets[reached:])
    except OSError:
        # The system starts no more processes; those that it started are idle.
        for child in multiprocessing.active_children():
            child.kill()
        yield from _here(job, targets[reached:])
    finally:
        gc.unfreeze()


def _here(job: Job, targets: Sequence[Target]) -> Iterator[tuple[Target, FileOutcome]]:
    for chunk in _chunks(targets):
        yield from zip(chunk, work_here(job, chunk), strict=True)


def _under_way(
    executor: "Executor", job: Job, targets: Sequence[Target], jobs: int
) -> Iterator[tuple[tuple[Target, ...], "Future[list[FileOutcome]]"]]:
    """Yield chunks with their futures, a few submitted ahead, so that outcomes do not pile up."""
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
    """Run in an executor that restarts killed workers, and gives up tasks that kill several."""
    from concurrent.futures import BrokenExecutor

    for chunk, future in _under_way(executor, job, targets, jobs):
        try:
            outcomes = future.result()
        except BrokenExecutor:
            # One by one, so that only the file that kills its worker is reported.
            outcomes = [_alone(executor, job, target) for target in chunk]
        yield from zip(chunk, outcomes, strict=True)


def _alone(executor: "Executor", job: Job, target: Target) -> FileOutcome:
    from concurrent.futures import BrokenExecutor

    try:
        return executor.submit(work, job, (target,)).result()[0]
    except BrokenExecutor:
        return FileOutcome.failed(target.shown_as, _KILLED)


def _again(job: Job, targets: Sequence[Target]) -> Iterator[tuple[Target, FileOutcome]]:
    """Run file by file after a worker was killed; a file whose worker is killed again fails."""
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
    if target.url is None:
        return False
    from linter.files import remote

    return remote.is_in_this_process(target.url)


def _pool(
    jobs: int, targets: Sequence[Target], unshared: Iterable[list[Target]] = ()
) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has every module loaded. Forking is unsafe or missing on other systems, and
    # unsafe with the threads of a library that connects to servers.
    is_safe = sys.platform == "linux" and not any(target.url for target in targets)
    if not is_safe:
        return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    forking = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, forking, initializer=_empty, initargs=(unshared,))


def _empty(lists: Iterable[list[Target]]) -> None:
    """Free the files in lists, of which a worker gets one chunk at a time.

    Reference counts in the parent change nearly all pages of a list, so that there would be two of
    each: those of the parent, and the old ones of the workers.
    """
    for each in lists:
        each.clear()
