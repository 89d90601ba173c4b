"""The shape of data by a schema: properties in order, roles, types, formats, place by place."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from linter.schema.builtin import builtin_registry
from linter.schema.drafts import APPLICATORS, CLOSING, CONDITIONALS, as_list
from linter.schema.errors import SchemaError
from linter.schema.own_keywords import ListReference, list_of, roles_of
from linter.schema.references import References
from linter.schema.roles import DATES, URLS
from linter.schema.subschemas import Subschema

MAX_JOINED = 300_000
"""Most subschemas that may describe the places of one schema, counted once for each place.

References and alternatives can multiply them without bound.
"""

_FORMATS_OF_ROLES = {
    **dict.fromkeys(("uri", "uri-reference", "iri", "iri-reference"), URLS),
    "date-time": DATES,
}
"""The formats that rules check more exactly than the schema does, where a role is given."""

_TIME_FORMATS = frozenset({"date", "date-time", "time"})
_FIXED_TEXT = frozenset({"pattern", "const", "enum"})


@dataclass(eq=False, repr=False)
class Shape:
    """How a schema describes one place: its properties in order, their roles, its items.

    Two shapes are equal only if they are the same, so that a shape can be a key.
    """

    title: str = ""
    description: str = ""
    examples: tuple[Any, ...] = ()
    roles: frozenset[str] = frozenset()
    lists: frozenset[ListReference] = frozenset()
    """The lists that must have the value."""
    types: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    properties: dict[str, "Shape"] = field(default_factory=dict)
    items: "Shape | None" = None
    closed: bool = False
    """Whether keys other than the listed ones are errors."""
    has_fixed_text: bool = False
    """Whether a `pattern`, a `const` or an `enum` restricts the text."""
    is_builtin: bool = False
    """Whether a built-in schema describes the place."""
    keys_by_role: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _keys_of: dict[frozenset[str], tuple[tuple[str, bool, bool], ...]] = field(default_factory=dict)

    @cached_property
    def objects(self) -> tuple[tuple[str, "Shape"], ...]:
        """The properties that are objects, or lists of them, each with its shape."""
        return tuple(
            (key, shape)
            for key, shape in self.properties.items()
            if shape.properties or (shape.items is not None and shape.items.properties)
        )

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The properties that are texts other than dates and times, or lists of such texts."""
        return tuple(
            key
            for key, shape in self.properties.items()
            if shape.is_text or (shape.items is not None and shape.items.is_text)
        )

    @property
    def is_text(self) -> bool:
        """Whether the value is text that is, by format or role, neither a date nor a time."""
        is_time = not (self.formats.isdisjoint(_TIME_FORMATS) and self.roles.isdisjoint(DATES))
        return "string" in self.types and not is_time

    def keys_of(self, roles: frozenset[str]) -> tuple[tuple[str, bool, bool], ...]:
        """Return the keys of values, or of lists of values, that have one of these roles.

        Each comes with whether the value itself has such a role, and whether the items have.
        """
        known = self._keys_of.get(roles)
        if known is None:
            parts = ((key, part.roles, part.items) for key, part in self.properties.items())
            every = (
                (key, not roles.isdisjoint(own), bool(items and not roles.isdisjoint(items.roles)))
                for key, own, items in parts
            )
            known = self._keys_of[roles] = tuple(each for each in every if each[1] or each[2])
        return known

    def walk(self) -> "Iterator[Shape]":
        """Yield this shape and all inside it, each once."""
        seen: set[Shape] = set()
        pending = [self]
        while pending:
            shape = pending.pop()
            if shape not in seen:
                seen.add(shape)
                yield shape
                pending += shape.properties.values()
                pending += [shape.items] if shape.items else []

    def index_roles(self) -> None:
        """Fill `keys_by_role`, once all properties are known."""
        for key, shape in self.properties.items():
            for role in shape.roles:
                self.keys_by_role[role] = (*self.keys_by_role.get(role, ()), key)


class ShapeBuilder:
    """Builds shapes from schemas, following references and joining what applies to one place."""

    def __init__(self, name: str, references: References) -> None:
        """Take the schemas; the name is for messages."""
        self._name = name
        self._references = references
        self._built: dict[tuple[int, ...], Shape] = {}
        self._joined = 0
        self._rules_check: dict[int, bool] = {}
        self.lists: set[ListReference] = set()
        """The lists that the schemas of all built shapes name."""

    def shape(self, parts: Sequence[Subschema]) -> Shape:
        """Return the shape of a place that all these schemas describe.

        Raises:
            SchemaError: they are too many (`MAX_JOINED`), or name an unknown role.

        """
        flat = list(self._flatten(parts))
        self._joined += len(flat)
        if self._joined > MAX_JOINED:
            reason = f"more than {MAX_JOINED:,} schemas describe what it can hold"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        identity = tuple(id(subschema.schema) for subschema in flat)
        if identity in self._built:
            return self._built[identity]
        # It is known before its properties are, which may lead back to it.
        shape = self._built[identity] = Shape()
        properties: dict[str, list[Subschema]] = {}
        items: list[Subschema] = []
        for subschema in flat:
            schema = self._describe(shape, subschema)
            for key, value in schema.get("properties", {}).items():
                properties.setdefault(key, []).append(self._references.at(value, subschema))
            if isinstance(schema.get("items"), dict):
                items.append(self._references.at(schema["items"], subschema))
        self._note_formats(flat, shape.roles)
        for key, values in properties.items():
            shape.properties[key] = self.shape(values)
        if items:
            shape.items = self.shape(items)
        shape.index_roles()
        return shape

    def _describe(self, shape: Shape, subschema: Subschema) -> dict[str, Any]:
        """Add what a schema states of the place itself; return the keywords of it that apply."""
        schema = subschema.schema
        shape.title = shape.title or schema.get("title", "")
        shape.description = shape.description or schema.get("description", "")
        shape.examples = shape.examples or tuple(schema.get("examples", ()))
        try:
            shape.roles |= roles_of(schema)
            reference = list_of(schema)
        except SchemaError as error:
            raise SchemaError(f"schema `{self._name}`: {error}") from None
        if reference is not None:
            shape.lists |= {reference}
            self.lists.add(reference)
        in_force = subschema.draft.in_force(schema)
        shape.closed |= any(in_force.get(keyword) is False for keyword in CLOSING)
        shape.types |= frozenset(as_list(in_force.get("type", [])))
        shape.formats |= frozenset(as_list(in_force.get("format", [])))
        shape.has_fixed_text |= not _FIXED_TEXT.isdisjoint(in_force)
        shape.is_builtin |= subschema.base in builtin_registry()
        return in_force

    def formats_left_to_rules(self) -> frozenset[int]:
        """Return the identities (`id`) of the schemas whose `format` rules check everywhere."""
        return frozenset(identity for identity, is_left in self._rules_check.items() if is_left)

    def _note_formats(self, flat: Sequence[Subschema], roles: frozenset[str]) -> None:
        for subschema in flat:
            word = subschema.schema.get("format")
            if isinstance(word, str) and word in _FORMATS_OF_ROLES:
                is_left = not roles.isdisjoint(_FORMATS_OF_ROLES[word])
                # DAT001 requires one form of the built-in kinds, and leaves the rest to the schema.
                is_left &= word != "date-time" or subschema.base in builtin_registry()
                identity = id(subschema.schema)
                self._rules_check[identity] = self._rules_check.get(identity, True) and is_left

    def _flatten(self, parts: Sequence[Subschema]) -> Iterator[Subschema]:
        """Yield each schema, what it refers to, and its alternatives: all that may apply here."""
        seen: set[int] = set()
        pending: deque[Subschema] = deque()
        for part in parts:
            pending.append(part)
            while pending:
                subschema = pending.popleft()
                schema = subschema.schema
                if not isinstance(schema, dict) or id(schema) in seen:
                    continue
                seen.add(id(schema))
                yield subschema
                pending += self._references.referred(subschema)
                pending += self._references.inside(subschema, (*APPLICATORS, *CONDITIONALS))
