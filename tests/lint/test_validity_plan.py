"""Data that conditions accept is valid to jsonschema-rs, and most valid data is accepted."""

import gc
import json
import random
from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from linter.fastpath.validity import is_valid
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import decode
from linter.lint.validity_plan import validity_plan
from linter.schema.builtin import builtin_names
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.md"))
VALUES: tuple[Any, ...] = (
    *("", "x", "news", "article", "video", "2020-06-11", "2020-06-11T00:03:00Z", "true", "4", "+4"),
    *("P7D", "PT8M59S", "PT1H5S", "PT1H", "P1", "PT"),
    *("https://example.org/a", "https://example.org/ a", "en-US", "PT30M", "P", "é", "a" * 300),
    *(
        None,
        0,
        1,
        -1,
        2,
        74,
        100,
        101,
        10**12,
        0.5,
        1.0,
        2.0,
        True,
        False,
        [],
        {},
        ["x"],
        ["x", "x"],
    ),
    *(
        [1, "1"],
        [True, 1],
        {"other": "x"},
        {"z": 1},
        [["x"]],
        {"x": "y"},
        {"url": "https://example.org/a"},
        [{}],
    ),
)


DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


def schema_of(**keywords: Any) -> Schema:
    return Schema("own", {"$schema": DRAFT_2020, **keywords}, {})


def mutants(data: Any, chance: random.Random, words: list[str]) -> Iterator[Any]:
    """Yield copies of data in which one to three places have another value, or are missing."""
    for _ in range(400):
        mutant = deepcopy(data)
        for _ in range(chance.randint(1, 3)):
            place = mutant
            while isinstance(place, dict | list) and place:
                keys = list(place) if isinstance(place, dict) else range(len(place))
                key = chance.choice(keys)
                inner = place[key]
                if isinstance(inner, dict | list) and inner and chance.random() < 0.7:
                    place = inner
                    continue
                if chance.random() < 0.3:
                    del place[key]
                elif isinstance(place, dict) and chance.random() < 0.3:
                    place[chance.choice(words)] = deepcopy(chance.choice(VALUES))
                else:
                    place[key] = deepcopy(chance.choice(VALUES))
                break
        yield mutant


def keys_of(schema: Schema) -> list[str]:
    return sorted({key for shape in schema.shape.walk() for key in shape.properties} | {"other"})


@pytest.mark.parametrize("name", sorted(builtin_names()))
def test_a_built_in_schema_has_conditions_which_accept_nothing_that_it_refuses(name: str) -> None:
    schema = builtin(name)
    conditions = validity_plan(schema)
    assert conditions is not None
    assert json.loads(json.dumps(conditions)) == conditions
    chance = random.Random(name)  # noqa: S311 - it only varies data
    accepted = refused = 0
    for example in schema.content["examples"]:
        assert is_valid(conditions, example)
        for mutant in mutants(example, chance, keys_of(schema)):
            if is_valid(conditions, mutant):
                assert schema.accepts(mutant), mutant
                accepted += 1
            else:
                refused += not schema.accepts(mutant)
    assert accepted > 20
    assert refused > 20


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:20])
def test_a_real_article_is_accepted(seed: Path) -> None:
    conditions = validity_plan(builtin("article"))
    document = Document(decode(seed.name, seed.read_bytes()), Dialect.JEKYLL)
    assert conditions is not None
    assert is_valid(conditions, document.data)


OWN: tuple[dict[str, Any], ...] = (
    {"type": "string"},
    {"type": ["integer", "boolean"]},
    {"type": "number", "exclusiveMinimum": 1, "maximum": 100},
    {"not": {"type": "integer"}},
    {"not": {"type": ["null", "string"]}},
    {"enum": [1, True, "x", None]},
    {"const": 1.0},
    {"const": False},
    {"type": "string", "minLength": 1, "maxLength": 3},
    {"pattern": "^[a-z]+$"},
    {"pattern": "^(?:[a-z]+-)*[a-z0-9]{1,3}$"},
    {"pattern": r"^\+?[0-9]+(\.[0-9]+)?|news"},
    {"format": "uri"},
    {"format": "date"},
    {"format": "date-time"},
    {"format": "duration"},
    {"uniqueItems": True},
    {"items": {"type": "string"}, "minItems": 1, "maxItems": 1},
    {"items": False},
    {"properties": {"value": True, "other": False}, "additionalProperties": {"type": "string"}},
    {"propertyNames": {"maxLength": 2}},
    {"minProperties": 1, "maxProperties": 1},
    {"anyOf": [{"type": "string", "pattern": "^[0-9]"}, {"type": "array"}]},
    {"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"type": "integer"}},
    {"if": {"not": {"type": "string", "pattern": "^[-+]?[0-9]+$"}}, "then": {"type": "number"}},
    {"if": {"not": {"minLength": 2}}, "else": {"type": "string"}},
    {"if": False, "then": False, "else": {"type": "string"}},
    {"allOf": [{"type": "string"}, {"not": {"const": "x"}}]},
    {"$ref": "#/$defs/word", "minLength": 2},
    {"type": "string", "id": "urn:other", "x-own": 1, "x-role": "title", "$comment": "as others"},
)


@pytest.mark.parametrize("own", OWN, ids=json.dumps)
def test_a_keyword_accepts_what_it_means_and_nothing_else(own: dict[str, Any]) -> None:
    schema = schema_of(properties={"value": own}, **{"$defs": {"word": {"pattern": "^[a-z]+$"}}})
    conditions = validity_plan(schema)
    assert conditions is not None
    accepted = [value for value in VALUES if is_valid(conditions, {"value": value})]
    valid = [value for value in VALUES if schema.accepts({"value": value})]
    assert all(any(each is value for value in valid) for each in accepted)
    assert accepted
    assert len(valid) - len(accepted) <= 12
    assert len(accepted) < len(VALUES)


@pytest.mark.parametrize(
    "own",
    [
        {"pattern": r"\bnews\b"},
        {"pattern": "^(?=x)"},
        {"pattern": "é"},
        {"pattern": "[]a]"},
        {"pattern": "a{2}{3}"},
        {"not": {"pattern": "^a"}},
        {"not": {"format": "date"}},
        {"not": {"uniqueItems": True}},
        {"if": {"pattern": "^a"}, "then": {"minLength": 2}},
        {"oneOf": [{"type": "string"}]},
        {"contains": {"type": "string"}},
        {"prefixItems": [{"type": "string"}], "items": False},
        {"patternProperties": {"^a": False}, "additionalProperties": False},
        {"enum": [["x"]]},
        {"const": {}},
        {"format": "email"},
        {"unevaluatedProperties": False},
        {"dependentRequired": {"a": ["b"]}},
        {"multipleOf": 2},
        {"$ref": "#meta", "$defs": {"a": {"$anchor": "meta", "$dynamicAnchor": "meta"}}},
    ],
    ids=json.dumps,
)
def test_a_schema_with_what_has_no_condition_has_none(own: dict[str, Any]) -> None:
    assert validity_plan(schema_of(properties={"value": own})) is None


@each_case(
    product(
        [{"type": "integer"}, {"type": ["integer", "string"]}, {"not": {"type": "number"}}],
        [DRAFT_4, "http://json-schema.org/draft-07/schema#", DRAFT_2020],
    )
)
def test_a_schema_with_one_of_draft_4_inside_has_no_conditions(
    own: dict[str, Any], root: str
) -> None:
    inner = {"$schema": DRAFT_4, **own}
    for value in (inner, {"$ref": "urn:inner"}):
        content = {"$schema": root, "properties": {"value": value}}
        schema = Schema("own", content, {"urn:inner": inner})
        assert not schema.accepts({"value": 1.0})
        assert validity_plan(schema) is None


def test_a_file_leaves_nothing_to_the_garbage_collector() -> None:
    conditions = validity_plan(builtin("article"))
    assert conditions is not None
    gc.collect()
    gc.disable()
    try:
        is_valid(conditions, {"title": "A title"})
        assert gc.collect() == 0
    finally:
        gc.enable()


@each_case(
    [
        ("^(?:a+)+$", "a" * 900, "a" * 900 + "b"),
        ("^" + "(a|a)" * 40 + "$", "a" * 40, "a" * 40 + "b"),
        ("^(a?)*b$", "a" * 900 + "b", "a" * 900),
        ("a*b", "a" * 900 + "b", "a" * 900),
    ]
)
def test_patterns_do_not_backtrack(pattern: str, text: str, wrong: str) -> None:
    conditions = validity_plan(schema_of(properties={"value": {"pattern": pattern}}))
    assert conditions is not None
    assert is_valid(conditions, {"value": text})
    assert not is_valid(conditions, {"value": wrong})
    assert not is_valid(conditions, {"value": text * 1_000})


def test_counted_groups_have_no_condition() -> None:
    pattern = "^(?:(?:a?){9}){9}$"
    assert validity_plan(schema_of(properties={"value": {"pattern": pattern}})) is None
