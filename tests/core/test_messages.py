"""Values and words in messages."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.messages import plural, printable, quoted, yaml_word

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
