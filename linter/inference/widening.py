"""Widens a schema, as little as possible, so that it accepts a value that it refuses."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from linter.core.messages import quoted
from linter.core.values import Path, at_pointer, json_pointer
from linter.inference.examples import is_secret_key
from linter.schema.gate import additional_keys
from linter.schema.violation import A_TIME, VALUES, Violation, type_of

_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
    "array": "a list",
    "object": "a mapping",
}
_LIMITS: dict[str, Callable[[Any], Any]] = {
    "minimum": lambda value: value,
    "minLength": len,
    "minItems": len,
    "minProperties": len,
    "maximum": lambda value: value,
    "maxLength": len,
    "maxItems": len,
    "maxProperties": len,
}
"""Keywords that limit something, with what they limit."""

_DROPPED = frozenset(
    {"exclusiveMaximum", "exclusiveMinimum", "format", "multipleOf", "pattern", "uniqueItems"}
)
"""Keywords that no other value would make accept another value, or that has no closest one."""


class Widening(NamedTuple):
    """What a schema accepts now: the general path of the data, and in words."""

    pointer: str
    words: str


def widen(
    schema: dict[str, Any], violation: Violation, described: dict[str, Any]
) -> list[Widening]:
    """Change a schema in place so that a violation is none, and return what is wider; empty if not.

    Only the schema's own file is changed, neither other files that it refers to nor alternatives.
    Unknown keys get their schema from `described`, that of the data.
    """
    pointer = general(violation.path)
    is_secret = any(isinstance(each, str) and is_secret_key(each) for each in violation.path)
    change = _CHANGES.get(violation.keyword)
    if change is None or violation.value is A_TIME or (is_secret and violation.keyword in VALUES):
        return []
    found: list[Widening] = []
    for place in _at(schema, schema, violation.path):
        if violation.keyword in place:
            known = next(_at(described, described, violation.path), {})
            found += (Widening(pointer, words) for words in change(place, violation, known))
    return list(dict.fromkeys(found))


def single(violation: Violation) -> Iterator[Violation]:
    """Yield a violation for each name that one has: for each key that is missing or unknown."""
    if not violation.names:
        yield violation
    for name in violation.names:
        yield violation._replace(names=(name,))


def alike(violation: Violation) -> tuple[str, ...]:
    """Return what violations have in common that the same change makes none."""
    value = ""
    if violation.keyword == "type":
        value = _type_of(violation.value)
    elif violation.keyword in VALUES:
        value = json.dumps(violation.value)
    elif violation.keyword in _LIMITS:
        value = str(_LIMITS[violation.keyword](violation.value))
    return (general(violation.path), violation.keyword, value, *violation.names)


def general(path: Path) -> str:
    """Return a path as a JSON Pointer, with `*` for each item of a list."""
    return json_pointer(tuple("*" if isinstance(each, int) else each for each in path))


def _at(root: dict[str, Any], schema: Any, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the schemas of one file that apply to what is at a path."""
    for part in _parts(root, schema, set()):
        if not path:
            yield part
            continue
        token, rest = path[0], path[1:]
        if isinstance(token, int):
            inner = part.get("items")
        elif additional_keys({token: None}, part):
            inner = part.get("additionalProperties")
        else:
            inner = part.get("properties", {}).get(token)
        if isinstance(inner, dict):
            yield from _at(root, inner, rest)


def _parts(root: dict[str, Any], schema: Any, seen: set[int]) -> Iterator[dict[str, Any]]:
    """Yield a schema with all in the same file that always apply together with it."""
    if not isinstance(schema, dict) or id(schema) in seen:
        return
    seen.add(id(schema))
    yield schema
    reference = schema.get("$ref")
    # Anchors are not followed.
    if isinstance(reference, str) and (reference == "#" or reference.startswith("#/")):
        yield from _parts(root, _referred(root, reference), seen)
    for each in schema.get("allOf", ()):
        yield from _parts(root, each, seen)


def _referred(root: dict[str, Any], reference: str) -> Any:
    try:
        return at_pointer(root, reference.removeprefix("#"))
    except LookupError:
        return None


# Each changes one schema and yields what it accepts now, in words.
_Place = dict[str, Any]


def _type(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    names = place["type"] if isinstance(place["type"], list) else [place["type"]]
    name = _type_of(violation.value)
    if name in names or (name == "integer" and "number" in names):
        return
    if name == "number" and "integer" in names:
        names = [each for each in names if each != "integer"]
    wider = [*names, name]
    place["type"] = wider if len(wider) > 1 else name
    yield f"may be {_WORDS[name]}"


def _type_of(value: Any) -> str:
    return "integer" if type(value) is int else type_of(value)


def _enum(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    if violation.value not in place["enum"]:
        place["enum"].append(violation.value)
        yield f"may be {_shown(violation.value)}"


def _const(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    values = [place["const"], violation.value]
    _replace(place, "const", "enum", values)
    yield f"may be {_shown(violation.value)}"


def _required(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    for name in violation.names:
        if name in place["required"]:
            place["required"].remove(name)
            yield f"needs no {quoted(name)}"
    if not place["required"]:
        del place["required"]


def _closed(place: _Place, violation: Violation, known: _Place) -> Iterator[str]:
    properties = place.setdefault("properties", {})
    for name in violation.names:
        if name not in properties:
            properties[name] = known.get("properties", {}).get(name, {})
            yield f"may have {quoted(name)}"


def _dropped(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    value = place.pop(violation.keyword)
    yield f"has no {violation.keyword} {_shown(value)}"


def _limit(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    measured = _LIMITS[violation.keyword](violation.value)
    choose = min if violation.keyword.startswith("min") else max
    wider = choose(place[violation.keyword], measured)
    if wider != place[violation.keyword]:
        place[violation.keyword] = wider
        yield f"has a wider {violation.keyword}"


def _companions(place: _Place, violation: Violation, _known: _Place) -> Iterator[str]:
    del place["dependentRequired"][violation.expected]
    yield f"needs nothing beside {quoted(violation.expected)}"


def _replace(place: _Place, old: str, new: str, value: Any) -> None:
    """Put another key with a value in the place of a key."""
    items = [(new, value) if key == old else (key, item) for key, item in place.items()]
    place.clear()
    place.update(items)


def _shown(value: Any) -> str:
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


_CHANGES: dict[str, Callable[[_Place, Violation, _Place], Iterator[str]]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "additionalProperties": _closed,
    "unevaluatedProperties": _closed,
    "dependentRequired": _companions,
    **dict.fromkeys(_DROPPED, _dropped),
    **dict.fromkeys(_LIMITS, _limit),
}
