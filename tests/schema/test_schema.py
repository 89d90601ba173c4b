"""linter.schema.schema: loading without network, roles, violations, and agreeing validators."""

import json
import math
import socket
from copy import deepcopy
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from linter.config.settings import Settings
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source, decode
from linter.lint.run import lint
from linter.rules.base import ViolationRule
from linter.rules.registry import all_rules
from linter.schema.builtin import builtin_names, builtin_text
from linter.schema.drafts import DRAFTS
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema, builtin
from linter.schema.violation import Violation
from tests.processor_time import bounded

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
SEED_DATA = Document(decode(SEED.name, SEED.read_bytes())).data

VIOLATION_RULES = [rule for rule in all_rules().values() if issubclass(rule, ViolationRule)]
WORDED = frozenset(keyword for rule in VIOLATION_RULES for keyword in rule.keywords)


def schema(content: dict[str, Any]) -> Schema:
    return Schema("test", content, {content.get("$id", ""): content})


def found(content: dict[str, Any], data: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (violation.path, violation.keyword, " ".join(violation.names) or None)
        for violation in schema(content).violations(data)
    ]


# The gate and the validator that explains agree


def is_explained(used: Schema, data: Any) -> bool:
    """Whether the slow validator, which the gate otherwise spares, finds anything."""
    return any(True for _ in used._validator.iter_errors(data))


VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.0, 0.5, 12, 2**31, 2**63, 2**64, -(2**70), 10**4299),
    *(1e308, -1e-308, "", " ", "news", "article", "https://a.com/", "é\0👍"),
    *("2020-06-11T00:03:00Z", "x" * 5_000, [], [None], [[]], {}, {"a": 1}, {"name": "PBS"}),
)
NAMES = ("a", "b", "title", "type", "name", "Title", "webUrl", "it's", 'say "hi"', "", "__proto__")


def mutate(random: Random, data: Any) -> Any:
    """Return data in which one value, anywhere, is another, gone, renamed, or there twice."""
    if not isinstance(data, (dict, list)) or not data or random.random() < 0.15:
        return deepcopy(random.choice(VALUES))
    data = data.copy()
    key: Any = random.choice(list(data) if isinstance(data, dict) else range(len(data)))
    action = random.random()
    if action < 0.6:
        data[key] = mutate(random, data[key])
    elif action < 0.75:
        del data[key]
    elif isinstance(data, dict):
        data[random.choice(NAMES)] = data[key]
    else:
        data.append(data[key])
    return data


@settings(max_examples=120)
@given(st.sampled_from(builtin_names()), st.randoms(use_true_random=False))
def test_both_agree_on_mutated_articles(name: str, random: Random) -> None:
    used = builtin(name)
    data: Any = SEED_DATA
    for _ in range(random.randint(0, 3)):
        data = mutate(random, data)
        if not isinstance(data, dict):
            return
        assert used.accepts(data) is not is_explained(used, data)
        assert used.accepts(data) is (used.violations(data) == [])


def test_the_seed_is_accepted() -> None:
    assert builtin("article").accepts(SEED_DATA)
    assert builtin("article").violations(SEED_DATA) == []


PATTERNS = ("^a", "b$", "^[a-z]+$", r"^\p{L}+$", r"\d", "")


def random_schema(random: Random, depth: int = 3) -> Any:
    """Return a schema of any keywords that validate, except those that only refer."""
    if depth == 0 or random.random() < 0.15:
        return random.choice([True, False, {}, {"type": "string"}, {"type": "integer"}])

    def inner() -> Any:
        return random_schema(random, depth - 1)

    def some(words: tuple[str, ...]) -> list[str]:
        return random.sample(words, random.randint(1, 2))

    words: dict[str, Any] = {
        "type": lambda: some(("string", "integer", "number", "array", "object", "boolean", "null")),
        "enum": lambda: random.sample((*VALUES[:8], "a", [], {}), 3),
        "const": lambda: random.choice(VALUES[:8]),
        "minimum": lambda: random.choice([0, 1, 1.5]),
        "exclusiveMaximum": lambda: random.choice([0, 12, 1e300]),
        "multipleOf": lambda: random.choice([1, 0.5, 0.1, 3]),
        "minLength": lambda: random.randint(0, 3),
        "maxLength": lambda: random.randint(0, 3),
        "pattern": lambda: random.choice(PATTERNS),
        "format": lambda: random.choice(["date", "duration", "email", "uri", "nonsense"]),
        "items": inner,
        "prefixItems": lambda: [inner(), inner()],
        "contains": inner,
        "minContains": lambda: random.randint(0, 2),
        "maxContains": lambda: random.randint(0, 2),
        "minItems": lambda: random.randint(0, 2),
        "uniqueItems": lambda: random.random() < 0.5,
        "properties": lambda: {name: inner() for name in some(("a", "b", "it's", ""))},
        "patternProperties": lambda: {random.choice(PATTERNS[:3]): inner()},
        "additionalProperties": inner,
        "unevaluatedProperties": inner,
        "unevaluatedItems": lambda: False,
        "propertyNames": inner,
        "required": lambda: some(("a", "b", "it's")),
        "minProperties": lambda: random.randint(0, 2),
        "maxProperties": lambda: random.randint(0, 2),
        "additionalItems": inner,
        "contentEncoding": lambda: "base64",
        "contentMediaType": lambda: "application/json",
        "dependencies": lambda: {"a": some(("b", "c")), "b": inner()},
        "dependentRequired": lambda: {"a": some(("b", "c"))},
        "dependentSchemas": lambda: {"a": inner()},
        "allOf": lambda: [inner(), inner()],
        "anyOf": lambda: [inner(), inner()],
        "oneOf": lambda: [inner(), inner()],
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "$ref": lambda: random.choice(["#/$defs/own", "#/$defs/closed", "#/$defs/never"]),
    }
    return {word: words[word]() for word in random.sample(list(words), random.randint(1, 4))}


DRAFT_URIS = [draft.uri for draft in DRAFTS]
DEFS = {
    "own": {"properties": {"a": {"$ref": "#/$defs/own"}}, "minProperties": 1},
    "closed": {"properties": {"a": {}}, "additionalProperties": False},
    "never": False,
}


@given(st.randoms(use_true_random=False))
def test_both_agree_under_any_schema(random: Random) -> None:
    content = random_schema(random)
    # Draft 4 has no booleans as schemas.
    named = {"$schema": random.choice(DRAFT_URIS[1:]), "$defs": deepcopy(DEFS)}
    used = schema({**(content if isinstance(content, dict) else {}), **named})
    for _ in range(5):
        data: Any = {name: deepcopy(random.choice(VALUES)) for name in random.sample(NAMES, 3)}
        data = mutate(random, data)
        if isinstance(data, dict):
            assert used.accepts(data) is not is_explained(used, data)
            assert {violation.keyword for violation in used.violations(data)} <= WORDED


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
@pytest.mark.parametrize("kind", ["number", "integer", "string"])
def test_what_json_cannot_represent_is_no_number(kind: str, value: float) -> None:
    assert found({"properties": {"a": {"type": kind}}}, {"a": value}) == [(("a",), "type", None)]


# Every keyword that can be violated, and what a rule makes of it

BROKEN: dict[str, tuple[Any, Any]] = {
    "$ref": ({"$ref": "#/$defs/n"}, "x"),
    "$dynamicRef": ({"$dynamicRef": "#n"}, "x"),
    "additionalProperties": ({"additionalProperties": False}, {"b": 1}),
    "allOf": ({"allOf": [{"type": "integer"}]}, "x"),
    "anyOf": ({"anyOf": [{"minimum": 5}, {"maximum": 1}]}, 3),
    "const": ({"const": 1}, 2),
    "contains": ({"contains": {"const": 1}}, [2]),
    "dependentRequired": ({"dependentRequired": {"b": ["c"]}}, {"b": 1}),
    "dependentSchemas": ({"dependentSchemas": {"b": {"required": ["c"]}}}, {"b": 1}),
    "enum": ({"enum": ["x", "y"]}, "z"),
    "exclusiveMaximum": ({"exclusiveMaximum": 1}, 1),
    "exclusiveMinimum": ({"exclusiveMinimum": 1}, 1),
    "format": ({"format": "duration"}, "x"),
    "if": ({"if": {"type": "string"}, "then": {"minLength": 5}}, "x"),
    "items": ({"items": False}, ["x"]),
    "maxContains": ({"contains": {}, "maxContains": 1}, [1, 2]),
    "maxItems": ({"maxItems": 1}, [1, 2]),
    "maxLength": ({"maxLength": 1}, "xy"),
    "maxProperties": ({"maxProperties": 1}, {"b": 1, "c": 2}),
    "maximum": ({"maximum": 1}, 2),
    "minContains": ({"contains": {"const": 1}, "minContains": 2}, [1]),
    "minItems": ({"minItems": 1}, []),
    "minLength": ({"minLength": 2}, "x"),
    "minProperties": ({"minProperties": 1}, {}),
    "minimum": ({"minimum": 1}, 0),
    "multipleOf": ({"multipleOf": 2}, 3),
    "not": ({"not": {"type": "string"}}, "x"),
    "oneOf": ({"oneOf": [{}, {}]}, "x"),
    "pattern": ({"pattern": "^a"}, "x"),
    "patternProperties": ({"patternProperties": {"^b": False}}, {"b": 1}),
    "prefixItems": ({"prefixItems": [False]}, ["x"]),
    "properties": ({"properties": {"b": False}}, {"b": 1}),
    "propertyNames": ({"propertyNames": {"maxLength": 1}}, {"bb": 1}),
    "required": ({"required": ["b"]}, {"c": 1}),
    "type": ({"type": "integer"}, "x"),
    "unevaluatedItems": ({"unevaluatedItems": False}, ["x"]),
    "unevaluatedProperties": ({"unevaluatedProperties": False}, {"it's": 1}),
    "uniqueItems": ({"uniqueItems": True}, [1, 1]),
}


def test_the_table_has_every_keyword_that_validates() -> None:
    beside_contains = {"minContains", "maxContains"}
    assert set(BROKEN) == set(Draft202012Validator.VALIDATORS) | beside_contains


@pytest.mark.parametrize("keyword", BROKEN)
def test_whatever_is_violated_is_worded_at_its_place(keyword: str) -> None:
    inner, value = BROKEN[keyword]
    defs = {"n": {"type": "integer", "$dynamicAnchor": "n"}}
    used = schema({"properties": {"a": inner}, "$defs": defs})
    violations = used.violations({"a": value})
    assert violations
    assert {violation.keyword for violation in violations} <= WORDED
    assert all(violation.path[0] == "a" for violation in violations)
    text = f"---\na: {json.dumps(value)}\n---\n"
    result = lint(Source("a.md", text), used, Settings(select=("SCH",)))
    assert result.diagnostics
    assert all(diagnostic.code.startswith("SCH") for diagnostic in result.diagnostics)
    assert all(str(diagnostic.pointer).startswith("/a") for diagnostic in result.diagnostics)
    assert not any("{'" in diagnostic.message for diagnostic in result.diagnostics)


def test_no_keyword_is_worded_twice() -> None:
    worded = [keyword for rule in VIOLATION_RULES for keyword in rule.keywords]
    assert sorted(worded) == sorted(WORDED)


@pytest.mark.parametrize(
    ("content", "data", "expected"),
    [
        ({"required": ["a", "b"]}, {}, [((), "required", "a b")]),
        (
            {"properties": {"c": {}}, "additionalProperties": False},
            {"a": 1, "c": 2, "it's": 3},
            [((), "additionalProperties", "a"), ((), "additionalProperties", "it's")],
        ),
        (
            {"patternProperties": {r"^\p{Lu}": {}}, "additionalProperties": False},
            {"É": 1, "é": 2},
            [((), "additionalProperties", "é")],
        ),
        (
            {"properties": {"a": {}}, "unevaluatedProperties": False},
            {"a": 1, "it's": 2, "'a'\"": 3},
            [((), "unevaluatedProperties", "'a'\""), ((), "unevaluatedProperties", "it's")],
        ),
        (
            {"propertyNames": {"pattern": "^[a-z]+$", "maxLength": 2}},
            {"a": 1, "B": 2, "CCC": 3},
            [((), "propertyNames", "B"), ((), "propertyNames", "CCC")],
        ),
        ({"additionalProperties": {"type": "integer"}}, {"a": "x"}, [(("a",), "type", None)]),
        ({"patternProperties": {"^x-": False}}, {"x-a": 1, "b": 2}, [((), "not required", "x-a")]),
        (
            {"properties": {"a": {"prefixItems": [{}], "items": False}}},
            {"a": [1, 2, 3]},
            [(("a", 1), "not items", None), (("a", 2), "not items", None)],
        ),
        (
            {"dependentRequired": {"a": ["b", "c"]}},
            {"a": 1, "c": 2},
            [((), "dependentRequired", "b")],
        ),
        (
            {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
            {"a": 1},
            [((), "required", "b")],
        ),
        ({"if": {"required": ["a"]}, "else": {"required": ["b"]}}, {}, [((), "required", "b")]),
        (
            {"allOf": [{"required": ["a"]}, {"required": ["a", "b"]}]},
            {},
            [((), "required", "a b")],
        ),
        # What looks like a schema but is a value stays as it is.
        (
            {"properties": {"a": {"const": {"properties": {"b": False}}}}, "required": ["c"]},
            {"a": {"properties": {"b": False}}},
            [((), "required", "c")],
        ),
    ],
)
def test_violations(
    content: dict[str, Any], data: dict[str, Any], expected: list[tuple[object, ...]]
) -> None:
    assert sorted(found(content, data), key=repr) == sorted(expected, key=repr)


BACKTRACKING = "^(a+)+$"
"""What Python's `re` would take hours over."""


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"additionalProperties": {"pattern": BACKTRACKING}}, id="pattern"),
        pytest.param({"patternProperties": {BACKTRACKING: {}}}, id="patternProperties"),
        pytest.param({"propertyNames": {"pattern": BACKTRACKING}}, id="propertyNames"),
        pytest.param(
            {"patternProperties": {BACKTRACKING: {}}, "additionalProperties": False},
            id="additionalProperties",
        ),
        pytest.param(
            {"patternProperties": {BACKTRACKING: {}}, "unevaluatedProperties": False},
            id="unevaluatedProperties",
        ),
        pytest.param(
            {
                "if": {"patternProperties": {BACKTRACKING: {}}},
                "then": {"patternProperties": {BACKTRACKING: True}},
                "unevaluatedProperties": False,
            },
            id="then",
        ),
        pytest.param(
            {
                "$ref": "#/$defs/a",
                "$defs": {"a": {"patternProperties": {BACKTRACKING: {}}}},
                "unevaluatedProperties": False,
            },
            id="$ref",
        ),
        pytest.param(
            {
                "dependentSchemas": {"b": {"patternProperties": {BACKTRACKING: {}}}},
                "anyOf": [{"patternProperties": {BACKTRACKING: {}}}],
                "unevaluatedProperties": False,
            },
            id="dependentSchemas",
        ),
    ],
)
def test_no_pattern_takes_long(content: dict[str, Any]) -> None:
    hard = "a" * 60 + "b"
    with bounded():
        assert schema(content | {"required": ["c"]}).violations({hard: hard, "b": 1})


EVALUATING: dict[str, dict[str, Any]] = {
    "properties": {"properties": {"a": {}}},
    "patternProperties": {"patternProperties": {"^a": {}}},
    "additionalProperties": {"allOf": [{"properties": {"b": {}}, "additionalProperties": {}}]},
    "unevaluatedProperties": {"allOf": [{"unevaluatedProperties": {"const": 1}}]},
    "allOf": {"allOf": [{"properties": {"a": {}}}]},
    "anyOf": {"anyOf": [{"required": ["z"]}, {"properties": {"a": {}}}]},
    "oneOf": {"oneOf": [{"required": ["z"]}, {"properties": {"a": {}}}]},
    "if": {"if": {"properties": {"a": {}}}},
    "then": {"if": {"required": ["a"]}, "then": {"properties": {"a": {}}}},
    "else": {"if": {"required": ["z"]}, "else": {"properties": {"a": {}}}},
    "dependentSchemas": {"dependentSchemas": {"b": {"properties": {"a": {}}}}},
    "$ref": {"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"a": {}}}}},
    "definitions": {"$ref": "#/definitions/a", "definitions": {"a": {"properties": {"a": {}}}}},
    "$dynamicRef": {
        "allOf": [{"$dynamicRef": "#a"}],
        "$defs": {"a": {"$dynamicAnchor": "a", "properties": {"a": {}}}},
    },
}


@pytest.mark.parametrize("keyword", EVALUATING)
def test_what_some_schema_looks_at_is_not_unevaluated(keyword: str) -> None:
    content = EVALUATING[keyword] | {"unevaluatedProperties": False, "required": ["c"]}
    missing = ((), "required", "c")
    unevaluated = [] if "ditional" in keyword or keyword[0] == "u" else ["b"]
    assert sorted(found(content, {"a": 1, "b": 1}), key=repr) == sorted(
        [missing, *(((), "unevaluatedProperties", name) for name in unevaluated)], key=repr
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"then": {"properties": {"a": {}}}}, id="then-without-if"),
        pytest.param(
            {"if": {"required": ["z"]}, "then": {"properties": {"a": {}}}}, id="condition-not-met"
        ),
        pytest.param({"dependentSchemas": {"z": {"properties": {"a": {}}}}}, id="no-dependent"),
        pytest.param({"anyOf": [{"required": ["z"], "properties": {"a": {}}}, {}]}, id="branch"),
        pytest.param({"patternProperties": {"^b": {}}}, id="pattern"),
        pytest.param({"not": {"properties": {"a": False}, "required": ["z"]}}, id="not"),
    ],
)
def test_what_no_schema_looks_at_is_unevaluated(content: dict[str, Any]) -> None:
    closed = content | {"unevaluatedProperties": False}
    assert found(closed, {"a": 1}) == [((), "unevaluatedProperties", "a")]


BAD_DATE = {"title": "t", "date": "2020-13-01"}
DATED = {"properties": {"title": {}, "date": {"format": "date"}}}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"allOf": [{"$ref": "#/$defs/dated"}]}, id="allOf"),
        pytest.param({"$ref": "#/$defs/dated"}, id="$ref"),
        pytest.param({"anyOf": [{"$ref": "#/$defs/dated"}]}, id="anyOf"),
        pytest.param({"oneOf": [{"$ref": "#/$defs/dated"}, {"type": "array"}]}, id="oneOf"),
        pytest.param({"if": {"required": ["title"]}, "then": DATED}, id="then"),
        pytest.param({"if": {"required": ["z"]}, "else": DATED}, id="else"),
        pytest.param({"dependentSchemas": {"title": DATED}}, id="dependentSchemas"),
        pytest.param({"allOf": [{"allOf": [DATED]}, {"properties": {"x": {}}}]}, id="nested"),
        pytest.param({"allOf": [{"additionalProperties": False} | DATED]}, id="closed inside"),
    ],
)
def test_a_key_of_a_schema_that_does_not_hold_is_no_unknown_key(content: dict[str, Any]) -> None:
    closed = content | {"unevaluatedProperties": False, "$defs": {"dated": DATED}}
    assert found(closed, BAD_DATE) == [(("date",), "format", None)]
    assert found(
        {"properties": {"a": {"items": closed}}, "$defs": {"dated": DATED}}, {"a": [BAD_DATE]}
    ) == [(("a", 0, "date"), "format", None)]
    assert ((), closing_keyword(content), "titel") in found(closed, {**BAD_DATE, "titel": "t"})


def closing_keyword(content: dict[str, Any]) -> str:
    """Return the keyword by which an unknown key is refused."""
    inside = "additionalProperties" in json.dumps(content)
    return "additionalProperties" if inside else "unevaluatedProperties"


def test_a_key_of_a_branch_that_was_not_taken_is_unknown() -> None:
    content = {
        "anyOf": [{"properties": {"a": {}}}, {"properties": {"b": {"type": "integer"}}}],
        "unevaluatedProperties": False,
    }
    assert found(content, {"a": 1, "b": "x"}) == [((), "unevaluatedProperties", "b")]
    assert found(content, {"a": 1, "b": 2}) == []


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_a_schema_that_applies_too_many_is_refused(keyword: str) -> None:
    def doubling(levels: int) -> dict[str, Any]:
        names = {f"d{n}": {keyword: [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(levels)}
        return {"$ref": "#/$defs/d0", "$defs": names | {f"d{levels}": {"required": ["a"]}}}

    assert schema(doubling(8)).violations({})
    with pytest.raises(SchemaError, match="more than 10,000 schemas apply to one value"):
        schema(doubling(40))


def test_references_in_a_long_chain_are_refused() -> None:
    chain = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(20_000)}
    with pytest.raises(SchemaError, match="too deeply"):
        schema({"$defs": chain | {"d20000": {}}})


def test_a_long_reason_is_cut() -> None:
    with pytest.raises(SchemaError) as caught:
        schema({"properties": {"a": {"pattern": "(" * 50_000}}})
    assert len(str(caught.value)) < 400


def test_a_violation_has_what_was_found_and_what_was_expected() -> None:
    used = schema({"properties": {"a": {"maximum": 5}, "b": {}}, "additionalProperties": False})
    assert used.violations({"a": 6, "c": 1}) == [
        Violation(("a",), "maximum", 5, 6),
        Violation(
            path=(),
            keyword="additionalProperties",
            expected=False,
            value={"a": 6, "c": 1},
            names=("c",),
            known=("a", "b"),
        ),
    ]


# Alternatives: what is reported is the branch that the data was meant for

BY_TYPE = [
    {"properties": {"type": {"const": "article"}}, "required": ["webUrl"]},
    {"properties": {"type": {"const": "video"}}, "required": ["originalUrl"]},
]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(
    ("branches", "value", "expected"),
    [
        (BY_TYPE, {"type": "article"}, [(("a",), "required", "webUrl")]),
        (BY_TYPE, {"type": "video"}, [(("a",), "required", "originalUrl")]),
        (
            [{"type": "string", "maxLength": 1}, {"type": "integer"}],
            "xy",
            [(("a",), "maxLength", None)],
        ),
        ([{"enum": ["Free"]}, {"type": "number", "minimum": 0}], -1, [(("a",), "minimum", None)]),
        (
            [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            ["x", 1],
            [(("a", 1), "type", None)],
        ),
        (
            [
                {
                    "properties": {
                        "b": {"anyOf": [{"const": 1}, {"type": "object", "required": ["c"]}]}
                    }
                }
            ],
            {"b": {}},
            [(("a", "b"), "required", "c")],
        ),
    ],
)
def test_the_intended_branch(
    keyword: str, branches: list[Any], value: Any, expected: list[tuple[object, ...]]
) -> None:
    assert found({"properties": {"a": {keyword: branches}}}, {"a": value}) == expected


KINDS = [
    {"properties": {"kind": {"const": "a"}, "level": {"enum": [1, 2]}}, "required": ["kind"]},
    {"properties": {"kind": {"const": "b"}, "level": {"type": "string"}}, "required": ["kind"]},
]
FILE_OR_LINK = [
    {"properties": {"file": {"type": "string"}}, "required": ["file"]},
    {"properties": {"link": {"type": "string"}}, "required": ["link"]},
]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(
    ("branches", "value", "expected"),
    [
        pytest.param(
            [{"type": "string"}, {"type": "null"}],
            5,
            (("a",), "type", ["string", "null"]),
            id="types",
        ),
        pytest.param(
            [{"const": "Free"}, {"type": "array"}],
            5,
            (("a",), "type", ["string", "array"]),
            id="the type of a constant",
        ),
        pytest.param([{"const": 1}, {"enum": [2, 3]}], 5, (("a",), "enum", [1, 2, 3]), id="values"),
        pytest.param(
            [{"const": 1}, {"enum": [2, 3]}],
            "x",
            (("a",), "enum", [1, 2, 3]),
            id="values of another type",
        ),
        pytest.param(
            BY_TYPE, {"type": "podcast"}, (("a", "type"), "enum", ["article", "video"]), id="tags"
        ),
        pytest.param(
            KINDS,
            {"kind": "a", "level": 3},
            (("a", "level"), "enum", [1, 2]),
            id="values of the tagged branch",
        ),
        pytest.param(
            KINDS,
            {"kind": "b", "level": 3},
            (("a", "level"), "type", "string"),
            id="type of the tagged branch",
        ),
        pytest.param(KINDS, {}, (("a",), "required", ["kind"]), id="what all want"),
        pytest.param(FILE_OR_LINK, {"link": 5}, (("a", "link"), "type", "string"), id="keys"),
        pytest.param(
            [{"properties": {"b": {"type": "string"}}}, {"properties": {"b": {"type": "null"}}}],
            {"b": 5},
            (("a", "b"), "type", ["string", "null"]),
            id="types further in",
        ),
        pytest.param(
            [{"not": {"type": "string"}}, {"maxLength": 1}],
            "xy",
            (("a",), "maxLength", 1),
            id="not this type",
        ),
        pytest.param([False, {"maxLength": 1}], "xy", (("a",), "maxLength", 1), id="false"),
        pytest.param([False, False], 3, ((), "not required", {}), id="only false"),
    ],
)
def test_what_the_branches_require(
    keyword: str, branches: list[Any], value: Any, expected: tuple[object, ...]
) -> None:
    violations = schema({"properties": {"a": {keyword: branches}}}).violations({"a": value})
    assert [(each.path, each.keyword, each.expected) for each in violations] == [expected]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_one_of_several_keys_is_missing(keyword: str) -> None:
    branches = [{"required": ["b"]}, {"required": ["c"], "title": "With `c`"}]
    assert found({keyword: branches}, {"x": 1}) == [((), "anyOf required", "b c")]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_one_of_several_keys_is_missing_and_would_not_be_enough(keyword: str) -> None:
    branches = [{"required": ["b"]}, {"required": ["c"], "minProperties": 3}]
    assert found({keyword: branches}, {"x": 1}) == [((), keyword, None)]


def test_only_one_of_several_keys_is_allowed() -> None:
    branches = [{"required": ["b"]}, {"required": ["c"]}, {"required": ["d"]}]
    assert found({"oneOf": branches}, {"b": 1, "d": 2}) == [((), "oneOf required", "b d")]
    more = [{"required": ["a", "b"]}, {"required": ["a", "c"], "properties": {"c": {}}}]
    assert found({"oneOf": more}, {"a": 1, "b": 1, "c": 2}) == [((), "oneOf required", "b c")]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(
    ("branches", "value"),
    [
        ([{"minimum": 5}, {"maximum": 1}], 3),
        ([{"pattern": "^a"}, {"pattern": "b$"}], "x"),
        (FILE_OR_LINK, {"file": 1, "link": 2}),
    ],
)
def test_no_branch_is_the_intended_one(keyword: str, branches: list[Any], value: Any) -> None:
    assert found({"properties": {"a": {keyword: branches}}}, {"a": value}) == [
        (("a",), keyword, None)
    ]


@pytest.mark.parametrize(
    ("excluded", "value", "expected"),
    [
        ({"type": "string"}, "x", ("not type", "string")),
        ({"const": 5}, 5, ("not enum", [5])),
        ({"enum": [5, 6]}, 5, ("not enum", [5, 6])),
        ({"pattern": "^a"}, "ab", ("not pattern", "^a")),
        ({"type": "string", "pattern": "^a"}, "ab", ("not pattern", "^a")),
        ({"title": "A", "minimum": 5}, 5, ("exclusiveMaximum", 5)),
        ({"maximum": 5}, 5, ("exclusiveMinimum", 5)),
        ({"exclusiveMinimum": 5}, 6, ("maximum", 5)),
        ({"exclusiveMaximum": 5}, 4, ("minimum", 5)),
        ({"minLength": 2}, "xy", ("maxLength", 1)),
        ({"maxItems": 1}, [1], ("minItems", 2)),
        ({"minProperties": 1}, {"b": 1}, ("maxProperties", 0)),
        # The keyword does not apply to a value of another type, so that the value meets it.
        ({"minimum": 5}, "x", ("type", "number")),
        ({"properties": {"b": {"const": 1}}}, {}, ("required", ["b"])),
        # Each of two may be the one that is wrong.
        ({"minimum": 5, "multipleOf": 2}, 6, ("not", None)),
        ({"minLength": 1, "pattern": "a"}, "a", ("not", None)),
    ],
)
def test_what_must_not_be(excluded: Any, value: Any, expected: tuple[object, ...]) -> None:
    violations = schema({"properties": {"a": {"not": excluded}}}).violations({"a": value})
    (violation,) = violations
    wanted = None if violation.keyword == "not" else violation.expected
    assert (violation.path, violation.keyword, wanted) == (("a",), *expected)


@pytest.mark.parametrize(
    ("content", "data", "expected"),
    [
        pytest.param(
            {"dependencies": {"a": ["b", "c"], "b": {"required": ["d"]}}},
            {"a": 1, "b": 2},
            [((), "dependentRequired", "c"), ((), "required", "d")],
            id="dependencies",
        ),
        pytest.param(
            {"dependentSchemas": {"a": {"properties": {"b": {"type": "null"}}}}},
            {"a": 1, "b": 2},
            [(("b",), "type", None)],
            id="dependentSchemas",
        ),
        pytest.param(
            {"dependentSchemas": {"a": False}},
            {"a": 1},
            [((), "not required", "a")],
            id="dependentSchemas that are false",
        ),
        pytest.param(
            {"properties": {"a": {"prefixItems": [{}, {"type": "string"}]}}},
            {"a": [1, 2]},
            [(("a", 1), "type", None)],
            id="prefixItems",
        ),
        pytest.param(
            {"properties": {"a": {"prefixItems": [{}], "unevaluatedItems": False}}},
            {"a": [1, 2, 3]},
            [(("a", 1), "not items", None), (("a", 2), "not items", None)],
            id="unevaluatedItems",
        ),
        pytest.param(
            {"properties": {"a": {"contains": {"const": 2}, "unevaluatedItems": {"const": 1}}}},
            {"a": [1, 2, 3]},
            [(("a", 2), "const", None)],
            id="unevaluatedItems beside contains",
        ),
        pytest.param(
            {
                "properties": {
                    "a": {"allOf": [{"prefixItems": [{"const": 0}]}], "unevaluatedItems": False}
                },
            },
            {"a": [1]},
            [(("a", 0), "const", None)],
            id="unevaluatedItems beside what is wrong",
        ),
        pytest.param(
            {"properties": {"b": {}}, "unevaluatedProperties": {"type": "string"}},
            {"a": 1, "b": 2},
            [(("a",), "type", None)],
            id="unevaluatedProperties",
        ),
    ],
)
def test_each_keyword_leads_to_what_is_wrong(
    content: dict[str, Any], data: dict[str, Any], expected: list[tuple[object, ...]]
) -> None:
    assert found(content, data) == expected


def test_two_branches_that_fit_are_one_violation() -> None:
    assert found({"oneOf": [{}, {"type": "object"}]}, {}) == [((), "oneOf several", None)]


# Schemas that cannot be used


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"type": "strng"}, "at /type"),
        ({"properties": {"a\nb": {"minimum": "x\ny"}}}, r"at /properties/a\nb/minimum"),
        ({"required": "title"}, "at /required"),
        ({"pattern": "("}, "("),
        ({"patternProperties": {"(": {}}}, "regex"),
        (
            {"$schema": "http://json-schema.org/draft-03/schema#"},
            "`$schema` must be the address of",
        ),
        (
            {"$schema": "https://example.com/meta.json"},
            "drafts 4, 6, 7, 2019-09, 2020-12: https://exa",
        ),
        ({"$defs": {"a": {"$id": "urn:a", "$schema": "urn:b"}}}, "drafts"),
        ({"$ref": "#/a", "a": {"properties": 5}}, "at /properties"),
        ({"$ref": "#/$defs/nowhere"}, "/$defs/nowhere"),
        ({"properties": {"a": {"$ref": "#/$defs/nowhere"}}}, "/$defs/nowhere"),
        ({"$ref": "https://example.com/schema.json"}, "https://example.com/schema.json"),
        ({"properties": {"a": {"$ref": "file:///etc/passwd"}}}, "file:///etc/passwd"),
        ({"$id": "https://example.com/a.json", "items": {"$ref": "b.json"}}, "example.com/b.json"),
        ({"$ref": "https://json-schema.org/draft/2020-12/nothing"}, "2020-12/nothing"),
        ({"items": {"$ref": "#b"}, "$defs": {"a": {"$anchor": "a"}}}, "#b"),
        ({"items": {"$ref": "b.json"}, "$defs": {"a": {"$id": "a.json"}}}, "b.json"),
        ({"$ref": "#/enum/0", "enum": ["a"]}, "#/enum/0"),
        ({"$dynamicRef": "#a"}, "a"),
        ({"$id": "not an address"}, "not an address"),
        ({"$ref": "#"}, "leads back to itself"),
        ({"allOf": [{"$ref": "#"}], "required": ["a"]}, "leads back to itself"),
        ({"not": {"$ref": "#"}}, "leads back to itself"),
        ({"if": {"$ref": "#"}}, "leads back to itself"),
        (
            {"items": {"contains": {"dependentSchemas": {"a": {"$ref": "#/items/contains"}}}}},
            "itself",
        ),
        (
            {
                "properties": {"a": {"$ref": "#/$defs/a"}},
                "$defs": {
                    "a": {"anyOf": [{}, {"$ref": "#/$defs/b"}]},
                    "b": {"oneOf": [{"$ref": "#/$defs/a"}]},
                },
            },
            "leads back to itself",
        ),
        ({"x-role": "tilte"}, "did you mean `title`?"),
        ({"properties": {"a": {"x-role": ["title", "no such role"]}}}, "`no such role`"),
        ({"allOf": [{"x-role": 5}]}, "`5`"),
        ({"x-role": {"title": True}}, "`{…}`"),
        ({"$defs": {"a": {"x-role": "tilte"}}, "items": {"$ref": "#/$defs/a"}}, "`tilte`"),
    ],
    ids=str,
)
def test_a_schema_that_cannot_be_used_is_named_in_one_line(
    content: dict[str, Any], reason: str
) -> None:
    with pytest.raises(SchemaError) as caught:
        schema(content)
    text = str(caught.value)
    assert text.startswith("schema `test`")
    assert reason in text
    assert text.isprintable()


@pytest.mark.parametrize("content", [5, [], "x", None])
def test_a_schema_is_an_object_or_a_boolean(content: Any) -> None:
    with pytest.raises(SchemaError, match="must be an object or a boolean"):
        Schema("test", content, {"": content})


def test_no_reference_reaches_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003 - the standard library's own
        address = f"http://127.0.0.1:{server.getsockname()[1]}/schema.json"
        with pytest.raises(SchemaError):
            schema({"properties": {"a": {"$ref": address}}})
        with pytest.raises(BlockingIOError):
            server.accept()


def test_no_reference_reaches_another_file(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(SchemaError):
        schema({"$ref": file.as_uri()})
    with pytest.raises(SchemaError):
        schema({"$id": tmp_path.as_uri() + "/a.json", "$ref": "other.json"})


@pytest.mark.parametrize(
    "content",
    [
        {"properties": {"a": {"pattern": "^(a+)+$"}}},
        {"properties": {"a": {"pattern": "^(?=(a+)+$)a"}}},
        {"properties": {"a": {"pattern": r"^(a|a)*(?<!x)\1$"}}},
        {"patternProperties": {"^(a+)+$": False}},
        {"patternProperties": {"^(a+)+$": {}}, "additionalProperties": False},
        {"propertyNames": {"pattern": "^(a+)+$"}},
    ],
)
def test_a_pattern_that_backtracks_for_ever_does_not(content: dict[str, Any]) -> None:
    hard = "a" * 50 + "!"
    content = {**content, "required": ["b"]}
    assert ((), "required", "b") in found(content, {"a": hard, hard: 1})


# One validator, whatever is referred to

NAMES_ITSELF = [
    *DRAFT_URIS,
    # Others write them with or without an empty fragment, and as https.
    "http://json-schema.org/draft-07/schema",
    "https://json-schema.org/draft-07/schema#",
]


@pytest.mark.parametrize(
    "own",
    [
        {"pattern": r"^\p{L}+$"},
        {"pattern": BACKTRACKING},
        {"patternProperties": {BACKTRACKING: {"not": {}}}},
        {"patternProperties": {r"^\p{L}+$": {}}, "additionalProperties": False},
        {"format": "duration"},
        {"properties": {"a": {"not": {}}}},
        {"multipleOf": 0.1},
        {"uniqueItems": True},
    ],
    ids=str,
)
def test_a_reference_to_a_schema_that_names_its_draft(own: dict[str, Any]) -> None:
    content = {"properties": {"again": {"$ref": "#"}, "s": own}, "required": ["s"]}
    hard = "a" * 60 + "!"
    values = (hard, "1", {hard: 1}, {"a": 1, "1": 2}, [1, 1], 0.35)
    for uri, value in product(NAMES_ITSELF, values):
        used = schema({"$schema": uri, **content})
        data: dict[str, Any] = {"s": value, "again": {"s": value, "again": {}}}
        assert not used.accepts(data)
        assert is_explained(used, data)
        found = {violation.path for violation in used.violations(data)}
        assert ("again", "again") in found, uri
        assert {path[0] for path in found} <= {"s", "again"}
        # What is wrong once is wrong again behind the reference.
        assert {path for path in found if path[0] == "s"} == {
            path[1:] for path in found if path[:2] == ("again", "s")
        }


@pytest.mark.parametrize("inner", DRAFT_URIS)
@pytest.mark.parametrize("outer", DRAFT_URIS)
def test_each_schema_is_read_by_its_own_draft(outer: str, inner: str) -> None:
    """`dependentRequired` came with 2019-09, `const` with 6."""
    names = {draft.uri: draft.name for draft in DRAFTS}
    later = {"dependentRequired": {"b": ["c"]}}
    parts = {"x": {"$ref": "urn:x"}, "a": {"const": 1}}
    content = {"$schema": outer, "properties": parts, **later}
    other = {"$schema": inner, "properties": {"a": {"const": 1}}, **later}
    used = Schema("test", content, {"urn:x": other})
    expected: list[tuple[object, ...]] = []
    for path, uri in (((), outer), (("x",), inner)):
        expected += [((*path, "a"), "const", None)] if names[uri] != "4" else []
        is_late = names[uri] in {"2019-09", "2020-12"}
        expected += [(path, "dependentRequired", "c")] if is_late else []
    violations = used.violations({"a": 2, "b": 1, "x": {"a": 2, "b": 1}})
    found = {(each.path, each.keyword, " ".join(each.names) or None) for each in violations}
    assert found == {*expected}


OTHER = "https://example.org/other.json"
REFERRED: dict[str, dict[str, Any]] = {
    "urn": {"$id": "urn:example:post", "$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}},
    "urn-uuid": {
        "$id": "urn:uuid:deadbeef-1234-0000-0000-4321feebdaed",
        "anyOf": [{"$ref": "urn:uuid:deadbeef-1234-0000-0000-4321feebdaed#/$defs/a"}],
        "$defs": {"a": {"type": "integer"}},
    },
    "embedded": {"$ref": "a.json", "$defs": {"b": {"$id": "a.json", "type": "integer"}}},
    "embedded-in-embedded": {
        "$id": "https://example.org/s/post.json",
        "$ref": "parts/a.json#/$defs/c",
        "$defs": {
            "b": {
                "$id": "parts/a.json",
                "$defs": {"c": {"$ref": "b.json"}, "d": {"$id": "b.json", "$ref": "#/$defs/e"}},
            },
            "e": True,
        },
    },
    "anchor": {"$ref": "#here", "$defs": {"b": {"$anchor": "here", "type": "integer"}}},
    "anchor-elsewhere": {
        "$ref": "a.json#here",
        "$defs": {"b": {"$id": "a.json", "not": {"$anchor": "here", "type": "integer"}}},
    },
    "dynamic": {
        "$dynamicRef": "#here",
        "$defs": {"b": {"$dynamicAnchor": "here", "type": "integer"}},
    },
    "dynamic-by-pointer": {"$dynamicRef": "#/$defs/b", "$defs": {"b": {"type": "integer"}}},
    "dynamic-to-plain-anchor": {
        "$dynamicRef": "#here",
        "$defs": {"b": {"$anchor": "here", "type": "integer"}},
    },
    "draft-4": {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "allOf": [{"$ref": "#here"}],
        "definitions": {"b": {"id": "#here", "type": "integer"}},
    },
    "draft-7-alone": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$ref": "#/definitions/b",
        "type": "object",
        "definitions": {"b": {"type": "integer"}},
    },
    "unknown-keyword": {"$ref": "#/x-parts/0", "x-parts": [{"type": "integer"}]},
    "behind-a-hidden-keyword": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "allOf": [{"$ref": "#/definitions/a/properties/b"}],
        "definitions": {
            "a": {"$ref": "#/definitions/c", "properties": {"b": {"type": "integer"}}},
            "c": {},
        },
    },
    "false": {"$ref": "#/$defs/b", "$defs": {"b": False}},
    "meta-schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
    "meta-schema-of-another-draft": {"$ref": "http://json-schema.org/draft-04/schema#"},
    "escaped": {
        "$ref": "#/$defs/a~1b%25%20~0%22",
        "$defs": {'a/b% ~"': {"type": "integer"}},
    },
}
"""Schemas that take a text for wrong, or, where they lead to `$defs` that are not there, refuse."""


@pytest.mark.parametrize("name", REFERRED)
def test_wherever_a_reference_leads_both_validators_follow(name: str) -> None:
    content = REFERRED[name]
    if name == "embedded-in-embedded":
        # `#/$defs/e` is relative to `b.json`, and not to the whole file.
        with pytest.raises(SchemaError, match=r"parts/b\.json"):
            schema(content)
        return
    used = Schema("test", {"properties": {"a": {"$ref": OTHER}}}, {OTHER: content})
    assert not used.accepts({"a": "text"})
    assert is_explained(used, {"a": "text"})
    own = schema(content)
    assert not own.accepts("text")  # type: ignore[arg-type]
    assert is_explained(own, "text")


def test_an_address_of_its_own_moves_what_references_are_relative_to() -> None:
    content = REFERRED["embedded-in-embedded"] | {"additionalProperties": {"type": "integer"}}
    content["$defs"]["b"]["$defs"]["d"]["$defs"] = {"e": False}
    assert found(content, {"a": 1}) == [((), "not", None)]


@pytest.mark.parametrize(("content", "expected"), [(True, []), (False, [((), "not", None)])])
def test_a_schema_may_be_a_boolean(content: Any, expected: list[Any]) -> None:
    used = Schema("test", content, {})
    violations = used.violations({"a": 1})
    assert [(each.path, each.keyword, " ".join(each.names) or None) for each in violations] == (
        expected
    )
    assert used.accepts({"a": 1}) is content


# Formats


FORMATTED = {
    "date-time": ("2020-06-11T00:03:00+02:00", "nonsense"),
    "date": ("2020-06-11", "2020-13-01"),
    "time": ("10:00:00Z", "10 o'clock"),
    "duration": ("PT1H", "1 hour"),
    "email": ("a@example.org", "a email"),
    "hostname": ("www.example.org", "a_b!"),
    "ipv4": ("127.0.0.1", "127.0.0.256"),
    "ipv6": ("::1", "1::2::3"),
    "uri": ("https://example.org/a", "not a url"),
    "uri-reference": ("../a", "a b"),
    "iri": ("https://example.org/ä", "not a url"),
    "iri-reference": ("ä", "a b"),
    "uuid": ("deadbeef-1234-0000-0000-4321feebdaed", "dead"),
    "uri-template": ("/a/{b}", "/a/{b"),
    "json-pointer": ("/a", "a"),
    "regex": ("^a$", "("),
    # One that nobody defined says nothing.
    "nonsense": ("a", None),
}


@pytest.mark.parametrize("reference", [False, True])
def test_every_format_is_asserted(*, reference: bool) -> None:
    for keyword, (good, bad) in FORMATTED.items():
        inner: dict[str, Any] = {"format": keyword}
        content: dict[str, Any] = {"properties": {"a": inner}}
        if reference:
            content = {"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": inner}}
        assert found(content, {"a": good}) == [], keyword
        if bad is not None:
            assert found(content, {"a": bad}) == [(("a",), "format", None)], keyword


LEFT_TO_ROLES = [("uri", "web-url"), ("uri-reference", "image-url")]


def test_the_form_of_a_date_is_left_to_its_role_in_the_built_in_kinds_alone() -> None:
    with_role = {"properties": {"a": {"format": "date-time", "x-role": "starts-at"}}}
    assert found(with_role, {"a": "2020-06-11"}) == [(("a",), "format", None)]
    event = {"startDateTime": "2020-06-11"}
    assert "format" not in {each.keyword for each in builtin("event").violations(event)}


@pytest.mark.parametrize(("keyword", "role"), LEFT_TO_ROLES)
@pytest.mark.parametrize("value", ["a b", "2020-06-11", "https://a.example/b|c"])
def test_a_rule_of_a_role_takes_the_place_of_a_format(keyword: str, role: str, value: str) -> None:
    shared = {"$defs": {"a": {"format": keyword}}}
    for inner in ({"format": keyword}, {"$ref": "#/$defs/a"}):
        with_role = {"properties": {"a": inner | {"x-role": role}}} | shared
        assert found(with_role, {"a": value}) == []
        assert not is_explained(schema(with_role), {"a": value})
    items = {"properties": {"a": {"items": {"anyOf": [{"format": keyword}], "x-role": role}}}}
    assert found(items, {"a": [value]}) == []
    # Another role, or the same schema where no role is given, leaves it to the schema.
    another = {"properties": {"a": {"format": keyword, "x-role": "title"}}}
    assert found(another, {"a": "a b"}) == [(("a",), "format", None)]
    both = {"a": {"$ref": "#/$defs/a", "x-role": role}, "b": {"$ref": "#/$defs/a"}}
    assert (("b",), "format", None) in found({"properties": both} | shared, {"b": "a b"})


@pytest.mark.parametrize("name", builtin_names())
def test_of_built_in_formats_rules_check_links_and_dates(name: str) -> None:
    texts = [*builtin(name).shape.texts]
    assert builtin(name).accepts({}) in {True, False}
    data: dict[str, Any] = dict.fromkeys(texts, "https://a.example/b|c d")
    by_format = [each for each in builtin(name).violations(data) if each.keyword == "format"]
    assert {each.expected for each in by_format} <= {"duration"}


# Roles and shapes


def test_a_shape_joins_what_references_and_applicators_say() -> None:
    used = Schema(
        "test",
        {
            "$id": "https://example.com/a.json",
            "properties": {
                "second": {"$ref": "b.json#/$defs/title", "x-role": "title"},
                "first": {"x-role": ["name", "one-line-text"], "title": "First"},
            },
            "allOf": [{"properties": {"third": {"type": "integer", "x-role": "heat"}}}],
            "anyOf": [{"properties": {"second": {"x-role": "excerpt"}}}],
            "if": {"properties": {"fourth": {"format": "date"}}},
            "then": {"properties": {"fourth": {"type": ["string", "null"]}}},
        },
        {
            "https://example.com/a.json": {},
            "https://example.com/b.json": {
                "$id": "https://example.com/b.json",
                "$defs": {"title": {"title": "T", "description": "D", "examples": ["x"]}},
            },
        },
    )
    shape = used.shape
    assert list(shape.properties) == ["second", "first", "third", "fourth"]
    assert shape.keys_by_role == {
        "title": ("second",),
        "excerpt": ("second",),
        "name": ("first",),
        "one-line-text": ("first",),
        "heat": ("third",),
    }
    second = used.shape_at(("second",))
    assert second is not None
    assert (second.title, second.description, second.examples) == ("T", "D", ("x",))
    fourth = used.shape_at(("fourth",))
    assert fourth is not None
    assert sorted(fourth.types) == ["null", "string"]
    assert sorted(fourth.formats) == ["date"]


def test_a_reference_is_relative_to_the_schema_that_holds_it() -> None:
    contents: list[dict[str, Any]] = [
        {"$id": "https://example.com/a.json", "properties": {"a": {"$ref": "b.json"}}},
        {"$id": "https://example.com/b.json", "items": {"$ref": "#/$defs/a~1b%25"}},
        {"$id": "https://example.com/c.json", "$defs": {"a/b%": {"x-role": "name"}}},
    ]
    contents[1]["$defs"] = contents[2]["$defs"]
    used = Schema("test", contents[0], {content["$id"]: content for content in contents})
    shape = used.shape_at(("a", 0))
    assert shape is not None
    assert shape.roles == {"name"}


def test_a_shape_may_contain_itself() -> None:
    used = schema({"properties": {"related": {"items": {"$ref": "#"}}, "a": {"x-role": "title"}}})
    shape = used.shape_at(("related", 3, "related", 0, "a"))
    assert shape is not None
    assert shape.roles == {"title"}
    assert used.accepts({"related": [{"related": [], "a": 1}]})


@pytest.mark.parametrize("path", [("no",), ("title", "no"), ("related", "no"), (0,), ("title", 0)])
def test_some_paths_have_no_shape(path: tuple[str | int, ...]) -> None:
    assert builtin("article").shape_at(path) is None


def test_the_article_has_its_roles() -> None:
    item = builtin("article").shape_at(("related", 0))
    assert item is not None
    assert item.keys_by_role["amp-cache-url"] == ("cdnAmpWebUrl",)
    logo = builtin("article").shape_at(("provider", "images", 1))
    assert logo is not None
    assert logo.keys_by_role["image-url"] == ("url",)


# The built-in ones


def test_common_definitions_are_no_kind_of_their_own() -> None:
    assert "article" in builtin_names()
    assert "common" not in builtin_names()
    assert list(builtin_names()) == sorted(builtin_names())


def test_a_built_in_schema_is_compiled_once() -> None:
    assert builtin("article") is builtin("article")
    assert json.loads(builtin_text("article")) == builtin("article").content


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("artcle", "no schema is called `artcle`; did you mean `article`?"),
        ("zzz", "no schema is called `zzz`"),
        ("../pyproject", "no schema is called `../pyproject`"),
    ],
)
def test_an_unknown_name(name: str, expected: str) -> None:
    with pytest.raises(SchemaError) as caught:
        builtin(name)
    assert str(caught.value) == expected
