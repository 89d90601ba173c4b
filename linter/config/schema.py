"""The JSON Schema of the config, made from its options and from those of all rules.

It is what a config file is checked by. `articlelint schema config` prints it, and
`schemas/config.schema.json` holds it for editors to complete from.
"""

from dataclasses import MISSING, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from linter.config.options import (
    Glob,
    Option,
    RelativeGlob,
    Text,
    described,
    extendable,
    key_and_value,
    notes_of,
    options_of,
    without_none,
)
from linter.config.settings import OFF, Config
from linter.config.values import written
from linter.core.diagnostic import Severity
from linter.rules.base import Rule
from linter.rules.registry import all_rules
from linter.schema.drafts import DRAFT_2020_12

_JSON_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}
_TEXTS: dict[Any, Any] = {Path: Text, RelativeGlob: Glob}


def config_schema() -> dict[str, Any]:
    """Return the schema of `articlelint.toml` and of `[tool.articlelint]`."""
    return {
        "$schema": DRAFT_2020_12.uri,
        "$id": "urn:articlelint:schema:config",
        "title": "articlelint config",
        "description": "The content of articlelint.toml, or of [tool.articlelint].",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "extend": {
                **_of_type(Text),
                "description": "Another config file, whose values apply where this one has none.",
                "examples": ["../articlelint.toml"],
            },
            **{option.key: _of_option(option) for option in described(Config)},
            "rules": {
                "type": "object",
                "description": "Severity and options of rules, by code or name.",
                "additionalProperties": False,
                "properties": _rules(),
            },
        },
    }


def _rules() -> dict[str, Any]:
    """Return the schema of each rule's table, by its code and by its name."""
    tables: dict[str, Any] = {}
    for rule in all_rules().values():
        tables[rule.code] = _rule(rule)
        tables[rule.name] = {"$ref": f"#/properties/rules/properties/{rule.code}"}
    return tables


def _rule(rule: type[Rule]) -> dict[str, Any]:
    severity = {
        "enum": [*(each.value for each in Severity), OFF],
        "default": rule.severity.value,
        "description": "The severity of its findings; `off` is the same as naming it in `ignore`.",
    }
    return {
        "type": "object",
        "description": rule.name,
        "additionalProperties": False,
        "properties": {"severity": severity, **option_schemas(rule)},
    }


def option_schemas(rule: type[Rule]) -> dict[str, Any]:
    """Return the schema of each of a rule's options, by its key in the config."""
    if rule.options is None:
        return {}
    own = {option.key: _of_option(option) for option in options_of(rule.options)}
    return own | {key: _of_added(option) for key, option in extendable(rule.options).items()}


# Options


def _of_option(option: Option) -> dict[str, Any]:
    """Return the schema of an option's value, with its default and description."""
    schema = _of_type(option.type) | option.keywords
    if option.default is not MISSING and option.default not in {None, ()}:
        default = written(option.type, option.default)
        if not isinstance(default, dict):
            schema.setdefault("default", default)
    return {**schema, "description": option.description} if option.description else schema


def _of_added(option: Option) -> dict[str, Any]:
    """Return the schema of what is added to the list of a rule."""
    examples = {key: each for key, each in option.keywords.items() if key == "examples"}
    description = f"What is added to `{option.key}`."
    return {**_of_type(option.type), **examples, "default": [], "description": description}


def _of_type(hint: Any) -> dict[str, Any]:
    """Return the schema of a type, with its annotations."""
    plain, notes = notes_of(without_none(hint))
    schema = _of_plain_type(plain)
    for note in notes:
        schema |= {"description": note} if isinstance(note, str) else dict([note])
    return schema


def _of_plain_type(plain: Any) -> dict[str, Any]:
    if get_origin(plain) is Literal:
        return {"enum": list(get_args(plain))}
    if get_origin(plain) is tuple:
        if (pair := key_and_value(plain)) is not None:
            return {"type": "object", "additionalProperties": _of_type(pair[1])}
        return {"type": "array", "items": _of_type(get_args(plain)[0])}
    if plain in _TEXTS:
        return _of_type(_TEXTS[plain])
    if is_dataclass(plain):
        return table_schema(plain)
    is_enum = issubclass(plain, StrEnum)
    return {"enum": [each.value for each in plain]} if is_enum else {"type": _JSON_TYPES[plain]}


def table_schema(kind: Any) -> dict[str, Any]:
    """Return the schema of a table with the options of a dataclass."""
    options = list(described(kind))
    required = [option.key for option in options if option.default is MISSING]
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {option.key: _of_option(option) for option in options},
    }
