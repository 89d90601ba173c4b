"""Schemas by reference: a built-in one by its name, or a site's own by its file.

A site's schema may refer to its neighbours, by relative addresses or by the addresses that they
call themselves (`$id`), and to the built-in ones. Nothing outside the site root is opened, and
nothing is fetched.
"""

import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from linter.filesystem import read_bytes, reason
from linter.schema import Schema, SchemaError, builtin, builtin_registry
from linter.text import printable

# What a schema without an `$id` of its own is called, so that its neighbours can be.
_HOME = "https://site.invalid/"
_META_SCHEMAS = "https://json-schema.org/"


def is_file(reference: str) -> bool:
    """Whether a reference means a file; the names of built-in schemas are single words."""
    return "/" in reference or "." in reference


@lru_cache(maxsize=64)
def load(reference: str, root: Path | None = None) -> Schema:
    """Return a schema, compiled once a process; a file's path may be relative to the site root.

    Raises:
        SchemaError: there is none, it cannot be used, or it lies outside the site root.

    """
    if not is_file(reference):
        return builtin(reference)
    folder = Path(os.path.realpath(root or Path(reference).parent))
    file = folder / reference
    shown = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else reference
    content = _content(file, folder, shown)
    base = urljoin(_HOME + shown, str(content.get("$id", "")))
    content = {**content, "$id": base}
    registry = {**builtin_registry(), base: content}
    _add_neighbours(content, base, file, folder, registry)
    return Schema(shown, content, registry)


def _add_neighbours(
    content: Any, base: str, file: Path, root: Path, registry: dict[str, Any]
) -> None:
    """Add the files that a schema refers to, and those that they do, to the registry."""
    for reference in _references(content):
        address = urljoin(base, reference).partition("#")[0]
        if address in registry or address.startswith(_META_SCHEMAS):
            continue
        if urlsplit(address)[:2] != urlsplit(base)[:2]:
            raise SchemaError(f"`$ref` leads out of the site: {printable(reference)}")
        relative = os.path.relpath(unquote(address), unquote(urljoin(base, ".")))
        neighbour = file.parent / relative
        shown = printable(reference)
        found = _content(neighbour, root, shown)
        # It is known by the address that leads to it, whatever it calls itself.
        registry[address] = {**found, "$id": address}
        _add_neighbours(registry[address], address, neighbour, root, registry)


def _references(content: Any) -> Iterator[str]:
    """Yield every `$ref` in a schema; its depth is bounded by the reader of JSON."""
    waiting = [content]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            reference = current.get("$ref")
            if isinstance(reference, str):
                yield reference
            waiting += current.values()
        elif isinstance(current, list):
            waiting += current


def _content(file: Path, root: Path, shown: str) -> dict[str, Any]:
    if not Path(os.path.realpath(file)).is_relative_to(root):
        raise SchemaError(f"schema `{shown}` lies outside the site root")
    try:
        content = json.loads(read_bytes(file))
    except OSError as error:
        raise SchemaError(f"schema `{shown}`: {reason(error)}") from None
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"schema `{shown}` is not JSON: {printable(str(error))}") from None
    if not isinstance(content, dict):
        raise SchemaError(f"schema `{shown}`: a schema must be an object")
    return content
