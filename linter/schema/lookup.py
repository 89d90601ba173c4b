"""What a schema states of one place of a document, and which keys an object may have there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from linter.core.values import Path
from linter.schema.applicable import UNKNOWN, Applicable, Parts, child, schemas_of_key
from linter.schema.domains import allowed_types, allowed_values, value_key
from linter.schema.drafts import Draft
from linter.schema.own_keywords import ListReference, list_of, roles_of
from linter.schema.references import References
from linter.schema.subschemas import Subschema


class Place(NamedTuple):
    """What a schema states of one place.

    `types` and `allowed` are None where they are not restricted; `suggested` has values that the
    schema names without allowing only these, its examples first. `defaults` has at most one value.
    """

    title: str = ""
    description: str = ""
    types: tuple[str, ...] | None = None
    formats: tuple[str, ...] = ()
    allowed: tuple[Any, ...] | None = None
    suggested: tuple[Any, ...] = ()
    defaults: tuple[Any, ...] = ()
    roles: frozenset[str] = frozenset()
    lists: frozenset[ListReference] = frozenset()
    is_deprecated: bool = False


class AllowedKey(NamedTuple):
    """A key that an object may have.

    It is required beside each of the keys `beside`, and `is_required` as the object is now. It is
    `sometimes_required` if an alternative, or a condition that is not decided, requires it.
    """

    name: str
    place: Place
    is_required: bool = False
    beside: tuple[str, ...] = ()
    sometimes_required: bool = False


class Lookup:
    """Finds what a schema, and those that it refers to, state of a place."""

    def __init__(self, references: References, *, tests_conditions: bool) -> None:
        """Take the schemas; without tests, each condition may hold and may not."""
        self._references = references
        self._applicable = Applicable(references, tests_conditions=tests_conditions)

    def place(self, path: Path, data: Any) -> Place | None:
        """Return what the schema states of the place at a path; None if it does not describe it.

        `data` is that of the document; what it has at the path itself counts for nothing.
        """
        described = self._applicable.at(path, _without(data, path))
        return self._place(described, UNKNOWN) if described.all else None

    def key(self, path: Path, data: Any) -> AllowedKey | None:
        """Return the key that a path ends with, as `keys` does; None if it names none there.

        None also stands for an item of a list.
        """
        name = path[-1] if path else None
        if not isinstance(name, str):
            return None
        outer = self._object(path[:-1], _without(data, path))
        return self._allowed_key(outer, name) if outer.may_have(name) else None

    def keys(self, path: Path, data: Any) -> list[AllowedKey]:
        """Return the keys that the schema names for the object at a path, in its order.

        They include those that the object has. `data` is that of the document, in which the value
        at the path may be missing, or be no object yet.
        """
        outer = self._object(path, data)
        return [self._allowed_key(outer, name) for name in outer.names if outer.may_have(name)]

    def _object(self, path: Path, data: Any) -> "_Object":
        value = data
        for token in path:
            value = child(value, token)
        known: Mapping[str, Any] = value if isinstance(value, dict) else {}
        return _Object(self._applicable.expanded(self._applicable.at(path, data), known), known)

    def _allowed_key(self, outer: "_Object", name: str) -> AllowedKey:
        described = self._applicable.inner(outer.parts, name)
        return AllowedKey(
            name,
            self._place(described, outer.value.get(name, UNKNOWN)),
            name in outer.required,
            tuple(outer.beside.get(name, ())),
            name in outer.sometimes,
        )

    def _place(self, described: Parts, value: Any) -> Place:
        parts = self._applicable.expanded(described, value)
        schemas = [each.draft.in_force(each.schema) for each in parts.all]
        own = [each.schema for each in parts.all]
        lists = (list_of(schema) for schema in own)
        return Place(
            title=_first_text(own, "title"),
            description=_first_text(own, "description"),
            types=allowed_types(self._references, described.certain),
            formats=tuple(dict.fromkeys(each["format"] for each in schemas if "format" in each)),
            allowed=allowed_values(self._references, described.certain),
            suggested=_distinct([*_examples(own), *_named_values(schemas)]),
            defaults=tuple(each["default"] for each in own if "default" in each)[:1],
            roles=frozenset().union(*map(roles_of, own)),
            lists=frozenset(each for each in lists if each is not None),
            is_deprecated=any(each.schema.get("deprecated") is True for each in parts.certain),
        )


class _Object:
    """An object, and the keys that its schemas name and require: now, beside others, sometimes."""

    def __init__(self, parts: Parts, value: Mapping[str, Any]) -> None:
        self.parts = parts
        self.value = value
        self.required: dict[str, None] = {}
        self.beside: dict[str, list[str]] = {}
        for subschema in parts.certain:
            schema = subschema.draft.in_force(subschema.schema)
            self.required |= dict.fromkeys(_required(schema))
            for trigger, names in _companions(schema, subschema.draft):
                for name in names:
                    self.beside.setdefault(name, []).append(trigger)
                    if trigger in value:
                        self.required[name] = None
        possible = [each.draft.in_force(each.schema) for each in parts.possible]
        self.sometimes = dict.fromkeys(name for each in possible for name in _required(each))
        self.names = dict.fromkeys(
            [*_described_names(parts.all), *self.required, *self.beside, *self.sometimes]
        )

    def may_have(self, name: str) -> bool:
        """Whether the schemas name a key, and none of them forbids it."""
        return name in self.names and not any(
            inner is False
            for subschema in self.parts.certain
            for inner in schemas_of_key(subschema, name)
        )


def _required(schema: dict[str, Any]) -> list[str]:
    names: list[str] = schema.get("required", [])
    return names


def _companions(schema: dict[str, Any], draft: Draft) -> Iterator[tuple[str, list[str]]]:
    """Yield each key with those that are required beside it."""
    keywords = ["dependencies"] if "dependencies" in draft.keywords else []
    keywords += ["dependentRequired"] if "dependentSchemas" in draft.keywords else []
    for keyword in keywords:
        for trigger, names in schema.get(keyword, {}).items():
            if isinstance(names, list):
                yield trigger, names


def _described_names(parts: Iterable[Subschema]) -> Iterator[str]:
    """Yield the keys that schemas of an object name."""
    for subschema in parts:
        schema = subschema.draft.in_force(subschema.schema)
        yield from schema.get("properties", {})
        names = schema.get("propertyNames")
        if isinstance(names, dict):
            yield from (name for name in _named_values([names]) if isinstance(name, str))


def _first_text(schemas: Iterable[dict[str, Any]], keyword: str) -> str:
    return next((schema[keyword] for schema in schemas if schema.get(keyword)), "")


def _examples(schemas: Iterable[dict[str, Any]]) -> Iterator[Any]:
    for schema in schemas:
        yield from schema.get("examples", [])


def _named_values(schemas: Iterable[dict[str, Any]]) -> Iterator[Any]:
    for schema in schemas:
        yield from [schema["const"]] if "const" in schema else schema.get("enum", [])


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({value_key(value): value for value in values}.values())


def _without(data: Any, path: Path) -> Any:
    """Return data that does not have the value at a path; the rest is shared."""
    if not path or child(data, path[0]) is UNKNOWN:
        return data
    token, rest = path[0], path[1:]
    copy = data.copy()
    if rest:
        copy[token] = _without(data[token], rest)
    elif isinstance(token, str):
        del copy[token]
    else:
        copy[token] = None
    return copy
