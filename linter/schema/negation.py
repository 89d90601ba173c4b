"""Violations of `not`, and of the schema `false`: the data conforms to a schema, and must not."""

from collections.abc import Callable
from typing import Any

from linter.schema.violation import ANNOTATIONS, Violation, type_of

_TYPE_OF = {
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), "number"),
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), "string"),
    **dict.fromkeys(("minItems", "maxItems", "contains"), "array"),
    **dict.fromkeys(("minProperties", "maxProperties", "properties", "required"), "object"),
}
"""The type that a keyword restricts; values of other types always conform to it."""


def refused(violation: Violation) -> Violation:
    """Return the violation of `not` as that of the opposite keyword.

    If the negated schema has more than one decisive keyword, the violation stays as it is.
    """
    schema = violation.expected
    words = _decisive(schema) if isinstance(schema, dict) else {}
    if not words:
        return forbidden(violation)
    if len(words) != 1:
        return violation
    [(keyword, wanted)] = words.items()
    about = _TYPE_OF.get(keyword)
    if about is not None and type_of(violation.value) != about:
        return violation._replace(keyword="type", expected=about)
    opposite = _OPPOSITES.get(keyword)
    return opposite(violation, wanted) if opposite else violation


def forbidden(violation: Violation) -> Violation:
    """Return the violation of a value that may not be there at all."""
    path = violation.path
    if not path:
        return violation._replace(expected={})
    if isinstance(path[-1], int):
        return violation._replace(keyword="not items", expected={})
    return Violation(path[:-1], "not required", {}, None, (path[-1],))


def _decisive(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the keywords of a schema without annotations and those that another implies."""
    words = {word: wanted for word, wanted in schema.items() if word not in ANNOTATIONS}
    if len(words) > 1:
        words.pop("type", None)
    if list(words.get("properties", ())) == words.get("required"):
        del words["required"]
    return words


def _without_property(violation: Violation, properties: dict[str, Any]) -> Violation:
    if len(properties) != 1:
        return violation
    [(name, schema)] = properties.items()
    if name not in violation.value:
        return violation._replace(keyword="required", expected=[name], names=(name,))
    path, value = (*violation.path, name), violation.value[name]
    return refused(violation._replace(path=path, expected=schema, value=value))


def _instead(keyword: str, more: int = 0) -> Callable[[Violation, Any], Violation]:
    """Return a function that changes the keyword of a violation, and adds to a number."""
    return lambda violation, wanted: violation._replace(
        keyword=keyword, expected=wanted + more if more else wanted
    )


_OPPOSITES: dict[str, Callable[[Violation, Any], Violation]] = {
    "const": lambda violation, wanted: violation._replace(keyword="not enum", expected=[wanted]),
    "contains": lambda violation, wanted: violation._replace(
        keyword="maxContains", expected={"contains": wanted, "maxContains": 0}
    ),
    "enum": _instead("not enum"),
    "exclusiveMaximum": _instead("minimum"),
    "exclusiveMinimum": _instead("maximum"),
    "format": _instead("not format"),
    "maxItems": _instead("minItems", 1),
    "maxLength": _instead("minLength", 1),
    "maxProperties": _instead("minProperties", 1),
    "maximum": _instead("exclusiveMinimum"),
    "minItems": _instead("maxItems", -1),
    "minLength": _instead("maxLength", -1),
    "minProperties": _instead("maxProperties", -1),
    "minimum": _instead("exclusiveMaximum"),
    "pattern": _instead("not pattern"),
    "properties": _without_property,
    "required": lambda violation, wanted: violation._replace(
        keyword="not required", names=tuple(wanted)
    ),
    "type": _instead("not type"),
}
"""How the violation of each negated keyword is expressed by its opposite."""
