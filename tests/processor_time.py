"""A limit on processor time, which does not grow with what else the machine does."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

PLENTY = 15
"""Seconds; ten times what the slowest of the tests needs, and quadratic work takes minutes."""


_LOOPS = 1_000_000
_SECONDS_OF_LOOPS = 0.07
"""Processor time of the loop in `slowness` where the times of the promises were measured."""


def slowness() -> float:
    """Return how many times slower this machine is now than the one of the promises; at least 1."""
    best = 10.0
    for _ in range(3):
        before, total = process_time(), 0
        for number in range(_LOOPS):
            total += number
        best = min(best, process_time() - before)
    return max(1.0, best / _SECONDS_OF_LOOPS)


def is_within(seconds: float, limit: float) -> bool:
    """Whether some processor time is within a limit, which grows on a slower machine."""
    return seconds < limit or seconds < limit * slowness()


@contextmanager
def bounded(shrunk: int = 1) -> Iterator[None]:
    """Assert that this process spends less than `PLENTY` on what is inside.

    On a text that is so many times smaller than one that would be hostile, quadratic work takes the
    square of that less, and is found all the same.
    """
    before = process_time()
    yield
    assert is_within(process_time() - before, PLENTY / shrunk**2)
