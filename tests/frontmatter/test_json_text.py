"""linter.frontmatter.json_text: JSON as the standard library reads it, every value at its place."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.json_text import (
    NotJson,
    literal,
    read,
    rewrite_parts,
    source_map,
    too_deep_at,
    written,
)
from tests.each_case import each_case
from tests.processor_time import bounded

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def json_texts(draw: st.DrawFn) -> str:
    """Draw a JSON value in one of the layouts that writers of JSON have."""
    return json.dumps(
        draw(VALUES),
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from([None, 0, 2, "\t"])),
        separators=draw(st.sampled_from([None, (",", ":"), (" ,\r\n", "\t: ")])),
    )


def nodes(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [node, *(one for pair in node.value for part in pair for one in nodes(part))]
    if isinstance(node, yaml.SequenceNode):
        return [node, *(one for item in node.value for one in nodes(item))]
    return [node]


def value(node: yaml.Node) -> Any:
    """Return what a node stands for, its scalars read by the standard library."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: value(inner) for key, inner in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return node.value if node.style else json.loads(node.value)


@given(json_texts(), st.sampled_from(["", "\ufeff", "---\n"]))
def test_the_text_at_every_node_reads_as_its_value(text: str, before: str) -> None:
    whole = f"{before}{text}\nbody"
    root = read(whole, len(before))
    assert not isinstance(root, NotJson)
    assert repr(value(root)) == repr(json.loads(text))
    for node in nodes(root):
        token = whole[node.start_mark.index : node.end_mark.index]
        assert repr(json.loads(token)) == repr(value(node))


@given(st.text('{}[]",:\\ \n\taue0159-.tfNn', max_size=30))
def test_the_standard_library_decides_what_is_json(text: str) -> None:
    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        json.JSONDecoder(parse_constant=refuse).raw_decode(text.lstrip(" \t\r\n"))
    except ValueError:
        is_json = False
    else:
        is_json = True
    assert isinstance(read(text, 0), NotJson) is not is_json


@each_case(
    [
        ('{"a": 1,}', 7, "trailing comma"),
        ('{"a": 1 , \n}', 8, "trailing comma"),
        ("[1,]", 2, "trailing comma"),
        ('{"a": 1,,}', 8, "Expecting property name"),
        ('{"a": 1 "b": 2}', 8, "Expecting ','"),
        ('{"a" 1}', 5, "Expecting ':'"),
        ("{'a': 1}", 1, "Expecting property name"),
        ("{a: 1}", 1, "Expecting property name"),
        ('{"a": b}', 6, "Expecting value"),
        ('{"a": "b\n"}', 8, "Invalid control character"),
        ('{"a": "\\x41"}', 7, "Invalid \\"),
        ('{"a": "b}', 6, "Unterminated string"),
        ('{"a": -Infinity}', 6, "-Infinity"),
        ('{"a": [1, NaN]}', 10, "NaN"),
        ('{"a": 1', 7, "Expecting ','"),
        ("{// c\n}", 1, "Expecting property name"),
        ("", 0, "Expecting value"),
    ]
)
def test_what_is_no_json_is_reported_at_its_place(text: str, offset: int, reason: str) -> None:
    found = read(text, 0)
    assert isinstance(found, NotJson)
    assert found.offset == offset
    assert found.reason.startswith(reason)


@each_case(
    [
        (r'"\ud83d\ude00"', "😀"),
        (r'"\uD83D\uDE00"', "😀"),
        (r'"\ud83d"', "\ufffd"),
        (r'"a\ude00b"', "a\ufffdb"),
        (r'"\ud83d\u0041"', "\ufffdA"),
        (r'"\/\b\f\n\r\t\u0000"', "/\b\f\n\r\t\0"),
        ('"\x7f\x85\u2028"', "\x7f\x85\u2028"),
    ]
)
def test_strings_that_libyaml_reads_otherwise(token: str, expected: str) -> None:
    root = read(f"[{token}]", 0)
    assert isinstance(root, yaml.SequenceNode)
    assert root.value[0].value == expected
    mapped = source_map(token)
    assert mapped.value == expected
    assert len(mapped.spans) == len(expected)


@given(TEXTS, st.booleans(), TEXTS, st.data())
def test_a_part_is_replaced_in_place(
    text: str,
    in_ascii: bool,  # noqa: FBT001 - drawn
    part: str,
    data: st.DataObject,
) -> None:
    token = json.dumps(text, ensure_ascii=in_ascii)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    replacements = rewrite_parts(token, [Edit(Span(start, end), part)])
    changed = apply_edits(token, replacements)
    assert json.loads(changed) == text[:start] + part + text[end:]
    kept = json.dumps(text[:start], ensure_ascii=in_ascii)[:-1]
    assert changed.startswith(kept)


def test_a_number_becomes_text_as_a_whole() -> None:
    assert rewrite_parts("2020", [Edit(Span(0, 2), "19")]) == [Edit(Span(0, 4), '"1920"')]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_written_text_reads_as_itself(text: str) -> None:
    assert json.loads(written(text)) == text


@each_case(
    [
        ("12", "12"),
        ("-1.5e+3", "-1.5e+3"),
        ("true", "true"),
        ("null", "null"),
        ('"a\\u0041"', '"a\\u0041"'),
        ("2020-06-11T00:03:00Z", '"2020-06-11T00:03:00Z"'),
        ('"\\x41"', None),
        ("'a'", None),
        (".inf", None),
        ("-.inf", None),
        (".5", None),
        ("+1", None),
    ]
)
def test_scalars_of_yaml_in_json(text: str, expected: str | None) -> None:
    assert literal(text) == expected


@each_case([1, 5, 64])
def test_depth(levels: int) -> None:
    text = '{"[[[": ' * levels + '"}]\\"}"' + "}" * levels
    assert too_deep_at(text, 0, levels) is None
    assert too_deep_at(text, 0, levels - 1) == text.rindex("{")
    assert too_deep_at(f"{text}\n[[[[", 0, levels) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        '"\\"' * 12_500,
        '{"' * 25_000,
        '{"a": "' + '\\"' * 25_000,
        '{"a": 1,' + " " * 50_000 + "}",
        '{"a": ' + "9" * 50_000 + "}",
        "{" + '"a": [],' * 6_250 + '"b": 1}',
    ],
    ids=["quotes", "braces", "unclosed", "blanks", "digits", "wide"],
)
def test_time_is_linear(text: str) -> None:
    with bounded(shrunk=4):
        if too_deep_at(text, 0, 64) is None:
            read(text, 0)
