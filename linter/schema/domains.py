"""The values and types that schemas allow at one place, as far as keywords list them.

A domain is a mapping of what is allowed, in order, by a text that stands for each; None is a place
that is not restricted to a list.
"""

import json
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, TypeAlias

from linter.schema.drafts import as_list
from linter.schema.references import References
from linter.schema.subschemas import Subschema
from linter.schema.violation import type_of

Domain: TypeAlias = dict[str, Any] | None

_OF_TYPE: dict[str, tuple[Any, ...]] = {"boolean": (True, False), "null": (None,)}
"""The types that have few values."""


def allowed_values(references: References, parts: Iterable[Subschema]) -> tuple[Any, ...] | None:
    """Return the only values that schemas allow which all apply; None if others may be allowed.

    Conditions and `not` are left out.
    """
    domain = _Domains(references, _values).of_all(parts)
    return None if domain is None else tuple(domain.values())


def allowed_types(references: References, parts: Iterable[Subschema]) -> tuple[str, ...] | None:
    """Return the types that schemas allow which all apply; None if no keyword restricts them.

    A place for numbers is one for integers, too, which are not named.
    """
    domain = _Domains(references, _types).of_all(parts)
    if domain is None:
        return None
    return tuple(name for name in domain if name != "integer" or "number" not in domain)


def value_key(value: Any) -> str:
    """Return a text that two values share if they are the same in JSON, where `true` is not 1."""
    is_whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if is_whole else value, sort_keys=True)


class _Domains:
    """Joins what the keywords of schemas list, by a function for the keywords of one schema."""

    def __init__(self, references: References, own: Callable[[dict[str, Any]], Domain]) -> None:
        self._references = references
        self._own = own
        self._known: dict[int, Domain] = {}

    def of_all(self, parts: Iterable[Subschema]) -> Domain:
        """Return what all the schemas allow."""
        return reduce(_common, map(self._of, parts), None)

    def _of(self, part: Subschema) -> Domain:
        if not isinstance(part.schema, dict):
            return None
        identity = id(part.schema)
        if identity not in self._known:
            # It is known before what it refers to is, which may lead back to it.
            self._known[identity] = None
            self._known[identity] = self._found(part)
        return self._known[identity]

    def _found(self, part: Subschema) -> Domain:
        targets = list(self._references.referred(part))
        # A dynamic reference leads to one of several schemas.
        certain = targets if len(targets) == 1 else []
        own = self._own(part.draft.in_force(part.schema))
        inner = self.of_all([*certain, *self._references.inside(part, ["allOf"])])
        either = [
            reduce(_joined, map(self._of, branches))
            for keyword in ("anyOf", "oneOf")
            if (branches := list(self._references.inside(part, [keyword])))
        ]
        return reduce(_common, either, _common(own, inner))


def _common(one: Domain, other: Domain) -> Domain:
    if one is None or other is None:
        return other if one is None else one
    return {key: value for key, value in one.items() if key in other}


def _joined(one: Domain, other: Domain) -> Domain:
    return None if one is None or other is None else {**one, **other}


def _values(schema: dict[str, Any]) -> Domain:
    types = as_list(schema.get("type", []))
    if "const" in schema:
        values: Iterable[Any] = [schema["const"]]
    elif "enum" in schema:
        values = schema["enum"]
    elif types and all(name in _OF_TYPE for name in types):
        values = [value for name in types for value in _OF_TYPE[name]]
    else:
        return None
    return {value_key(value): value for value in values}


def _types(schema: dict[str, Any]) -> Domain:
    names = as_list(schema.get("type", []))
    if not names:
        values = _values(schema)
        names = [] if values is None else [type_of(value) for value in values.values()]
    if not names:
        return None
    return {name: name for name in (*names, *(["integer"] if "number" in names else []))}
