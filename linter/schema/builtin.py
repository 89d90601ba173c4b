"""The files of the built-in JSON Schemas: their names, their texts, and all of them by address."""

import json
from functools import cache
from typing import Any

from linter.core.messages import printable
from linter.core.resources import schema_folder
from linter.core.similar import nearest, suggestion
from linter.schema.errors import SchemaError

_SUFFIX = ".schema.json"
# `common` holds parts of the others, `config` describes the config file.
_NOT_FOR_FRONT_MATTER = ("common", "config")


def is_file(reference: str) -> bool:
    """Whether a reference is a path; names of built-in schemas have no `/` and no `.`."""
    return "/" in reference or "." in reference


@cache
def builtin_names() -> tuple[str, ...]:
    """Return the names of the schemas for front matter, sorted."""
    files = (file.name for file in schema_folder().iterdir())
    names = (file.removesuffix(_SUFFIX) for file in files if file.endswith(_SUFFIX))
    return tuple(sorted(name for name in names if name not in _NOT_FOR_FRONT_MATTER))


def builtin_text(name: str) -> str:
    """Return the text of a built-in schema's file.

    Raises:
        SchemaError: no schema has that name.

    """
    if name not in (*builtin_names(), *_NOT_FOR_FRONT_MATTER):
        raise unknown_schema(name)
    return (schema_folder() / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def unknown_schema(name: str) -> SchemaError:
    """Return the error of a name that no schema for front matter has."""
    hint = suggestion(nearest(name, builtin_names()))
    return SchemaError(f"no schema is called `{printable(name)}`{hint}")


@cache
def builtin_registry() -> dict[str, Any]:
    """Return the schemas for front matter, and what they share, by their `$id`."""
    contents = (json.loads(builtin_text(name)) for name in (*builtin_names(), "common"))
    return {content["$id"]: content for content in contents}
