"""The keywords `unevaluatedProperties` and `unevaluatedItems`, for `jsonschema`.

The library's own functions search keys for patterns with Python's `re`, without a bound on time,
and report as unknown what only a broken schema describes.
"""

from collections.abc import Iterator
from typing import Any

from linter.schema.drafts import DRAFT_2020_12
from linter.schema.gate import matching_keys


def check_unevaluated_properties(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    """Yield the errors of the keys of an object that no other keyword evaluates."""
    if isinstance(value, dict):
        yield from _check_unevaluated(validator, inner, value, schema)


def check_unevaluated_items(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    """Yield the errors of the items of a list that no other keyword evaluates."""
    if isinstance(value, list):
        yield from _check_unevaluated(validator, inner, value, schema)


def _check_unevaluated(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    """Yield errors by the schema `inner`.

    Where it is `false`, the error of an object has the key as its message, and that of a list is
    the one of the schema `false` at the item.
    """
    from jsonschema import ValidationError

    evaluated = _evaluated(validator, value, schema)
    for token, part in value.items() if isinstance(value, dict) else enumerate(value):
        if token in evaluated:
            continue
        if inner is False and isinstance(value, dict):
            yield ValidationError(str(token))
        else:
            wanted = {"not": {}} if inner is False else inner
            yield from validator.descend(part, wanted, path=token)


def _evaluated(validator: Any, value: Any, schema: Any) -> set[str | int]:
    """Return the keys or indices that a schema evaluates, or one that applies with it.

    What a broken schema evaluates counts as well, unlike in JSON Schema core (11.2, 11.3): what
    breaks it has an error of its own, and the key is not unknown for that.
    """
    if not isinstance(schema, dict):
        return set()
    everything: set[str | int]
    if isinstance(value, dict):
        everything, unevaluated = set(value), "unevaluatedProperties"
        is_complete = "additionalProperties" in schema
        found = _evaluated_keys(value, schema)
    else:
        everything, unevaluated = set(range(len(value))), "unevaluatedItems"
        is_list = isinstance(schema.get("items"), list)
        is_complete = ("additionalItems" if is_list else "items") in schema
        found = set() if is_complete else _evaluated_items(validator, value, schema)
    if is_complete:
        return everything
    for own, inner in _in_force(validator, value, schema):
        if isinstance(inner, dict) and unevaluated in inner:
            return everything
        found |= _evaluated(own, value, inner)
    return found


def _evaluated_keys(value: dict[str, Any], schema: dict[str, Any]) -> set[str | int]:
    keys: set[str | int] = {*(value.keys() & schema.get("properties", {}).keys())}
    for pattern in schema.get("patternProperties", {}):
        keys.update(matching_keys(pattern, value))
    return keys


def _evaluated_items(validator: Any, value: list[Any], schema: dict[str, Any]) -> set[str | int]:
    # Before 2020-12, a list at `items` stands for `prefixItems`, and `contains` evaluates nothing.
    prefix = schema.get("items", schema.get("prefixItems", []))
    indices: set[str | int] = set(range(min(len(prefix), len(value))))
    if "contains" in schema and validator.META_SCHEMA["$id"] == DRAFT_2020_12.own_uri:
        contains = validator.evolve(schema=schema["contains"])
        indices.update(index for index, item in enumerate(value) if contains.is_valid(item))
    return indices


def _in_force(validator: Any, value: Any, schema: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the schemas that apply to the same value with a schema, each with its validator."""

    def holds(inner: Any) -> bool:
        return bool(validator.evolve(schema=inner).is_valid(value))

    inside = [*schema.get("allOf", ())]
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword, [])
        # If none holds, that is an error of its own, and any may be the one that was meant.
        inside += [inner for inner in branches if holds(inner)] or branches
    if isinstance(value, dict):
        dependent = schema.get("dependentSchemas", {})
        inside += (inner for name, inner in dependent.items() if name in value)
    if "if" in schema:
        is_met = holds(schema["if"])
        if is_met:
            inside.append(schema["if"])
        inside.append(schema.get("then" if is_met else "else"))
    yield from ((validator, inner) for inner in inside)
    for resolved in _resolved(validator, schema):
        yield validator.evolve(_resolver=resolved.resolver), resolved.contents


def _resolved(validator: Any, schema: dict[str, Any]) -> Iterator[Any]:
    """Yield what the references of a schema lead to, each with the resolver from there on."""
    from referencing.jsonschema import lookup_recursive_ref

    resolver = validator._resolver  # noqa: SLF001 - as the library's own keywords do
    for keyword in ("$dynamicRef", "$ref"):
        if keyword in schema:
            yield resolver.lookup(schema[keyword])
    if "$recursiveRef" in schema:
        yield lookup_recursive_ref(resolver)
