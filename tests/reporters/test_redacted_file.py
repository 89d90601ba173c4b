import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.secret_text import COVER
from linter.core.text import Edit, Span
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.reporters.shared.redacted_file import RedactedFile

KEY = "not-a-real-key-but-long-enough-to-be-one"
TEXT = f'---\ntitle: a\nsecured: "{KEY}"\n---\n'
SECRET = Span(TEXT.index('"'), TEXT.rindex('"') + 1)


def redacted(text: str = TEXT, *secrets: Span) -> RedactedFile:
    return RedactedFile(FileResult(Source("a.md", text), (), secrets or (SECRET,)))


def test_secrets_are_covered_in_place() -> None:
    assert redacted().text == TEXT.replace(f'"{KEY}"', COVER * (len(KEY) + 2))


def test_secrets_may_overlap_and_span_lines() -> None:
    covered = redacted("abc\r\ndef\nghi", Span(4, 8), Span(1, 6)).text
    assert covered == "a••\r\n•••\nghi"


@given(st.text("ab\n", max_size=30), st.data())
def test_nothing_else_is_covered(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted).map(lambda s: Span(*s))))
    covered = RedactedFile(FileResult(Source("a.md", text), (), tuple(sorted(spans)))).text
    inside = {offset for span in spans for offset in range(*span)}
    for offset, (before, after) in enumerate(zip(text, covered, strict=True)):
        assert after == (COVER if offset in inside and before != "\n" else before)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        pytest.param(f"is `{KEY}`", f"is `{COVER * 40}`", id="whole"),
        pytest.param(f"is `{KEY[:20]}…`", f"is `{COVER * 20}…`", id="its-beginning"),
        pytest.param(f"{KEY} {KEY}", f"{COVER * 40} {COVER * 40}", id="twice"),
        pytest.param(f"is {KEY[:8]}", f"is {KEY[:8]}", id="too-little-to-tell"),
        pytest.param("title: a", "title: a", id="something-else"),
    ],
)
def test_texts_about_the_file(text: str, safe: str) -> None:
    assert redacted().safe(text) == safe


def test_a_short_secret_is_covered_when_whole() -> None:
    short = redacted("secured: hunter2\n", Span(9, 16))
    assert short.safe("`hunter2`, hunter") == "`•••••••`, hunter"
    assert redacted("secured: x\n", Span(9, 10)).safe("an x") == "an x"


INSIDE = Span(SECRET.start + 3, SECRET.start + 4)


@pytest.mark.parametrize(
    ("edit", "safe", "reveals"),
    [
        pytest.param(Edit(Span(11, 12), "b"), "b", False, id="elsewhere"),
        pytest.param(Edit(INSIDE, ""), "", False, id="deletes-inside"),
        pytest.param(Edit(INSIDE, "=="), "••", False, id="pads"),
        pytest.param(Edit(INSIDE, "abc"), "•••", True, id="writes-inside"),
        pytest.param(Edit(SECRET, "a\nb"), "•\n•", True, id="replaces-it"),
        pytest.param(Edit(Span(4, 4), f"key: {KEY}\n"), f"key: {COVER * 40}\n", True, id="moves"),
        pytest.param(Edit(Span(SECRET.end, SECRET.end), "\nx: 1"), "\nx: 1", False, id="behind"),
        pytest.param(Edit(Span(4, SECRET.start), "secured: "), "secured: ", False, id="before"),
    ],
)
def test_edits(edit: Edit, safe: str, *, reveals: bool) -> None:
    assert redacted().safe_edit(edit) == Edit(edit.span, safe)
    assert redacted().reveals(edit) is reveals


def test_without_secrets_all_is_as_it_is() -> None:
    plain = RedactedFile(FileResult(Source("a.md", TEXT), (), ()))
    assert plain.text == TEXT
    assert plain.safe(KEY) == KEY
    assert not plain.reveals(Edit(SECRET, "abc"))
