"""Edits change one value, key or item, and leave every other character alone."""

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter.core.text import Edit, Span, apply_edits
from linter.core.values import Path
from linter.editing import entry, item, key, scalar
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from tests.each_case import each_case


def document(text: str) -> Document:
    """Read YAML as the front matter of a file, with the line ends that it has."""
    newline = "\r\n" if "\r\n" in text else "\n"
    read = Document(decode("a.md", f"---{newline}{text}---{newline}body\n".encode()))
    assert read.problem is None, read.problem
    return read


def applied(before: Document, found: tuple[Edit, ...] | None) -> str | None:
    """Return the YAML after the edits, None if there are none."""
    if found is None:
        return None
    text = apply_edits(before.source.text, found)
    opening = text.index("\n") + 1
    closing = text.rindex("---")
    assert text.endswith(before.source.text[before.source.text.rindex("---") :])
    return text[opening:closing]


def changed(text: str, edit: Callable[..., tuple[Edit, ...] | None], *arguments: Any) -> str | None:
    """Apply one function of the module to a YAML text."""
    before = document(text)
    return applied(before, edit(before, *arguments))


def table(*rows: tuple[Any, ...]) -> pytest.MarkDecorator:
    """Parametrise by rows whose first column is the test's id."""
    names = {3: "text,expected", 4: "text,argument,expected"}[len(rows[0])]
    return pytest.mark.parametrize(names, [pytest.param(*row[1:], id=row[0]) for row in rows])


# Part of a text


@table(
    ("plain", "a: one two\n", "two"),
    ("single-quoted", "a: 'it''s two'\n", "two"),
    ("double-quoted", 'a: "\\u2014 two"\n', "two"),
    ("escape", 'a: "x \\x41two y"\n', "\\x41two"),
    ("folded", "a: >-\n  one\n  two\n", "two"),
    ("literal", "a: |\n  one\n  two\n", "two"),
    ("anchored", "a: &x !!str two\n", "two"),
)
def test_part_span_is_where_the_characters_stand(text: str, expected: str) -> None:
    read = document(text)
    value = read.data["a"]
    assert isinstance(value, str)
    part = "Atwo" if expected.startswith("\\") else expected
    start = value.index(part)
    span = scalar.part_span(read, ("a",), start, start + len(part))
    assert read.text(span) == expected


@each_case([(2, 2), (0, 4), (-1, 2)])
def test_part_span_outside_the_text_is_the_whole_value(part: tuple[int, int]) -> None:
    read = document("a: 'two'\n")
    assert read.text(scalar.part_span(read, ("a",), *part)) == "'two'"


def test_part_span_of_a_list_is_the_whole_value() -> None:
    read = document("a: [two]\n")
    assert read.text(scalar.part_span(read, ("a",), 0, 1)) == "[two]"


# Scalars


@table(
    ("plain", "a: one two # c\n", "one 2", "a: one 2 # c\n"),
    ("single", "a: 'one two'\n", "it's two", "a: 'it''s two'\n"),
    ("double", 'a: "one\\ttwo"\n', 'one\t"', 'a: "one\\t\\""\n'),
    ("folded", "a: >-\n  one\n  two\nb: 1\n", "one 2", "a: >-\n  one\n  2\nb: 1\n"),
    ("literal", "a: |\n  one\n  two\n\n# c\n", "one\n2\n", "a: |\n  one\n  2\n\n# c\n"),
    ("anchor", "a: &x one\nb: *x\n", "two", "a: &x two\nb: *x\n"),
    ("flow", "a: [x, one, y]\n", None, None),
    ("plain needs quotes", "a: one\n", "one: two", 'a: "one: two"\n'),
    ("crlf", "a: one\r\nb: 1\r\n", "two", "a: two\r\nb: 1\r\n"),
    ("same", "a: one\n", "one", "a: one\n"),
)
def test_rewrite(text: str, argument: str | None, expected: str | None) -> None:
    if argument is None:
        assert changed(text, scalar.rewrite, ("a",), "z") is None
    else:
        assert changed(text, scalar.rewrite, ("a",), argument) == expected


def test_rewrite_in_a_flow_list() -> None:
    assert changed("a: [x, one, y]\n", scalar.rewrite, ("a", 1), "o, e") == 'a: [x, "o, e", y]\n'


def test_rewrite_parts_touches_only_the_parts() -> None:
    read = document('a: "x &amp; y &amp; z"\n')
    found = scalar.rewrite_parts(read, ("a",), [Edit(Span(2, 7), "&"), Edit(Span(10, 15), "&")])
    assert applied(read, found) == 'a: "x & y & z"\n'
    assert [read.text(edit.span) for edit in found or ()] == ["amp;", "amp;"]


def test_rewrite_parts_of_a_mapping_is_refused() -> None:
    assert changed("a:\n  b: c\n", scalar.rewrite_parts, ("a",), [Edit(Span(0, 1), "")]) is None


_DATE = "2020-06-11T00:03:00Z"


@table(
    ("plain", "a: x # c\n", f"a: {_DATE} # c\n"),
    ("quoted", "a: 'x' # c\n", f"a: {_DATE} # c\n"),
    ("folded", "a: >-\n  x\n\nb: 1\n", f"a: {_DATE}\n\nb: 1\n"),
    ("literal with comment", "a: | # c\n  x\nb: 1\n", f"a: {_DATE} # c\nb: 1\n"),
    ("missing", "a:\nb: 1\n", f"a: {_DATE}\nb: 1\n"),
    ("anchor", "a: &x 'x'\nb: *x\n", f"a: &x {_DATE}\nb: *x\n"),
    ("last in flow", '{"a":"x"}\n', f'{{"a":{_DATE}}}\n'),
    ("first in flow", "{a: 'x', b: 1}\n", f"{{a: {_DATE}, b: 1}}\n"),
    ("crlf", "a: 'x'\r\n", f"a: {_DATE}\r\n"),
    ("two lines", "a: x\n  y\nb: 1\n", f"a: {_DATE}\nb: 1\n"),
    ("a list", "a:\n  - x\n", None),
)
def test_write_plain(text: str, expected: str | None) -> None:
    result = changed(text, scalar.write_plain, ("a",), _DATE)
    assert result == expected
    if result is not None:
        assert document(result).data["a"] == _DATE


# Keys


@table(
    ("plain", "a: 1 # c\n", "b: 1 # c\n"),
    ("double", '"a": 1\n', '"b": 1\n'),
    ("single", "'a' : 1\n", "'b' : 1\n"),
    ("in flow", "{x: 1, a: 2}\n", "{x: 1, b: 2}\n"),
    ("explicit", "? a\n: 1\n", "? b\n: 1\n"),
    ("anchored", "&k a: 1\n", "&k b: 1\n"),
    ("alias as key", "x: &k a\n*k : 1\n", None),
    ("tagged", "!!str a: 1\n", None),
    ("merged", "x: &k {a: 1}\n<<: *k\n", None),
    ("the last of two counts", "a: 1\na: 2\n", "a: 1\nb: 2\n"),
)
def test_rename_key(text: str, expected: str | None) -> None:
    assert changed(text, key.rename_key, ("a",), "b") == expected


def test_rename_key_quotes_a_name_that_needs_it() -> None:
    assert changed("a: 1\n", key.rename_key, ("a",), "no") == '"no": 1\n'


def test_rename_key_does_not_take_an_item() -> None:
    assert changed("a: [1]\n", key.rename_key, ("a", 0), "b") is None


@table(
    ("plain", "a: x # c\nb: 1\n", "a: x # c\nk: v\nb: 1\n"),
    ("single", "a: 'x'\n", "a: 'x'\nk: 'v'\n"),
    ("double", 'a: "x"\n', 'a: "x"\nk: "v"\n'),
    ("quoted key", '"a": "x"\n', '"a": "x"\n"k": "v"\n'),
    ("crlf", "a: x\r\nb: 1\r\n", "a: x\r\nk: v\r\nb: 1\r\n"),
    ("comment below stays below", "a: x\n# c\nb: 1\n", "a: x\nk: v\n# c\nb: 1\n"),
    ("two lines", "a: x\n  y\nb: 1\n", "a: x\n  y\nk: v\nb: 1\n"),
    ("folded", "a: >\n  x\n\nb: 1\n", 'a: >\n  x\nk: "v"\n\nb: 1\n'),
    ("blank lines are text", "a: |+\n  x\n\nb: 1\n", None),
    ("missing value", "a:\nb: 1\n", "a:\nk: v\nb: 1\n"),
    ("alias", "x: &x y\na: *x\nb: 1\n", "x: &x y\na: *x\nk: v\nb: 1\n"),
    ("flow", "{a: x, b: 1}\n", "{a: x, k: v, b: 1}\n"),
    ("JSON", '{"a":"x"}\n', '{"a":"x", "k": "v"}\n'),
    ("flow in lines", "{\n  a: x,\n  b: 1\n}\n", "{\n  a: x,\n  k: v,\n  b: 1\n}\n"),
    ("list", "a: [x]\n", None),
    ("explicit", "? a\n: x\n", None),
    ("merged", "x: &x {a: x}\n<<: *x\n", None),
)
def test_insert_after(text: str, expected: str | None) -> None:
    assert changed(text, entry.insert_after, ("a",), "k", "v") == expected


@table(
    ("plain", "b: 1\n# c\na: x # d\n", "b: 1\n# c\nk: v\na: x # d\n"),
    ("quoted", "\"a\": 'x'\n", "\"k\": 'v'\n\"a\": 'x'\n"),
    ("crlf", "a: x\r\n", "k: v\r\na: x\r\n"),
    ("flow", "{b: 1, a: x}\n", "{b: 1, k: v, a: x}\n"),
    ("flow in lines", "{\n  a: x\n}\n", "{\n  k: v,\n  a: x\n}\n"),
    ("blank lines are text", "a: |+\n  x\n\nb: 1\n", 'k: "v"\na: |+\n  x\n\nb: 1\n'),
    ("list", "a: [x]\n", None),
    ("explicit", "? a\n: x\n", None),
)
def test_insert_before(text: str, expected: str | None) -> None:
    assert changed(text, entry.insert_before, ("a",), "k", "v") == expected


@table(
    ("after, behind a dash", "r:\n  - a: x\n    b: 1\n", "r:\n  - a: x\n    k: v\n    b: 1\n"),
    ("after, indentless", "r:\n- b: 1\n  a: x\n- c: 1\n", "r:\n- b: 1\n  a: x\n  k: v\n- c: 1\n"),
)
def test_insert_after_in_a_list(text: str, expected: str) -> None:
    assert changed(text, entry.insert_after, ("r", 0, "a"), "k", "v") == expected


def test_insert_before_after_a_dash() -> None:
    text = "r:\n  -   a: x\n      b: 1\n"
    expected = "r:\n  -   k: v\n      a: x\n      b: 1\n"
    assert changed(text, entry.insert_before, ("r", 0, "a"), "k", "v") == expected


# Removing pairs


def _remove_pair(text: str, path: Path, index: int) -> str | None:
    read = document(text)
    node = read.member(path).node
    assert isinstance(node, yaml.MappingNode)
    return applied(read, entry.remove_pair(read, node, index))


@table(
    ("first", "a: 1\nb: 2\n", 0, "b: 2\n"),
    ("last", "a: 1\nb: 2\n", 1, "a: 1\n"),
    ("comment beside goes", "a: 1 # one\n# two\nb: 2\n", 0, "# two\nb: 2\n"),
    ("comment above stays", "# one\na: 1\nb: 2\n", 0, "# one\nb: 2\n"),
    ("nested", "a:\n  - 1\n  - 2 # c\nb: 2\n", 0, "b: 2\n"),
    ("block scalar", "a: |\n  x\n\n  y\n\nb: 2\n", 0, "\nb: 2\n"),
    ("indented comment below goes", "a:\n  - 1\n  # - 2\n# b\nb: 2\n", 0, "# b\nb: 2\n"),
    ("gap on both sides", "a: 1\n\nb: 2\n\nc: 3\n", 1, "a: 1\n\nc: 3\n"),
    ("gap above", "a: 1\n\nb: 2\nc: 3\n", 1, "a: 1\n\nc: 3\n"),
    ("crlf", "a: 1\r\nb: 2\r\n", 0, "b: 2\r\n"),
    ("missing value", "a:\nb: 2\n", 0, "b: 2\n"),
    ("flow first", "{a: 1, b: 2, c: 3}\n", 0, "{b: 2, c: 3}\n"),
    ("flow middle", "{a: 1, b: 2, c: 3}\n", 1, "{a: 1, c: 3}\n"),
    ("flow last", "{a: 1, b: 2, c: 3,}\n", 2, "{a: 1, b: 2,}\n"),
    ("flow in lines", "{\n  a: 1,\n  b: 2\n}\n", 1, "{\n  a: 1\n}\n"),
    ("flow with comments", "{\n  a: 1, # one\n  b: 2 # two\n}\n", 1, None),
    ("only one", "a: 1\n", 0, None),
    ("explicit", "? a\n: 1\nb: 2\n", 0, None),
    ("anchor in use", "a: &x 1\nb: *x\n", 0, None),
    ("anchor in use inside", "a: [&x 1, *x]\nb: 2\n", 0, "b: 2\n"),
    ("anchor not in use", "a: &x 1\nb: 2\n", 0, "b: 2\n"),
    ("alias", "a: &x 1\nb: *x # c\nc: 2\n", 1, "a: &x 1\nc: 2\n"),
    ("ends with an alias", "a: &x 1\nb:\n  d: *x\nc: 2\n", 1, "a: &x 1\nc: 2\n"),
    ("alias in flow", "{a: &x 1, b: *x, c: 2}\n", 1, "{a: &x 1, c: 2}\n"),
    ("blank lines are text", "a: |+\n  x\n\nb: 2\nc: 3\n", 0, None),
    ("blank lines above are text", "a: |+\n  x\n\nb: 2\n\nc: 3\n", 1, None),
)
def test_remove_pair(text: str, argument: int, expected: str | None) -> None:
    assert _remove_pair(text, (), argument) == expected


@table(
    ("behind a dash", "r:\n  - a: 1 # c\n    b: 2\n", "r:\n  - b: 2\n"),
    ("nested behind a dash", "r:\n  - a:\n      - 1\n    b: 2\n", "r:\n  - b: 2\n"),
    ("a comment between", "r:\n  - a: 1\n    # two\n    b: 2\n", None),
    ("the next one is explicit", "r:\n  - a: 1\n    ? b\n    : 2\n", None),
    ("the item has an anchor", "r:\n  - &i\n    a: 1\n    b: 2\n", "r:\n  - &i\n    b: 2\n"),
)
def test_remove_first_pair_of_an_item(text: str, expected: str | None) -> None:
    assert _remove_pair(text, ("r", 0), 0) == expected


# Removing items


@table(
    ("first", "r:\n  - a\n  - b\n", 0, "r:\n  - b\n"),
    ("last", "r:\n  - a\n  - b\nc: 1\n", 1, "r:\n  - a\nc: 1\n"),
    ("indentless", "r:\n- a\n- b\nc: 1\n", 1, "r:\n- a\nc: 1\n"),
    ("comment beside goes", "r:\n  - a # one\n  - b # two\n", 1, "r:\n  - a # one\n"),
    ("comment above stays", "r:\n  # one\n  - a\n  - b\n", 0, "r:\n  # one\n  - b\n"),
    (
        "whole mapping",
        "r:\n  - a: 1\n    # inside\n    b:\n      - 2 # c\n  - c: 3\n",
        0,
        "r:\n  - c: 3\n",
    ),
    (
        "indented comment below goes",
        "r:\n  - |\n    a\n  - b: 1\n    # c: 2\n  # d\n  - d\n",
        1,
        "r:\n  - |\n    a\n  # d\n  - d\n",
    ),
    ("dash alone", "r:\n  - a\n  -\n    # c\n    b: 1\n  - c\n", 1, "r:\n  - a\n  - c\n"),
    ("gaps on both sides", "r:\n  - a\n\n  - b\n\n  - c\n", 1, "r:\n  - a\n\n  - c\n"),
    ("gap above the last", "r:\n  - a\n\n  - b\n\nc: 1\n", 1, "r:\n  - a\n\nc: 1\n"),
    ("gap below the key", "r:\n\n  - a\n\n  - b\n", 0, "r:\n\n  - b\n"),
    ("crlf", "r:\r\n  - a\r\n  - b\r\n", 0, "r:\r\n  - b\r\n"),
    ("empty item", "r:\n  - a\n  -\n  - c\n", 1, "r:\n  - a\n  - c\n"),
    ("folded text", "r:\n  - >\n    x\n\n    y\n\n  - b\n", 0, "r:\n\n  - b\n"),
    ("flow first", "r: [a, b, c]\n", 0, "r: [b, c]\n"),
    ("flow middle", "r: [a, b, c]\n", 1, "r: [a, c]\n"),
    ("flow last", "r: [a, b, c]\n", 2, "r: [a, b]\n"),
    ("flow in lines", "r: [\n  {a: 1},\n  {b: 2}\n]\n", 1, "r: [\n  {a: 1}\n]\n"),
    ("flow with comment above", "r: [\n  a, # one\n  b\n]\n", 1, None),
    (
        "flow with comment two items on",
        "r: [\n  a, b, # b\n  c\n]\n",
        0,
        "r: [\n  b, # b\n  c\n]\n",
    ),
    ("flow with comment beside", "r: [\n  a,\n  b # two\n]\n", 1, None),
    ("flow with fragments", "r: [a, b, c#d, 'e # f']\n", 1, "r: [a, c#d, 'e # f']\n"),
    ("flow with comment further on", "r: [\n  a, b, c # C\n]\n", 1, "r: [\n  a, c # C\n]\n"),
    ("flow in block", "r:\n  - {a: 1}\n  - {b: 2}\n", 0, "r:\n  - {b: 2}\n"),
    ("only one", "r:\n  - a\n", 0, None),
    ("alias", "x: &x {a: 1}\nr:\n  - *x\n  - b\n", 0, "x: &x {a: 1}\nr:\n  - b\n"),
    (
        "ends with an alias",
        "x: &x 1\nr:\n  - a\n  - b: 1\n    c: *x # c\n  - d\n",
        1,
        "x: &x 1\nr:\n  - a\n  - d\n",
    ),
    ("after an alias", "x: &x 1\nr:\n  - *x\n  - b\n  - c\n", 1, "x: &x 1\nr:\n  - *x\n  - c\n"),
    ("anchor in use", "r:\n  - &x a\n  - *x\n", 0, None),
    ("anchor not in use", "r:\n  - &x a\n  - b\n", 0, "r:\n  - b\n"),
    ("anchored list", "r: &r\n  - a\n  - b\n", 0, "r: &r\n  - b\n"),
    ("anchor below the key", "r:\n  &r\n  - a\n  - b\n", 0, None),
    ("explicit key", "? r\n: - a\n  - b\n", 0, None),
    ("blank lines are text", "r:\n  - |+\n    a\n\n  - b\n", 0, None),
    ("blank lines above are text", "r:\n  - |+\n    a\n\n  - b\n\n  - c\n", 1, None),
)
def test_remove_item(text: str, argument: int, expected: str | None) -> None:
    assert changed(text, item.remove_item, ("r", argument)) == expected


@table(
    ("first on the line of another dash", "r:\n  - - a\n    - b\n", 0, None),
    ("second", "r:\n  - - a\n    - b\n", 1, "r:\n  - - a\n"),
)
def test_remove_item_of_a_list_in_a_list(text: str, argument: int, expected: str | None) -> None:
    assert changed(text, item.remove_item, ("r", 0, argument)) == expected


def test_remove_item_takes_items_only() -> None:
    assert changed("r:\n  a: 1\n  b: 2\n", item.remove_item, ("r", "a")) is None


@pytest.mark.parametrize(
    "text", ["r: [a, b, c, d]\n", "r:\n  - a\n\n  - b\n\n  - c\n\n  - d\n"], ids=["flow", "block"]
)
def test_several_items_are_removed_at_once(text: str) -> None:
    read = document(text)
    found = [item.remove_item(read, ("r", index)) or () for index in (1, 2, 3)]
    result = applied(read, tuple(edit for one in found for edit in one))
    assert document(result or "").data == {"r": ["a"]}


# Moving items


@table(
    ("two", "r:\n  - a\n  - b\n", [1, 0], "r:\n  - b\n  - a\n"),
    ("indentless", "r:\n- a\n- b\nc: 1\n", [1, 0], "r:\n- b\n- a\nc: 1\n"),
    (
        "comments beside and above",
        "r: # all\n  # one\n  - a # A\n  # two\n  - b # B\n  # end\nc: 1\n",
        [1, 0],
        "r: # all\n  # two\n  - b # B\n  # one\n  - a # A\n  # end\nc: 1\n",
    ),
    (
        "a comment on the list stays",
        "r:\n  # the list\n\n  # one\n  - a\n  - b\n",
        [1, 0],
        "r:\n  # the list\n\n  - b\n  # one\n  - a\n",
    ),
    (
        "an indented comment belongs to the item above it",
        "r:\n  - a: 1\n    # b: 2\n  - c: 3\n    # d: 4\nz: 1\n",
        [1, 0],
        "r:\n  - c: 3\n    # d: 4\n  - a: 1\n    # b: 2\nz: 1\n",
    ),
    (
        "an indented comment below a gap",
        "r:\n  - a: 1\n\n    # b: 2\n  # c\n  - c: 3\n",
        [1, 0],
        "r:\n  # c\n  - c: 3\n  - a: 1\n\n    # b: 2\n",
    ),
    (
        "a gap between all",
        "r:\n  - a\n\n  - b\n\n  - c\n\nz: 1\n",
        [2, 0, 1],
        "r:\n  - c\n\n  - a\n\n  - b\n\nz: 1\n",
    ),
    (
        "a gap below the key stays",
        "r:\n\n  - a\n  - b\n",
        [1, 0],
        "r:\n\n  - b\n  - a\n",
    ),
    (
        "a gap moves with the item below it",
        "r:\n  - a\n  - b\n\n  - c\n",
        [0, 2, 1],
        "r:\n  - a\n\n  - c\n  - b\n",
    ),
    (
        "nested lists and mappings",
        "r:\n  - a: 1\n    l:\n      - u: x # c\n        w: 1\n  - a: 2\n    p: {n: y}\nz: 1\n",
        [1, 0],
        "r:\n  - a: 2\n    p: {n: y}\n  - a: 1\n    l:\n      - u: x # c\n        w: 1\nz: 1\n",
    ),
    (
        "dash alone on its line",
        "r:\n  -\n    a: 1\n  - # two\n    # more\n    b: 2\n  - c\n",
        [2, 1, 0],
        "r:\n  - c\n  - # two\n    # more\n    b: 2\n  -\n    a: 1\n",
    ),
    (
        "texts of several lines",
        "r:\n  - |\n    a\n    - b\n  - >-\n    c\n\n    d\n\n  - 'e\n\n    f'\n",
        [2, 0, 1],
        "r:\n  - 'e\n\n    f'\n\n  - |\n    a\n    - b\n  - >-\n    c\n\n    d\n",
    ),
    ("crlf", "r:\r\n  - a\r\n  # b\r\n  - b\r\n", [1, 0], "r:\r\n  # b\r\n  - b\r\n  - a\r\n"),
    ("empty items", "r:\n  -\n  - a\n  - b:\n", [2, 1, 0], "r:\n  - b:\n  - a\n  -\n"),
    ("flow items", "r:\n  - {a: 1}\n  - [b]\n", [1, 0], "r:\n  - [b]\n  - {a: 1}\n"),
    ("on one line", "r: [{a: 1}, b,  'c' ]\n", [2, 0, 1], "r: ['c', {a: 1},  b ]\n"),
    ("fragments in flow", "r: [a#b, 'c # d']\n", [1, 0], "r: ['c # d', a#b]\n"),
    ("pairs in flow", "r: [a: 1, b: 2]\n", [1, 0], "r: [b: 2, a: 1]\n"),
    (
        "flow in lines",
        "r: [\n  {a: 1},\n  {b: 2},\n]\n",
        [1, 0],
        "r: [\n  {b: 2},\n  {a: 1},\n]\n",
    ),
    ("flow with comments between", "r: [\n  a, # A\n  b\n]\n", [1, 0], None),
    ("flow with a comment at the end", "r: [\n  a,\n  b # B\n]\n", [1, 0], None),
    (
        "aliases",
        "x: &x {a: 1}\ny: &y 2\nr:\n  - *x\n  # y\n  - *y # Y\n  - b: *x\n",
        [2, 1, 0],
        "x: &x {a: 1}\ny: &y 2\nr:\n  - b: *x\n  # y\n  - *y # Y\n  - *x\n",
    ),
    ("aliases in flow", "x: &x 1\nr: [*x, b]\n", [1, 0], "x: &x 1\nr: [b, *x]\n"),
    ("anchor of its own", "r:\n  - &x a\n  - b\n", [1, 0], "r:\n  - b\n  - &x a\n"),
    ("anchor used by an item", "r:\n  - &x a\n  - *x\n", [1, 0], None),
    ("anchor used below", "r:\n  - &x a\n  - b\nc: *x\n", [1, 0], None),
    (
        "anchor used in its item",
        "r:\n  - [&x a, *x]\n  - b\n",
        [1, 0],
        "r:\n  - b\n  - [&x a, *x]\n",
    ),
    ("tag", "r:\n  - !!map\n    a: 1\n  - b\n", [1, 0], "r:\n  - b\n  - !!map\n    a: 1\n"),
    ("anchored list", "r: &r\n  - a\n  - b\n", [1, 0], "r: &r\n  - b\n  - a\n"),
    ("anchor below the key", "r:\n  &r\n  - a\n  - b\n", [1, 0], None),
    ("the whole list is an alias", "x: &x\n  - a\n  - b\nr: *x\n", [1, 0], None),
    ("explicit key", "? r\n: - a\n  - b\n", [1, 0], None),
    ("blank lines are text", "r:\n  - |+\n    a\n\n  - b\n", [1, 0], None),
    ("no list", "r: a\n", [0], None),
    ("no item", "r: []\n", [], None),
)
def test_reorder_items(text: str, argument: list[int], expected: str | None) -> None:
    result = changed(text, item.reorder_items, ("r",), argument)
    assert result == expected
    if result is not None:
        before, after = document(text).data["r"], document(result).data["r"]
        assert isinstance(before, list)
        assert after == [before[index] for index in argument]


def test_items_in_their_order_need_no_edit() -> None:
    read = document("r:\n\n  # a\n\n  - a\n  - b\n\n  - c\n")
    assert item.reorder_items(read, ("r",), [0, 1, 2]) == ()


def test_only_the_places_that_change_are_edited() -> None:
    read = document("r:\n  - a\n  - b\n  - c\n  - d\n")
    found = item.reorder_items(read, ("r",), [0, 2, 1, 3]) or ()
    assert [read.text(edit.span) for edit in found] == ["  - b\n", "  - c\n"]


def test_reorder_items_of_a_list_in_an_item() -> None:
    text = "r:\n- i:\n  - a # A\n  - b\n- c\n"
    expected = "r:\n- i:\n  - b\n  - a # A\n- c\n"
    assert changed(text, item.reorder_items, ("r", 0, "i"), [1, 0]) == expected


def test_reorder_items_of_a_list_in_a_list() -> None:
    assert changed("r:\n  - - a\n    - b\n", item.reorder_items, ("r", 0), [1, 0]) is None


# Whatever the layout

_ITEMS = (
    "{dash}v{n}\n",
    "{dash}v{n} # beside {n}\n",
    "{dash}'v{n}'\n",
    "{dash}{{k: v{n}}}\n",
    "{dash}k: v{n}\n{margin}l: [x]\n",
    "{dash}k: v{n} # beside {n}\n{margin}# inside {n}\n{margin}l:\n{margin}  - x\n",
    "{bare}\n{margin}k: v{n}\n",
    "{bare} # beside {n}\n{margin}- v{n}\n",
    "{dash}|\n{margin}v{n}\n\n{margin}- x\n",
    "{dash}>-\n{margin}v{n}\n",
    "{dash}k: v{n}\n{margin}# below {n}\n",
    "{dash}k: v{n}\n{margin}l:\n",
    "{dash}*anchor # beside {n}\n",
    "{dash}k: v{n}\n{margin}l: *anchor\n",
)


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[int]]:
    """Draw a block list with items of many layouts, and an order for them."""
    margin = draw(st.sampled_from(("", "  ", "    ")))
    count = draw(st.integers(1, 5))
    lines = ["anchor: &anchor {a: 1}\n", "r:\n"]
    for number in range(count):
        lines.append(draw(st.sampled_from(("", "", "\n", "\n\n"))))
        above = f"{margin}# above {number}\n"
        lines.append(draw(st.sampled_from(("", "", above, f"{above}{above}"))))
        template = draw(st.sampled_from(_ITEMS))
        lines.append(
            template.format(n=number, dash=f"{margin}- ", bare=f"{margin}-", margin=f"{margin}  ")
        )
    lines.append(draw(st.sampled_from(("", "\n", "# end\n", "\nz: 1\n"))))
    newline = draw(st.sampled_from(("\n", "\r\n")))
    order = draw(st.permutations(range(count)))
    return "".join(lines).replace("\n", newline), order


def _line_below(text: str, comment: str) -> str | None:
    """Return the line below the last one that holds a comment, None if none holds it."""
    lines = text.splitlines()
    places = [index for index, line in enumerate(lines) if comment in line]
    return lines[places[-1] + 1] if places else None


@given(lists())
def test_moved_items_keep_their_data_and_comments(drawn: tuple[str, list[int]]) -> None:
    text, order = drawn
    result = changed(text, item.reorder_items, ("r",), order)
    assert result is not None
    before, after = document(text).data, document(result).data
    items = before["r"]
    assert isinstance(items, list)
    assert after == {**before, "r": [items[index] for index in order]}
    assert sorted(result.splitlines(keepends=True)) == sorted(text.splitlines(keepends=True))
    for number in range(len(order)):
        comment = f"# above {number}"
        assert _line_below(result, comment) == _line_below(text, comment)
    lines = result.splitlines()
    for above, line in pairwise(lines):
        if "# below" in line:
            assert above.endswith(f"v{line[-1]}")


@given(lists())
def test_moving_back_gives_back_the_data(drawn: tuple[str, list[int]]) -> None:
    text, order = drawn
    moved = changed(text, item.reorder_items, ("r",), order)
    back = [order.index(number) for number in range(len(order))]
    again = changed(moved or "", item.reorder_items, ("r",), back)
    assert document(again or "").data == document(text).data


@given(lists(), st.data())
def test_a_removed_item_takes_nothing_else_along(
    drawn: tuple[str, list[int]], data: st.DataObject
) -> None:
    text, order = drawn
    index = data.draw(st.integers(0, len(order) - 1))
    result = changed(text, item.remove_item, ("r", index))
    if len(order) == 1:
        assert result is None
        return
    assert result is not None
    before = document(text).data
    items = before["r"]
    assert isinstance(items, list)
    assert document(result).data == {**before, "r": items[:index] + items[index + 1 :]}
    assert result.count("# above") == text.count("# above")
    for number in range(len(order)):
        if number != index:
            for comment in (f"# beside {number}", f"# inside {number}", f"# below {number}"):
                assert (comment in result) == (comment in text)


# Files that are YAML as a whole: no lines stand around it


@pytest.mark.parametrize(
    ("text", "edit", "arguments", "expected"),
    [
        pytest.param("a: 1", entry.insert_after, (("a",), "b", "x"), "a: 1\nb: x", id="insert"),
        pytest.param("a: 1", entry.insert_before, (("a",), "b", "x"), "b: x\na: 1", id="before"),
        pytest.param("a: x", scalar.rewrite, (("a",), "b: c"), 'a: "b: c"', id="rewrite"),
        pytest.param("a: 1", key.rename_key, (("a",), "b"), "b: 1", id="rename"),
        pytest.param("a:\n- 1\n- 2", item.remove_item, (("a", 1),), "a:\n- 1\n", id="last-item"),
        pytest.param("a:\n- 1\n- 2", item.remove_item, (("a", 0),), "a:\n- 2", id="first-item"),
        pytest.param(
            "a:\n- 1\n\n- 2\n\n", item.remove_item, (("a", 1),), "a:\n- 1\n\n", id="gap-above"
        ),
        pytest.param(
            "a:\r\n- 1\r\n- 2",
            item.reorder_items,
            (("a",), [1, 0]),
            "a:\r\n- 2\r\n- 1\r\n",
            id="items",
        ),
        pytest.param("a: 1\nb: 2", entry.reorder_pairs, ((), [1, 0]), "b: 2\na: 1\n", id="pairs"),
        pytest.param("a: 1\nb: 2", entry.reorder_pairs, ((), [0, 1]), "a: 1\nb: 2", id="no-move"),
        pytest.param(
            "\n# c\na: 1\nb: 2\n  # d\n\n",
            entry.reorder_pairs,
            ((), [1, 0]),
            "b: 2\n  # d\n\n# c\na: 1\n\n",
            id="comments",
        ),
    ],
)
def test_edits_of_a_data_file(
    text: str, edit: Callable[..., tuple[Edit, ...] | None], arguments: Any, expected: str
) -> None:
    read = Document(decode("a.yaml", text.encode()))
    found = edit(read, *arguments)
    assert found is not None
    assert apply_edits(text, found) == expected


@each_case(product(["", "\n", "# c\n", "---\n"], ["", "\n", "\n\n", "\n  # c\n", "\n# c"], [0, 1]))
def test_a_pair_is_removed_from_a_data_file(start: str, end: str, index: int) -> None:
    text = f"{start}a: 1\nb: 2{end}"
    read = Document(decode("a.yaml", text.encode()))
    assert read.root is not None
    found = entry.remove_pair(read, read.root, index)
    assert found is not None
    kept = [{"b": 2}, {"a": 1}][index]
    assert Document(decode("a.yaml", apply_edits(text, found).encode())).data == kept
