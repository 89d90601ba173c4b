"""How often the subschemas of a JSON Schema apply to data, counted before a validator runs.

References can make subschemas apply to a value millions of times, or without end; validators have
no bound of their own.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

from linter.schema.drafts import APPLICATORS, CLOSING, CONDITIONALS, DEFINITIONS
from linter.schema.errors import SchemaError
from linter.schema.references import References
from linter.schema.subschemas import Subschema

MAX_APPLIED = 10_000
"""Most subschemas that may apply to one value."""

MAX_STEPS = 250_000
"""Most times that subschemas may apply to the values of one document.

The explaining validator takes about ten microseconds each time.
"""

_IN_PLACE = ("dependencies", "dependentSchemas", *APPLICATORS, "not", *CONDITIONALS)
"""The keywords whose schemas apply to the same value as the schema around them."""

_OF_KEYS = (*CLOSING, "propertyNames")
_OF_ITEMS = ("additionalItems", "contains", "unevaluatedItems")

_RUN_AGAIN = frozenset({"unevaluatedItems", "unevaluatedProperties"})
"""The keywords for which validators run other schemas again, to learn what these evaluate."""

_MOST_UNCOUNTED = 1_000


class _Count(NamedTuple):
    """How often a schema applies to one value."""

    subschema: Subschema
    times: int
    again: int
    """How many times more validators run it to learn what it evaluates."""

    def multiplied(self, factor: int) -> "_Count":
        """Return the count for a value that is validated so many times."""
        return _Count(self.subschema, factor * self.times, factor * self.again)


_Applied = dict[int, _Count]
"""The schemas that apply to one value, by identity (`id`)."""


class SchemaCost:
    """The cost of a schema, with those that it refers to."""

    def __init__(self, name: str, references: References) -> None:
        """Take schemas that conform to their meta-schemas; the name is for messages."""
        self._name = name
        self._references = references
        self._in_place_of: dict[int, _Applied] = {}

    def refuse_endless(self) -> None:
        """Refuse a schema that applies itself, or more than `MAX_APPLIED` others, to one value.

        JSON Schema (core, 9.4.1) does not define the first, and a validator returns from neither.

        Raises:
            SchemaError: there is such a schema, or a reference leads nowhere.

        """
        # Dynamic references lead to any schema with the anchor: all must be known before.
        for subschema in self._references.subschemas():
            for _ in self._references.referred(subschema):
                pass
        applied: dict[int, int] = {}
        for subschema in self._references.subschemas():
            self._follow(subschema, (), applied)

    def _follow(self, subschema: Subschema, above: tuple[int, ...], applied: dict[int, int]) -> int:
        """Return how many schemas apply to a value if a schema does, itself included."""
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
        """Yield the schemas that apply to the same value as a schema."""
        yield from self._references.inside(subschema, _IN_PLACE)
        yield from self._references.referred(subschema)

    @property
    def may_be_costly(self) -> bool:
        """Whether to count before validating: a schema is recursive, or leads to very many."""
        return self._ways > _MOST_UNCOUNTED

    @cached_property
    def _ways(self) -> float:
        """How many schemas the first one leads to, each counted once for every way to it."""
        try:
            return self._reached(self._references.root, (), {})
        except RecursionError:
            return inf

    @cached_property
    def _most_values(self) -> int:
        """The most values of a document to which schemas certainly apply `MAX_STEPS` times at most.

        A schema applies to a value at most once for every way to it, if none runs again.
        """
        schemas = (each.schema for each in self._references.subschemas())
        runs_again = any(isinstance(each, dict) and _RUN_AGAIN & each.keys() for each in schemas)
        return 0 if runs_again else int(MAX_STEPS / max(self._ways, 1))

    def _reached(
        self, subschema: Subschema, above: tuple[int, ...], known: dict[int, float]
    ) -> float:
        """Return how many schemas a schema leads to, each counted once for every path to it."""
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
        """Refuse data to whose values schemas would apply more than `MAX_STEPS` times.

        Raises:
            SchemaError: they would.

        """
        if _has_more_values(data, self._most_values) and self.steps(data, MAX_STEPS) > MAX_STEPS:
            reason = f"it would be applied more than {MAX_STEPS:,} times"
            raise SchemaError(f"schema `{self._name}`: {reason}")

    def steps(self, data: Any, most: float) -> int:
        """Return an upper bound of how often schemas apply to data and its values.

        Counting stops beyond `most`.
        """
        applied = self._all_in_place(self._references.root)
        steps = sum(each.times for each in applied.values())
        pending: list[tuple[Any, _Applied]] = [(data, applied)]
        while pending:
            value, applied = pending.pop()
            below: dict[str | int, _Applied] = {}
            for outer in applied.values():
                for token, inner, is_evaluated in self._inside(outer.subschema, value):
                    times = outer.times + outer.again if is_evaluated else outer.times
                    for identity, each in self._all_in_place(inner).items():
                        _add(below.setdefault(token, {}), identity, each.multiplied(times))
                        steps += times * each.times
                    if steps > most:
                        return steps
            pending += ((value[token], counts) for token, counts in below.items())
        return steps

    def _all_in_place(self, subschema: Subschema) -> _Applied:
        """Return the schemas that apply to a value if one applies to it once, itself included."""
        first = id(subschema.schema)
        if first in self._in_place_of:
            return self._in_place_of[first]
        found: _Applied = {}
        pending = [_Count(subschema, 1, 0)]
        while pending:
            subschema, times, again = pending.pop()
            schema = subschema.schema
            if not isinstance(schema, dict):
                continue
            if _RUN_AGAIN & schema.keys():
                again += times
            _add(found, id(schema), _Count(subschema, times, again))
            inside = self._references.inside(subschema, _IN_PLACE)
            pending += (_Count(each, times + again, again) for each in inside)
            referred = self._references.referred(subschema)
            pending += (_Count(each, times, again) for each in referred)
        self._in_place_of[first] = found
        return found

    def _inside(
        self, subschema: Subschema, value: Any
    ) -> Iterator[tuple[str | int, Subschema, bool]]:
        """Yield keys or indices of a value with the schemas inside a schema that may apply there.

        The boolean is whether the schema runs again to find what is evaluated. All patterns count
        as matching, and all keys and items as additional and unevaluated.
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


def _add(applied: _Applied, identity: int, more: _Count) -> None:
    one = applied.get(identity)
    if one is not None:
        more = _Count(one.subschema, one.times + more.times, one.again + more.again)
    applied[identity] = more


def _has_more_values(data: Any, most: int) -> bool:
    """Whether data has more values than that, itself included; what aliases repeat counts again."""
    pending = [data]
    count = 0
    while pending and count <= most:
        value = pending.pop()
        count += 1
        if isinstance(value, dict):
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return count > most


def _tokens(value: dict[str, Any] | list[Any]) -> Iterator[str | int]:
    yield from value if isinstance(value, dict) else range(len(value))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)
