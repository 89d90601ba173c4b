"""JSON Schemas: loading, roles per property, and violations.

`jsonschema-rs` says in microseconds whether data is valid; only what is not goes to `jsonschema`,
whose error tree tells why. References are resolved among the files of one folder and never reach
the network.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from typing import Any

import jsonschema_rs

from linter.core.resources import schema_folder
from linter.core.text import printable, quoted
from linter.frontmatter.document import Path, Value
from linter.frontmatter.source import digest
from linter.schema.cost import SchemaCost
from linter.schema.drafts import APPLICATORS, CLOSING, CONDITIONALS
from linter.schema.explain import explain
from linter.schema.references import References, SchemaError, Subschema, in_short
from linter.schema.roles import DATES, ROLES, URLS
from linter.schema.validate import explaining_validator, gate
from linter.schema.violation import Violation

MAX_VIOLATIONS = 10_000
"""How many violations of one document are told; finding them all takes seconds where nearly every
value is wrong. So many that one of the rules that word them says that there are more."""

MAX_JOINED = 300_000
"""How many schemas, counted anew for each place, may describe the places that a schema knows: by
references and alternatives these can become more than anybody can count."""

_FORMATS_OF_ROLES = {
    **dict.fromkeys(("uri", "uri-reference", "iri", "iri-reference"), URLS),
    "date-time": DATES,
}
"""The formats that rules check in place of the schema, more exactly, where a role is given."""

_TIME_FORMATS = frozenset({"date", "date-time", "time"})
_FIXED_TEXT = frozenset({"pattern", "const", "enum"})


@dataclass
class Shape:
    """What a schema says about one place: its properties in order, their roles, its items."""

    title: str = ""
    description: str = ""
    examples: tuple[Any, ...] = ()
    roles: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    properties: dict[str, "Shape"] = field(default_factory=dict)
    items: "Shape | None" = None
    closed: bool = False
    has_fixed_text: bool = False
    """Whether a `pattern`, a `const` or an `enum` says what text there may be."""
    is_builtin: bool = False
    """Whether a built-in schema says something of the place."""
    keys_by_role: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _keys_of: dict[frozenset[str], tuple[tuple[str, bool, bool], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def objects(self) -> tuple[tuple[str, "Shape"], ...]:
        """The properties that are objects, or lists of them, with what the schema says of each."""
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
        """Whether text is wanted that is not a date or time, by its format or role."""
        is_time = not (self.formats.isdisjoint(_TIME_FORMATS) and self.roles.isdisjoint(DATES))
        return "string" in self.types and not is_time

    def keys_of(self, roles: frozenset[str]) -> tuple[tuple[str, bool, bool], ...]:
        """Return the keys of values, or of lists of values, that have one of these roles.

        With each it says whether the value itself has one, and whether the items have.
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

    def finish(self) -> None:
        """Index the properties by role, once all are known."""
        for key, shape in self.properties.items():
            for role in shape.roles:
                self.keys_by_role[role] = (*self.keys_by_role.get(role, ()), key)


class Schema:
    """One kind of front matter."""

    def __init__(
        self,
        name: str,
        content: Any,
        registry: Mapping[str, Any],
        address: str = "",
    ) -> None:
        """Take a schema and those that it may refer to, by their addresses.

        `address` is what its own references are relative to, where it has no `$id`.

        Raises:
            SchemaError: it breaks its meta-schema, refers to nothing, or names an unknown role.

        """
        self.name = name
        self.content = content
        self._registry = registry
        try:
            self._references = References(name, content, registry, address)
            self._cost = SchemaCost(name, self._references)
            # It comes first: what it refuses would keep the library busy, or end the process.
            self._cost.refuse_endless()
            shaper = _Shaper(name, self._references)
            self.shape = shaper.shape([self._references.root])
            self._left_out = shaper.formats_left_out()
            self._gate = gate(
                content, {**registry, **self._references.meta_schemas}, self._left_out, address
            )
        except RecursionError:
            raise SchemaError(f"schema `{name}`: it is nested, or refers, too deeply") from None
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise SchemaError(f"schema `{name}`: {in_short(str(error).splitlines()[0])}") from None

    def shape_at(self, path: Path) -> Shape | None:
        """Return what the schema says of one place in the data; None where it says nothing."""
        shape: Shape | None = self.shape
        for token in path:
            if shape is None:
                return None
            shape = shape.items if isinstance(token, int) else shape.properties.get(token)
        return shape

    @cached_property
    def fingerprint(self) -> bytes:
        """Sixteen bytes that stand for the schema and those that it may refer to."""
        whole = json.dumps([self.name, self.content, dict(self._registry)])
        return digest(whole.encode())

    def accepts(self, data: Mapping[str, Value]) -> bool:
        """Whether data is valid, without saying why not.

        Raises:
            SchemaError: the schema would apply to the data too often (`MAX_STEPS`).

        """
        if self._cost.may_be_costly:
            self._cost.refuse_costly(data)
        return bool(self._gate.is_valid(data))

    def violations(self, data: Mapping[str, Value]) -> list[Violation]:
        """Return the violations, one for each wrong property; none if the data is valid.

        There are at most `MAX_VIOLATIONS`.

        Raises:
            SchemaError: the schema would apply to the data too often (`MAX_STEPS`).

        """
        if self.accepts(data):
            return []
        if not self._cost.may_be_costly:
            # To say why takes many times longer than to say whether. The others were counted.
            self._cost.refuse_costly(data)
        found = explain(self._validator.iter_errors(data), MAX_VIOLATIONS)
        # Where the two should ever differ, what is invalid must still not pass.
        return found or [Violation((), "not", self.content, data)]

    @cached_property
    def _validator(self) -> Any:
        return explaining_validator(self._references, self._left_out)


class _Shaper:
    """Reads shapes from a schema, following references and joining applicators."""

    def __init__(self, name: str, references: References) -> None:
        self._name = name
        self._references = references
        self._known: dict[tuple[int, ...], Shape] = {}
        self._joined = 0
        self._formats: dict[int, bool] = {}

    def shape(self, parts: Sequence[Subschema]) -> Shape:
        """Join schemas that all describe one place."""
        flat = list(self._flatten(parts))
        self._joined += len(flat)
        if self._joined > MAX_JOINED:
            reason = f"more than {MAX_JOINED:,} schemas describe what it can hold"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        key = tuple(id(subschema.schema) for subschema in flat)
        if key in self._known:
            return self._known[key]
        shape = self._known[key] = Shape()
        properties: dict[str, list[Subschema]] = {}
        items: list[Subschema] = []
        for subschema in flat:
            schema = subschema.schema
            shape.title = shape.title or schema.get("title", "")
            shape.description = shape.description or schema.get("description", "")
            shape.examples = shape.examples or tuple(schema.get("examples", ()))
            shape.roles |= self._roles(schema)
            schema = subschema.draft.in_force(schema)
            shape.closed |= any(schema.get(keyword) is False for keyword in CLOSING)
            shape.types |= frozenset(_as_list(schema.get("type", [])))
            shape.formats |= frozenset(_as_list(schema.get("format", [])))
            shape.has_fixed_text |= not _FIXED_TEXT.isdisjoint(schema)
            shape.is_builtin |= subschema.base in builtin_registry()
            for key_name, value in schema.get("properties", {}).items():
                properties.setdefault(key_name, []).append(self._references.at(value, subschema))
            if isinstance(schema.get("items"), dict):
                items.append(self._references.at(schema["items"], subschema))
        self._note_formats(flat, shape.roles)
        for key_name, values in properties.items():
            shape.properties[key_name] = self.shape(values)
        if items:
            shape.items = self.shape(items)
        shape.finish()
        return shape

    def formats_left_out(self) -> frozenset[int]:
        """Return the identities of the schemas whose `format` rules check everywhere, by role."""
        return frozenset(identity for identity, is_left in self._formats.items() if is_left)

    def _note_formats(self, flat: Sequence[Subschema], roles: frozenset[str]) -> None:
        for subschema in flat:
            word = subschema.schema.get("format")
            if isinstance(word, str) and word in _FORMATS_OF_ROLES:
                is_left = not roles.isdisjoint(_FORMATS_OF_ROLES[word])
                # DAT001 wants one form of the built-in kinds, and leaves the rest to the schema.
                is_left &= word != "date-time" or subschema.base in builtin_registry()
                identity = id(subschema.schema)
                self._formats[identity] = self._formats.get(identity, True) and is_left

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

    def _roles(self, schema: dict[str, Any]) -> frozenset[str]:
        roles = _as_list(schema.get("x-role", []))
        for role in roles:
            if not isinstance(role, str):
                raise SchemaError(
                    f"schema `{self._name}`: an x-role must be a name: {quoted(role)}"
                )
            if role not in ROLES:
                near = get_close_matches(role, ROLES, 1)
                hint = f"; did you mean `{near[0]}`?" if near else ""
                raise SchemaError(f"schema `{self._name}`: unknown x-role {quoted(role)}{hint}")
        return frozenset(roles)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# Built-in schemas

_NOT_KINDS = ("common", "config")


@cache
def builtin_names() -> tuple[str, ...]:
    """Return the names of the built-in kinds of front matter, sorted."""
    names = (file.name for file in schema_folder().iterdir())
    suffix = ".schema.json"
    return tuple(
        sorted(
            name.removesuffix(suffix)
            for name in names
            if name.endswith(suffix) and name.removesuffix(suffix) not in _NOT_KINDS
        )
    )


def builtin_text(name: str) -> str:
    """Return a built-in schema as it stands in its file.

    Raises:
        SchemaError: there is none of that name.

    """
    if name not in (*builtin_names(), *_NOT_KINDS):
        raise _unknown_schema(name)
    return _file(name).read_text(encoding="utf-8")


def _unknown_schema(name: str) -> SchemaError:
    near = get_close_matches(name, builtin_names(), 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    return SchemaError(f"no schema is called `{printable(name)}`{hint}")


@cache
def builtin(name: str) -> Schema:
    """Return the built-in schema of a kind, compiled once a process.

    Raises:
        SchemaError: there is none of that name.

    """
    if name not in builtin_names():
        raise _unknown_schema(name)
    content = json.loads(builtin_text(name))
    common = json.loads(builtin_text("common"))
    return Schema(name, content, {schema["$id"]: schema for schema in (common, content)})


@cache
def builtin_registry() -> dict[str, Any]:
    """Return every built-in schema by its `$id`, for schemas that refer to them."""
    contents = (json.loads(builtin_text(name)) for name in (*builtin_names(), "common"))
    return {content["$id"]: content for content in contents}


def _file(name: str) -> Traversable:
    return schema_folder() / f"{name}.schema.json"
