"""linter.core.text: spans, edits, rows and columns, and values in messages."""

import random
import sys
import unicodedata
from itertools import pairwise

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
    plural,
    printable,
    quoted,
    without_user,
    without_user_of,
    yaml_word,
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


# Values in messages


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("news", "`news`"),
        ("", "``"),
        (True, "`true`"),
        (False, "`false`"),
        (None, "`null`"),
        (12, "`12`"),
        (1.5, "`1.5`"),
        ({"a": 1}, "`{…}`"),
        ([1], "`[…]`"),
        ("a\nb\tc\x1b[31m", r"`a\nb\tc\x1b[31m`"),
        ("x" * 60, f"`{'x' * 60}`"),
        ("x" * 61, f"`{'x' * 59}…`"),
        ("“é” 👍 日本語", "`“é” 👍 日本語`"),
    ],
    ids=ascii,
)
def test_quoted(value: object, expected: str) -> None:
    assert quoted(value) == expected


def test_a_limit_shortens_what_is_quoted() -> None:
    assert quoted("abcdef", 4) == "`abc…`"


@pytest.mark.parametrize(
    ("value", "expected"), [(True, "true"), (None, "null"), (0, "0"), ({}, "{…}"), ([], "[…]")]
)
def test_yaml_word(value: object, expected: str) -> None:
    assert yaml_word(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]8;;", r"\x1b]8;;"),
        ("a\u202eb", r"a\u202eb"),
        ("\u2028", r"\u2028"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("\x00\r\n", r"\x00\r\n"),
        ("ü\u0301", "ü\u0301"),
    ],
    ids=ascii,
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text(st.characters()))
def test_nothing_printable_steers_a_terminal_or_breaks_a_line(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    kinds = {unicodedata.category(character) for character in shown}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    shown.encode()


def test_every_control_character_is_made_visible() -> None:
    controls = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cc"
    ]
    assert len(controls) == 65
    assert all(printable(control).startswith("\\") for control in controls)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines"), (1234, "1,234 lines")]
)
def test_plural(count: int, expected: str) -> None:
    assert plural(count, "line") == expected


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ftp://user:secret@host/x.md", "ftp://host/x.md"),
        ("ftp://user@host/x.md", "ftp://host/x.md"),
        ("ftp://:secret@host/", "ftp://host/"),
        ("ftp://user:se@cret@host/x", "ftp://host/x"),
        ("ftp://user:se/cret@host/x", "ftp://host/x"),
        ("ftp://user:se#cret@host/x", "ftp://host/x"),
        ("in ftp://a:b@c/d, and tcp://e:f@1.2.3.4:8786", "in ftp://c/d, and tcp://1.2.3.4:8786"),
        ("zip://a.md::ftp://a:b@c/d.zip", "zip://c/d.zip"),
        ("s3://bucket/a@b.md", "s3://bucket/a@b.md"),
        ("ftp://host:21/a@b.md", "ftp://host:21/a@b.md"),
        ("https://host/?a=b@c", "https://host/?a=b@c"),
        ("github://owner:repository@main/a.md", "github://owner:repository@main/a.md"),
        ("somebody@example.com", "somebody@example.com"),
    ],
)
def test_addresses_are_shown_without_user_and_password(text: str, shown: str) -> None:
    assert without_user(text) == shown


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://user:se%2Fcret@host/", "no such password: 'se/cret'"),
        ("ftp://user:secret@host/", "user:secret@host refused"),
        ("ftp://user:secret@host/", "login of user with secret"),
        ("ftp://user:sec/ret@host/", "port is no number: 'sec'"),
    ],
)
def test_what_a_library_says_is_shown_without_the_password(address: str, said: str) -> None:
    shown = without_user_of(address, said)
    assert not any(part in shown for part in ("secret", "se/cret", "sec'", "ret@"))


def test_without_a_user_nothing_is_taken_out() -> None:
    said = "no such file: host/a.md"
    assert without_user_of("ftp://host/a.md", said) == said
