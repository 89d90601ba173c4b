"""linter.schema.cost: how often schemas apply to values is never counted too low."""

from math import inf
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from linter.schema.cost import MAX_STEPS, SchemaCost
from linter.schema.errors import SchemaError
from linter.schema.references import References
from linter.schema.schema import Schema

NAMES = ("p", "q")
REFERENCES = st.sampled_from([{"$ref": "#"}, *({"$ref": f"#/$defs/{name}"} for name in NAMES)])
SCHEMAS = st.recursive(
    st.just({"type": ["object", "array", "integer"]}) | REFERENCES,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from("abx"), inner, max_size=2),
            "patternProperties": st.dictionaries(st.sampled_from(["a", "^b"]), inner, max_size=2),
            "additionalProperties": inner,
            "unevaluatedProperties": inner,
            "propertyNames": inner,
            "dependentSchemas": st.dictionaries(st.sampled_from("ab"), inner, max_size=1),
            "prefixItems": st.lists(inner, min_size=1, max_size=2),
            "items": inner,
            "contains": inner,
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "oneOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
        },
    ),
    max_leaves=6,
)
DATA = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        st.integers(0, 2),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=3,
)


def _counted(schema: Any) -> Any:
    """Return a schema in which every schema has a keyword of its own."""
    if isinstance(schema, list):
        return [_counted(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _counted(value) for key, value in schema.items()}
    by_name = ("properties", "patternProperties", "dependentSchemas", "$defs")
    for key in by_name:
        if key in schema:
            inner[key] = {name: _counted(value) for name, value in schema[key].items()}
    return inner | {"x-count": True}


@pytest.mark.slow
@given(content=SCHEMAS, definitions=st.tuples(SCHEMAS, SCHEMAS), data=DATA)
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_what_a_validator_does_is_no_more_than_was_counted(
    content: dict[str, Any], definitions: tuple[Any, Any], data: dict[str, Any]
) -> None:
    whole = _counted(content | {"$defs": dict(zip(NAMES, definitions, strict=True))})
    try:
        schema = Schema("test", whole, {"": whole})
    except SchemaError:
        reject()
    applied = 0

    def count(*_: Any) -> None:
        nonlocal applied
        applied += 1

    validator = schema._validator
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(validator.VALIDATORS, "x-count", count)
        list(validator.iter_errors(data))
    assert SchemaCost("test", References("test", whole, {})).steps(data, inf) >= applied


@given(content=SCHEMAS, definitions=st.tuples(SCHEMAS, SCHEMAS), data=DATA)
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_data_with_few_values_is_not_counted_only_where_it_would_not_be_refused(
    content: dict[str, Any], definitions: tuple[Any, Any], data: dict[str, Any]
) -> None:
    whole = content | {"$defs": dict(zip(NAMES, definitions, strict=True))}
    cost = SchemaCost("test", References("test", whole, {}))
    try:
        cost.refuse_endless()
    except SchemaError:
        reject()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("linter.schema.cost.MAX_STEPS", 12)
        if cost.steps(data, inf) > 12:
            with pytest.raises(SchemaError):
                cost.refuse_costly(data)
        else:
            cost.refuse_costly(data)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"properties": {"a": {"items": {"type": "string"}}}}, False),
        ({"properties": {"a": {"$ref": "#"}}}, True),
        ({"items": {"anyOf": [{"type": "string"}, {"$ref": "#"}]}}, True),
        ({"properties": {f"a{n}": {} for n in range(900)}}, False),
        ({"properties": {f"a{n}": {} for n in range(1_100)}}, True),
    ],
)
def test_what_leads_back_to_itself_may_be_costly(
    content: dict[str, Any], *, expected: bool
) -> None:
    assert SchemaCost("test", References("test", content, {})).may_be_costly is expected


@pytest.mark.parametrize("keyword", ["items", "contains", "unevaluatedItems"])
def test_each_item_of_a_list_counts(keyword: str) -> None:
    content = {"properties": {"b": {keyword: {"type": "integer", "minimum": 0}}}}
    cost = SchemaCost("test", References("test", content, {}))
    assert cost.steps({"b": [1] * 100}, inf) >= cost.steps({"b": [1]}, inf) + 99


def test_only_schemas_with_unevaluated_keywords_run_again() -> None:
    nested: dict[str, Any] = {"allOf": [{"allOf": [{}]}]}
    again: dict[str, Any] = {**nested, "unevaluatedProperties": {}}
    assert SchemaCost("test", References("test", nested, {})).steps({}, inf) == 3
    assert SchemaCost("test", References("test", again, {})).steps({}, inf) > 3


def test_a_schema_may_apply_to_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.schema.cost.MAX_STEPS", MAX_STEPS // 10)
    item = {"type": "object", "properties": {"a": {"$ref": "#/$defs/item"}}}
    content = {"properties": {"b": {"items": {"$ref": "#/$defs/item"}}}, "$defs": {"item": item}}
    schema = Schema("test", content, {"": content})
    assert schema.accepts({"b": [{"a": {"a": {}}}] * 1_000})
    assert not schema.accepts({"b": [{"a": {"a": 1}}] * 1_000})
