"""Schemas rewritten for `jsonschema`, so that it reads them as the gate does."""

from collections.abc import Collection, Iterator
from typing import Any

from linter.schema.drafts import BY_NAME, CLOSING, DRAFTS, REFERENCES
from linter.schema.references import References
from linter.schema.subschemas import Subschema

# Names that nothing refers to any more, and schemas of keywords that the draft does not have.
_DROPPED = frozenset({"$schema", "$anchor"}).union(*(draft.keywords for draft in DRAFTS))
_KEEPS_FALSE = (*CLOSING, "unevaluatedItems")


class Rewriter:
    """Rewrites schemas.

    - Each reference is a whole address with a JSON Pointer, which can be followed alone.
    - A schema with an address of its own is replaced by a reference to it.
    - Where there are schemas of several drafts, each names the draft by which it is read.
    - The schema `false` is `{"not": {}}`, but for the keywords that close an object: `jsonschema`
      reports the one at the object that holds the value, the other at the value.
    """

    def __init__(self, references: References, without_format: Collection[int]) -> None:
        """Take the schemas, and the identities (`id`) of those that lose their `format`."""
        self._references = references
        self._without_format = without_format
        drafts = {subschema.draft for subschema in references.resources.values()}
        # `jsonschema` parses the name as an address each time that the schema is applied.
        self._names_drafts = len(drafts | {references.root.draft}) > 1
        self.has_dynamic = False
        """Whether the target of a reference that is rewritten may depend on the way to it."""

    def resources(self) -> Iterator[tuple[str, Subschema]]:
        """Yield the schemas that have addresses, with these, and the two booleans."""
        root = self._references.root
        for value in (True, False):
            yield _address_of_boolean(value), root._replace(schema=value)
        for address, subschema in self._references.resources.items():
            yield _absolute(address), subschema

    def address_of(self, subschema: Subschema) -> str:
        """Return the whole address of a schema."""
        if not isinstance(subschema.schema, dict):
            return _address_of_boolean(subschema.schema)
        return _absolute(self._references.address_of(subschema))

    def rewritten(self, subschema: Subschema) -> Any:
        """Return a schema, rewritten with all schemas inside of it."""
        schema, draft = subschema.schema, subschema.draft
        if not isinstance(schema, dict):
            return schema or {"not": {}}
        in_force, with_schemas = draft.in_force(schema), draft.keywords_of(schema)
        rewritten: dict[str, Any] = {"$schema": draft.own_uri} if self._names_drafts else {}
        for keyword, value in schema.items():
            if keyword in with_schemas:
                rewritten[keyword] = self._inner(subschema, keyword)
            elif keyword not in in_force or keyword in (*_DROPPED, draft.id_keyword):
                continue
            elif keyword in REFERENCES:
                if keyword in draft.references:
                    rewritten[keyword] = self._reference(subschema, keyword)
            elif not (keyword == "format" and id(schema) in self._without_format):
                rewritten[keyword] = value
        return rewritten

    def _reference(self, subschema: Subschema, keyword: str) -> str:
        self.has_dynamic |= keyword != "$ref"
        address = self.address_of(self._references.follow(subschema, keyword))
        if keyword == "$dynamicRef" and self._references.is_dynamic(subschema, keyword):
            name = subschema.schema[keyword].partition("#")[2]
            return f"{address.partition('#')[0]}#{name}"
        return address

    def _inner(self, subschema: Subschema, keyword: str) -> Any:
        """Return the value of a keyword that holds schemas, these rewritten."""
        value = subschema.schema[keyword]
        if value is False and keyword in _KEEPS_FALSE:
            return value

        def rewritten(inner: Any) -> Any:
            own = self._references.at(inner, subschema)
            if own.base != subschema.base:
                return {"$ref": self.address_of(own)}
            return self.rewritten(own)

        if isinstance(value, list):
            return [rewritten(inner) for inner in value]
        if keyword in BY_NAME:
            # A list here holds the names that `dependencies` requires, not schemas.
            return {
                name: inner if isinstance(inner, list) else rewritten(inner)
                for name, inner in value.items()
            }
        return rewritten(value)


def _address_of_boolean(schema: Any) -> str:
    return f"urn:articlelint:{'true' if schema else 'false'}"


def _absolute(address: str | None) -> str:
    """Return an absolute address; the first schema may have none, or only a fragment."""
    address = address or ""
    return address if address and not address.startswith("#") else f"urn:articlelint:own{address}"
