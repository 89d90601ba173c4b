from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linter.core.values import Value
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.values import Types
from linter.inference import summary as module
from linter.inference.summary import Summary, ValueType
from linter.inference.tally import MAX_PLACES, Place, Tally

VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 3),
        st.sampled_from(["", "a", "b", "2020-06-11", "https://example.com/", "a" * 99]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abAB"), inner),
    max_leaves=8,
)
FILES = st.lists(st.dictionaries(st.sampled_from(["a", "b", "Tag", "tag"]), VALUES), max_size=8)


def types_of(value: Value) -> Types:
    if isinstance(value, dict):
        return {key: types_of(item) for key, item in value.items()}
    if isinstance(value, list):
        return [types_of(item) for item in value]
    names = {bool: Type.BOOLEAN, int: Type.INTEGER, str: Type.STRING, float: Type.FLOAT}
    return Type.NULL if value is None else names[type(value)]


def summary_of(files: list[tuple[str, Any]], *, folds: bool = False) -> Summary:
    summary = Summary()
    for name, data in files:
        summary.add(data, types_of(data), name, "", folds=folds)
    return summary


def named(files: list[Any]) -> list[tuple[str, Any]]:
    return [(f"{number}.md", data) for number, data in enumerate(files)]


@given(FILES, st.booleans(), st.randoms())
def test_the_order_of_the_files_does_not_matter(
    files: list[Any],
    folds: bool,  # noqa: FBT001 - hypothesis gives it
    order: Random,
) -> None:
    shuffled = named(files)
    order.shuffle(shuffled)
    assert summary_of(named(files), folds=folds) == summary_of(shuffled, folds=folds)


@given(FILES, st.integers(0, 8))
def test_two_parts_merged_are_the_whole(files: list[Any], middle: int) -> None:
    whole = named(files)
    first, second = summary_of(whole[:middle]), summary_of(whole[middle:])
    for one, other in ((first, second), (second, first)):
        joined = Summary()
        joined.merge(one)
        joined.merge(other)
        assert joined == summary_of(whole)


def test_what_is_too_much_is_dropped_in_any_order() -> None:
    many = [{f"k{number}": f"v{number}"} for number in range(module.MAX_KEYS + 1)]
    one, other = summary_of(named(many)), summary_of(named(many)[::-1])
    assert one.keys is None
    assert one == other
    assert one.any_key is not None
    assert one.any_key.values is None
    assert one.any_key.count == len(many)


def test_keys_in_any_case_are_one_key_where_the_reader_folds_them() -> None:
    files = named([{"Title": "a"}, {"title": "b"}, {"title": "c"}])
    folded, exact = summary_of(files, folds=True), summary_of(files)
    assert set(folded.keys or {}) == {"title"}
    assert set(exact.keys or {}) == {"Title", "title"}


def test_a_tally_keeps_the_first_places_and_counts_each_file_once() -> None:
    tally = Tally()
    for file in ("c", "a", "b", "d"):
        tally.add(file, "/x")
        tally.add(file, "/y")
    assert (tally.count, tally.files) == (8, 4)
    assert tally.places == [Place("a", "/x"), Place("a", "/y"), Place("b", "/x")]
    assert len(tally.places) == MAX_PLACES


def test_the_files_that_lack_a_key_are_counted_with_their_places() -> None:
    summary = summary_of(named([{"a": 1}, {"b": 1}, {}]))
    assert summary.missing("a") == Tally(2, 2, [Place("1.md", ""), Place("2.md", "")])


def test_what_the_reader_refuses_is_left_out() -> None:
    summary = Summary()
    summary.add({"a": "x"}, {"a": Type.REFUSED}, "a.md", "", folds=False)
    assert summary.keys is not None
    assert summary.keys["a"].count == 0
    assert summary.count_of(ValueType.MAPPING) == 1
