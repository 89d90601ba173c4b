"""Which schemas apply to a place of a document, as far as the document's values decide that.

A `Shape` joins all that may ever apply, for rules.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from linter.core.values import Path
from linter.schema.conditions import Conditions
from linter.schema.domains import allowed_types, allowed_values, value_key
from linter.schema.gate import matching_keys
from linter.schema.references import References
from linter.schema.subschemas import Subschema
from linter.schema.violation import type_of

UNKNOWN = object()
"""A value that the document does not have yet."""

_OF_OTHER_ITEMS = ("additionalItems", "unevaluatedItems")
_BY_KEY = ("dependentSchemas", "dependencies")


class Parts(NamedTuple):
    """The schemas that describe one place.

    Those that apply for certain, alternatives that may apply, and conditions, which restrict
    nothing, but may describe keys and name values.
    """

    certain: list[Subschema]
    possible: list[Subschema]
    conditions: list[Subschema]

    @classmethod
    def empty(cls) -> "Parts":
        """Return parts without schemas."""
        return cls([], [], [])

    @property
    def all(self) -> list[Subschema]:
        """All of them, those that apply for certain first."""
        return [*self.certain, *self.possible, *self.conditions]


class Applicable:
    """Finds the schemas that apply to the places of documents."""

    def __init__(self, references: References, *, tests_conditions: bool) -> None:
        """Take the schemas; without tests, each condition may hold and may not."""
        self._references = references
        self._conditions = Conditions(references) if tests_conditions else None

    def at(self, path: Path, data: Any) -> Parts:
        """Return the schemas that describe the place at a path, without what they refer to."""
        described, value = Parts([self._references.root], [], []), data
        for token in path:
            collection = dict if isinstance(token, str) else list
            outer = value if isinstance(value, collection) else collection()
            described = self.inner(self.expanded(described, outer), token)
            value = child(value, token)
        return described

    def inner(self, parts: Parts, token: str | int) -> Parts:
        """Return the schemas of the value at a key, or of the item at an index."""
        return Parts(*(list(self._inside(outer, token)) for outer in parts))

    def _inside(self, outer: Iterable[Subschema], token: str | int) -> Iterator[Subschema]:
        for subschema in outer:
            if isinstance(token, str):
                schemas = schemas_of_key(subschema, token)
            else:
                schemas = _schemas_of_item(subschema, token)
            yield from (self._references.at(inner, subschema) for inner in schemas)

    def expanded(self, described: Parts, value: Any) -> Parts:
        """Return schemas with what they refer to and their alternatives, each once."""
        parts = Parts.empty()
        seen: set[int] = set()
        pending = deque((each, rank) for rank, group in enumerate(described) for each in group)
        while pending:
            subschema, rank = pending.popleft()
            if not isinstance(subschema.schema, dict) or id(subschema.schema) in seen:
                continue
            seen.add(id(subschema.schema))
            parts[rank].append(subschema)
            certain, *others = self._next(subschema, value)
            # What applies for certain comes first, so that it is not met as an alternative before.
            pending.extendleft((each, rank) for each in reversed(certain))
            pending += (
                (each, max(rank, inner))
                for inner, group in enumerate(others, start=1)
                for each in group
            )
        return parts

    def _next(self, subschema: Subschema, value: Any) -> Parts:
        """Return the schemas that apply with a schema to the same value."""
        parts = Parts.empty()
        targets = list(self._references.referred(subschema))
        # A dynamic reference may lead to several schemas, of which one applies.
        (parts.certain if len(targets) == 1 else parts.possible).extend(targets)
        parts.certain.extend(self._references.inside(subschema, ["allOf"]))
        parts.certain.extend(self._dependent(subschema, value))
        for keyword in ("anyOf", "oneOf"):
            branches = list(self._references.inside(subschema, [keyword]))
            fitting = [each for each in branches if not self._excludes(each, value)] or branches
            (parts.certain if len(fitting) == 1 else parts.possible).extend(fitting)
        self._add_conditional(parts, subschema, value)
        return parts

    def _dependent(self, subschema: Subschema, value: Any) -> Iterator[Subschema]:
        """Yield the schemas that apply because the object has a key."""
        schema, draft = subschema.draft.in_force(subschema.schema), subschema.draft
        for keyword in _BY_KEY:
            if keyword in draft.keywords and isinstance(value, dict):
                for name, inner in schema.get(keyword, {}).items():
                    if name in value and not isinstance(inner, list):
                        yield self._references.at(inner, subschema)

    def _add_conditional(self, parts: Parts, subschema: Subschema, value: Any) -> None:
        condition = next(self._references.inside(subschema, ["if"]), None)
        if condition is None:
            return
        holds = None
        if self._conditions is not None and value is not UNKNOWN:
            holds = self._conditions.hold(condition, value)
        if holds is None:
            parts.possible.extend(self._references.inside(subschema, ["then", "else"]))
        else:
            branch = "then" if holds else "else"
            parts.certain.extend(self._references.inside(subschema, [branch]))
        parts.conditions.append(condition)

    def _excludes(self, branch: Subschema, value: Any) -> bool:
        """Whether an alternative is not meant for a value: by its type, or by one of its texts."""
        if branch.schema is False:
            return True
        if value is UNKNOWN:
            return False
        types = allowed_types(self._references, [branch])
        if types is not None and not _fits(types, value):
            return True
        return isinstance(value, dict) and self._excludes_object(branch, value)

    def _excludes_object(self, branch: Subschema, value: dict[str, Any]) -> bool:
        parts = self.expanded(Parts([branch], [], []), UNKNOWN)
        for name, known in value.items():
            allowed = allowed_values(self._references, self.inner(parts, name).certain)
            # An empty value is one that is still to be written.
            if known is not None and allowed is not None and not _is_among(known, allowed):
                return True
        return False


def schemas_of_key(subschema: Subschema, name: str) -> list[Any]:
    """Return what a schema of an object holds for the value at a key."""
    schema = subschema.draft.in_force(subschema.schema)
    properties = schema.get("properties", {})
    found = [properties[name]] if name in properties else []
    found += [
        inner
        for pattern, inner in schema.get("patternProperties", {}).items()
        if matching_keys(pattern, {name: None})
    ]
    if found:
        return found
    additional = schema.get("additionalProperties")
    if isinstance(additional, dict) or additional is False:
        return [additional]
    # `false` here proves nothing, since it leaves the keys that schemas beside it describe.
    unevaluated = schema.get("unevaluatedProperties")
    return [unevaluated] if isinstance(unevaluated, dict) else []


def _schemas_of_item(subschema: Subschema, index: int) -> list[Any]:
    """Return what a schema of a list holds for the item at an index."""
    schema, draft = subschema.draft.in_force(subschema.schema), subschema.draft
    items = schema.get("items")
    has_prefix = "prefixItems" in draft.keywords
    prefix = schema.get("prefixItems", []) if has_prefix else items
    if isinstance(prefix, list) and index < len(prefix):
        return [prefix[index]]
    if isinstance(items, dict):
        return [items]
    return [schema[keyword] for keyword in _OF_OTHER_ITEMS if isinstance(schema.get(keyword), dict)]


def child(value: Any, token: str | int) -> Any:
    """Return the value at a key or an index; `UNKNOWN` if there is none."""
    if isinstance(value, dict) and isinstance(token, str):
        return value.get(token, UNKNOWN)
    if isinstance(value, list) and isinstance(token, int) and 0 <= token < len(value):
        return value[token]
    return UNKNOWN


def _fits(types: Iterable[str], value: Any) -> bool:
    own = type_of(value)
    return own in types or (own == "number" and "integer" in types)


def _is_among(value: Any, allowed: Iterable[Any]) -> bool:
    return value_key(value) in map(value_key, allowed)
