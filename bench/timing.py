"""What becomes of several runs of one command: medians, extremes, scaling to more files."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.measure import Measure


@dataclass(frozen=True, slots=True)
class Timing:
    """Several runs: the median, least and most seconds, and the peak memory of all in bytes.

    `scaled_from` is the number of files that were run, where the seconds are those of more.
    """

    seconds: float
    least: float
    most: float
    memory: int
    scaled_from: int | None = None


def summary(runs: Sequence[Measure]) -> Timing:
    """Return the timing of at least one run."""
    seconds = [run.seconds for run in runs]
    memory = max(run.memory for run in runs)
    return Timing(median(seconds), min(seconds), max(seconds), memory)


def scaled(sample: Timing, start: float, ran: int, wanted: int) -> Timing:
    """Return what so many files would take, from a run on fewer.

    `start` is the time for one file: what the tool needs before its first file counts once, and
    only the rest grows.
    """

    def grown(seconds: float) -> float:
        return start + max(0.0, seconds - start) * wanted / ran

    return Timing(
        grown(sample.seconds), grown(sample.least), grown(sample.most), sample.memory, ran
    )
