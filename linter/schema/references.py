"""Where the references in JSON Schemas lead: by address, by anchor, or by JSON Pointer.

`referencing` does the same, but importing it takes longer than linting most sites does. The look-up
of `jsonschema-rs` sorts keys, and the order of `properties` is the order of an article's keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from linter.core.messages import printable
from linter.core.values import pointer_tokens
from linter.schema.drafts import DRAFT_2020_12, DRAFTS, Draft
from linter.schema.errors import SchemaError, shortened
from linter.schema.subschemas import Subschema, Subschemas, joined

_META_SCHEMAS = ("http://json-schema.org/", "https://json-schema.org/")


def is_of_json_schema(address: str) -> bool:
    """Whether an address is that of a meta-schema, for which no file is needed."""
    return address.startswith(_META_SCHEMAS)


class References:
    """The references of a schema and of those that it leads to."""

    def __init__(
        self,
        name: str,
        content: Any,
        registry: Mapping[str, Any],
        address: str = "",
        *,
        is_checked: bool = True,
    ) -> None:
        """Take a schema and those that it may refer to; the name is for messages.

        The first schema has the given address beside its own `$id`. `is_checked` is whether all are
        checked by their meta-schemas.

        Raises:
            SchemaError: the schema, or one inside of it, breaks its meta-schema.

        """
        self.name = name
        """What messages call the first schema."""
        self._registry = registry
        self._subschemas = Subschemas(name, is_checked=is_checked)
        self._targets: dict[tuple[int, str], Subschema] = {}
        self.meta_schemas: dict[str, Any] = {}
        """The meta-schemas of JSON Schema that references lead to, by their addresses."""

        self.root = self._add(content, address, DRAFT_2020_12)

    def subschemas(self) -> Iterator[Subschema]:
        """Return each subschema of the first schema, and of those that references have led to.

        Following references meanwhile adds subschemas.
        """
        return iter(self._subschemas)

    @property
    def resources(self) -> Mapping[str, Subschema]:
        """The schemas with addresses of their own, by these."""
        return self._subschemas.resources

    def inside(self, subschema: Subschema, keywords: Iterable[str]) -> Iterator[Subschema]:
        """Yield the schemas at some keywords of a schema, if these apply."""
        schema, draft = subschema.draft.in_force(subschema.schema), subschema.draft
        for keyword in keywords:
            if keyword in schema:
                for _, inner in draft.schemas_at(schema, keyword):
                    yield self.at(inner, subschema)

    def at(self, inner: Any, outer: Subschema) -> Subschema:
        """Return the subschema for a schema that is directly inside another one."""
        return self._subschemas.of(inner) or Subschema(inner, outer.base, outer.draft)

    def referred(self, subschema: Subschema) -> Iterator[Subschema]:
        """Yield the targets of a schema's references; several for a dynamic reference.

        Raises:
            SchemaError: a reference leads to no known schema.

        """
        schema = subschema.draft.in_force(subschema.schema)
        for keyword in subschema.draft.references:
            if keyword in schema:
                target = self.follow(subschema, keyword)
                is_dynamic = keyword != "$ref"
                name = _dynamic_name(target.schema, keyword, schema) if is_dynamic else None
                yield from [target] if name is None else self._subschemas.with_dynamic_anchor(name)

    def is_dynamic(self, subschema: Subschema, keyword: str) -> bool:
        """Whether the target of a reference depends on the path of evaluation to it."""
        target = self.follow(subschema, keyword)
        return _dynamic_name(target.schema, keyword, subschema.schema) is not None

    def follow(self, subschema: Subschema, keyword: str) -> Subschema:
        """Return the target of the reference at a keyword.

        Raises:
            SchemaError: it leads to no known schema.

        """
        known = self._targets.get((id(subschema.schema), keyword))
        if known is None:
            known = self._followed(subschema, keyword)
            self._targets[id(subschema.schema), keyword] = known
        return known

    def _followed(self, subschema: Subschema, keyword: str) -> Subschema:
        reference = subschema.schema[keyword]
        try:
            whole = joined(subschema.base, reference)
        except ValueError as error:
            reason = f"`{keyword}` is no address: {printable(str(error))}"
            raise SchemaError(f"schema `{self.name}`: {reason}") from None
        address, _, fragment = whole.partition("#")
        resource = self.resource(address)
        target = resource and self._fragment(resource, unquote(fragment))
        if target is None:
            reason = f"`{keyword}` leads to none of the schemas beside it: {shortened(whole)}"
            raise SchemaError(f"schema `{self.name}`: {reason}")
        return target

    def address_of(self, subschema: Subschema) -> str | None:
        """Return the address of a schema; None for a boolean, which has none."""
        return self._subschemas.address_of(subschema.schema)

    def resource(self, address: str) -> Subschema | None:
        """Return the schema with an address; None if there is none."""
        if address not in self.resources:
            if address in self._registry:
                self._add(self._registry[address], address)
            elif is_of_json_schema(address):
                self._add_meta_schema(address)
            else:
                # It may be inside any of the others, with an `$id` of its own.
                for known, content in self._registry.items():
                    if known not in self.resources:
                        self._add(content, known)
        return self.resources.get(address)

    def _fragment(self, resource: Subschema, fragment: str) -> Subschema | None:
        if not fragment:
            return resource
        if not fragment.startswith("/"):
            return self._subschemas.with_anchor(resource.base, fragment)
        subschema, schema = resource, resource.schema
        for name in pointer_tokens(fragment):
            try:
                schema = schema[int(name)] if isinstance(schema, list) else schema[name]
            except (LookupError, TypeError, ValueError):
                return None
            subschema = self._subschemas.of(schema) or subschema
        if not isinstance(schema, (dict, bool)):
            return None
        if isinstance(schema, dict) and subschema.schema is not schema:
            return self._subschemas.add_unreached(schema, subschema)
        return Subschema(schema, subschema.base, subschema.draft)

    def _add_meta_schema(self, address: str) -> None:
        # It takes longer to import than a built-in schema to read, and few schemas need it here.
        import jsonschema_rs

        for draft in DRAFTS:
            reference: dict[str, Any] = {"$schema": draft.uri, "$ref": address}
            try:
                bundle = jsonschema_rs.bundle(reference, offline=True)
            except jsonschema_rs.ReferencingError:
                continue
            self.meta_schemas.update(bundle.get("$defs") or bundle.get("definitions") or {})
            for known, content in self.meta_schemas.items():
                self._add(content, known)
            return

    def _add(self, content: Any, address: str, draft: Draft | None = None) -> Subschema:
        """Add a schema; without a `$schema` it follows `draft`, or else the draft of the first."""
        outer = Subschema(None, address, draft or self.root.draft)
        subschema = self._subschemas.add(content, outer)
        self._subschemas.resources.setdefault(address, subschema)
        return subschema


def _dynamic_name(target: Any, keyword: str, schema: dict[str, Any]) -> str | None:
    """Return the dynamic anchor that a reference means; None if it means its target alone."""
    if not isinstance(target, dict):
        return None
    if keyword == "$recursiveRef":
        return "" if target.get("$recursiveAnchor") is True else None
    name = str(schema[keyword]).partition("#")[2]
    return name if name and target.get("$dynamicAnchor") == name else None
