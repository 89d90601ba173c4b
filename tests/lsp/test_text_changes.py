from typing import Any

import pytest
from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from linter.lsp.text_changes import changed_text

UTF_16 = PositionEncodingKind.Utf16
UTF_8 = PositionEncodingKind.Utf8


def part(start: tuple[int, int], end: tuple[int, int], text: str) -> Any:
    return TextDocumentContentChangePartial(Range(Position(*start), Position(*end)), text)


def whole(text: str) -> Any:
    return TextDocumentContentChangeWholeDocument(text)


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("old", [whole("new")], "new"),
        (None, [whole("new")], "new"),
        ("old", [whole("one"), whole("two")], "two"),
        ("ab\ncd\n", [part((1, 1), (1, 2), "x")], "ab\ncx\n"),
        ("ab\ncd\n", [part((0, 2), (1, 0), "")], "abcd\n"),
        ("ab\n", [part((0, 0), (0, 0), "x"), part((0, 1), (0, 1), "y")], "xyab\n"),
        ("ab\n", [part((0, 0), (0, 0), "x"), whole("b"), part((0, 1), (0, 1), "c")], "bc"),
        ("ab", [part((7, 0), (9, 9), "c")], "abc"),
        ("ab", [part((0, 1), (0, 0), "c")], "acb"),
        ("😀b", [part((0, 2), (0, 3), "c")], "😀c"),
        ("a\u2028b\r\nc", [part((1, 0), (1, 1), "d")], "a\u2028b\r\nd"),
        ("\ud83dx", [part((0, 1), (0, 2), "\ude00")], "😀"),
        ("\ud83d", [part((0, 1), (0, 1), "y")], "\ud83dy"),
        (None, [part((0, 0), (0, 0), "x")], None),
        ("same", [], "same"),
    ],
)
def test_changes_are_applied_one_after_the_other(
    text: str | None, changes: list[Any], expected: str | None
) -> None:
    assert changed_text(text, changes, UTF_16) == expected


def test_positions_count_what_was_agreed_on() -> None:
    assert changed_text("é😀b", [part((0, 6), (0, 7), "c")], UTF_8) == "é😀c"
