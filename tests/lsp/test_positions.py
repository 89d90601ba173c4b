import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind, Range

from linter.core.text import Span
from linter.lsp.positions import Positions

ENCODINGS = tuple(PositionEncodingKind)
TEXTS = st.text(st.sampled_from("ab\n\ré—😀\u2028\u0085\f\v\ufeff"), max_size=40)


@pytest.mark.parametrize(
    ("encoding", "character"),
    [
        (PositionEncodingKind.Utf8, 7),
        (PositionEncodingKind.Utf16, 4),
        (PositionEncodingKind.Utf32, 3),
    ],
)
def test_characters_count_units_of_the_encoding(
    encoding: PositionEncodingKind, character: int
) -> None:
    positions = Positions("first\né😀ax", encoding)
    assert positions.position(9) == Position(1, character)
    assert positions.offset(Position(1, character)) == 9


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\f", "\v"])
def test_what_python_takes_for_a_line_end_ends_no_line(separator: str) -> None:
    positions = Positions(f"a{separator}b\nc", PositionEncodingKind.Utf16)
    assert positions.position(2) == Position(0, 2)
    assert positions.position(4) == Position(1, 0)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_each_line_end_of_the_protocol_ends_a_line(end: str) -> None:
    positions = Positions(f"é{end}b", PositionEncodingKind.Utf16)
    assert positions.position(1 + len(end)) == Position(1, 0)
    assert positions.position(len(end)) == Position(0, 1)


def test_a_position_beyond_its_line_or_the_text_is_at_the_end() -> None:
    positions = Positions("aé\r\nb", PositionEncodingKind.Utf16)
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(1, 99)) == 5
    assert positions.offset(Position(7, 0)) == 5


def test_a_position_inside_a_character_is_at_its_start() -> None:
    text = "a😀b"
    assert Positions(text, PositionEncodingKind.Utf16).offset(Position(0, 2)) == 1
    assert [
        Positions(text, PositionEncodingKind.Utf8).offset(Position(0, each)) for each in range(7)
    ] == [0, 1, 1, 1, 1, 2, 3]


def test_a_range_that_ends_before_its_start_is_empty() -> None:
    positions = Positions("abc", PositionEncodingKind.Utf8)
    assert positions.span(Range(Position(0, 2), Position(0, 1))) == Span(2, 2)


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_an_offset_outside_of_line_ends_is_that_of_its_position(
    text: str, encoding: PositionEncodingKind
) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert positions.offset(positions.position(offset)) == offset


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(0, 9), st.integers(0, 99))
def test_any_position_has_an_offset_whose_position_is_not_after_it(
    text: str, encoding: PositionEncodingKind, line: int, character: int
) -> None:
    positions = Positions(text, encoding)
    offset = positions.offset(Position(line, character))
    assert 0 <= offset <= len(text)
    assert positions.position(offset) <= Position(line, character)
