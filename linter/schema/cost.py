"""How often the schemas inside a JSON Schema apply to data.

Schemas may refer to one another so that they apply to a value millions of times, or without end.
Validators then do as they are told; so what that would cost is counted first.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

from linter.schema.drafts import APPLICATORS, CLOSING, CONDITIONALS, DEFINITIONS
from linter.schema.errors import SchemaError
from linter.schema.references import References, Subschema

MAX_APPLIED = 10_000
"""How many schemas may apply to one value, however they refer to one another: all of them run."""

MAX_STEPS = 250_000
"""How often schemas may apply to the values of one document; the validator that explains takes
about ten microseconds for each."""

_IN_PLACE = ("dependencies", "dependentSchemas", *APPLICATORS, "not", *CONDITIONALS)
"""The keywords whose schemas apply to the same value as the schema that they stand in."""

_OF_KEYS = (*CLOSING, "propertyNames")
_OF_ITEMS = ("additionalItems", "contains", "unevaluatedItems")

_MOST_UNCOUNTED = 1_000


class _Often(NamedTuple):
    """How often a schema applies to one value."""

    subschema: Subschema
    times: int
    again: int
    """How often more it is asked what it evaluates: for that, validators validate once more."""

    def times_more(self, factor: int) -> "_Often":
        """Return it for a value that is looked at so often."""
        return _Often(self.subschema, factor * self.times, factor * self.again)


_Applied = dict[int, _Often]
"""The schemas that apply to one value, by identity."""


class SchemaCost:
    """What a schema costs, with those that it refers to."""

    def __init__(self, name: str, references: References) -> None:
        """Take schemas that keep to their meta-schema; the name is for messages."""
        self._name = name
        self._references = references

    def refuse_endless(self) -> None:
        """Refuse a schema that applies itself, or more than `MAX_APPLIED` others, to one value.

        JSON Schema (core, 9.4.1) leaves open what the one means, and the validator would not return
        from either.

        Raises:
            SchemaError: there is such a schema, or a reference that cannot be followed.

        """
        # What the way to a reference decides is found in all schemas that references lead to.
        for subschema in self._references.subschemas():
            for _ in self._references.referred(subschema):
                pass
        applied: dict[int, int] = {}
        for subschema in self._references.subschemas():
            self._follow(subschema, (), applied)

    def _follow(self, subschema: Subschema, above: tuple[int, ...], applied: dict[int, int]) -> int:
        """Return how many schemas apply to a value that a schema applies to; itself is one."""
        schema = subschema.schema
        if not isinstance(schema, dict):
            return 0
        if id(schema) in applied:
            return applied[id(schema)]
        if id(schema) in above:
            raise SchemaError(
                f"schema `{self._name}`: a reference leads back to itself without end"
            )
        above = (*above, id(schema))
        count = 1 + sum(self._follow(inner, above, applied) for inner in self._in_place(subschema))
        if count > MAX_APPLIED:
            reason = f"more than {MAX_APPLIED:,} schemas apply to one value"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        applied[id(schema)] = count
        return count

    def _in_place(self, subschema: Subschema) -> Iterator[Subschema]:
        """Yield the schemas that apply to the same value because a schema does."""
        yield from self._references.inside(subschema, _IN_PLACE)
        yield from self._references.referred(subschema)

    @cached_property
    def may_be_costly(self) -> bool:
        """Whether schemas may apply often enough for what is done with data to be counted first.

        That is where one leads back to itself further in, or where they are very many.
        """
        try:
            return self._reached(self._references.root, (), {}) > _MOST_UNCOUNTED
        except RecursionError:
            return True

    def _reached(
        self, subschema: Subschema, above: tuple[int, ...], known: dict[int, float]
    ) -> float:
        """Return how many schemas a schema leads to, counted once for each way to them."""
        schema, _, draft = subschema
        if not isinstance(schema, dict):
            return 0
        if id(schema) in above:
            return inf
        if id(schema) not in known:
            above = (*above, id(schema))
            applied = self._references.inside(subschema, draft.keywords - DEFINITIONS)
            ways = [*self._references.referred(subschema), *applied]
            known[id(schema)] = 1 + sum(self._reached(inner, above, known) for inner in ways)
        return known[id(schema)]

    def refuse_costly(self, data: Mapping[str, Any]) -> None:
        """Refuse data to the values of which schemas would apply more than `MAX_STEPS` times.

        Raises:
            SchemaError: they would.

        """
        if self.steps(data, MAX_STEPS) > MAX_STEPS:
            reason = f"it would be applied more than {MAX_STEPS:,} times"
            raise SchemaError(f"schema `{self._name}`: {reason}")

    def steps(self, data: Any, most: float) -> int:
        """Return how often schemas may apply to data and its values; beyond `most` it may be more.

        It is never less than what a validator does, and what that does may be much less.
        """
        known: dict[int, _Applied] = {}
        applied = self._all_in_place(self._references.root, known)
        steps = sum(each.times for each in applied.values())
        pending: list[tuple[Any, _Applied]] = [(data, applied)]
        while pending:
            value, applied = pending.pop()
            below: dict[str | int, _Applied] = {}
            for outer in applied.values():
                for token, inner, is_evaluated in self._inside(outer.subschema, value):
                    times = outer.times + outer.again if is_evaluated else outer.times
                    for identity, each in self._all_in_place(inner, known).items():
                        _add(below.setdefault(token, {}), identity, each.times_more(times))
                        steps += times * each.times
                    if steps > most:
                        return steps
            pending += ((value[token], counts) for token, counts in below.items())
        return steps

    def _all_in_place(self, subschema: Subschema, known: dict[int, _Applied]) -> _Applied:
        """Return the schemas that apply to a value because one applies to it once, itself too."""
        first = id(subschema.schema)
        if first in known:
            return known[first]
        found: _Applied = {}
        pending = [_Often(subschema, 1, 0)]
        while pending:
            subschema, times, again = pending.pop()
            schema = subschema.schema
            if not isinstance(schema, dict):
                continue
            if "unevaluatedProperties" in schema or "unevaluatedItems" in schema:
                again += times
            _add(found, id(schema), _Often(subschema, times, again))
            inside = self._references.inside(subschema, _IN_PLACE)
            pending += (_Often(each, times + again, again) for each in inside)
            referred = self._references.referred(subschema)
            pending += (_Often(each, times, again) for each in referred)
        known[first] = found
        return found

    def _inside(
        self, subschema: Subschema, value: Any
    ) -> Iterator[tuple[str | int, Subschema, bool]]:
        """Yield the keys or indices of a value with the schemas in a schema that may apply there.

        With each it says whether the schema is validated once more where something is to be
        evaluated. Patterns are taken to match, and everything to be additional and unevaluated.
        """
        schema, inside = subschema.draft.in_force(subschema.schema), self._references.inside
        keywords: tuple[str, ...] = _OF_ITEMS
        if isinstance(value, dict):
            keywords = _OF_KEYS
            named = schema.get("properties", {})
            # Either can have many more keys than the other.
            fewer, more = (named, value) if len(named) < len(value) else (value, named)
            at = self._references.at
            yield from ((key, at(named[key], subschema), False) for key in fewer if key in more)
            for inner in inside(subschema, ("patternProperties",)):
                yield from ((key, inner, False) for key in value)
        elif isinstance(value, list):
            listed = [word for word in ("items", "prefixItems") if _is_list(schema.get(word))]
            for index, inner in zip(range(len(value)), inside(subschema, listed), strict=False):
                yield index, inner, False
            if not _is_list(schema.get("items")):
                keywords = (*_OF_ITEMS, "items")
        else:
            return
        for inner in inside(subschema, keywords):
            if isinstance(inner.schema, dict):
                yield from ((token, inner, True) for token in _tokens(value))


def _add(applied: _Applied, identity: int, more: _Often) -> None:
    one = applied.get(identity)
    if one is not None:
        more = _Often(one.subschema, one.times + more.times, one.again + more.again)
    applied[identity] = more


def _tokens(value: dict[str, Any] | list[Any]) -> Iterator[str | int]:
    yield from value if isinstance(value, dict) else range(len(value))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)
