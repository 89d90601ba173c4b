"""Spans, edits, rows and columns."""

import random
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.text import (
    ByteIndex,
    Edit,
    LineIndex,
    OverlappingEditsError,
    Position,
    Span,
    apply_edits,
)

# Characters that some other counting of lines or columns takes otherwise.
AWKWARD = "a\n\r\t\v\f\x1c\x1e\x85\u2028\u2029\ufeff\u0301é👍\U0001f3fd"
TEXTS = st.text(st.sampled_from(AWKWARD)) | st.text()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 2), (1, 3), True),
        ((0, 2), (2, 3), False),
        ((0, 5), (1, 2), True),
        ((3, 4), (0, 3), False),
        ((2, 2), (0, 2), True),
        ((2, 2), (2, 4), True),
        ((2, 2), (2, 2), True),
        ((2, 2), (0, 4), True),
        ((2, 2), (3, 4), False),
        ((5, 5), (0, 4), False),
    ],
)
def test_overlaps(one: tuple[int, int], other: tuple[int, int], *, expected: bool) -> None:
    assert Span(*one).overlaps(Span(*other)) is expected
    assert Span(*other).overlaps(Span(*one)) is expected


# Edits


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([Edit(Span(0, 1), "X")], "Xbcdef"),
        ([Edit(Span(6, 6), "X")], "abcdefX"),
        ([Edit(Span(0, 6), "")], ""),
        ([Edit(Span(4, 5), "Y"), Edit(Span(0, 2), "")], "cdYf"),
        ([Edit(Span(2, 2), "1"), Edit(Span(2, 2), "2")], "ab12cdef"),
        ([Edit(Span(2, 4), "X"), Edit(Span(2, 2), "1")], "ab1Xef"),
        ([Edit(Span(4, 4), "1"), Edit(Span(2, 4), "X")], "abX1ef"),
        ([Edit(Span(0, 2), "12345"), Edit(Span(2, 6), "")], "12345"),
    ],
)
def test_apply_edits(edits: list[Edit], expected: str) -> None:
    assert apply_edits("abcdef", edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")],
        [Edit(Span(0, 4), ""), Edit(Span(1, 1), "x")],
        [Edit(Span(1, 2), "x"), Edit(Span(1, 2), "x")],
        [Edit(Span(5, 7), "")],
        [Edit(Span(-1, 2), "")],
        [Edit(Span(3, 2), "")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OverlappingEditsError):
        apply_edits("abcdef", edits)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS)), TEXTS, st.randoms(use_true_random=False))
def test_each_edit_changes_its_own_characters_and_no_other(
    pieces: list[tuple[str, str, str]], end: str, order: random.Random
) -> None:
    before = after = ""
    edits = []
    for kept, old, new in pieces:
        # A character between two edits keeps inserts at one place from changing order.
        start = len(before) + len(kept) + 1
        edits.append(Edit(Span(start, start + len(old)), new))
        before += f"{kept}|{old}"
        after += f"{kept}|{new}"
    order.shuffle(edits)
    assert apply_edits(before + end, edits) == after + end


# Rows and columns


def test_lines_end_as_in_editors() -> None:
    index = LineIndex("a\nb\r\nc\rd\r\r\ne\u2028f\x85g\fh\n")
    starts = {offset: index.position(offset) for offset in (0, 2, 5, 7, 9, 11, 19)}
    assert starts == {
        0: (1, 1),
        2: (2, 1),
        5: (3, 1),
        7: (4, 1),
        9: (5, 1),
        11: (6, 1),
        19: (7, 1),
    }
    assert index.position(17) == (6, 7)


def test_columns_count_code_points() -> None:
    assert LineIndex("👍é\u0301x").position(3) == Position(1, 4)


def test_a_position_inside_a_line_end_belongs_to_the_line() -> None:
    assert LineIndex("ab\r\nc").position(3) == Position(1, 4)


@given(TEXTS)
def test_rows_join_to_the_text_and_positions_lead_back(text: str) -> None:
    index = LineIndex(text)
    last = index.position(len(text)).row
    lines = [index.line(row) for row in range(1, last + 1)]
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    for line, following in pairwise(lines):
        assert text[line.end : following.start] in ("\n", "\r\n", "\r")
    assert not any({"\n", "\r"} & set(text[slice(*line)]) for line in lines)
    for offset in range(len(text) + 1):
        row, column = index.position(offset)
        assert index.line(row).start + column - 1 == offset
        assert row == last or offset < index.line(row + 1).start


@given(st.text(st.sampled_from("aß日👍\n"), max_size=4_000), st.data())
def test_bytes_before_an_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert ByteIndex(text).before(offset) == len(text[:offset].encode())


@pytest.mark.parametrize("length", [1_023, 1_024, 1_025, 2_048, 5_000])
def test_bytes_before_an_offset_of_a_long_text(length: int) -> None:
    index = ByteIndex("ß" * length)
    assert [index.before(offset) for offset in range(length + 1)] == list(
        range(0, 2 * length + 1, 2)
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_of_a_long_text(end: str) -> None:
    lines = ["a" * (number % 7) for number in range(400)]
    index = LineIndex(end.join(lines))
    assert index.last_row == len(lines)
    starts = accumulate((len(line) + len(end) for line in lines), initial=0)
    assert [index.line(row + 1) for row in range(len(lines))] == [
        Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)
    ]
