"""The rows of keys and values in a TOML text, for messages about a config."""

from collections.abc import Iterator, Mapping

import yaml

from linter.core.limits import DEFAULT
from linter.core.text import LineIndex, Span
from linter.core.toml import MAX_DEPTH
from linter.core.values import Path


def rows(text: str) -> dict[Path, int]:
    """Return the rows, from 1, of all keys and list elements of a config, by their paths.

    The row of a key that is written more than once is its last one. Of a text that is longer than
    any front matter may be, none is looked for.
    """
    if len(text) > DEFAULT.max_front_matter:
        return {}
    # Only a wrong config needs rows.
    from linter.frontmatter.toml_nodes import read

    lines = LineIndex(text)
    root = read(text, Span(0, len(text)), 2 * MAX_DEPTH)
    return {path: lines.position(offset).row for path, offset in _offsets(root, ())}


def nearest_row(rows: Mapping[Path, int], path: Path) -> int:
    """Return the row of a path, or of the longest part of it that has one; else 1."""
    return next((rows[path[:end]] for end in range(len(path), 0, -1) if path[:end] in rows), 1)


def _offsets(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    """Yield the path and offset of each key and list element below a node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            last = key.repeats[-1].start if key.repeats else key.start_mark.index
            yield (*path, key.value), last
            yield from _offsets(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.index
            yield from _offsets(item, (*path, index))
