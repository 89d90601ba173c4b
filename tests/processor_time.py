"""A limit on processor time, which does not grow with what else the machine does."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

PLENTY = 20
"""Seconds; ten times what the slowest of the tests needs, and quadratic work takes minutes."""


@contextmanager
def bounded() -> Iterator[None]:
    """Assert that this process spends less than `PLENTY` on what is inside."""
    before = process_time()
    yield
    assert process_time() - before < PLENTY
