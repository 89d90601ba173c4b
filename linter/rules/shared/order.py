"""What the rules about order share: which entry to move."""

from bisect import bisect_right
from collections.abc import Sequence


def first_to_move(ranks: Sequence[int]) -> int | None:
    """Return the index of the first rank to move, if as few as possible are moved; None if none.

    No rank should be less than the one before it. What stays is a longest part of which that is
    true, of several such the earliest.
    """
    # How long an ascending part that begins with each rank can be; `ends` has, negated, the highest
    # rank for each length that such a part can begin with.
    lengths: list[int] = []
    ends: list[int] = []
    for rank in reversed(ranks):
        place = bisect_right(ends, -rank)
        ends[place : place + 1] = [-rank]
        lengths.append(place + 1)
    lengths.reverse()
    wanted = len(ends)
    previous = None
    for index, (rank, length) in enumerate(zip(ranks, lengths, strict=True)):
        if length < wanted or (previous is not None and rank < previous):
            return index
        wanted -= 1
        previous = rank
    return None
