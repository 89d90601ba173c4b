"""JSON Schema validators: the gate, and the one that explains.

The gate, `jsonschema-rs`, says in microseconds whether data is valid. `jsonschema` then makes the
error tree that tells why; its own reading of patterns, formats and numbers gives way to the gate's.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import isfinite
from typing import Any
from urllib.parse import urljoin

import jsonschema_rs

from linter.subschemas import (
    CLOSED,
    LISTS_OF_SCHEMAS,
    REFERENCES,
    SCHEMAS_BY_NAME,
    SINGLE_SCHEMAS,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _checked_elsewhere(_: str) -> bool:
    """Accept: rules check addresses and instants by role, and more exactly."""
    return True


GATE_OPTIONS: dict[str, Any] = {
    "offline": True,
    "validate_formats": True,
    "formats": dict.fromkeys(
        ("uri", "uri-reference", "iri", "iri-reference", "date-time"), _checked_elsewhere
    ),
}


@cache
def _small_gate(keyword: str, wanted: str) -> Any:
    """Return a validator for one keyword."""
    return jsonschema_rs.validator_for({"$schema": DRAFT, keyword: wanted}, **GATE_OPTIONS)


def additional(instance: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Return the keys that neither `properties` nor `patternProperties` of a schema cover."""
    covered = set(schema.get("properties", {}))
    for pattern in schema.get("patternProperties", {}):
        covered.update(_matching(pattern, instance))
    return [key for key in instance if key not in covered]


def _matching(pattern: str, instance: dict[str, Any]) -> list[str]:
    return [key for key in instance if _small_gate("pattern", pattern).is_valid(key)]


def explaining_validator(content: dict[str, Any], registry: Mapping[str, Any]) -> Any:
    """Return the validator of `jsonschema` for a schema and those that it may refer to."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    base = content.get("$id", "")
    spelt_out = _spelt_out(content, base)
    resources: Registry[Any] = Registry().with_resources(
        (uri, DRAFT202012.create_resource(each))
        for uri, each in (
            (base, spelt_out),
            *((uri, _spelt_out(each, uri)) for uri, each in registry.items()),
        )
    )
    types = Draft202012Validator.TYPE_CHECKER
    validator = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        _own_keywords(resources.resolver(base)),
        # JSON has no infinity, and the gate takes it for no number.
        type_checker=types.redefine("number", _is_number),
    )
    return validator(spelt_out, registry=resources)


def _is_number(_: Any, value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _asked(keyword: str) -> Any:
    """Return a check that asks the gate."""
    from jsonschema import ValidationError

    def check(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
        if not _small_gate(keyword, wanted).is_valid(value):
            yield ValidationError(f"{keyword} {wanted}")

    return check


def _check_pattern_properties(
    validator: Any, patterns: dict[str, Any], value: Any, _: Any
) -> Iterator[Any]:
    if isinstance(value, dict):
        for pattern, inner in patterns.items():
            for key in _matching(pattern, value):
                yield from validator.descend(value[key], inner, path=key)


def _check_additional_properties(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    from jsonschema import ValidationError

    keys = additional(value, schema) if isinstance(value, dict) else []
    if inner is False:
        if keys:
            yield ValidationError("additionalProperties")
        return
    for key in keys:
        yield from validator.descend(value[key], inner, path=key)


def _check_property_names(validator: Any, inner: Any, value: Any, _: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    for name in value if isinstance(value, dict) else ():
        if not validator.evolve(schema=inner).is_valid(name):
            yield ValidationError("propertyNames", instance=name)


def _unevaluated_properties(resolver: Any) -> Any:
    """Return the check of `unevaluatedProperties`, which makes one error of each such key."""
    from jsonschema import ValidationError

    def check(validator: Any, inner: Any, value: Any, schema: dict[str, Any]) -> Iterator[Any]:
        if not isinstance(value, dict):
            return
        evaluated = _evaluated(validator, value, schema, resolver)
        for key in value:
            if key not in evaluated and not validator.evolve(schema=inner).is_valid(value[key]):
                yield ValidationError(key)

    return check


def _evaluated(validator: Any, value: dict[str, Any], schema: Any, resolver: Any) -> set[str]:
    """Return the keys of an object that a schema, or one that applies with it, looks at.

    A key of a schema that the object breaks counts as well, unlike in JSON Schema core (11.3): what
    breaks it is an error of its own, and the key is not unknown for that. The function of
    `jsonschema` for this would also search keys for patterns with Python's `re`.
    """
    if not isinstance(schema, dict):
        return set()
    if "additionalProperties" in schema:
        return set(value)
    keys: set[str] = value.keys() & schema.get("properties", {}).keys()
    for pattern in schema.get("patternProperties", {}):
        keys.update(_matching(pattern, value))
    for inner in _in_force(validator, value, schema, resolver):
        if isinstance(inner, dict) and "unevaluatedProperties" in inner:
            return set(value)
        keys |= _evaluated(validator, value, inner, resolver)
    return keys


def _in_force(
    validator: Any, value: dict[str, Any], schema: dict[str, Any], resolver: Any
) -> Iterator[Any]:
    """Yield the schemas that must hold for the same object because a schema must."""

    def holds(inner: Any) -> bool:
        return bool(validator.evolve(schema=inner).is_valid(value))

    yield from schema.get("allOf", ())
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword, [])
        # Where none holds, that is an error of its own, and each may be the one that was meant.
        yield from [inner for inner in branches if holds(inner)] or branches
    for name, inner in schema.get("dependentSchemas", {}).items():
        if name in value:
            yield inner
    if "if" in schema:
        is_met = holds(schema["if"])
        if is_met:
            yield schema["if"]
        yield schema.get("then" if is_met else "else")
    for keyword in REFERENCES:
        if keyword in schema:
            yield _looked_up(schema[keyword], resolver)


def _looked_up(reference: str, resolver: Any) -> Any:
    """Return the schema that a reference leads to; None where it leads out of what is known."""
    from referencing.exceptions import Unresolvable

    try:
        return resolver.lookup(reference).contents
    except Unresolvable:
        return None


def _own_keywords(resolver: Any) -> dict[str, Any]:
    """Return the keywords that `jsonschema` is not to check in its own way.

    The gate reads patterns by ECMA-262 and in bounded time, and formats and numbers in its own
    way: it is asked. A bad property name is one error, whatever is wrong with it.
    """
    return {
        **{word: _asked(word) for word in ("format", "multipleOf", "pattern", "uniqueItems")},
        "additionalProperties": _check_additional_properties,
        "patternProperties": _check_pattern_properties,
        "propertyNames": _check_property_names,
        "unevaluatedProperties": _unevaluated_properties(resolver),
    }


def _spelt_out(schema: Any, base: str) -> Any:
    """Return a schema in which the schema `false` is `{"not": {}}`, but for what closes an object.

    `jsonschema` reports the one at the object that holds the value, the other at the value.
    References, which are relative to `base`, become absolute, so that each can be followed alone.
    """
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, dict):
        return schema
    base = urljoin(base, schema.get("$id", ""))
    spelt_out = dict(schema)
    for keyword, value in schema.items():
        if keyword in SCHEMAS_BY_NAME:
            spelt_out[keyword] = {name: _spelt_out(inner, base) for name, inner in value.items()}
        elif keyword in LISTS_OF_SCHEMAS:
            spelt_out[keyword] = [_spelt_out(inner, base) for inner in value]
        elif keyword in SINGLE_SCHEMAS and not (keyword in CLOSED and value is False):
            spelt_out[keyword] = _spelt_out(value, base)
        elif keyword in REFERENCES:
            spelt_out[keyword] = urljoin(base, value)
    return spelt_out
