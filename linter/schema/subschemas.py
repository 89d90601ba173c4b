"""All schemas inside of JSON Schemas, each with its address and its draft."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from linter.core.messages import printable
from linter.core.values import json_pointer
from linter.schema.drafts import DRAFTS, Draft, draft_of
from linter.schema.errors import SchemaError, shortened

MAX_CHECKED = 20_000_000
"""Most characters checked against meta-schemas beyond each file as a whole.

Subschemas that no keyword leads to, or that follow another draft, are checked again by themselves,
and can be nested in one another.
"""

MAX_DYNAMIC = 100
"""Most schemas with one dynamic anchor; a reference to it may lead to each of them."""

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


class Subschema(NamedTuple):
    """A schema, the address that its references are relative to, and its draft."""

    schema: Any
    base: str
    draft: Draft


class Subschemas:
    """The schemas inside of those that were added, with their addresses and anchors.

    Schemas are distinguished by identity (`id`), so that no part of them may be used twice.
    """

    def __init__(self, name: str, *, is_checked: bool = True) -> None:
        """Start without schemas; the name is for messages.

        `is_checked` is whether those to come are checked by their meta-schemas.
        """
        self._name = name
        self._is_checked = is_checked
        self._by_id: dict[int, Subschema] = {}
        self._pointers: dict[int, tuple[str, str]] = {}
        self._anchors: dict[tuple[str, str], Subschema] = {}
        self._dynamic: dict[str, list[Subschema]] = {}
        self._checked = 0
        self.resources: dict[str, Subschema] = {}
        """The schemas with addresses of their own, by these."""

    def __iter__(self) -> Iterator[Subschema]:
        """Yield each subschema, also those that are added meanwhile."""
        seen = 0
        while seen < len(self._by_id):
            subschemas = list(self._by_id.values())
            yield from subschemas[seen:]
            seen = len(subschemas)

    def of(self, schema: Any) -> Subschema | None:
        """Return the subschema for a schema; None if it was not added."""
        return self._by_id.get(id(schema))

    def address_of(self, schema: Any) -> str | None:
        """Return the address of a schema; None for a boolean, which has none."""
        known = self._pointers.get(id(schema))
        return known and f"{known[0]}#{quote(known[1], safe='/~')}"

    def with_anchor(self, base: str, name: str) -> Subschema | None:
        """Return the schema with an anchor below an address; None if there is none."""
        return self._anchors.get((base, name))

    def with_dynamic_anchor(self, name: str) -> list[Subschema]:
        """Return all schemas with a dynamic anchor."""
        return self._dynamic[name]

    def add(self, content: Any, outer: Subschema) -> Subschema:
        """Add a schema that has an address, with all inside of it; return its subschema.

        `outer` has the address and the draft that hold if the schema has none of its own.

        Raises:
            SchemaError: a schema breaks its meta-schema, or names no draft or address.

        """
        first = self._subschema_of(content, outer)
        self._check(first, is_nested=False)
        self._add_all(first, first.base)
        return first

    def add_unreached(self, content: Any, outer: Subschema) -> Subschema:
        """Add a schema that a JSON Pointer found inside another one, where no keyword leads.

        Raises:
            SchemaError: as for `add`.

        """
        first = self._subschema_of(content, outer)
        self._check(first, is_nested=True)
        self._add_all(first, f"{_UNREACHED}{len(self.resources)}")
        return first

    def _add_all(self, first: Subschema, address: str) -> None:
        self.resources.setdefault(address, first)
        pending = [(first, address, "")]
        while pending:
            subschema, address, pointer = pending.pop()
            schema, base, draft = subschema
            if not isinstance(schema, dict) or id(schema) in self._by_id:
                continue
            self._by_id[id(schema)] = subschema
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
        if isinstance(content, bool) or not self._is_checked:
            return
        if not isinstance(content, dict):
            reason = "a schema must be an object or a boolean"
            raise SchemaError(f"schema `{self._name}`: {reason}")
        if is_nested:
            self._checked += len(repr(content))
            if self._checked > MAX_CHECKED:
                reason = "too many schemas stand inside one another that keywords do not lead to"
                raise SchemaError(f"schema `{self._name}`: {reason}")
        # It takes longer to import than a built-in schema to read.
        import jsonschema_rs

        try:
            jsonschema_rs.meta.validate({**content, "$schema": subschema.draft.uri})
        except jsonschema_rs.ValidationError as error:
            where = shortened(json_pointer(tuple(error.instance_path)))
            reason = f"at {where}: {shortened(error.message)}"
            raise SchemaError(f"schema `{self._name}`, {reason}") from None
        except ValueError as error:
            raise SchemaError(f"schema `{self._name}`: {shortened(str(error))}") from None
