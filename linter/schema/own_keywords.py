"""The keywords of articlelint's own: `x-role`, `x-unique` and `x-exists-in`.

To validators they are annotations; rules read what they state from the shape of a place.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.similar import nearest, suggestion
from linter.schema.errors import SchemaError
from linter.schema.roles import LISTED, ROLES, UNIQUE

_DATA_FILE = lazy_pattern(
    r"(?P<path>[^#]+\.(?:ya?ml|json|toml))#(?P<pointer>(?:/[^#]*)?)", re.IGNORECASE
)


class ListReference(NamedTuple):
    """A list in a data file of the site, or the keys of a mapping there.

    `path` is relative to the site's root, `pointer` is a JSON Pointer, empty for the whole file.
    """

    path: str
    pointer: str


def roles_of(schema: dict[str, Any]) -> frozenset[str]:
    """Return the roles that a schema gives to a place.

    Raises:
        SchemaError: a keyword has a value that it must not have.

    """
    roles = set(_named_roles(schema))
    is_unique = schema.get("x-unique", False)
    if not isinstance(is_unique, bool):
        raise SchemaError(f"`x-unique` must be `true` or `false`, not {quoted(is_unique)}")
    if is_unique:
        roles.add(UNIQUE)
    if "x-exists-in" in schema:
        roles.add(LISTED)
    return frozenset(roles)


def _named_roles(schema: dict[str, Any]) -> Iterator[str]:
    named = schema.get("x-role", [])
    for role in named if isinstance(named, list) else [named]:
        if not isinstance(role, str):
            raise SchemaError(f"an x-role must be a name: {quoted(role)}")
        if role not in ROLES:
            hint = suggestion(nearest(role, ROLES))
            raise SchemaError(f"unknown x-role {quoted(role)}{hint}")
        yield role


def list_of(schema: dict[str, Any]) -> ListReference | None:
    """Return the list that must have the values of a place; None if the schema names none.

    Raises:
        SchemaError: what it names is no path below the site's root with a JSON Pointer.

    """
    if "x-exists-in" not in schema:
        return None
    reference = schema["x-exists-in"]
    match = _DATA_FILE.fullmatch(reference) if isinstance(reference, str) else None
    if match is None:
        example = "a path to YAML, JSON or TOML with a JSON Pointer, like `_data/tags.yml#/names`"
        raise SchemaError(f"`x-exists-in` must be {example}, not {quoted(reference)}")
    path = match["path"]
    if path.startswith(("/", "~")) or ".." in path.split("/") or "://" in path:
        raise SchemaError(f"`x-exists-in` leads out of the site: {quoted(reference)}")
    return ListReference(path, match["pointer"])
