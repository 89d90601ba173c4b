"""What is wrong with the values of a config: each mistake's path in the table, and its message.

The JSON Schema decides about the values; names of rules and what JSON cannot hold come apart.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any, TypeAlias

import jsonschema_rs

from linter.config.globs import MAX_OF_CONFIG, GlobError, gitignore_lines
from linter.config.options import LONGEST_GLOB
from linter.config.schema import config_schema
from linter.core.messages import printable, quoted
from linter.core.similar import nearest, suggestion
from linter.rules.registry import LONGEST_NAME, ConfigError, check_selector

TomlPath: TypeAlias = tuple[str | int, ...]
"""Keys and indices that lead to a value."""

_LONGEST_MESSAGE = 200
_SELECTING = ("select", "extend-select", "ignore", "fixable", "extend-fixable", "unfixable")
_ONLY_NEGATED = "a `!` takes back what another glob has selected"
_TYPES = {
    "array": "a list",
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "a text",
}


def mistakes(table: Any) -> Iterator[tuple[TomlPath, str]]:
    """Yield the mistakes in the table of a config, as TOML has it."""
    not_json: list[tuple[TomlPath, str]] = []
    values = _as_json(table, (), not_json)
    yield from not_json
    paths = {path for path, _ in not_json}
    for path, text in _by_schema(values):
        if path not in paths:
            yield path, text
    if not isinstance(values, dict):
        return
    yield from _useless_globs(values)
    for key in _SELECTING:
        yield from _unknown_rules((key,), values.get(key))
    ignores = values.get("per-file-ignores")
    if isinstance(ignores, dict):
        for glob, names in ignores.items():
            yield from _unknown_rules(("per-file-ignores", glob), names)


def in_one_line(text: str) -> str:
    """Return a text on one line, cut to the length of a message."""
    text = printable(text)
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def _unknown_rules(path: TomlPath, names: Any) -> Iterator[tuple[TomlPath, str]]:
    """Yield the elements of a list that name no rule; the schema reports those that are no text."""
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str) and name:
            try:
                check_selector(name)
            except ConfigError as error:
                yield (*path, index), str(error)


def _useless_globs(values: Mapping[str, Any]) -> Iterator[tuple[TomlPath, str]]:
    """Yield the globs, and lists of them, that can match nothing, and the one that is too much."""
    added = 0
    for path, glob in _globs(values):
        try:
            added += len(gitignore_lines(glob)) - 1
        except GlobError as error:
            yield path, f"the glob {quoted(glob)} can match nothing: {error}"
        if added > MAX_OF_CONFIG:
            yield path, f"the braces of all globs stand for more than {MAX_OF_CONFIG:,} patterns"
            return
    for number, collection in enumerate(_tables(values.get("collections"))):
        globs = collection.get("files")
        if isinstance(globs, list) and globs and all(str(glob).startswith("!") for glob in globs):
            yield ("collections", number, "files"), f"`files` selects nothing: {_ONLY_NEGATED}"
    for glob in _keys(values.get("per-file-ignores")):
        if glob.startswith("!"):
            yield ("per-file-ignores", glob), f"{quoted(glob)} selects nothing: {_ONLY_NEGATED}"


def _globs(values: Mapping[str, Any]) -> Iterator[tuple[TomlPath, str]]:
    """Yield the globs of a config with their paths; the schema reports those that are no text."""
    lists: list[tuple[TomlPath, Any]] = [(("exclude",), values.get("exclude"))]
    lists += (
        (("collections", number, "files"), collection.get("files"))
        for number, collection in enumerate(_tables(values.get("collections")))
    )
    for path, globs in lists:
        for index, glob in enumerate(globs if isinstance(globs, list) else ()):
            if isinstance(glob, str) and 0 < len(glob) <= LONGEST_GLOB:
                yield (*path, index), glob
    for glob in _keys(values.get("per-file-ignores")):
        if 0 < len(glob) <= LONGEST_GLOB:
            yield ("per-file-ignores", glob), glob


def _tables(value: Any) -> list[dict[str, Any]]:
    """Return the tables of a list, an empty one in place of what is none."""
    every = value if isinstance(value, list) else []
    return [each if isinstance(each, dict) else {} for each in every]


def _keys(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _as_json(value: Any, path: TomlPath, not_json: list[tuple[TomlPath, str]]) -> Any:
    """Return a value as JSON, with null for what JSON cannot hold, and add that to `not_json`."""
    if isinstance(value, dict):
        not_json += (
            ((*path, key), f"{quoted(key)} holds a NUL character") for key in value if "\0" in key
        )
        return {key: _as_json(each, (*path, key), not_json) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each, (*path, index), not_json) for index, each in enumerate(value)]
    if isinstance(value, date | time):
        not_json.append((path, f"{_named(path)} must not be a date or time"))
    elif isinstance(value, float) and not math.isfinite(value):
        not_json.append((path, f"{_named(path)} must be a finite number"))
    elif isinstance(value, str) and "\0" in value:
        not_json.append((path, f"{_named(path)} holds a NUL character"))
    else:
        return value
    return None


def _by_schema(values: Any) -> Iterator[tuple[TomlPath, str]]:
    """Yield the mistakes that the JSON Schema finds."""
    schema = config_schema()
    for error in jsonschema_rs.validator_for(schema).iter_errors(values):
        yield from _in_words(error, schema)


def _in_words(
    error: jsonschema_rs.ValidationError, schema: Mapping[str, Any]
) -> Iterator[tuple[TomlPath, str]]:
    path = tuple(error.instance_path)
    shown = _named(path)
    kind: Any = error.kind
    match kind.name:
        case "additionalProperties":
            known = _at(schema, error.schema_path[:-1])["properties"]
            what = "rule" if path == ("rules",) else "key"
            for name in kind.unexpected:
                # Other linters split some keys: `extend-exclude` is `exclude` here.
                plain = name.removeprefix("extend-")
                near = plain if plain in known else _near(name, known)
                yield (*path, name), f"unknown {what} {quoted(name)}{suggestion(near)}"
        case "required":
            yield path, f"`{kind.property}` is missing"
        case "enum":
            near = _near(str(error.instance), kind.options)
            allowed = ", ".join(f"`{value}`" for value in kind.options)
            yield path, f"{shown} must be one of {allowed}{suggestion(near)}"
        case "type":
            yield path, f"{shown} must be {_TYPES[kind.types[0]]}"
        case "uniqueItems":
            yield path, f"{shown} holds something twice"
        case _:
            yield path, f"{shown}: {in_one_line(error.message)}"


def _at(schema: Any, path: Iterable[str | int]) -> Any:
    """Return the value at a path in a schema, following its references, which are local."""
    found = schema
    for part in path:
        found = _at(schema, found[part].split("/")[1:]) if part == "$ref" else found[part]
    return found


def _near(name: str, known: Iterable[str]) -> str | None:
    """Return the known word that is spelt most alike, if any; long texts are not compared."""
    return nearest(name, known) if len(name) <= LONGEST_NAME else None


def _named(path: TomlPath) -> str:
    if not path:
        return "the config"
    name = path[-1]
    if isinstance(name, str):
        return quoted(name)
    return f"each of {_named(path[:-1])}" if len(path) > 1 else "the config"
