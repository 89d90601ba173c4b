"""Why data is invalid: the error tree of `jsonschema`, as violations of one property each."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from linter.document import Path
from linter.validation import additional

_ALTERNATIVES = ("anyOf", "oneOf")


A_TIME = object()
"""Stands for the value of a date or time in a violation: JSON Schema knows no such type."""


class Violation(NamedTuple):
    """One way in which data breaks a schema.

    `path` leads to the offending value, or to the mapping that lacks or holds `name`. `expected` is
    the keyword's value in the schema, `value` the data. `known` are the keys that a closed object
    lists; of one that is closed by `unevaluatedProperties`, the shape of the place has them.
    """

    path: Path
    keyword: str
    expected: Any
    value: Any
    name: str | None = None
    known: tuple[str, ...] = ()


def explain(error: Any) -> Iterator[Violation]:
    """Turn one error of `jsonschema` into violations that each concern one property."""
    one_each = _ONE_EACH.get(error.validator)
    if one_each is not None:
        yield from one_each(error)
    elif error.context:
        inner_errors = error.context
        if error.validator in _ALTERNATIVES:
            inner_errors = _meant_branch(error)
            if inner_errors is None:
                yield _violation(error)
        for inner in inner_errors or ():
            yield from explain(inner)
    else:
        yield _violation(error)


def _violation(error: Any, name: str | None = None, known: tuple[str, ...] = ()) -> Violation:
    # `jsonschema` names no keyword where a schema is `false`.
    keyword, expected = (error.validator, error.validator_value) if error.validator else ("not", {})
    return Violation(tuple(error.absolute_path), keyword, expected, error.instance, name, known)


def _missing(error: Any) -> Iterator[Violation]:
    for name in error.validator_value:
        if name not in error.instance:
            yield _violation(error, name)


def _unknown(error: Any) -> Iterator[Violation]:
    is_whole = error.validator == "additionalProperties"
    known = tuple(error.schema.get("properties", {})) if is_whole else ()
    for name in _unexpected(error):
        yield _violation(error, name, known)


def _misnamed(error: Any) -> Iterator[Violation]:
    yield _violation(error, str(error.instance))


def _lonely(error: Any) -> Iterator[Violation]:
    """Yield a violation for each property whose companion is missing, `expected` naming it."""
    for name, companions in error.validator_value.items():
        for companion in companions:
            if name in error.instance and companion not in error.instance:
                yield _violation(error, companion)._replace(expected=name)


_ONE_EACH: dict[str, Callable[[Any], Iterator[Violation]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "propertyNames": _misnamed,
    "dependentRequired": _lonely,
}


def _unexpected(error: Any) -> list[str]:
    """Return the keys that a closed object does not know."""
    if error.validator == "additionalProperties":
        return additional(error.instance, error.schema)
    # Our own check makes one error of each key, and its message of the key.
    return [error.message]


def _meant_branch(error: Any) -> list[Any] | None:
    """Return the errors of the one alternative that the data was meant for.

    That is the only branch whose every `const`, `enum` and `type` the data meets, else the only one
    that allows such a value at all; None where no branch stands out.
    """
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    unsuited = ("const", "enum", "type")
    # First by anything that tells branches apart, then by the value's own type alone.
    for looks_deep in (True, False):
        meant = [
            errors
            for errors in branches.values()
            if not any(
                inner.validator in unsuited and (looks_deep or not inner.path) for inner in errors
            )
        ]
        if len(meant) == 1:
            return meant[0]
    return None
