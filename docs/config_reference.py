"""The reference of the config file: each key with its type, default, reach and an example.

It follows from the config's JSON Schema, in which `x-scope` states what a key applies to, and
`examples` holds a value to copy.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from linter.cli.check_parameters import PARAMETERS
from linter.config.options import described
from linter.config.schema import config_schema, option_schemas
from linter.config.settings import Config
from linter.rules.registry import all_rules

BEGIN = """\
# Config

The settings of a site are in `articlelint.toml`, in its top folder. No config is needed;
`articlelint init` writes a first one.

```toml
ignore = ["TXT008"]

[rules.IMG005]
min-side = 200
severity = "error"

[per-file-ignores]
"_archive/**" = ["DAT006", "URL"]
```

| to change | write |
| --- | --- |
| one run | an option, such as [`--ignore`](command-line.md#check-ignore) |
| all files | a key at the top level, or in [`[rules.CODE]`](#rules) |
| files that a glob matches | a line in [`[per-file-ignores]`](#per-file-ignores) |
| the schema of some files | a table [`[[collections]]`](#collections) |
| one value, or one file | [an ignore comment](../how-to/ignore.md) in its front matter |

A `pyproject.toml` has the same keys in `[tool.articlelint]`, and the same tables below it, such as
`[tool.articlelint.limits]`. Of the folder that a file is in and those above it, the nearest with a
config applies; [`extend`](#extend) joins it with another.
`articlelint check --show-settings FILE` prints the settings of a file, and
`articlelint schema config` the JSON Schema for editors.

Globs are read as in `.gitignore`, relative to their config file; those of collections are relative
to the site root. A selector is a code, a name, or the beginning of a code; of the selectors that
match a rule the longest applies, and `per-file-ignores` override all."""

TOP = "## Top level"

LONGEST_DEFAULT = 60
"""Longest default value that is shown, in characters."""

_SCOPES = {
    "file": "each file, by the config that is nearest to it",
    "collection": "the files of the collection",
    "site": "all files of the site",
    "run": "the whole run, by the config of the current folder",
}
_SCOPE_OF_TABLE = {"collections": "collection", "online": "run", "site": "site"}
_TYPES = {
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "string": "string",
}
_OPTIONS = frozenset(name for each in PARAMETERS for name in each.opts)
_ANY_RULE = "IMG005"
"""The rule in the example of a key that all rules have."""

Schema = Mapping[str, Any]


class Key(NamedTuple):
    """A key of the config."""

    path: str
    """The key after the tables that it is in, as in `limits.max-depth`."""
    schema: Schema
    example: str
    scope: str = "file"
    """What it applies to, unless its schema states that."""
    default: str | None = None
    """What holds without it, unless its schema states that."""
    joins: bool = False
    """Whether its list is added to that of an extended file."""

    def section(self) -> str:
        """Return its section of the page."""
        facts = {
            "Type": _type(self.schema),
            "Default": self.default or _default(self.schema),
            "Applies to": _SCOPES[self.schema.get("x-scope", self.scope)],
            "Command line": self._option(),
            "With `extend`": "added to the list of the extended file" if self.joins else "",
        }
        listed = "\n".join(f"- **{name}:** {text}" for name, text in facts.items() if text)
        description = self.schema["description"]
        return f"### `{self.path}`\n\n{description}\n\n{listed}\n\n```toml\n{self.example}\n```"

    def _option(self) -> str:
        """Return a link to the option of the same name; no text where there is none."""
        name = f"--{self.path}"
        return f"[`{name}`](command-line.md#check-{self.path})" if name in _OPTIONS else ""


def page() -> str:
    """Return the page."""
    schemas = config_schema()["properties"]
    tables = sorted(name for name, each in schemas.items() if "properties" in _table(each))
    parts = [BEGIN, TOP, *(key.section() for key in _top_keys(schemas, tables))]
    for name in tables:
        keys = _rule_keys(schemas[name]) if name == "rules" else _table_keys(name, schemas[name])
        parts += [f"## `{name}`", schemas[name]["description"], *(key.section() for key in keys)]
    return "\n\n".join(parts) + "\n"


def _top_keys(schemas: Mapping[str, Schema], tables: list[str]) -> Iterator[Key]:
    """Yield the keys that are in no table, in alphabetical order."""
    joined = {option.key for option in described(Config) if option.joins}
    for name in sorted(schemas.keys() - tables):
        value = _example(name, schemas[name])
        header = f"[{name}]" if isinstance(value, dict) else ""
        example = _toml(header, value if isinstance(value, dict) else {name: value})
        yield Key(name, schemas[name], example, joins=name in joined)


def _table_keys(name: str, schema: Schema) -> Iterator[Key]:
    """Yield the keys of a table; each example has the keys that are required beside it."""
    header = f"[[{name}]]" if "items" in schema else f"[{name}]"
    properties = _table(schema)["properties"]
    examples = {key: _example(f"{name}.{key}", each) for key, each in properties.items()}
    required = {key: examples[key] for key in _table(schema).get("required", ())}
    for key, each in properties.items():
        example = _toml(header, required | {key: examples[key]})
        default = "none, the key is required" if key in required else None
        yield Key(f"{name}.{key}", each, example, _SCOPE_OF_TABLE.get(name, "file"), default)


def _rule_keys(schema: Schema) -> Iterator[Key]:
    """Yield the keys that all rules have, then the options of each rule."""
    own = {code: option_schemas(rule) for code, rule in all_rules().items()}
    properties = schema["properties"][_ANY_RULE]["properties"]
    for key in properties.keys() - own[_ANY_RULE].keys():
        path = f"rules.CODE.{key}"
        example = _toml(f"[rules.{_ANY_RULE}]", {key: _example(path, properties[key])})
        yield Key(path, properties[key], example, default="that of the rule")
    for code, options in own.items():
        for key, each in options.items():
            path = f"rules.{code}.{key}"
            yield Key(path, each, _toml(f"[rules.{code}]", {key: _example(path, each)}))


def _table(schema: Schema) -> Schema:
    """Return the schema of a table, or of each table in a list."""
    table: Schema = schema.get("items", schema)
    return table


# Types and values


def _type(schema: Schema) -> str:
    """Return the type of a value in words."""
    if "enum" in schema:
        return "one of " + ", ".join(f"`{_literal(each)}`" for each in schema["enum"])
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}s"
    if schema["type"] == "object":
        return f"table; each of its values is a {_type(schema['additionalProperties'])}"
    if "maximum" in schema:
        return f"{_TYPES[schema['type']]} from {schema['minimum']} to {schema['maximum']}"
    return _TYPES[schema["type"]]


def _default(schema: Schema) -> str:
    if "default" not in schema:
        return "`[]`" if schema.get("type") == "array" else "none"
    text = _literal(schema["default"])
    return f"`{text}`" if len(text) <= LONGEST_DEFAULT else "on the page of the rule"


def _example(key: str, schema: Schema) -> Any:
    """Return a value to copy: a stated one, or a choice that is not the default.

    Raises:
        ValueError: there is neither.

    """
    others = schema.get("enum", [True, False] if schema.get("type") == "boolean" else [])
    unlike = (each for each in others if each != schema.get("default"))
    value = next(iter(schema.get("examples", unlike)), None)
    if value is None:
        raise ValueError(f'`{key}` has no example: add ("examples", [VALUE]) to its annotation')
    return value


def _toml(header: str, values: Mapping[str, Any]) -> str:
    """Return TOML with values, below the header of their table if they are in one."""
    lines = [f"{_toml_key(key)} = {_literal(value)}" for key, value in values.items()]
    return "\n".join([header, *lines] if header else lines)


def _toml_key(key: str) -> str:
    return key if key.replace("-", "").isalnum() else _literal(key)


def _literal(value: Any) -> str:
    """Return a value without tables, which JSON and TOML write alike."""
    return json.dumps(value, ensure_ascii=False)
