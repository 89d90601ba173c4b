"""linter.fix.selection: which places of a text are taken by chosen fixes."""

from itertools import product

from linter.core.text import Span
from linter.fix.selection import _EditedPlaces

LENGTH = 4
SPANS = [Span(start, end) for start in range(LENGTH + 1) for end in range(start, LENGTH + 1)]


def test_a_place_is_taken_if_a_span_there_overlaps_one_that_was_added() -> None:
    for added, asked in product(SPANS, SPANS):
        places = _EditedPlaces(LENGTH)
        places.add(added)
        assert places.overlaps(asked) is asked.overlaps(added), (added, asked)


def test_each_span_that_was_added_counts() -> None:
    places = _EditedPlaces(LENGTH)
    places.add(Span(0, 1))
    places.add(Span(3, 3))
    taken = [span for span in SPANS if places.overlaps(span)]
    assert taken == [
        span
        for span in SPANS
        if span.start == 0 or span.start <= 3 <= span.end or span == Span(1, 1)
    ]
