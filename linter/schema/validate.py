"""JSON Schema validators: the gate, and the one that explains.

The gate, `jsonschema-rs`, says in microseconds whether data is valid. `jsonschema` then makes the
error tree that tells why; its own reading of patterns, formats and numbers gives way to the gate's.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from math import isfinite
from typing import Any

import jsonschema_rs

from linter.schema.drafts import BY_NAME, CLOSING, DRAFT_2020_12, DRAFTS, REFERENCES, Draft
from linter.schema.references import References, Subschema

_CONTENT = ("contentEncoding", "contentMediaType")
"""What the gate checks by the drafts 6 and 7, and `jsonschema` by none."""

_GATE_OPTIONS: dict[str, Any] = {"offline": True, "validate_formats": True}


def gate(
    content: Any,
    registry: Mapping[str, Any],
    left_out: Collection[int],
    address: str,
) -> Any:
    """Return the validator that only says whether data is valid.

    A `format` is left out of the schemas of these identities.

    Raises:
        ValueError: a pattern cannot be read.
        jsonschema_rs.ReferencingError: a reference leads nowhere.

    """
    if left_out:
        content = _without_formats(content, left_out)
        registry = {address: _without_formats(each, left_out) for address, each in registry.items()}
    known = jsonschema_rs.Registry(list(registry.items()))
    return jsonschema_rs.validator_for(
        content, registry=known, base_uri=address or None, **_GATE_OPTIONS
    )


def _without_formats(value: Any, left_out: Collection[int]) -> Any:
    if isinstance(value, list):
        return [_without_formats(each, left_out) for each in value]
    if not isinstance(value, dict):
        return value
    is_left_out = id(value) in left_out
    return {
        key: _without_formats(each, left_out)
        for key, each in value.items()
        if not (is_left_out and key == "format")
    }


@cache
def _small_gate(draft: Draft, **keywords: Any) -> Any:
    """Return a validator for one keyword, or for some that belong together."""
    return jsonschema_rs.validator_for({"$schema": draft.uri, **keywords}, **_GATE_OPTIONS)


def additional(instance: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Return the keys that neither `properties` nor `patternProperties` of a schema cover."""
    covered = set(schema.get("properties", {}))
    for pattern in schema.get("patternProperties", {}):
        covered.update(_matching(pattern, instance))
    return [key for key in instance if key not in covered]


def _matching(pattern: str, instance: dict[str, Any]) -> list[str]:
    return [key for key in instance if _small_gate(DRAFT_2020_12, pattern=pattern).is_valid(key)]


def explaining_validator(references: References, left_out: Collection[int]) -> Any:
    """Return the validator of `jsonschema` for a schema and those that it refers to.

    A `format` is left out of the schemas of these identities.
    """
    from referencing import Registry, Specification
    from referencing.jsonschema import DRAFT202012

    spelling = _Spelling(references, left_out)
    resources: Registry[Any] = Registry().with_resources(
        (address, specification.create_resource(spelling.spelt_out(subschema)))
        for address, subschema in spelling.resources()
        for specification in (
            # Only these are searched for anchors: all else has become a JSON Pointer.
            DRAFT202012 if subschema.draft is DRAFT_2020_12 else Specification.OPAQUE,
        )
    )
    root = references.root
    start = {"$schema": _dialect(root.draft), "$ref": spelling.address_of(root)}
    return _validator_classes()[root.draft.name](start, registry=resources)


@cache
def _validator_classes() -> dict[str, Any]:
    """Return a validator class for each draft, by its name.

    A schema chooses its validator by its `$schema`. These classes have addresses of their own, so
    that none of the library's classes, which lack the keywords below, is ever chosen.
    """
    import jsonschema
    from jsonschema.validators import create

    stock = {
        "4": jsonschema.Draft4Validator,
        "6": jsonschema.Draft6Validator,
        "7": jsonschema.Draft7Validator,
        "2019-09": jsonschema.Draft201909Validator,
        "2020-12": jsonschema.Draft202012Validator,
    }
    # It is no keyword of the newest drafts, which the gate reads there all the same.
    dependencies = {"dependencies": _check_dependencies}
    classes = {}
    for draft in DRAFTS:
        library = dependencies | dict(stock[draft.name].VALIDATORS)
        own = {
            word: check
            for word, check in _own_keywords(draft).items()
            if word in library or word in _CONTENT
        }
        classes[draft.name] = create(
            meta_schema={"$id": _dialect(draft)},
            validators=library | own,
            version=f"articlelint {draft.name}",
            # JSON has no infinity, and the gate takes it for no number.
            type_checker=stock[draft.name].TYPE_CHECKER.redefine("number", _is_number),
        )
    return classes


def _dialect(draft: Draft) -> str:
    return f"urn:articlelint:draft:{draft.name}"


def _is_number(_: Any, value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _asked(draft: Draft, keyword: str, *others: str) -> Any:
    """Return a check that asks the gate about a keyword, with those that change what it means."""
    from jsonschema import ValidationError

    def check(_: Any, wanted: Any, value: Any, schema: dict[str, Any]) -> Iterator[ValidationError]:
        beside = {word: schema[word] for word in others if word in schema}
        if not _small_gate(draft, **{keyword: wanted}, **beside).is_valid(value):
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


def _check_required(_: Any, names: list[str], value: Any, __: Any) -> Iterator[Any]:
    """Yield one error, however many properties are missing."""
    from jsonschema import ValidationError

    if isinstance(value, dict) and any(name not in value for name in names):
        yield ValidationError("required")


def _check_dependencies(
    validator: Any, dependencies: dict[str, Any], value: Any, _: Any
) -> Iterator[Any]:
    """Yield one error for all properties that lack companions, and those by schemas."""
    from jsonschema import ValidationError

    wanted = {
        name: inner
        for name, inner in dependencies.items()
        if isinstance(value, dict) and name in value
    }
    names = [each for inner in wanted.values() if isinstance(inner, list) for each in inner]
    if any(name not in value for name in names):
        yield ValidationError("dependencies")
    for name, inner in wanted.items():
        if not isinstance(inner, list):
            yield from validator.descend(value, inner, schema_path=name)


def _check_one_of(validator: Any, branches: list[Any], value: Any, _: Any) -> Iterator[Any]:
    """Tell which branches hold where several do: they become the error's `validator_value`."""
    from jsonschema import ValidationError

    errors = [
        list(validator.descend(value, inner, schema_path=index))
        for index, inner in enumerate(branches)
    ]
    holding = [inner for inner, broken in zip(branches, errors, strict=True) if not broken]
    if not holding:
        yield ValidationError("oneOf", context=[error for each in errors for error in each])
    elif len(holding) > 1:
        yield ValidationError("oneOf", validator_value=holding)


def _check_unevaluated(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    """Yield what is wrong with each key of an object, or item of a list, that nothing looks at.

    Where none is allowed, that is an error with the key as its message, or that of the schema
    `false` at the item.
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


def _check_unevaluated_properties(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from _check_unevaluated(validator, inner, value, schema)


def _check_unevaluated_items(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    if isinstance(value, list):
        yield from _check_unevaluated(validator, inner, value, schema)


def _evaluated(validator: Any, value: Any, schema: Any) -> set[str | int]:
    """Return the keys or indices that a schema, or one that applies with it, looks at.

    What a broken schema looks at counts as well, unlike in JSON Schema core (11.2, 11.3): what
    breaks it is an error of its own, and the key is not unknown for that. The functions of
    `jsonschema` for this would also search keys for patterns with Python's `re`.
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
        keys.update(_matching(pattern, value))
    return keys


def _evaluated_items(validator: Any, value: list[Any], schema: dict[str, Any]) -> set[str | int]:
    # Before 2020-12, a list at `items` stands for `prefixItems`, and `contains` evaluates nothing.
    prefix = schema.get("items", schema.get("prefixItems", []))
    indices: set[str | int] = set(range(min(len(prefix), len(value))))
    if "contains" in schema and validator.META_SCHEMA["$id"] == _dialect(DRAFT_2020_12):
        contains = validator.evolve(schema=schema["contains"])
        indices.update(index for index, item in enumerate(value) if contains.is_valid(item))
    return indices


def _in_force(validator: Any, value: Any, schema: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the schemas that must hold for the same value because a schema must.

    With each comes the validator to ask about what stands in it.
    """

    def holds(inner: Any) -> bool:
        return bool(validator.evolve(schema=inner).is_valid(value))

    inside = [*schema.get("allOf", ())]
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword, [])
        # Where none holds, that is an error of its own, and each may be the one that was meant.
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


def _own_keywords(draft: Draft) -> dict[str, Any]:
    """Return the keywords that `jsonschema` is not to check in its own way.

    The gate reads patterns by ECMA-262 and in bounded time, and formats and numbers in its own
    way: it is asked. A bad property name is one error, whatever is wrong with it.
    """
    asked = ("contentEncoding", "format", "multipleOf", "pattern", "uniqueItems")
    return {
        **{word: _asked(draft, word) for word in asked},
        "contentMediaType": _asked(draft, "contentMediaType", "contentEncoding"),
        "additionalProperties": _check_additional_properties,
        "patternProperties": _check_pattern_properties,
        "propertyNames": _check_property_names,
        "dependencies": _check_dependencies,
        "dependentRequired": _check_dependencies,
        "oneOf": _check_one_of,
        "required": _check_required,
        "unevaluatedItems": _check_unevaluated_items,
        "unevaluatedProperties": _check_unevaluated_properties,
    }


class _Spelling:
    """Schemas as the validator that explains reads them.

    - Each reference is a whole address with a JSON Pointer, so that it can be followed alone.
    - A schema with an address of its own is referred to from where it stands.
    - Each schema says by which draft it is read.
    - The schema `false` is `{"not": {}}`, but for what closes an object: `jsonschema` reports the
      one at the object that holds the value, the other at the value.
    """

    def __init__(self, references: References, left_out: Collection[int]) -> None:
        self._references = references
        self._left_out = left_out

    def resources(self) -> Iterator[tuple[str, Subschema]]:
        """Yield the schemas that have addresses, with these, and the two that have none."""
        root = self._references.root
        for value in (True, False):
            yield _of_boolean(value), root._replace(schema=value)
        for address, subschema in self._references.resources.items():
            yield _whole(address), subschema

    def address_of(self, subschema: Subschema) -> str:
        """Return the whole address of a schema."""
        if not isinstance(subschema.schema, dict):
            return _of_boolean(subschema.schema)
        return _whole(self._references.address_of(subschema))

    def spelt_out(self, subschema: Subschema) -> Any:
        """Return a schema in this spelling."""
        schema, draft = subschema.schema, subschema.draft
        if not isinstance(schema, dict):
            return schema or {"not": {}}
        in_force, with_schemas = draft.in_force(schema), draft.keywords_of(schema)
        spelt_out: dict[str, Any] = {"$schema": _dialect(draft)}
        for keyword, value in schema.items():
            if keyword in with_schemas:
                spelt_out[keyword] = self._inner(subschema, keyword)
            elif keyword not in in_force or keyword in (*_OF_NO_USE, draft.id_keyword):
                continue
            elif keyword in REFERENCES:
                if keyword in draft.references:
                    spelt_out[keyword] = self._referred(subschema, keyword)
            elif not (keyword == "format" and id(schema) in self._left_out):
                spelt_out[keyword] = value
        return spelt_out

    def _referred(self, subschema: Subschema, keyword: str) -> str:
        address = self.address_of(self._references.follow(subschema, keyword))
        if keyword == "$dynamicRef" and self._references.is_dynamic(subschema, keyword):
            name = subschema.schema[keyword].partition("#")[2]
            return f"{address.partition('#')[0]}#{name}"
        return address

    def _inner(self, subschema: Subschema, keyword: str) -> Any:
        """Return what a keyword with schemas has, these spelt out."""
        value = subschema.schema[keyword]
        if value is False and keyword in _CLOSED:
            return value

        def spelt(inner: Any) -> Any:
            own = self._references.at(inner, subschema)
            if own.base != subschema.base:
                return {"$ref": self.address_of(own)}
            return self.spelt_out(own)

        if isinstance(value, list):
            return [spelt(inner) for inner in value]
        if keyword in BY_NAME:
            # The lists among them are the names that `dependencies` asks for.
            return {
                name: inner if isinstance(inner, list) else spelt(inner)
                for name, inner in value.items()
            }
        return spelt(value)


# Names that nothing refers to any more, and schemas that another draft would read.
_OF_NO_USE = frozenset({"$schema", "$anchor"}).union(*(draft.keywords for draft in DRAFTS))
_CLOSED = (*CLOSING, "unevaluatedItems")


def _of_boolean(schema: Any) -> str:
    return f"urn:articlelint:{'true' if schema else 'false'}"


def _whole(address: str | None) -> str:
    """Return an address that other ones cannot be relative to; the first schema may have none."""
    address = address or ""
    return address if address and not address.startswith("#") else f"urn:articlelint:own{address}"
