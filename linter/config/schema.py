"""The JSON Schema of the config, made from its keys and from the options of all rules.

It is what a config file is checked by. `articlelint schema config` prints it, and
`schemas/config.schema.json` holds it for editors to complete from.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from linter.config.settings import FailOn, Presence
from linter.core.diagnostic import Severity
from linter.core.limits import Limits
from linter.frontmatter.scalars.dialect import Dialect
from linter.rules.base import Rule
from linter.rules.registry import all_rules
from linter.schema.drafts import DRAFT_2020_12

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT, "uniqueItems": True}
_LONGEST_GLOB = 1_000
_GLOBS = {**_TEXTS, "items": {**_TEXT, "maxLength": _LONGEST_GLOB}}
_JSON_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


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
                **_TEXT,
                "description": "Another config file, whose values hold where this one has none.",
            },
            "site-root": {
                **_TEXT,
                "default": ".",
                "description": "The site's folder, relative to this file.",
            },
            "site": _site(),
            "dialect": _dialect(),
            "collections": {
                "type": "array",
                "description": "What is linted, by which schema; else the usual folders are.",
                "items": _collection(),
            },
            "exclude": {
                **_GLOBS,
                "description": "Globs, as in .gitignore, of what to leave out; `!` takes back.",
            },
            "select": _selectors("The rules to run, in place of those that are on by default."),
            "extend-select": _selectors("Rules to run as well."),
            "ignore": _selectors("Rules not to run."),
            "per-file-ignores": {
                "type": "object",
                "description": "Rules not to run on the files that a glob matches.",
                "propertyNames": {"maxLength": _LONGEST_GLOB},
                "additionalProperties": _selectors("Codes, prefixes of codes, or names."),
            },
            "rules": {
                "type": "object",
                "description": "Severity and options of rules, by code or name.",
                "additionalProperties": False,
                "properties": _rules(),
            },
            "limits": _limits(),
            "fail-on": {
                "enum": [each.value for each in FailOn],
                "default": FailOn.ERROR.value,
                "description": "The least grave findings that make the exit status 1.",
            },
            "output-format": {**_TEXT, "description": "How findings are printed."},
            "baseline": {**_TEXT, "description": "A file of known findings, not to be reported."},
        },
    }


def _site() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "What is known of a site without a _config.yml.",
        "additionalProperties": False,
        "properties": {
            "url": {**_TEXT, "description": "Where the site is published: scheme and host."},
            "baseurl": {"type": "string", "description": "The path below which it is published."},
            "files": {**_TEXT, "description": "The folder of its pictures, such as `static`."},
            "data": {**_TEXT, "description": "The folder of its data files, such as `data`."},
        },
    }


def _dialect() -> dict[str, Any]:
    return {
        "enum": [each.value for each in Dialect],
        "default": Dialect.JEKYLL.value,
        "description": "How YAML scalars are typed.",
    }


def _collection() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "files", "schema"],
        "properties": {
            "name": {**_TEXT, "description": "What the collection is called."},
            "files": {
                **_GLOBS,
                "minItems": 1,
                "description": "Globs, as in .gitignore, relative to the site root.",
            },
            "schema": {
                **_TEXT,
                "description": "A built-in schema's name, or a file below the site root.",
            },
            "dialect": _dialect(),
            "front-matter": {
                "enum": [each.value for each in Presence],
                "description": "Whether a file without front matter is a mistake. By default it is"
                " where the schema is a built-in one, and is none where it is a file.",
            },
        },
    }


def _limits() -> dict[str, Any]:
    hints = get_type_hints(Limits, include_extras=True)
    tables = {}
    for each in fields(Limits):
        _, description, most = get_args(hints[each.name])
        tables[key_of(each.name)] = {
            "type": "integer",
            "minimum": 1,
            "maximum": most,
            "default": each.default,
            "description": description,
        }
    return {
        "type": "object",
        "description": "How much of a file is read, and how much is told of it.",
        "additionalProperties": False,
        "properties": tables,
    }


def limits_of(values: Mapping[str, int], base: Limits) -> Limits:
    """Return limits with values from the config in place of those they had."""
    return replace(base, **{key.replace("-", "_"): value for key, value in values.items()})


def _selectors(description: str) -> dict[str, Any]:
    return {**_TEXTS, "description": description}


def _rules() -> dict[str, Any]:
    """Return the schema of each rule's table; a name stands for its code."""
    tables: dict[str, Any] = {}
    for rule in all_rules().values():
        tables[rule.code] = _rule(rule)
        tables[rule.name] = {"$ref": f"#/properties/rules/properties/{rule.code}"}
    return tables


def _rule(rule: type[Rule]) -> dict[str, Any]:
    severity = {
        "enum": [each.value for each in Severity],
        "default": rule.severity.value,
        "description": "How grave its findings are.",
    }
    return {
        "type": "object",
        "description": rule.name,
        "additionalProperties": False,
        "properties": {"severity": severity, **option_schemas(rule)},
    }


def option_schemas(rule: type[Rule]) -> dict[str, Any]:
    """Return the schema of each of a rule's options, by its name in the config."""
    if rule.options is None:
        return {}
    kind = type(rule.options)
    hints = get_type_hints(kind, include_extras=True)
    return {
        key_of(each.name): _option(hints[each.name], getattr(rule.options, each.name))
        for each in fields(kind)
    }


def key_of(name: str) -> str:
    """Return an option's name as the config writes it."""
    return name.replace("_", "-")


def options_of(rule: type[Rule], values: Mapping[str, Any]) -> Any:
    """Return a rule's options with values from the config in place of the default ones."""
    given = {
        each.name: tuple(value) if isinstance(value, list) else value
        for each in fields(type(rule.options))
        if (value := values.get(key_of(each.name), MISSING)) is not MISSING
    }
    return type(rule.options)(**given)


def _option(hint: Any, default: Any) -> dict[str, Any]:
    """Return the schema of an option, from its annotated type."""
    described = get_origin(hint) is Annotated
    plain, *notes = get_args(hint) if described else (hint,)
    schema = _of_type(plain)
    schema["default"] = list(default) if isinstance(default, tuple) else default
    text = next((note for note in notes if isinstance(note, str)), None)
    return {**schema, "description": text} if text else schema


def _of_type(plain: Any) -> dict[str, Any]:
    if isinstance(plain, types.GenericAlias) and get_origin(plain) is tuple:
        return {"type": "array", "items": _of_type(get_args(plain)[0])}
    if get_origin(plain) is Literal:
        return {"enum": list(get_args(plain))}
    return {"type": _JSON_TYPES[plain]}
