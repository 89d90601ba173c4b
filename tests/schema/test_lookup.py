"""linter.schema.lookup: what a schema states of a place, and the keys that it allows there."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.core.values import Path
from linter.schema.builtin import builtin_names
from linter.schema.drafts import DRAFTS
from linter.schema.lookup import AllowedKey, Place
from linter.schema.own_keywords import ListReference
from linter.schema.schema import Schema, builtin


def place(content: dict[str, Any], path: Path, data: Any = None) -> Place:
    found = Schema("test", content, {}).lookup.place(path, data or {})
    assert found is not None
    return found


def keys(content: dict[str, Any], path: Path = (), data: Any = None) -> dict[str, AllowedKey]:
    found = Schema("test", content, {}).lookup.keys(path, data or {})
    assert len({key.name for key in found}) == len(found)
    return {key.name: key for key in found}


def required(content: dict[str, Any], path: Path = (), data: Any = None) -> list[str]:
    return [name for name, key in keys(content, path, data).items() if key.is_required]


def test_a_place_has_what_its_schema_states() -> None:
    of_key = {
        "title": "Length",
        "description": "How long it is.",
        "type": ["integer", "null"],
        "examples": [3, 4],
        "default": 5,
        "deprecated": True,
        "x-role": "quality",
        "x-exists-in": "_data/a.yml#/b",
    }
    found = place({"properties": {"length": of_key}}, ("length",))
    assert found == Place(
        title="Length",
        description="How long it is.",
        types=("integer", "null"),
        suggested=(3, 4),
        defaults=(5,),
        roles=frozenset({"quality", "listed"}),
        lists=frozenset({ListReference("_data/a.yml", "/b")}),
        is_deprecated=True,
    )


def test_a_place_that_no_schema_describes_has_nothing() -> None:
    lookup = Schema("test", {"properties": {"a": {"items": {"type": "string"}}}}, {}).lookup
    assert lookup.place(("b",), {}) is None
    assert lookup.place(("a", "b"), {}) is None
    assert lookup.place(("a", 0, 0), {}) is None
    assert lookup.key((), {}) is None
    assert lookup.key(("a", 0), {}) is None
    assert lookup.key(("b",), {}) is None


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"properties": {"a": {"$ref": "#/$defs/x"}}}, ("a",)),
        ({"allOf": [{"properties": {"a": {"$ref": "#/$defs/x"}}}]}, ("a",)),
        ({"oneOf": [{"properties": {"a": {"$ref": "#/$defs/x"}}}, {"type": "object"}]}, ("a",)),
        ({"patternProperties": {"^a.$": {"$ref": "#/$defs/x"}}}, ("ab",)),
        ({"additionalProperties": {"$ref": "#/$defs/x"}}, ("whatever",)),
        ({"unevaluatedProperties": {"$ref": "#/$defs/x"}}, ("whatever",)),
        ({"properties": {"a": {"items": {"$ref": "#/$defs/x"}}}}, ("a", 7)),
        ({"properties": {"a": {"prefixItems": [True, {"$ref": "#/$defs/x"}]}}}, ("a", 1)),
        ({"properties": {"a": {"prefixItems": [True], "items": {"$ref": "#/$defs/x"}}}}, ("a", 1)),
        ({"properties": {"a": {"unevaluatedItems": {"$ref": "#/$defs/x"}}}}, ("a", 1)),
        ({"if": {"required": ["b"]}, "else": {"properties": {"a": {"$ref": "#/$defs/x"}}}}, ("a",)),
        ({"dependentSchemas": {"b": {"properties": {"a": {"$ref": "#/$defs/x"}}}}}, ("a",)),
        ({"$ref": "#/$defs/y", "properties": {}}, ("a", "a", "a")),
    ],
)
def test_a_place_is_found_through_every_keyword_that_leads_to_it(
    content: dict[str, Any], path: Path
) -> None:
    again = {"properties": {"a": {"$ref": "#/$defs/y"}}, "title": "found"}
    content = {**content, "$defs": {"x": {"title": "found"}, "y": again}}
    data = {"b": 1} if "dependentSchemas" in content else {}
    assert place(content, path, data).title == "found"


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.name)
def test_every_draft_leads_to_a_place(draft: Any) -> None:
    content = {
        "$schema": draft.uri,
        "definitions": {"x": {"title": "found", "enum": ["b", "c"]}},
        "properties": {"a": {"items": {"$ref": "#/definitions/x"}}},
        "required": ["a"],
    }
    assert place(content, ("a", 0)).allowed == ("b", "c")
    assert required(content) == ["a"]


def test_lists_of_items_are_those_of_the_draft() -> None:
    items = {"items": [{"title": "first"}], "additionalItems": {"title": "others"}}
    content = {"$schema": DRAFTS[2].uri, "properties": {"a": items}}
    assert place(content, ("a", 0)).title == "first"
    assert place(content, ("a", 3)).title == "others"


def test_a_reference_hides_what_is_beside_it_before_2019() -> None:
    described = {"$ref": "#/definitions/x", "enum": ["no"]}
    content = {"properties": {"a": described}, "definitions": {"x": {"enum": ["yes"]}}}
    assert place({"$schema": DRAFTS[2].uri, **content}, ("a",)).allowed == ("yes",)
    assert place({"$schema": DRAFTS[3].uri, **content}, ("a",)).allowed == ()


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        ({"enum": ["a", "b"]}, ("a", "b")),
        ({"const": None}, (None,)),
        ({"type": "boolean"}, (True, False)),
        ({"type": ["boolean", "null"]}, (True, False, None)),
        ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, ("b",)),
        ({"allOf": [{"enum": [1]}, {"enum": [True, 1.0]}]}, (1,)),
        ({"anyOf": [{"enum": ["a"]}, {"const": "b"}]}, ("a", "b")),
        ({"anyOf": [{"enum": ["a"]}, {"type": "string"}]}, None),
        ({"anyOf": [{"enum": ["a"]}, {"type": "boolean"}]}, ("a", True, False)),
        ({"if": {"const": "a"}, "then": {"const": "b"}}, None),
        ({"type": "string"}, None),
        ({"$ref": "#"}, None),
    ],
)
def test_values_are_allowed_only_if_no_others_are(
    content: dict[str, Any], allowed: tuple[Any, ...] | None
) -> None:
    found = place({"properties": {"a": content}}, ("a",)).allowed
    assert json.dumps(found) == json.dumps(allowed)


def test_values_that_are_named_without_being_all_are_suggested() -> None:
    found = place(
        {"properties": {"a": {"anyOf": [{"enum": ["x"]}, {"type": "string", "examples": ["y"]}]}}},
        ("a",),
    )
    assert found.allowed is None
    assert set(found.suggested) == {"x", "y"}


@pytest.mark.parametrize(
    ("content", "types"),
    [
        ({"type": "number"}, ("number",)),
        ({"allOf": [{"type": "number"}, {"type": ["integer", "string"]}]}, ("integer",)),
        ({"allOf": [{"type": ["string", "null"]}, {"type": "string"}]}, ("string",)),
        ({"oneOf": [{"type": "string"}, {"type": "object"}]}, ("string", "object")),
        ({"oneOf": [{"type": "string"}, {"title": "any"}]}, None),
        ({"enum": ["a", 1, 2]}, ("string", "number")),
        ({}, None),
    ],
)
def test_types_are_what_all_schemas_of_a_place_allow(
    content: dict[str, Any], types: tuple[str, ...] | None
) -> None:
    assert place({"properties": {"a": content}}, ("a",)).types == types


def test_keys_come_in_the_order_of_the_schema_with_those_only_required_last() -> None:
    content = {"required": ["z", "b"], "properties": {"a": {}, "b": {}}}
    assert list(keys(content)) == ["a", "b", "z"]
    assert required(content) == ["b", "z"]


def test_a_key_that_is_forbidden_is_not_offered() -> None:
    closed: dict[str, Any] = {"properties": {"a": {}}, "patternProperties": {"^x-": {}}}
    content = {
        "properties": {"b": {}, "c": False, "x-d": {}},
        "allOf": [{**closed, "additionalProperties": False}],
    }
    assert list(keys(content)) == ["x-d", "a"]


def test_the_names_of_keys_may_be_listed() -> None:
    content = {"propertyNames": {"enum": ["en", "fr"]}, "additionalProperties": {"title": "Text"}}
    assert {name: key.place.title for name, key in keys(content).items()} == {
        "en": "Text",
        "fr": "Text",
    }


@pytest.mark.parametrize("keyword", ["dependentRequired", "dependencies"])
def test_a_key_is_required_beside_another_one(keyword: str) -> None:
    content = {"properties": {"image": {}, "alt": {}}, keyword: {"image": ["alt"]}}
    assert keys(content)["alt"].beside == ("image",)
    assert required(content) == []
    assert required(content, (), {"image": "a.png"}) == ["alt"]


def test_companions_are_those_of_the_draft() -> None:
    content = {"properties": {"a": {}}, "dependentRequired": {"b": ["a"]}}
    assert keys({"$schema": DRAFTS[2].uri, **content})["a"].beside == ()


def test_a_condition_on_the_data_decides_what_is_required() -> None:
    content = {
        "properties": {"type": {"enum": ["article", "video"]}},
        "if": {"properties": {"type": {"const": "article"}}, "required": ["type"]},
        "then": {"required": ["webUrl"]},
        "else": {"required": ["film"]},
    }
    assert required(content, (), {"type": "article"}) == ["webUrl"]
    assert required(content, (), {"type": "video"}) == ["film"]
    # The condition alone requires nothing.
    assert not keys(content)["type"].sometimes_required
    # The value that is looked at can become another one.
    assert place(content, ("type",), {"type": "article"}).allowed == ("article", "video")


def test_a_condition_refers_to_the_schema_around_it() -> None:
    content = {
        "if": {"$ref": "#/$defs/isVideo"},
        "then": {"required": ["film"]},
        "$defs": {"isVideo": {"properties": {"type": {"const": "video"}}, "required": ["type"]}},
    }
    for whole in (content, {"$id": "https://a.com/s", **content}):
        assert required(whole, (), {"type": "video"}) == ["film"]
        assert required(whole, (), {"type": "other"}) == []


ITEMS = {
    "oneOf": [
        {"properties": {"kind": {"const": "book"}, "pages": {}}, "required": ["kind", "pages"]},
        {"properties": {"kind": {"const": "film"}, "length": {}}, "required": ["kind", "length"]},
    ]
}


def test_what_the_data_has_decides_between_alternatives() -> None:
    content = {"properties": {"items": {"items": ITEMS}}}
    data = {"items": [{"kind": "film"}, {}]}
    assert list(keys(content, ("items", 0), data)) == ["kind", "length"]
    assert required(content, ("items", 0), data) == ["kind", "length"]
    both = keys(content, ("items", 1), data)
    assert list(both) == ["kind", "pages", "length"]
    assert [name for name, key in both.items() if key.sometimes_required] == list(both)
    assert required(content, ("items", 1), data) == []
    assert place(content, ("items", 0, "kind"), data).allowed is None
    assert place(content, ("items", 0, "kind"), data).suggested == ("book", "film")


def test_alternatives_of_other_types_give_no_keys() -> None:
    content = {
        "properties": {
            "image": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {"src": {}}}]}
        }
    }
    every: tuple[dict[str, Any], ...] = ({}, {"image": None}, {"image": {}}, {"image": "a.png"})
    for data in every:
        assert list(keys(content, ("image",), data)) == ["src"]


def test_an_empty_value_rules_out_no_alternative() -> None:
    content = {"properties": {"items": {"items": ITEMS}}}
    found = keys(content, ("items", 0), {"items": [{"kind": None}]})
    assert list(found) == ["kind", "pages", "length"]


def test_a_key_is_looked_up_without_its_present_value() -> None:
    schema = Schema("test", ITEMS, {})
    found = schema.lookup.key(("pages",), {"kind": "book", "pages": 3})
    assert found is not None
    assert found.is_required
    assert schema.lookup.key(("length",), {"kind": "book"}) is None


def test_schemas_that_lead_to_themselves_come_to_an_end() -> None:
    content = {
        "properties": {"child": {"$ref": "#"}, "name": {"title": "Name"}},
        "anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}],
        "$defs": {"a": {"allOf": [{"properties": {"more": {"$ref": "#/$defs/a"}}}]}},
    }
    path = ("child",) * 200
    assert list(keys(content, path)) == ["child", "name", "more"]
    assert place(content, (*path, "name")).title == "Name"


def test_references_that_double_at_each_step_come_to_an_end() -> None:
    steps = {f"s{index}": {"anyOf": [{"$ref": f"#/$defs/s{index + 1}"}] * 2} for index in range(9)}
    content = {
        "properties": {"a": {"$ref": "#/$defs/s0"}},
        "$defs": {**json.loads(json.dumps(steps)), "s9": {"enum": [1]}},
    }
    assert place(content, ("a",)).allowed == (1,)


@pytest.mark.parametrize("name", builtin_names())
def test_the_keys_of_a_built_in_schema_are_those_of_its_shape(name: str) -> None:
    schema = builtin(name)
    assert {key.name for key in schema.lookup.keys((), {})} >= set(schema.shape.properties)
    for key in schema.lookup.keys((), {}):
        shape = schema.shape.properties[key.name]
        assert key.place.title == shape.title
        assert key.place.roles == shape.roles
        assert key.place.lists == shape.lists


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from("ab"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", "items", "type", "title"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON, st.lists(st.sampled_from(["kind", "items", "title", 0, 1]), max_size=4))
def test_any_data_and_any_path_can_be_looked_up(data: Any, path: list[str | int]) -> None:
    for content in (ITEMS, {"properties": {"items": {"items": ITEMS}}}):
        lookup = Schema("test", content, {}).lookup
        lookup.place(tuple(path), data)
        lookup.key(tuple(path), data)
        lookup.keys(tuple(path), data)
    builtin("article").lookup.keys(tuple(path), data)
