"""Keywords that `jsonschema` checks with functions of this project, not in its own way.

The gate decides about patterns, formats and numbers, so that both validators give one answer. Other
keywords yield fewer or more exact errors here: one for all missing properties, one for a bad name.
"""

from collections.abc import Iterator
from typing import Any

from linter.schema.drafts import Draft
from linter.schema.gate import additional_keys, keyword_gate, matching_keys
from linter.schema.unevaluated import check_unevaluated_items, check_unevaluated_properties

_OF_GATE = ("contentEncoding", "format", "multipleOf", "pattern", "uniqueItems")
_OF_CONTENT = ("contentEncoding", "contentMediaType")


def validators_of(draft: Draft, library: dict[str, Any]) -> dict[str, Any]:
    """Return the check of each keyword of a draft, given those of `jsonschema`."""
    # The newest drafts have no such keyword, but the gate checks it there all the same.
    known = {"dependencies": _check_dependencies, **library}
    # The gate checks content by the drafts 6 and 7, `jsonschema` by none.
    own = {
        word: check
        for word, check in _own_keywords(draft).items()
        if word in known or word in _OF_CONTENT
    }
    return known | own


def _own_keywords(draft: Draft) -> dict[str, Any]:
    return {
        **{word: _by_gate(draft, word) for word in _OF_GATE},
        "contentMediaType": _by_gate(draft, "contentMediaType", "contentEncoding"),
        "additionalProperties": _check_additional_properties,
        "patternProperties": _check_pattern_properties,
        "propertyNames": _check_property_names,
        "dependencies": _check_dependencies,
        "dependentRequired": _check_dependencies,
        "oneOf": _check_one_of,
        "required": _check_required,
        "unevaluatedItems": check_unevaluated_items,
        "unevaluatedProperties": check_unevaluated_properties,
    }


def _by_gate(draft: Draft, keyword: str, *others: str) -> Any:
    """Return a check by the gate, with the `others` that change what the keyword means."""
    from jsonschema import ValidationError

    def check(_: Any, wanted: Any, value: Any, schema: dict[str, Any]) -> Iterator[ValidationError]:
        beside = {word: schema[word] for word in others if word in schema}
        if not keyword_gate(draft, **{keyword: wanted}, **beside).is_valid(value):
            yield ValidationError(f"{keyword} {wanted}")

    return check


def _check_pattern_properties(
    validator: Any, patterns: dict[str, Any], value: Any, _: Any
) -> Iterator[Any]:
    if isinstance(value, dict):
        for pattern, inner in patterns.items():
            for key in matching_keys(pattern, value):
                yield from validator.descend(value[key], inner, path=key)


def _check_additional_properties(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    from jsonschema import ValidationError

    keys = additional_keys(value, schema) if isinstance(value, dict) else []
    if inner is False:
        if keys:
            yield ValidationError("additionalProperties")
        return
    for key in keys:
        yield from validator.descend(value[key], inner, path=key)


def _check_property_names(validator: Any, inner: Any, value: Any, _: Any) -> Iterator[Any]:
    """Yield one error for each bad name, whatever is wrong with it."""
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
    """Yield one error for all properties that lack companions, and the errors of the schemas."""
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
    """Yield an error if no branch holds, or several do: these become its `validator_value`."""
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
