"""What becomes of several runs of one command: medians and least times, scaling to more files."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from bench.measure import Measure


class Seconds(NamedTuple):
    """The median and the least of several runs."""

    median: float
    least: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Several runs: processor time, wall time, and the peak memory of all in bytes.

    `scaled_from` is the number of files that were run, where the seconds are those of more.
    """

    cpu: Seconds
    wall: Seconds
    memory: int
    scaled_from: int | None = None


def summary(runs: Sequence[Measure]) -> Timing:
    """Return the timing of at least one run."""
    cpu, wall = [run.cpu for run in runs], [run.seconds for run in runs]
    memory = max(run.memory for run in runs)
    return Timing(Seconds(median(cpu), min(cpu)), Seconds(median(wall), min(wall)), memory)


def scaled(sample: Timing, one: Timing, ran: int, wanted: int) -> Timing:
    """Return what so many files would take, from a run on fewer.

    `one` is the timing of one file: what the tool needs before its first file counts once, and only
    the rest grows.
    """

    def grown(seconds: float, start: float) -> float:
        return start + max(0.0, seconds - start) * wanted / ran

    cpu, wall = (
        Seconds(grown(many.median, start.median), grown(many.least, start.least))
        for many, start in ((sample.cpu, one.cpu), (sample.wall, one.wall))
    )
    return Timing(cpu, wall, sample.memory, ran)
