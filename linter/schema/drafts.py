"""The drafts of JSON Schema: their names, and which of their keywords hold schemas."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.core.values import json_pointer

APPLICATORS = ("allOf", "anyOf", "oneOf")
CONDITIONALS = ("if", "then", "else")
CLOSING = ("additionalProperties", "unevaluatedProperties")
DEFINITIONS = frozenset({"$defs", "definitions"})
REFERENCES = ("$dynamicRef", "$recursiveRef", "$ref")

BY_NAME = frozenset(
    {*DEFINITIONS, "dependencies", "dependentSchemas", "patternProperties", "properties"}
)

_OF_DRAFT_4 = frozenset(
    {*APPLICATORS, "additionalItems", "additionalProperties", "definitions", "dependencies"}
    | {"items", "not", "patternProperties", "properties"}
)
_OF_DRAFT_6 = _OF_DRAFT_4 | {"contains", "propertyNames"}
_OF_DRAFT_7 = _OF_DRAFT_6 | {*CONDITIONALS}
_OF_2019_09 = _OF_DRAFT_7 | {
    *("$defs", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties")
}
_OF_2020_12 = _OF_2019_09 - {"additionalItems"} | {"prefixItems"}


class Draft(NamedTuple):
    """One draft of JSON Schema."""

    name: str
    uri: str
    """The value of `$schema`, which may have another scheme, and may end with `#` or not."""

    keywords: frozenset[str]
    """The keywords whose value is a schema, a list of them, or an object of them."""

    references: tuple[str, ...] = ("$ref",)
    id_keyword: str = "$id"
    ref_stands_alone: bool = True
    """Whether a `$ref` hides the keywords beside it."""

    @property
    def own_uri(self) -> str:
        """The `$schema` of rewritten schemas, by which `jsonschema` chooses our validator class."""
        return f"urn:articlelint:draft:{self.name}"

    def schemas_at(self, schema: dict[str, Any], keyword: str) -> Iterator[tuple[str, Any]]:
        """Yield the schemas at a keyword, each with the JSON Pointer that leads from it to them."""
        if keyword not in self.keywords:
            return
        value = schema[keyword]
        if keyword in BY_NAME:
            # A list here holds the names that `dependencies` requires, not schemas.
            by_key = ((key, each) for key, each in value.items() if not isinstance(each, list))
            yield from ((json_pointer((key,)), each) for key, each in by_key)
        elif isinstance(value, list):
            yield from ((f"/{index}", each) for index, each in enumerate(value))
        else:
            yield "", value

    def keywords_of(self, schema: dict[str, Any]) -> list[str]:
        """Return the keywords of a schema that hold schemas, in its order."""
        in_force = self.in_force(schema)
        return [
            keyword
            for keyword in schema
            if keyword in self.keywords and (keyword in in_force or keyword in DEFINITIONS)
        ]

    def in_force(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the keywords of a schema that apply to values."""
        if self.ref_stands_alone and "$ref" in schema:
            return {"$ref": schema["$ref"]}
        return schema

    def id_of(self, schema: dict[str, Any]) -> str:
        """Return the address that a schema gives itself; empty if it gives none."""
        own_id = self.in_force(schema).get(self.id_keyword, "")
        return own_id if isinstance(own_id, str) else ""


DRAFT_2020_12 = Draft(
    "2020-12",
    "https://json-schema.org/draft/2020-12/schema",
    _OF_2020_12,
    ("$ref", "$dynamicRef"),
    ref_stands_alone=False,
)

DRAFTS = (
    Draft("4", "http://json-schema.org/draft-04/schema#", _OF_DRAFT_4, id_keyword="id"),
    Draft("6", "http://json-schema.org/draft-06/schema#", _OF_DRAFT_6),
    Draft("7", "http://json-schema.org/draft-07/schema#", _OF_DRAFT_7),
    Draft(
        "2019-09",
        "https://json-schema.org/draft/2019-09/schema",
        _OF_2019_09,
        ("$ref", "$recursiveRef"),
        ref_stands_alone=False,
    ),
    DRAFT_2020_12,
)

_BY_URI = {draft.uri.partition("://")[2].rstrip("#"): draft for draft in DRAFTS}


def draft_of(uri: Any) -> Draft | None:
    """Return the draft that a `$schema` names; None if there is no such draft."""
    return _BY_URI.get(uri.partition("://")[2].rstrip("#")) if isinstance(uri, str) else None


def as_list(value: Any) -> list[Any]:
    """Return what a keyword lists that may also have one value alone, such as `type`."""
    return value if isinstance(value, list) else [value]
