"""The subschemas of JSON Schemas, and where references lead: by address, anchor or JSON Pointer.

`referencing` does the same, but importing it takes longer than linting most sites does. The look-up
of `jsonschema-rs` sorts keys, and the order of `properties` is the order of an article's keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import jsonschema_rs

from linter.core.text import printable
from linter.core.values import json_pointer
from linter.schema.drafts import DRAFT_2020_12, DRAFTS, Draft, draft_of
from linter.schema.errors import SchemaError, shortened

MAX_CHECKED = 20_000_000
"""Most characters checked against meta-schemas beyond each file as a whole.

Subschemas that no keyword leads to, or that follow another draft, are checked again by themselves,
and can be nested in one another.
"""

MAX_DYNAMIC = 100
"""Most schemas with one dynamic anchor; a reference to it may lead to each of them."""

_META_SCHEMAS = ("http://json-schema.org/", "https://json-schema.org/")
# The addresses of schemas that no keyword leads to.
_UNREACHED = "urn:articlelint:aside:"


def joined(base: str, reference: str) -> str:
    """Return the absolute address of a reference.

    Raises:
        ValueError: it is not an address.

    """
    if reference.startswith("#"):
        # `urljoin` drops the base if that is a `urn:`.
        return base.partition("#")[0] + reference
    whole = urljoin(base, reference)
    if urlsplit(base).scheme and not urlsplit(whole).scheme:
        raise ValueError(f"nothing is relative to `{base}`")
    return whole


def is_of_json_schema(address: str) -> bool:
    """Whether an address is that of a meta-schema, for which no file is needed."""
    return address.startswith(_META_SCHEMAS)


class Subschema(NamedTuple):
    """A schema, the address that its references are relative to, and its draft."""

    schema: Any
    base: str
    draft: Draft


class References:
    """A schema and those that it refers to, with all their subschemas.

    Schemas are told apart by identity (`id`), so that no part of them may be used twice.
    """

    def __init__(
        self, name: str, content: Any, registry: Mapping[str, Any], address: str = ""
    ) -> None:
        """Take a schema and those that it may refer to; the name is for messages.

        The first schema has the given address beside its own `$id`.

        Raises:
            SchemaError: the schema, or one inside of it, breaks its meta-schema.

        """
        self._name = name
        self._registry = registry
        self._subschemas: dict[int, Subschema] = {}
        self._pointers: dict[int, tuple[str, str]] = {}
        self._targets: dict[tuple[int, str], Subschema] = {}
        self._anchors: dict[tuple[str, str], Subschema] = {}
        self._dynamic: dict[str, list[Subschema]] = {}
        self._checked = 0
        self.resources: dict[str, Subschema] = {}
        """The schemas with addresses of their own, by these."""

        self.meta_schemas: dict[str, Any] = {}
        """The meta-schemas of JSON Schema that references lead to, by their addresses."""

        self.root = self._add(content, address, DRAFT_2020_12)

    def subschemas(self) -> Iterator[Subschema]:
        """Yield each subschema of the first schema, and of those that references have led to."""
        seen = 0
        # Following references meanwhile adds subschemas.
        while seen < len(self._subschemas):
            subschemas = list(self._subschemas.values())
            yield from subschemas[seen:]
            seen = len(subschemas)

    def inside(self, subschema: Subschema, keywords: Iterable[str]) -> Iterator[Subschema]:
        """Yield the schemas at some keywords of a schema, if these apply."""
        schema, draft = subschema.draft.in_force(subschema.schema), subschema.draft
        for keyword in keywords:
            if keyword in schema:
                for _, inner in draft.schemas_at(schema, keyword):
                    yield self.at(inner, subschema)

    def at(self, inner: Any, outer: Subschema) -> Subschema:
        """Return the subschema for a schema that is directly inside another one."""
        known = self._subschemas.get(id(inner))
        return known or Subschema(inner, outer.base, outer.draft)

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
                yield from [target] if name is None else self._dynamic[name]

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
            raise SchemaError(f"schema `{self._name}`: {reason}") from None
        address, _, fragment = whole.partition("#")
        resource = self.resource(address)
        target = resource and self._fragment(resource, unquote(fragment))
        if target is None:
            reason = f"`{keyword}` leads to none of the schemas beside it: {shortened(whole)}"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        return target

    def address_of(self, subschema: Subschema) -> str | None:
        """Return the address of a schema; None for a boolean, which has none."""
        known = self._pointers.get(id(subschema.schema))
        return known and f"{known[0]}#{quote(known[1], safe='/~')}"

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
            return self._anchors.get((resource.base, fragment))
        subschema, schema = resource, resource.schema
        for token in fragment.split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~")
            try:
                schema = schema[int(name)] if isinstance(schema, list) else schema[name]
            except (LookupError, TypeError, ValueError):
                return None
            subschema = self._subschemas.get(id(schema), subschema)
        if not isinstance(schema, (dict, bool)):
            return None
        if isinstance(schema, dict) and subschema.schema is not schema:
            return self._index(schema, subschema, f"{_UNREACHED}{len(self.resources)}")
        return Subschema(schema, subschema.base, subschema.draft)

    def _add_meta_schema(self, address: str) -> None:
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
        subschema = self._index(content, outer, None)
        self.resources.setdefault(address, subschema)
        return subschema

    def _index(self, content: Any, outer: Subschema, aside: str | None) -> Subschema:
        """Add a schema and all inside of it, and return its subschema."""
        first = self._subschema_of(content, outer)
        self._check(first, is_nested=aside is not None)
        address = first.base if aside is None else aside
        self.resources.setdefault(address, first)
        pending = [(first, address, "")]
        while pending:
            subschema, address, pointer = pending.pop()
            schema, base, draft = subschema
            if not isinstance(schema, dict) or id(schema) in self._subschemas:
                continue
            self._subschemas[id(schema)] = subschema
            self._pointers[id(schema)] = (address, pointer)
            self._add_anchors(subschema)
            inner: list[tuple[Subschema, str, str]] = []
            for keyword in draft.keywords_of(schema):
                for tail, each in draft.schemas_at(schema, keyword):
                    own = self._subschema_of(each, subschema)
                    if own.draft is not draft:
                        self._check(own, is_nested=True)
                    if own.base == base:
                        inner.append((own, address, f"{pointer}/{keyword}{tail}"))
                    else:
                        self.resources.setdefault(own.base, own)
                        inner.append((own, own.base, ""))
            pending += reversed(inner)
        return first

    def _subschema_of(self, schema: Any, outer: Subschema) -> Subschema:
        if not isinstance(schema, dict):
            return Subschema(schema, outer.base, outer.draft)
        draft = outer.draft
        if "$schema" in schema:
            own_draft = draft_of(schema["$schema"])
            if own_draft is None:
                names = ", ".join(each.name for each in DRAFTS)
                found = shortened(str(schema["$schema"]))
                reason = f"`$schema` must be the address of one of the drafts {names}: {found}"
                raise SchemaError(f"schema `{self._name}`: {reason}")
            draft = own_draft
        base = outer.base
        own_id = draft.id_of(schema)
        if own_id and not own_id.startswith("#"):
            try:
                base = joined(base, own_id).partition("#")[0]
            except ValueError as error:
                reason = f"`{draft.id_keyword}` is no address: {printable(str(error))}"
                raise SchemaError(f"schema `{self._name}`: {reason}") from None
        return Subschema(schema, base, draft)

    def _add_anchors(self, subschema: Subschema) -> None:
        schema, base, draft = subschema
        names = [schema.get(keyword) for keyword in ("$anchor", "$dynamicAnchor")]
        if draft.ref_stands_alone:
            # An anchor of these drafts is an address of nothing but a fragment.
            names = [draft.id_of(schema).partition("#")[2]]
        for name in names:
            if isinstance(name, str) and name:
                self._anchors.setdefault((base, name), subschema)
        if "$dynamicRef" in draft.references and "$dynamicAnchor" in schema:
            self._add_dynamic_anchor(schema["$dynamicAnchor"], subschema)
        if "$recursiveRef" in draft.references and schema.get("$recursiveAnchor") is True:
            self._add_dynamic_anchor("", subschema)

    def _add_dynamic_anchor(self, name: str, subschema: Subschema) -> None:
        anchored = self._dynamic.setdefault(name, [])
        anchored.append(subschema)
        if len(anchored) > MAX_DYNAMIC:
            reason = f"more than {MAX_DYNAMIC} schemas have one dynamic anchor"
            raise SchemaError(f"schema `{self._name}`: {reason}")

    def _check(self, subschema: Subschema, *, is_nested: bool) -> None:
        """Check a schema against its meta-schema.

        Raises:
            SchemaError: it is invalid, or too many nested schemas were checked (`MAX_CHECKED`).

        """
        content = subschema.schema
        if isinstance(content, bool):
            return
        if not isinstance(content, dict):
            reason = "a schema must be an object or a boolean"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        if is_nested:
            self._checked += len(repr(content))
            if self._checked > MAX_CHECKED:
                reason = "too many schemas stand inside one another that keywords do not lead to"
                raise SchemaError(f"schema `{self._name}`: {reason}")
        try:
            jsonschema_rs.meta.validate({**content, "$schema": subschema.draft.uri})
        except jsonschema_rs.ValidationError as error:
            where = shortened(json_pointer(tuple(error.instance_path)))
            reason = f"at {where}: {shortened(error.message)}"
            raise SchemaError(f"schema `{self._name}`, {reason}") from None
        except ValueError as error:
            raise SchemaError(f"schema `{self._name}`: {shortened(str(error))}") from None


def _dynamic_name(target: Any, keyword: str, schema: dict[str, Any]) -> str | None:
    """Return the dynamic anchor that a reference means; None if it means its target alone."""
    if not isinstance(target, dict):
        return None
    if keyword == "$recursiveRef":
        return "" if target.get("$recursiveAnchor") is True else None
    name = str(schema[keyword]).partition("#")[2]
    return name if name and target.get("$dynamicAnchor") == name else None
