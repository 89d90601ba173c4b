"""The schemas inside a JSON Schema: where references lead, which apply to what, and how often.

Schemas may refer to one another so that they apply to a value millions of times, or without end.
Validators then do as they are told; so what that would cost is counted first.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from math import inf
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

from linter.text import printable

MAX_APPLIED = 10_000
"""How many schemas may apply to one value, however they refer to one another: all of them run."""

MAX_STEPS = 250_000
"""How often schemas may apply to the values of one document; the validator that explains takes
about ten microseconds for each."""

APPLICATORS = ("allOf", "anyOf", "oneOf")
CLOSING = ("additionalProperties", "unevaluatedProperties")
CONDITIONALS = ("if", "then", "else")
REFERENCES = ("$dynamicRef", "$ref")
CLOSED = ("additionalProperties", "unevaluatedItems", "unevaluatedProperties")
SCHEMAS_BY_NAME = ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")
LISTS_OF_SCHEMAS = (*APPLICATORS, "prefixItems")
SINGLE_SCHEMAS = (*CLOSED, *CONDITIONALS, "contains", "items", "not", "propertyNames")

_DEFINITIONS = {"$defs", "definitions"}
_OF_KEYS = (*CLOSING, "propertyNames")
_OF_ITEMS = ("contains", "items", "unevaluatedItems")

_MOST_UNCOUNTED = 1_000
_LONGEST_REASON = 300

_Place = tuple[Any, str]
"""A schema, and the address that its own references are relative to."""


class SchemaError(Exception):
    """A schema cannot be used; the text says which and why, in one line."""


def in_short(reason: str) -> str:
    """Return a reason in one line, cut where it repeats a schema as a whole."""
    line = printable(reason[: _LONGEST_REASON + 1])
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


class _Often(NamedTuple):
    """How often a schema applies to one value."""

    place: _Place
    times: int
    again: int
    """How often more it is asked what it evaluates: for that, validators validate once more."""

    def times_more(self, factor: int) -> "_Often":
        """Return it for a value that is looked at so often."""
        return _Often(self.place, factor * self.times, factor * self.again)


_Applied = dict[int, _Often]
"""The schemas that apply to one value, by identity."""


class Subschemas:
    """A schema with those that it may refer to, by their `$id`."""

    def __init__(self, name: str, content: dict[str, Any], registry: Mapping[str, Any]) -> None:
        """Take schemas that keep to their meta-schema; the name is for messages."""
        self._name = name
        self._registry = registry
        self._root: _Place = (content, content.get("$id", ""))

    def refuse_endless(self) -> None:
        """Refuse a schema that applies itself, or more than `MAX_APPLIED` others, to one value.

        JSON Schema (core, 9.4.1) leaves open what the one means, and the validator would not return
        from either.

        Raises:
            SchemaError: there is such a schema, or a reference that cannot be followed.

        """
        applied: dict[int, int] = {}
        for address, content in self._registry.items():
            for schema in _subschemas(content):
                self._follow((schema, address), (), applied)

    def _follow(self, place: _Place, above: tuple[int, ...], applied: dict[int, int]) -> int:
        """Return how many schemas apply to a value that a schema applies to; itself is one."""
        schema = place[0]
        if not isinstance(schema, dict):
            return 0
        if id(schema) in applied:
            return applied[id(schema)]
        if id(schema) in above:
            raise SchemaError(
                f"schema `{self._name}`: a reference leads back to itself without end"
            )
        above = (*above, id(schema))
        count = 1 + sum(self._follow(inner, above, applied) for inner in self.in_place(place))
        if count > MAX_APPLIED:
            reason = f"more than {MAX_APPLIED:,} schemas apply to one value"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        applied[id(schema)] = count
        return count

    def in_place(self, place: _Place) -> Iterator[_Place]:
        """Yield the schemas that apply to the same value because a schema does.

        Raises:
            SchemaError: a reference cannot be followed.

        """
        schema, base = place
        for inner in _in_place(schema):
            yield inner, base
        yield from self.references(schema, base)

    def references(self, schema: dict[str, Any], base: str) -> Iterator[_Place]:
        """Yield what a schema refers to.

        Raises:
            SchemaError: a reference cannot be followed.

        """
        if "$ref" in schema:
            yield self._referred("$ref", schema["$ref"], base)
        if "$dynamicRef" in schema:
            name = schema["$dynamicRef"].removeprefix("#")
            # Which of several it means, the way to it decides; each of them is possible.
            yield from self._dynamic_anchors.get(name, ()) or [
                self._referred("$dynamicRef", schema["$dynamicRef"], base)
            ]

    @cached_property
    def _dynamic_anchors(self) -> dict[str, list[_Place]]:
        found: dict[str, list[_Place]] = {}
        for address, content in self._registry.items():
            for schema in _subschemas(content):
                if "$dynamicAnchor" in schema:
                    found.setdefault(schema["$dynamicAnchor"], []).append((schema, address))
        return found

    def _referred(self, keyword: str, reference: str, base: str) -> _Place:
        """Follow a reference that is no anchor.

        The look-up of the library that validates sorts keys, and the order of `properties` is the
        order of an article's keys.

        Raises:
            SchemaError: it leads nowhere that is known, or is an anchor.

        """
        try:
            whole = urljoin(base, reference)
        except ValueError as error:
            reason = f"`{keyword}` is no address: {printable(str(error))}"
            raise SchemaError(f"schema `{self._name}`: {reason}") from None
        address, _, fragment = whole.partition("#")
        if fragment and not fragment.startswith("/"):
            reason = f"`{keyword}` by anchor is not read: {in_short(reference)}"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        try:
            place = self._registry[address]
            for token in unquote(fragment).split("/")[1:]:
                name = token.replace("~1", "/").replace("~0", "~")
                place = place[int(name)] if isinstance(place, list) else place[name]
        except (LookupError, TypeError, ValueError):
            # An `$id` further in, or a meta-schema, which the library knows.
            reason = f"`{keyword}` leads to none of the schemas beside it: {in_short(whole)}"
            raise SchemaError(f"schema `{self._name}`: {reason}") from None
        return place, address

    @cached_property
    def may_be_costly(self) -> bool:
        """Whether schemas may apply often enough for what is done with data to be counted first.

        That is where one leads back to itself further in, or where they are very many.
        """
        try:
            return self._reached(self._root, (), {}) > _MOST_UNCOUNTED
        except RecursionError:
            return True

    def _reached(self, place: _Place, above: tuple[int, ...], known: dict[int, float]) -> float:
        """Return how many schemas a schema leads to, counted once for each way to them."""
        schema, base = place
        if not isinstance(schema, dict):
            return 0
        if id(schema) in above:
            return inf
        if id(schema) not in known:
            above = (*above, id(schema))
            ways = [*self.references(schema, base), *((each, base) for each in _applied(schema))]
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

    def steps(self, data: Mapping[str, Any], most: float) -> int:
        """Return how often schemas may apply to data and its values; beyond `most` it may be more.

        It is never less than what a validator does, and what that does may be much less.
        """
        known: dict[int, _Applied] = {}
        applied = self._all_in_place(self._root, known)
        steps = sum(each.times for each in applied.values())
        pending: list[tuple[Any, _Applied]] = [(data, applied)]
        while pending:
            value, applied = pending.pop()
            below: dict[str | int, _Applied] = {}
            for outer in applied.values():
                schema, base = outer.place
                for token, inner, is_evaluated in _inside(schema, value):
                    times = outer.times + outer.again if is_evaluated else outer.times
                    for identity, each in self._all_in_place((inner, base), known).items():
                        _add(below.setdefault(token, {}), identity, each.times_more(times))
                        steps += times * each.times
                    if steps > most:
                        return steps
            pending += ((value[token], counts) for token, counts in below.items())
        return steps

    def _all_in_place(self, place: _Place, known: dict[int, _Applied]) -> _Applied:
        """Return the schemas that apply to a value because one applies to it once, itself too."""
        if id(place[0]) in known:
            return known[id(place[0])]
        found: _Applied = {}
        pending = [_Often(place, 1, 0)]
        while pending:
            place, times, again = pending.pop()
            schema, base = place
            if not isinstance(schema, dict):
                continue
            if "unevaluatedProperties" in schema or "unevaluatedItems" in schema:
                again += times
            _add(found, id(schema), _Often(place, times, again))
            pending += (_Often((each, base), times + again, again) for each in _in_place(schema))
            pending += (_Often(each, times, again) for each in self.references(schema, base))
        known[id(place[0])] = found
        return found


def _add(applied: _Applied, identity: int, more: _Often) -> None:
    one = applied.get(identity)
    if one is not None:
        more = _Often(one.place, one.times + more.times, one.again + more.again)
    applied[identity] = more


def _in_place(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas directly inside a schema that apply to the same value as it does."""
    yield from schema.get("dependentSchemas", {}).values()
    for keyword in APPLICATORS:
        yield from schema.get(keyword, ())
    for keyword in ("not", *CONDITIONALS):
        if keyword in schema:
            yield schema[keyword]


def _inside(schema: dict[str, Any], value: Any) -> Iterator[tuple[str | int, Any, bool]]:
    """Yield the keys or indices of a value with the schemas in a schema that may apply there.

    With each it says whether the schema is validated once more where something is to be evaluated.
    Patterns are taken to match, and everything to be additional and unevaluated.
    """
    if isinstance(value, dict):
        named = schema.get("properties", {})
        # Either can have many more keys than the other.
        fewer, more = (named, value) if len(named) < len(value) else (value, named)
        yield from ((key, named[key], False) for key in fewer if key in more)
        keywords = _OF_KEYS
        for inner in schema.get("patternProperties", {}).values():
            yield from ((key, inner, False) for key in value)
    elif isinstance(value, list):
        keywords = _OF_ITEMS
        for index, inner in enumerate(schema.get("prefixItems", ())[: len(value)]):
            yield index, inner, False
    else:
        return
    for inner in (schema.get(keyword) for keyword in keywords):
        if isinstance(inner, dict):
            yield from ((token, inner, True) for token in _tokens(value))


def _tokens(value: dict[str, Any] | list[Any]) -> Iterator[str | int]:
    yield from value if isinstance(value, dict) else range(len(value))


def _subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield a schema and all that stand inside it."""
    if not isinstance(schema, dict):
        return
    yield schema
    for keyword in schema:
        for inner in _at(schema, keyword):
            yield from _subschemas(inner)


def _applied(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas directly inside a schema that apply to a value or to what it holds."""
    for keyword in schema.keys() - _DEFINITIONS:
        yield from _at(schema, keyword)


def _at(schema: dict[str, Any], keyword: str) -> Iterable[Any]:
    """Return the schemas at a keyword; none where it holds something else."""
    value = schema[keyword]
    if keyword in SCHEMAS_BY_NAME:
        return value.values()  # type: ignore[no-any-return]  # as the meta-schema says
    if keyword in LISTS_OF_SCHEMAS:
        return value  # type: ignore[no-any-return]
    return [value] if keyword in SINGLE_SCHEMAS else []
