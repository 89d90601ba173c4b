"""JSON Schemas: loading, roles per property, and violations.

`jsonschema-rs` says in microseconds whether data is valid; only what is not goes to `jsonschema`,
whose error tree tells why. References are resolved among the files of one folder and never reach
the network.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from math import isfinite
from typing import Any, NamedTuple
from urllib.parse import urljoin

import jsonschema_rs

from linter.document import Path, Value, json_pointer
from linter.resources import schema_folder
from linter.roles import ROLES
from linter.source import digest
from linter.subschemas import (
    APPLICATORS,
    CLOSED,
    CLOSING,
    CONDITIONALS,
    LISTS_OF_SCHEMAS,
    REFERENCES,
    SCHEMAS_BY_NAME,
    SINGLE_SCHEMAS,
    SchemaError,
    Subschemas,
    in_short,
)
from linter.text import printable, quoted

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _checked_elsewhere(_: str) -> bool:
    """Accept: rules check addresses and instants by role, and more exactly."""
    return True


_GATE_OPTIONS: dict[str, Any] = {
    "offline": True,
    "validate_formats": True,
    "formats": dict.fromkeys(
        ("uri", "uri-reference", "iri", "iri-reference", "date-time"), _checked_elsewhere
    ),
}

MAX_VIOLATIONS = 10_000
"""How many violations of one document are told; finding them all takes seconds where nearly every
value is wrong. So many that one of the rules that word them says that there are more."""

MAX_JOINED = 300_000
"""How many schemas, counted anew for each place, may describe the places that a schema knows: by
references and alternatives these can become more than anybody can count."""

_ALTERNATIVES = ("anyOf", "oneOf")

_TIME_FORMATS = frozenset({"date", "date-time", "time"})

A_TIME = object()
"""Stands for the value of a date or time in a violation: JSON Schema knows no such type."""


class Violation(NamedTuple):
    """One way in which data breaks a schema.

    `path` leads to the offending value, or to the mapping that lacks or holds `name`. `expected` is
    the keyword's value in the schema, `value` the data. `known` are the keys that a closed object
    lists.
    """

    path: Path
    keyword: str
    expected: Any
    value: Any
    name: str | None = None
    known: tuple[str, ...] = ()


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
        """Whether text is wanted that is not a date or time."""
        return "string" in self.types and self.formats.isdisjoint(_TIME_FORMATS)

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

    def __init__(self, name: str, content: dict[str, Any], registry: Mapping[str, Any]) -> None:
        """Take a schema and those that it may refer to, by their `$id`.

        Raises:
            SchemaError: it breaks its meta-schema, refers to nothing, or names an unknown role.

        """
        self.name = name
        self.content = content
        self._registry = registry
        _check(name, content)
        self._subschemas = Subschemas(name, content, registry)
        shaper = _Shaper(name, self._subschemas)
        try:
            # It comes first: what it refuses would keep the library busy, or end the process.
            self._subschemas.refuse_endless()
            self._gate = jsonschema_rs.validator_for(
                content,
                registry=jsonschema_rs.Registry(list(registry.items())),
                **_GATE_OPTIONS,
            )
            self.shape = shaper.shape([(content, content.get("$id", ""))])
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
        if self._subschemas.may_be_costly:
            self._subschemas.refuse_costly(data)
        return bool(self._gate.is_valid(data))

    def violations(self, data: Mapping[str, Value]) -> list[Violation]:
        """Return the violations, one for each wrong property; none if the data is valid.

        There are at most `MAX_VIOLATIONS`.

        Raises:
            SchemaError: the schema would apply to the data too often (`MAX_STEPS`).

        """
        if self.accepts(data):
            return []
        if not self._subschemas.may_be_costly:
            # To say why takes many times longer than to say whether. The others were counted.
            self._subschemas.refuse_costly(data)
        found: dict[tuple[Path, str, str | None], Violation] = {}
        # A schema that refers to itself without end is no trouble to the gate.
        with suppress(RecursionError):
            errors = self._validator.iter_errors(data)
            for violation in (each for error in errors for each in _explain(error)):
                found.setdefault((violation.path, violation.keyword, violation.name), violation)
                if len(found) >= MAX_VIOLATIONS:
                    break
        # Where the two should ever differ, what is invalid must still not pass.
        return list(found.values()) or [Violation((), "not", self.content, data)]

    @cached_property
    def _validator(self) -> Any:
        from jsonschema import Draft202012Validator
        from jsonschema.validators import extend
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        base = self.content.get("$id", "")
        spelt_out = _spelt_out(self.content, base)
        registry: Registry[Any] = Registry().with_resources(
            (uri, DRAFT202012.create_resource(each))
            for uri, each in (
                (base, spelt_out),
                *((uri, _spelt_out(content, uri)) for uri, content in self._registry.items()),
            )
        )
        types = Draft202012Validator.TYPE_CHECKER
        validator = extend(  # type: ignore[no-untyped-call]
            Draft202012Validator,
            _own_keywords(registry.resolver(base)),
            # JSON has no infinity, and the gate takes it for no number.
            type_checker=types.redefine("number", _is_number),
        )
        return validator(spelt_out, registry=registry)


class _Shaper:
    """Reads shapes from a schema, following references and joining applicators.

    Each schema comes with the address that its own references are relative to.
    """

    def __init__(self, name: str, subschemas: Subschemas) -> None:
        self._name = name
        self._subschemas = subschemas
        self._known: dict[tuple[int, ...], Shape] = {}
        self._joined = 0

    def shape(self, parts: Sequence[tuple[Any, str]]) -> Shape:
        """Join schemas that all describe one place."""
        flat = list(self._flatten(parts))
        self._joined += len(flat)
        if self._joined > MAX_JOINED:
            reason = f"more than {MAX_JOINED:,} schemas describe what it can hold"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        key = tuple(id(schema) for schema, _ in flat)
        if key in self._known:
            return self._known[key]
        shape = self._known[key] = Shape()
        properties: dict[str, list[tuple[Any, str]]] = {}
        items: list[tuple[Any, str]] = []
        for schema, base in flat:
            shape.title = shape.title or schema.get("title", "")
            shape.description = shape.description or schema.get("description", "")
            shape.examples = shape.examples or tuple(schema.get("examples", ()))
            shape.roles |= self._roles(schema)
            shape.closed |= any(schema.get(keyword) is False for keyword in CLOSING)
            shape.types |= frozenset(_as_list(schema.get("type", [])))
            shape.formats |= frozenset(_as_list(schema.get("format", [])))
            for key_name, value in schema.get("properties", {}).items():
                properties.setdefault(key_name, []).append((value, base))
            if isinstance(schema.get("items"), dict):
                items.append((schema["items"], base))
        for key_name, values in properties.items():
            shape.properties[key_name] = self.shape(values)
        if items:
            shape.items = self.shape(items)
        shape.finish()
        return shape

    def _flatten(self, parts: Sequence[tuple[Any, str]]) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each schema, what it refers to, and its alternatives: all that may apply here."""
        seen: set[int] = set()
        pending: deque[tuple[Any, str]] = deque()
        for part in parts:
            pending.append(part)
            while pending:
                schema, base = pending.popleft()
                if not isinstance(schema, dict) or id(schema) in seen:
                    continue
                seen.add(id(schema))
                yield schema, base
                pending += self._subschemas.references(schema, base)
                for keyword in APPLICATORS:
                    pending += ((inner, base) for inner in schema.get(keyword, []))
                pending += ((schema[word], base) for word in CONDITIONALS if word in schema)

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


@cache
def _small_gate(keyword: str, wanted: str) -> Any:
    """Return a validator for one keyword."""
    return jsonschema_rs.validator_for({"$schema": DRAFT, keyword: wanted}, **_GATE_OPTIONS)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _check(name: str, content: Any) -> None:
    """Check a schema against its meta-schema."""
    if not isinstance(content, dict):
        raise SchemaError(f"schema `{name}`: a schema must be an object")
    if content.get("$schema", DRAFT) != DRAFT:
        raise SchemaError(f"schema `{name}`: `$schema` must be {DRAFT}")
    try:
        jsonschema_rs.meta.validate({"$schema": DRAFT, **content})
    except jsonschema_rs.ValidationError as error:
        where = in_short(json_pointer(tuple(error.instance_path)))
        raise SchemaError(f"schema `{name}`, at {where}: {in_short(error.message)}") from None
    except ValueError as error:
        raise SchemaError(f"schema `{name}`: {in_short(str(error))}") from None


# Why data is invalid


def _explain(error: Any) -> Iterator[Violation]:
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
            yield from _explain(inner)
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
    known = tuple(error.schema.get("properties", {}))
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
        return _additional(error.instance, error.schema)
    # Our own check makes one error of each key, and its message of the key.
    return [error.message]


def _additional(instance: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Return the keys that neither `properties` nor `patternProperties` of a schema cover."""
    covered = set(schema.get("properties", {}))
    for pattern in schema.get("patternProperties", {}):
        covered.update(_matching(pattern, instance))
    return [key for key in instance if key not in covered]


def _matching(pattern: str, instance: dict[str, Any]) -> list[str]:
    return [key for key in instance if _small_gate("pattern", pattern).is_valid(key)]


# The validator that explains


def _is_number(_: Any, value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _asked(keyword: str) -> Any:
    """Return a check that asks the gate."""
    from jsonschema import ValidationError

    def check(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
        if not _small_gate(keyword, wanted).is_valid(value):
            yield ValidationError(f"{keyword} {wanted}")

    return check


def _check_pattern_properties(
    validator: Any, patterns: dict[str, Any], value: Any, _: Any
) -> Iterator[Any]:
    if isinstance(value, dict):
        for pattern, inner in patterns.items():
            for key in _matching(pattern, value):
                yield from validator.descend(value[key], inner, path=key)


def _check_additional_properties(
    validator: Any, inner: Any, value: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    from jsonschema import ValidationError

    keys = _additional(value, schema) if isinstance(value, dict) else []
    if inner is False:
        if keys:
            yield ValidationError("additionalProperties")
        return
    for key in keys:
        yield from validator.descend(value[key], inner, path=key)


def _check_property_names(validator: Any, inner: Any, value: Any, _: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    for name in value if isinstance(value, dict) else ():
        if not validator.evolve(schema=inner).is_valid(name):
            yield ValidationError("propertyNames", instance=name)


def _unevaluated_properties(resolver: Any) -> Any:
    """Return the check of `unevaluatedProperties`, which makes one error of each such key."""
    from jsonschema import ValidationError

    def check(validator: Any, inner: Any, value: Any, schema: dict[str, Any]) -> Iterator[Any]:
        if not isinstance(value, dict):
            return
        evaluated = _evaluated(validator, value, schema, resolver)
        for key in value:
            if key not in evaluated and not validator.evolve(schema=inner).is_valid(value[key]):
                yield ValidationError(key)

    return check


def _evaluated(validator: Any, value: dict[str, Any], schema: Any, resolver: Any) -> set[str]:
    """Return the keys of an object that a schema looks at (JSON Schema core, 11.3).

    The function of `jsonschema` for this would search keys for patterns with Python's `re`.
    """
    if not isinstance(schema, dict):
        return set()

    def holds(inner: Any, part: Any = value) -> bool:
        return bool(validator.evolve(schema=inner).is_valid(part))

    keys: set[str] = value.keys() & schema.get("properties", {}).keys()
    for pattern in schema.get("patternProperties", {}):
        keys.update(_matching(pattern, value))
    for keyword in CLOSING:
        if keyword in schema:
            keys.update(key for key, part in value.items() if holds(schema[keyword], part))
    for inner in _in_force(value, schema, holds):
        keys |= _evaluated(validator, value, inner, resolver)
    for keyword in REFERENCES:
        if keyword in schema:
            keys |= _evaluated(validator, value, _looked_up(schema[keyword], resolver), resolver)
    return keys


def _in_force(
    value: dict[str, Any], schema: dict[str, Any], holds: Callable[[Any], bool]
) -> Iterator[Any]:
    """Yield the schemas inside a schema that apply to the same object, and that it meets."""
    for keyword in APPLICATORS:
        yield from filter(holds, schema.get(keyword, []))
    for name, inner in schema.get("dependentSchemas", {}).items():
        if name in value:
            yield inner
    if "if" in schema:
        is_met = holds(schema["if"])
        if is_met:
            yield schema["if"]
        yield schema.get("then" if is_met else "else")


def _looked_up(reference: str, resolver: Any) -> Any:
    """Return the schema that a reference leads to; None where it leads out of what is known."""
    from referencing.exceptions import Unresolvable

    try:
        return resolver.lookup(reference).contents
    except Unresolvable:
        return None


def _own_keywords(resolver: Any) -> dict[str, Any]:
    """Return the keywords that `jsonschema` is not to check in its own way.

    The gate reads patterns by ECMA-262 and in bounded time, and formats and numbers in its own
    way: it is asked. A bad property name is one error, whatever is wrong with it.
    """
    return {
        **{word: _asked(word) for word in ("format", "multipleOf", "pattern", "uniqueItems")},
        "additionalProperties": _check_additional_properties,
        "patternProperties": _check_pattern_properties,
        "propertyNames": _check_property_names,
        "unevaluatedProperties": _unevaluated_properties(resolver),
    }


def _spelt_out(schema: Any, base: str) -> Any:
    """Return a schema in which the schema `false` is `{"not": {}}`, but for what closes an object.

    `jsonschema` reports the one at the object that holds the value, the other at the value.
    References, which are relative to `base`, become absolute, so that each can be followed alone.
    """
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, dict):
        return schema
    base = urljoin(base, schema.get("$id", ""))
    spelt_out = dict(schema)
    for keyword, value in schema.items():
        if keyword in SCHEMAS_BY_NAME:
            spelt_out[keyword] = {name: _spelt_out(inner, base) for name, inner in value.items()}
        elif keyword in LISTS_OF_SCHEMAS:
            spelt_out[keyword] = [_spelt_out(inner, base) for inner in value]
        elif keyword in SINGLE_SCHEMAS and not (keyword in CLOSED and value is False):
            spelt_out[keyword] = _spelt_out(value, base)
        elif keyword in REFERENCES:
            spelt_out[keyword] = urljoin(base, value)
    return spelt_out


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
