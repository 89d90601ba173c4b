"""Turns the error tree of `jsonschema` into violations, each of which is one fault in the data."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from linter.schema.alternatives import none_holds, several
from linter.schema.gate import additional_keys
from linter.schema.negation import forbidden, refused
from linter.schema.violation import Violation


def explain(errors: Iterable[Any], most: int) -> list[Violation]:
    """Turn errors of `jsonschema` into violations, no more than `most`."""
    found: _Found = {}
    # Recursion that the gate can do may be too deep for `jsonschema`.
    with suppress(RecursionError):
        for violation in (each for error in errors for each in _explained(error)):
            _add(found, violation)
            if len(found) >= most:
                break
    return list(found.values())


_Found = dict[tuple[Any, ...], Violation]


def _add(found: _Found, violation: Violation) -> None:
    """Add a violation; all missing properties of an object are one.

    Of violations that differ only in `expected`, the first one stays.
    """
    known = found.setdefault(_identity(violation), violation)
    names = tuple(dict.fromkeys((*known.names, *violation.names)))
    found[_identity(violation)] = known._replace(names=names)


def _identity(violation: Violation) -> tuple[Any, ...]:
    path, keyword, expected, _, names, _ = violation
    if keyword == "required":
        return path, keyword
    return path, keyword, expected if keyword == "dependentRequired" else names


def _explained(error: Any) -> Iterator[Violation]:
    by_keyword = _BY_KEYWORD.get(error.validator)
    if by_keyword is not None:
        yield from by_keyword(error)
    elif error.context:
        for inner in error.context:
            yield from _explained(inner)
    else:
        yield _violation(error)


def _violation(error: Any, names: Iterable[str] = (), **changes: Any) -> Violation:
    path = tuple(error.absolute_path)
    found = Violation(path, error.validator, error.validator_value, error.instance, tuple(names))
    return found._replace(**changes)


def _missing(error: Any) -> Iterator[Violation]:
    yield _violation(error, (name for name in error.validator_value if name not in error.instance))


def _unknown(error: Any) -> Iterator[Violation]:
    if error.validator == "additionalProperties":
        known = tuple(error.schema.get("properties", {}))
        for name in additional_keys(error.instance, error.schema):
            yield _violation(error, [name], known=known)
    else:
        # `unevaluated` yields an error for each key, with the key as its message.
        yield _violation(error, [error.message])


def _bad_name(error: Any) -> Iterator[Violation]:
    yield _violation(error, [str(error.instance)])


def _without_companions(error: Any) -> Iterator[Violation]:
    """Yield a violation for each property without its companions; `expected` is its name.

    Before 2019-09 the keyword was `dependencies`, which may hold schemas as well.
    """
    for name, companions in error.validator_value.items():
        if name in error.instance and isinstance(companions, list):
            missing = [each for each in companions if each not in error.instance]
            if missing:
                yield _violation(error, missing, keyword="dependentRequired", expected=name)


def _bound(error: Any) -> Iterator[Violation]:
    """Yield the violation of a bound, which in draft 4 another keyword can make exclusive."""
    keyword = error.validator
    exclusive = f"exclusive{keyword[:1].upper()}{keyword[1:]}"
    yield _violation(error, keyword=exclusive if error.schema.get(exclusive) is True else keyword)


def _contained(error: Any) -> Iterator[Violation]:
    yield _violation(error, expected=error.schema)


def _additional_items(error: Any) -> Iterator[Violation]:
    """Yield a violation for each item where `items` or `additionalItems` is false."""
    prefix = error.schema.get("prefixItems", [])
    if error.validator == "additionalItems":
        prefix = error.schema["items"]
    for index in range(len(prefix), len(error.instance)):
        path = (*error.absolute_path, index)
        yield Violation(path, "not items", {}, error.instance[index])


def _excluded(error: Any) -> Iterator[Violation]:
    """Yield the violation of `not`, or of the schema `false`, whose error has no keyword."""
    keyword, name, _ = [None, None, *error.absolute_schema_path][-3:]
    of_keys = keyword in _DEPENDENT and isinstance(error.instance, dict)
    if of_keys and name in error.instance and error.validator_value == {}:
        yield _violation(error, [str(name)], keyword="not required", expected={})
    elif error.validator:
        yield refused(_violation(error))
    else:
        yield forbidden(_violation(error, keyword="not"))


_DEPENDENT = frozenset({"dependencies", "dependentSchemas"})
"""The keywords with a schema for objects that have a key; if it is `false`, none may have it."""


def _alternatives(error: Any) -> Iterator[Violation]:
    """Yield the violations if no branch holds or, for `oneOf`, if several do."""
    if not error.context:
        yield several(_violation(error))
        return
    branches: dict[int, _Found] = {}
    for inner in error.context:
        found = branches.setdefault(inner.schema_path[0], {})
        for violation in _explained(inner):
            _add(found, violation)
    explained = [list(found.values()) for found in branches.values()]
    yield from none_holds(_violation(error), explained)


_BY_KEYWORD: dict[str | None, Callable[[Any], Iterator[Violation]]] = {
    None: _excluded,
    "additionalItems": _additional_items,
    "additionalProperties": _unknown,
    "anyOf": _alternatives,
    "contains": _contained,
    "dependencies": _without_companions,
    "dependentRequired": _without_companions,
    "items": _additional_items,
    "maxContains": _contained,
    "maximum": _bound,
    "minContains": _contained,
    "minimum": _bound,
    "not": _excluded,
    "oneOf": _alternatives,
    "propertyNames": _bad_name,
    "required": _missing,
    "unevaluatedProperties": _unknown,
}
