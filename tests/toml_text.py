"""Front matter written as TOML, for tests: the same data in other notations, in three layouts."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.frontmatter.values import Types

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


class Layout(StrEnum):
    """How mappings below the root are written."""

    TABLES = "tables"
    INLINE = "inline"
    DOTTED = "dotted"


class NoTomlError(ValueError):
    """TOML cannot express the data."""


def toml_text(document: Document, layout: Layout) -> str:
    """Return the front matter of a document as TOML, with its dates as dates.

    Raises:
        NoTomlError: there is an empty value, or a document without a root.

    """
    if document.root is None:
        raise NoTomlError
    return toml_of(document.data, layout, document.types(document.root))


def toml_of(data: dict[str, Any], layout: Layout, types: Types = Type.STRING) -> str:
    """Return data as TOML; texts that `types` calls dates are written as such."""
    return "".join(f"{line}\n" for line in _lines(data, types, (), layout))


def _lines(
    data: dict[str, Any], types: Types, path: tuple[str, ...], layout: Layout
) -> Iterator[str]:
    tables = []
    for key, value in data.items():
        inner = _below(types, key)
        is_table = isinstance(value, dict) and bool(value)
        is_list = isinstance(value, list) and value and all(isinstance(v, dict) for v in value)
        if layout is Layout.TABLES and (is_table or is_list):
            tables.append((key, value, inner))
        elif layout is Layout.DOTTED and is_table:
            yield from (f"{_key(key)}.{line}" for line in _lines(value, inner, path, layout))
        else:
            yield f"{_key(key)} = {_value(value, inner)}"
    for key, value, inner in tables:
        name = ".".join(map(_key, (*path, key)))
        if isinstance(value, dict):
            yield f"[{name}]"
            yield from _lines(value, inner, (*path, key), layout)
        else:
            for index, item in enumerate(value):
                yield f"[[{name}]]"
                yield from _lines(item, _below(inner, index), (*path, key), layout)


def _below(types: Types, token: str | int) -> Types:
    if isinstance(types, dict):
        return types[str(token)]
    return types[int(token)] if isinstance(types, list) else types


def _key(name: str) -> str:
    return name if name and _BARE.issuperset(name) else _text(name)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _value(value: Any, types: Types) -> str:
    if value is None:
        raise NoTomlError
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_value(v, _below(types, key))}" for key, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        items = (_value(item, _below(types, index)) for index, item in enumerate(value))
        return f"[{', '.join(items)}]"
    if isinstance(value, str):
        return value if types in TIMES else _text(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)
