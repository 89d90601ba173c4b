"""The pages of the built-in schemas: an index, and a page for each."""

from collections.abc import Iterator
from typing import Any

from markdown_parts import contents, table

from linter.schema.builtin import builtin_names
from linter.schema.schema import Schema, builtin
from linter.schema.shape import Shape

SCHEMAS = """\
# Schemas

The built-in kinds of front matter. `articlelint schema NAME` prints one as JSON Schema.
Properties are in the order that [STY001](../../rules/sty001-key-order.md) checks. Rules select
properties by [role](../roles.md)."""

Place = tuple[str, ...]
"""Keys that lead to an object in front matter; `[]` stands for any item of a list."""


def schemas() -> Iterator[tuple[str, str]]:
    """Yield the index of built-in schemas, and a page for each."""
    every = {name: builtin(name) for name in builtin_names()}
    rows = [(f"[{name}]({name}.md)", schema.content["title"]) for name, schema in every.items()]
    yield "index", f"{SCHEMAS}\n\n{table(('schema', 'for'), rows)}\n\n{contents(every)}\n"
    for name, schema in every.items():
        yield name, _schema_page(schema)


def _schema_page(schema: Schema) -> str:
    command = f"`articlelint schema {schema.name}` prints it as JSON Schema."
    parts = [f"# {schema.name}", schema.content["description"], command]
    described: list[tuple[Place, Shape]] = []
    for place, shape in _objects(schema.shape):
        like = next((each for each, known in described if known == shape), None)
        if place:
            parts.append(f"## `{_shown(place)}`")
        if like is None:
            described.append((place, shape))
            required = _required(schema, place)
            parts += (_property(*item, required) for item in shape.properties.items())
        else:
            parts.append(f"The same properties as `{_shown(like)}`.")
    return "\n\n".join(parts) + "\n"


def _objects(shape: Shape, place: Place = ()) -> Iterator[tuple[Place, Shape]]:
    """Yield every object that a schema describes, the outer before the inner."""
    if shape.properties:
        yield place, shape
    for key, inner in shape.properties.items():
        yield from _objects(inner, (*place, key))
    if shape.items is not None:
        yield from _objects(shape.items, (*place, "[]"))


def _shown(place: Place) -> str:
    return ".".join(place).replace(".[]", "[]")


def _required(schema: Schema, place: Place) -> frozenset[str]:
    """Return the keys that an object must have whatever its others are: an empty one lacks them."""
    data: Any = {}
    for key in reversed(place):
        data = [data] if key == "[]" else {key: data}
    at = tuple(0 if key == "[]" else key for key in place)
    missing = (each for each in schema.violations(data) if each.keyword == "required")
    return frozenset(name for each in missing if each.path == at for name in each.names)


def _property(key: str, shape: Shape, required: frozenset[str]) -> str:
    facts = [f"role [{role}](../roles.md#{role})" for role in sorted(shape.roles)]
    if key in required:
        facts.insert(0, "required")
    marks = f" ({', '.join(facts)})" if facts else ""
    return f"`{key}`{marks}\n: {shape.description}"
