import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.text import Span
from linter.reporters.shared.cells import ELLIPSIS, Marked, cut, shorten, shown, width, wrap

URL = "webUrl: https://www.example.com/a/b/c?utm_source=feed&page=2"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("abc", 3, id="ascii"),
        pytest.param("größe", 5, id="latin"),
        pytest.param("cafe\u0301", 4, id="combining-mark"),
        pytest.param("日本語", 6, id="cjk"),
        pytest.param("👍", 2, id="emoji"),
    ],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("a\tb", "a    b", id="tab"),
        pytest.param("\x1b[31m", "\\x1b[31m", id="escape-sequence"),
        pytest.param("\u202e", "\\u202e", id="bidirectional-override"),
        pytest.param("a\u2028b", "a\\u2028b", id="line-separator"),
        pytest.param("日本語 👍", "日本語 👍", id="printable"),
    ],
)
def test_shown(text: str, printed: str) -> None:
    assert shown(text) == printed


@pytest.mark.parametrize(
    ("part", "room", "expected"),
    [
        pytest.param("webUrl", 80, ("", "webUrl", URL[6:]), id="fits"),
        pytest.param("webUrl", 20, ("", "webUrl", ": https://www…"), id="at-the-start"),
        pytest.param("page=2", 30, ("…/a/b/c?utm_source=feed&", "page=2", ""), id="at-the-end"),
        pytest.param(
            "utm_source=feed", 30, ("…om/a/b/c?", "utm_source=feed", "&pag…"), id="middle"
        ),
        pytest.param("https", 30, ("webUrl: ", "https", "://www.example.c…"), id="left-anchored"),
        pytest.param(
            URL[8:], 30, ("webUrl: ", "https://www.example.c…", ""), id="wider-than-the-room"
        ),
        pytest.param("", 20, ("", "", f"{URL[:18]}…"), id="nothing-is-marked"),
    ],
)
def test_cut(part: str, room: int, expected: tuple[str, str, str]) -> None:
    start = URL.index(part)
    assert cut([Marked(URL, Span(start, start + len(part)))], room) == [expected]


def test_lines_that_start_alike_are_cut_alike() -> None:
    old, new = URL, URL.replace("utm_source=feed&", "")
    start = URL.index("utm")
    lines = [Marked(old, Span(start, start + 16)), Marked(new, Span(start, start))]
    (before_old, _, _), (before_new, _, _) = cut(lines, 40)
    assert before_old == before_new
    assert before_old.startswith(ELLIPSIS)


AWKWARD = st.text(st.sampled_from("ab 日👍\u0301\t\x1b\u202e"), max_size=120)


@given(AWKWARD, st.data(), st.integers(10, 90))
def test_what_is_cut_fits(line: str, data: st.DataObject, room: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    (part,) = cut([Marked(line, Span(start, end))], room)
    assert width(part.before) + max(width(part.marked), 1) + width(part.after) <= room + 1
    assert part.before.removeprefix(ELLIPSIS) in shown(line[:start])
    assert part.marked.removesuffix(ELLIPSIS) in shown(line[start:end])
    assert part.after.removesuffix(ELLIPSIS) in shown(line[end:])


@given(AWKWARD, st.integers(1, 60))
def test_what_is_shortened_fits(text: str, room: int) -> None:
    short = shorten(shown(text), room)
    assert width(short) <= room
    assert short == shown(text) or short.endswith(ELLIPSIS)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("one two three", ["one", "two three"], id="broken-at-blanks"),
        pytest.param("日本 日本 日本", ["日本", "日本 日本"], id="wide"),
        pytest.param("a-word-too-long is whole", ["a-word-too-long", "is whole"], id="long-word"),
        pytest.param("", [""], id="empty"),
    ],
)
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap(text, 10, used=5) == lines
