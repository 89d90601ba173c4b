"""One fault in data, for rules to report."""

from typing import Any, NamedTuple

from linter.core.values import Path

A_TIME = object()
"""The value of a date or time in a violation: JSON has no such type."""


class Violation(NamedTuple):
    """One way in which data breaks a schema.

    `path` leads to the offending value, or to the mapping that lacks or holds `names`. `expected`
    is the keyword's value in the schema, `value` the data. `known` are the keys that a closed
    object may have; if `unevaluatedProperties` closes it, only the shape of the place has them.

    The keyword is one of JSON Schema, or one of these, each of which combines several:

    - `not type`, `not enum`, `not pattern`, `not format`: the value is what it must not be;
    - `not required`: the mapping has `names`, and must not have (all of) them;
    - `not items`: the list must not have this item;
    - `anyOf required`: the mapping lacks `names`, one of which is enough;
    - `oneOf required`: the mapping has `names`, only one of which is allowed;
    - `oneOf several`: the value fits several branches, which `expected` lists.

    For `contains`, `minContains` and `maxContains`, `expected` is the schema that holds them.
    """

    path: Path
    keyword: str
    expected: Any
    value: Any
    names: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


ANNOTATIONS = frozenset(
    {
        "$anchor",
        "$comment",
        "$defs",
        "$id",
        "$schema",
        "default",
        "definitions",
        "deprecated",
        "description",
    }
    | {"examples", "id", "readOnly", "title", "writeOnly", "x-exists-in", "x-role", "x-unique"}
)
"""The keywords that do not restrict data."""

VALUES = frozenset({"const", "enum"})
"""The keywords that list the allowed values."""


def allowed_values(violation: Violation) -> list[Any]:
    """Return the values that a violated `const` or `enum` allows."""
    expected: list[Any] = violation.expected
    return [expected] if violation.keyword == "const" else expected


def allowed_types(violation: Violation) -> list[str]:
    """Return the types that a violated `type`, `const` or `enum` allows; none of other keywords."""
    if violation.keyword == "type":
        wanted: list[str] = violation.expected
        return [wanted] if isinstance(wanted, str) else wanted
    if violation.keyword in VALUES:
        return list(dict.fromkeys(map(type_of, allowed_values(violation))))
    return []


def type_of(value: Any) -> str:
    """Return the JSON type of a value; a whole number is a `number`, too."""
    names = {bool: "boolean", str: "string", int: "number", float: "number", list: "array"}
    return "null" if value is None else names.get(type(value), "object")
