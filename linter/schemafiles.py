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
from linter.schema import Schema, builtin, builtin_registry
from linter.subschemas import SchemaError, in_short

# What a schema without an `$id` of its own is called, so that its neighbours can be.
_HOME = "https://site.invalid/"
_META_SCHEMAS = "https://json-schema.org/"

MAX_BYTES = 2_000_000
"""How large a schema may be, with the files that it refers to; larger ones take seconds, and some
hundred bytes of memory a byte."""


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
    files = _Files(folder)
    content = files.read(file, shown)
    base = _joined(_HOME + shown, str(content.get("$id", "")))
    content = {**content, "$id": base}
    files.add(content, base, file)
    return Schema(shown, content, files.registry)


class _Files:
    """The schemas by their addresses: the built-in ones, one file, and those that it leads to."""

    def __init__(self, root: Path) -> None:
        """Start with the built-in ones; only files below `root` are opened."""
        self.registry = {**builtin_registry()}
        self._root = root
        self._bytes = 0

    def add(self, content: dict[str, Any], address: str, file: Path) -> None:
        """Add a schema that was read, and the files that it refers to, and those that they do.

        Raises:
            SchemaError: a reference leads out of the site, or to what cannot be used.

        """
        self.registry[address] = content
        waiting = [(content, address, file)]
        while waiting:
            content, base, file = waiting.pop()
            for reference in _references(content):
                address = _joined(base, reference).partition("#")[0]
                if address in self.registry or address.startswith(_META_SCHEMAS):
                    continue
                if urlsplit(address)[:2] != urlsplit(base)[:2]:
                    raise SchemaError(f"`$ref` leads out of the site: {in_short(reference)}")
                relative = os.path.relpath(unquote(address), unquote(urljoin(base, ".")))
                neighbour = file.parent / relative
                found = self.read(neighbour, in_short(reference))
                # It is known by the address that leads to it, whatever it calls itself.
                self.registry[address] = {**found, "$id": address}
                waiting.append((self.registry[address], address, neighbour))

    def read(self, file: Path, shown: str) -> dict[str, Any]:
        """Return what a file holds.

        Raises:
            SchemaError: it is no schema, lies outside the root, or is too large with the others.

        """
        if not Path(os.path.realpath(file)).is_relative_to(self._root):
            raise SchemaError(f"schema `{shown}` lies outside the site root")
        try:
            data = read_bytes(file)
            self._bytes += len(data)
            if self._bytes > MAX_BYTES:
                size = f"larger than {MAX_BYTES // 1_000_000} MB, with what leads to it"
                raise SchemaError(f"schema `{shown}`: {size}")
            content = json.loads(data)
        except OSError as error:
            raise SchemaError(f"schema `{shown}`: {reason(error)}") from None
        except (ValueError, RecursionError) as error:
            raise SchemaError(f"schema `{shown}` is not JSON: {in_short(str(error))}") from None
        if not isinstance(content, dict):
            raise SchemaError(f"schema `{shown}`: a schema must be an object")
        return content


def _joined(base: str, reference: str) -> str:
    """Return the whole address that a reference leads to.

    Raises:
        SchemaError: it is no address.

    """
    try:
        address = urljoin(base, reference)
    except ValueError:
        address = "\0"
    if "\0" in unquote(address):
        raise SchemaError(f"this is no address of a schema: {in_short(reference)}")
    return address


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
