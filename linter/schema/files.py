"""Loads schemas: a built-in one by its name, or a site's own, in JSON or YAML, by its file.

A site's schema may refer to its neighbours, by relative addresses or by their `$id`, and to the
built-in ones. Nothing outside the site root is opened, and nothing is fetched.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from linter.core.filesystem import read_bytes, reason
from linter.core.limits import DEFAULT
from linter.core.paths import real_path
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import decode
from linter.schema.builtin import builtin_registry, is_file
from linter.schema.errors import SchemaError, shortened
from linter.schema.references import References, is_of_json_schema
from linter.schema.schema import Schema, builtin
from linter.schema.subschemas import Subschema, joined

# Without an `$id`, a schema has an address below this one, to which references are relative.
_HOME = "https://site.invalid/"

MAX_BYTES = 2_000_000
"""Most bytes of a schema with the files that it refers to.

Larger ones take seconds, and hundreds of bytes of memory per byte.
"""


@lru_cache(maxsize=64)
def load(reference: str, root: Path | None = None) -> Schema:
    """Return a schema, compiled once per process; a path may be relative to the site root.

    Raises:
        SchemaError: there is none, it cannot be used, or it is outside the site root.

    """
    return load_with(reference, root, {})


def load_with(reference: str, root: Path | None, replaced: Mapping[str, bytes]) -> Schema:
    """Return a schema as `load` does, with other content for some files, by their real paths.

    Raises:
        SchemaError: as `load`.

    """
    if not is_file(reference):
        return builtin(reference)
    folder = Path(real_path(root or Path(reference).parent))
    file = folder / reference
    shown = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else reference
    files = _Files(folder, replaced)
    content = files.read(file, shown)
    address = _joined(_HOME, shown)
    files.add(content, address, file, shown)
    return Schema(shown, content, files.registry, address)


_YAML_SUFFIXES = (".yaml", ".yml")
_AS_YAML = "schema.yaml"
_MAX_DEPTH = 200
"""Most levels of a schema in YAML; in JSON, deeper ones are refused as well."""


class _Files:
    """Schemas by their addresses: the built-in ones, one file, and those that it leads to."""

    def __init__(self, root: Path, replaced: Mapping[str, bytes]) -> None:
        """Start with the built-in ones; only files below `root` may be read, or are `replaced`."""
        self.registry = {**builtin_registry()}
        self._root = root
        self._replaced = replaced
        self._bytes = 0
        self._own_addresses: set[str] = set()
        self._unread: dict[str, SchemaError] = {}

    def add(self, content: Any, address: str, file: Path, shown: str) -> None:
        """Add a schema that was read, and the files that it leads to, directly or not.

        Raises:
            SchemaError: a reference leads out of the site, or to a file that cannot be used.

        """
        references = References(shown, content, {}, address)
        draft = references.root.draft
        waiting = [(references, content, address, file)]
        while waiting:
            references, content, address, file = waiting.pop()
            base = references.root.base
            self.registry[address] = self.registry[base] = content
            self._own_addresses |= references.resources.keys()
            for wanted, reference in _references(references):
                if wanted in self.registry or wanted in self._unread or is_of_json_schema(wanted):
                    continue
                try:
                    content, neighbour = self._neighbour(references, file, wanted, reference)
                except SchemaError as error:
                    self._unread[wanted] = error
                    continue
                if isinstance(content, dict):
                    # Without a `$schema`, a neighbour has the draft of the first schema.
                    content = {"$schema": draft.uri, **content}
                self.registry[wanted] = content
                known = References(shortened(reference), content, {}, wanted)
                waiting.append((known, content, wanted, neighbour))
        # An address may also be the `$id` of a nested schema.
        for wanted, failure in self._unread.items():
            if wanted not in self._own_addresses:
                raise failure

    def _neighbour(
        self, references: References, file: Path, wanted: str, reference: str
    ) -> tuple[Any, Path]:
        """Return the schema of an address, and its file: paths correspond to addresses.

        Raises:
            SchemaError: the site has none.

        """
        base = references.root.base
        if urlsplit(wanted)[:2] != urlsplit(base)[:2]:
            reason = f"`$ref` leads out of the site, and is not fetched: {shortened(reference)}"
            raise SchemaError(f"schema `{references.name}`: {reason}")
        relative = os.path.relpath(unquote(wanted), unquote(urljoin(base, ".")))
        neighbour = file.parent / relative
        return self.read(neighbour, shortened(reference)), neighbour

    def read(self, file: Path, shown: str) -> Any:
        """Return the content of a file.

        Raises:
            SchemaError: it is not JSON or YAML, is outside the root, or is too large.

        """
        real = real_path(file)
        if not Path(real).is_relative_to(self._root):
            raise SchemaError(f"schema `{shown}` lies outside the site root")
        try:
            is_yaml = file.name.lower().endswith(_YAML_SUFFIXES)
            data = self._replaced[real] if real in self._replaced else read_bytes(file)
            self._bytes += len(data)
            if self._bytes > MAX_BYTES:
                size = f"larger than {MAX_BYTES // 1_000_000} MB, with what leads to it"
                raise SchemaError(f"schema `{shown}`: {size}")
            content = _yaml(data, shown) if is_yaml else json.loads(data)
        except OSError as error:
            raise SchemaError(f"schema `{shown}`: {reason(error)}") from None
        except (ValueError, RecursionError) as error:
            raise SchemaError(f"schema `{shown}` is not JSON: {shortened(str(error))}") from None
        return content


def _yaml(data: bytes, shown: str) -> dict[str, Any]:
    """Return the mapping in a YAML file, typed by the core schema of YAML 1.2.

    Raises:
        SchemaError: it cannot be read.

    """
    limits = replace(DEFAULT, max_depth=_MAX_DEPTH, max_front_matter=MAX_BYTES)
    document = Document(decode(_AS_YAML, data), Dialect.YAML_1_2, limits)
    problem = document.problem
    if problem is not None:
        row = document.lines.position(problem.span.start).row
        said = problem.kind.name.lower().replace("_", " ")
        said = problem.mistake.cause if problem.mistake else said
        raise SchemaError(f"schema `{shown}`, row {row}: no YAML that can be used: {said}")
    return document.data


def _joined(base: str, reference: str) -> str:
    """Return the absolute address of a reference.

    Raises:
        SchemaError: it is not an address.

    """
    try:
        address = joined(base, reference)
    except ValueError as error:
        reason = f"this is no address of a schema: {shortened(reference)} ({shortened(str(error))})"
        raise SchemaError(reason) from None
    if "\0" in unquote(address):
        raise SchemaError(f"this is no address of a schema: {shortened(reference)}")
    return address


def _references(references: References) -> Iterator[tuple[str, str]]:
    """Yield each reference in a schema, after its absolute address without a fragment."""
    for subschema in references.subschemas():
        for reference in _own_references(subschema):
            yield _joined(subschema.base, reference).partition("#")[0], reference


def _own_references(subschema: Subschema) -> list[str]:
    schema = subschema.draft.in_force(subschema.schema)
    return [schema[keyword] for keyword in subschema.draft.references if keyword in schema]
