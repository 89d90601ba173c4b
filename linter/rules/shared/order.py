"""Find the entry to move in a list that is not sorted."""

from bisect import bisect_right
from collections.abc import Sequence


def first_to_move(ranks: Sequence[int]) -> int | None:
    """Return the index of the first rank to move to sort the ranks, or None if they are sorted.

    As few ranks as possible move: those outside the longest non-decreasing subsequence, and outside
    the earliest one if there are several.
    """
    # `lengths` has the longest non-decreasing subsequence that starts at each rank; `ends` has, for
    # each length, the highest rank at which one can start, negated for `bisect`.
    lengths: list[int] = []
    ends: list[int] = []
    for rank in reversed(ranks):
        place = bisect_right(ends, -rank)
        ends[place : place + 1] = [-rank]
        lengths.append(place + 1)
    lengths.reverse()
    remaining = len(ends)
    previous = None
    for index, (rank, length) in enumerate(zip(ranks, lengths, strict=True)):
        if length < remaining or (previous is not None and rank < previous):
            return index
        remaining -= 1
        previous = rank
    return None
