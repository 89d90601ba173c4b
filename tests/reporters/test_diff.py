import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.diagnostic import Fix, Safety
from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.reporters.shared.diff import Change, changes, differing_part
from linter.reporters.shared.redacted_file import RedactedFile

TEXT = "---\na: 1\nb: 2\nc: 3\n---\n"


def changed(text: str, *edits: Edit) -> list[Change]:
    redacted = RedactedFile(FileResult(Source("a.md", text), (), ()))
    return list(changes(redacted, Fix("Do it", edits, Safety.SAFE), reach=100))


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([(7, 8, "9")], [(2, ("a: 1",), ("a: 9",))], id="within-a-line"),
        pytest.param([(4, 9, "")], [(2, ("a: 1",), ())], id="a-line-goes"),
        pytest.param([(8, 8, "\nx: 0")], [(3, (), ("x: 0",))], id="a-line-comes"),
        pytest.param([(9, 9, "x: 0\n")], [(3, (), ("x: 0",))], id="a-line-comes-above"),
        pytest.param(
            [(4, 5, "x"), (7, 8, "9")], [(2, ("a: 1",), ("x: 9",))], id="two-edits-of-one-line"
        ),
        pytest.param(
            [(17, 18, "7"), (7, 8, "9")],
            [(2, ("a: 1",), ("a: 9",)), (4, ("c: 3",), ("c: 7",))],
            id="two-places",
        ),
        pytest.param([(8, 9, ", ")], [(2, ("a: 1", "b: 2"), ("a: 1, b: 2",))], id="joined"),
        pytest.param(
            [(4, 19, "c: 3\na: 1\nb: 2\n")],
            [(2, (), ("c: 3",)), (4, ("c: 3",), ())],
            id="moved",
        ),
        pytest.param([(8, 9, "\r\n")], [], id="only-a-line-end"),
        pytest.param([(23, 23, "\n")], [(7, (), ("",))], id="at-the-end"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_changes(
    edits: list[tuple[int, int, str]], expected: list[tuple[int, tuple[str, ...], tuple[str, ...]]]
) -> None:
    found = changed(TEXT, *(Edit(Span(start, end), text) for start, end, text in edits))
    assert found == expected


def test_a_large_change_is_not_compared_line_by_line() -> None:
    text = "".join(f"{number}\n" for number in range(1_000))
    (change,) = changed(text, Edit(Span(0, len(text) - 1), text[::-1].strip()))
    assert len(change.before) > 900


LINES = st.lists(st.sampled_from(["a", "b", "", "cc"]), max_size=8).map("\n".join)


@given(LINES, LINES, st.data())
def test_changes_lead_from_old_to_new(text: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    edit = Edit(Span(start, data.draw(st.integers(start, len(text)))), new)
    lines = text.split("\n")
    for change in reversed(changed(text, edit)):
        at = slice(change.row - 1, change.row - 1 + len(change.before))
        assert tuple(lines[at]) == change.before
        lines[at] = change.after
    assert "\n".join(lines) == apply_edits(text, [edit])


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        pytest.param("heat: 012", "heat: 10", (Span(6, 9), Span(6, 8)), id="number"),
        pytest.param("a  b", "a b", (Span(2, 3), Span(2, 2)), id="one-blank-less"),
        pytest.param("aa", "aaa", (Span(2, 2), Span(2, 3)), id="no-overlap-of-both-ends"),
        pytest.param("abc", "xyz", (Span(0, 3), Span(0, 3)), id="all"),
        pytest.param("", "a", (Span(0, 0), Span(0, 1)), id="empty"),
    ],
)
def test_differing_part(one: str, other: str, parts: tuple[Span, Span]) -> None:
    assert differing_part(one, other) == parts
