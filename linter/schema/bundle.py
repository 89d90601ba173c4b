"""Bundles a schema: each schema that it leads to becomes a definition of it, with its `$id`.

The result is a compound schema document, as in JSON Schema 2020-12 (core, 9.3). The meta-schemas of
JSON Schema are left out, since every validator has them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from linter.schema.references import References
from linter.schema.subschemas import Subschema, joined


def bundled(references: References, documents: Iterable[Any]) -> Any:
    """Return the first schema of `references` with all of the documents that it leads to.

    A document is a schema that is part of no other one.

    Raises:
        SchemaError: a reference leads to no known schema.

    """
    root = references.root
    if not isinstance(root.schema, dict):
        return root.schema
    bundler = _Bundler(references, (root.schema, *documents))
    first, *others = bundler.reached()
    whole = bundler.copied(first, has_address=bool(others))
    if others:
        container = "definitions" if root.draft.ref_stands_alone else "$defs"
        definitions = whole[container] = dict(whole.get(container, {}))
        for document in others:
            definitions[_free_name(document.base, definitions)] = bundler.copied(document)
    return whole


class _Bundler:
    """Finds the documents that the first one leads to, and copies them."""

    def __init__(self, references: References, documents: Iterable[Any]) -> None:
        self._references = references
        self._document_of: dict[int, Any] = {}
        for document in documents:
            self._document_of |= ((id(inner), document) for inner in _mappings(document))
        self._by_id = {id(each.schema): each for each in references.subschemas()}
        self._inside: dict[int, list[Subschema]] = {}
        for subschema in self._by_id.values():
            document = self._document_of.get(id(subschema.schema))
            self._inside.setdefault(id(document), []).append(subschema)

    def reached(self) -> list[Subschema]:
        """Return the first document, and those that it leads to, directly or not."""
        found = {self._references.root.base: self._references.root}
        waiting = [*found.values()]
        while waiting:
            for target in self._targets(waiting.pop()):
                if target.base not in found:
                    found[target.base] = target
                    waiting.append(target)
        return list(found.values())

    def _targets(self, document: Subschema) -> Iterator[Subschema]:
        """Yield the documents that the references in one lead to."""
        for subschema in self._inside.get(id(document.schema), ()):
            for _, _, resource in self._leading(subschema):
                schema = resource.schema
                if not isinstance(schema, dict):
                    yield resource
                elif id(schema) in self._document_of:
                    yield self._by_id[id(self._document_of[id(schema)])]

    def _leading(self, subschema: Subschema) -> Iterator[tuple[str, str, Subschema]]:
        """Yield each reference of a schema: keyword, whole address, and the schema addressed."""
        in_force = subschema.draft.in_force(subschema.schema)
        for keyword in subschema.draft.references:
            if keyword in in_force:
                whole = joined(subschema.base, in_force[keyword])
                resource = self._references.resource(whole.partition("#")[0])
                if resource is not None:
                    yield keyword, whole, resource

    def copied(self, document: Subschema, *, has_address: bool = True) -> dict[str, Any]:
        """Return a copy of a document, with its draft and its whole address."""
        schema, base, draft = document
        if not isinstance(schema, dict):
            schema = {} if schema else {"not": {}}
        copy = self._copied(schema)
        anchor = draft.id_of(schema).partition("#")[2] if draft.ref_stands_alone else ""
        if draft.ref_stands_alone and "$ref" in copy and has_address:
            # In these drafts a `$ref` hides the address beside it.
            definitions = {"definitions": copy["definitions"]} if "definitions" in copy else {}
            copy = {"allOf": [{"$ref": copy["$ref"]}], **definitions}
        address = f"{base}#{anchor}" if anchor else base
        head = {"$schema": draft.uri} | ({draft.id_keyword: address} if has_address else {})
        return head | {key: value for key, value in copy.items() if key not in head}

    def _copied(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._copied(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {key: self._copied(each) for key, each in value.items()} | self._moved(value)

    def _moved(self, schema: dict[str, Any]) -> dict[str, str]:
        """Return the references of a schema to the place of a file that has another `$id`."""
        subschema = self._by_id.get(id(schema))
        moved: dict[str, str] = {}
        for keyword, whole, resource in () if subschema is None else self._leading(subschema):
            address, sharp, fragment = whole.partition("#")
            if address != resource.base:
                moved[keyword] = f"{resource.base}{sharp}{fragment}"
        return moved


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            yield each
            pending += each.values()
        elif isinstance(each, list):
            pending += each


def _free_name(name: str, taken: Iterable[str]) -> str:
    while name in taken:
        name += "_"
    return name
