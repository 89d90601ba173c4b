"""The rows of keys and values in a TOML text, for messages about a config."""

from collections.abc import Iterator, Mapping
from typing import Any

_KEYS = frozenset({"bare_key", "quoted_key"})
_TABLES = frozenset({"table", "table_array_element"})


def rows(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the rows, from 1, of all keys and list elements, by their paths."""
    return dict(_rows(text))


def nearest_row(rows: Mapping[tuple[str | int, ...], int], path: tuple[str | int, ...]) -> int:
    """Return the row of a path, or of the longest part of it that has one; else 1."""
    return next((rows[path[:end]] for end in range(len(path), 0, -1) if path[:end] in rows), 1)


def _rows(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Yield the path and row of each key and list element; of equal paths the last one holds."""
    # Only a wrong config needs rows, which the standard library's parser does not have.
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
    counts: dict[tuple[str | int, ...], int] = {}
    for child in tree.root_node.named_children:
        if child.type not in _TABLES:
            yield from _in_node(child, ())
            continue
        key, *members = child.named_children
        path: tuple[str | int, ...] = tuple(_names(key))
        yield path, key.start_point.row + 1
        if child.type == "table_array_element":
            index = counts.get(path, 0)
            counts[path] = index + 1
            path = (*path, index)
            yield path, key.start_point.row + 1
        for member in members:
            yield from _in_node(member, path)


def _in_node(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if node.type == "pair":
        key, value = node.named_children[:2]
        path = (*path, *_names(key))
        yield path, key.start_point.row + 1
        yield from _in_node(value, path)
    elif node.type == "inline_table":
        for child in node.named_children:
            yield from _in_node(child, path)
    elif node.type == "array":
        elements = (child for child in node.named_children if child.type != "comment")
        for index, child in enumerate(elements):
            yield (*path, index), child.start_point.row + 1
            yield from _in_node(child, (*path, index))


def _names(key: Any) -> Iterator[str]:
    """Yield the parts of a key, which may be dotted."""
    # Each dot nests everything to its left once more.
    pending = [key]
    while pending:
        node = pending.pop()
        if node.type in _KEYS:
            text = node.text.decode()
            yield text if node.type == "bare_key" else text[1:-1]
        pending += reversed(node.named_children)
