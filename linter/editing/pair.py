"""Where the key and value of an entry stand."""

from typing import NamedTuple

import yaml

from linter.core.values import Path
from linter.frontmatter.document import Document
from linter.frontmatter.layout import Part


class Pair(NamedTuple):
    """The parts of an entry: its key and its value."""

    key: Part
    value: Part


def pair_at(document: Document, path: Path) -> Pair | None:
    """Return where the entry at `path` stands; None for a list's item and a merged entry."""
    if not path:
        return None
    parent = document.member(path[:-1]).node
    key = document.member(path).key
    if not isinstance(parent, yaml.MappingNode) or key is None:
        return None
    for index, (other, _) in enumerate(parent.value):
        if other is key:
            return Pair(*document.layout.parts[id(parent)][2 * index : 2 * index + 2])
    return None
