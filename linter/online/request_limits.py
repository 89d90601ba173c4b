"""Limits of time, number and size for requests; times are in seconds, sizes in bytes."""

from dataclasses import dataclass
from typing import Final

MAX_REDIRECTS: Final = 5
"""The most redirects that are followed from one address."""

MAX_BODY: Final = 1_000_000
"""The most of a body that is read, compressed or not."""

FIRST_RANGE: Final = 64 * 1024
"""What is read of a picture at first; nearly every header ends in it."""


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Time-outs, retries and concurrency of requests."""

    connect: float = 10.0
    read: float = 15.0
    whole: float = 30.0
    """For one request, its body included."""
    tries: int = 3
    """Requests for one address, where what went wrong may pass."""
    first_wait: float = 1.0
    """Before the second try; each further wait is twice as long. Jitter is added."""
    longest_wait: float = 30.0
    """The longest `Retry-After` that is obeyed; a host with a longer one gets no more requests."""
    pause: float = 0.1
    """Between two requests in one slot of a host."""
    at_once: int = 32
    of_host: int = 2
    """Requests to one host at once."""
    hosts: int = 128
    """Hosts in progress at once; most of them wait for the end of a pause."""
