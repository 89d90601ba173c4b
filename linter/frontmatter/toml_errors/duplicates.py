"""Keys that stand twice in one table, which TOML does not allow."""

from collections.abc import Iterator

import yaml

from linter.core import toml
from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.layout import collections_in
from linter.frontmatter.toml_nodes import KeyNode, read


def are_only_mistake(text: str, content: Span, max_depth: int) -> bool:
    """Whether keys stand twice in a text, and nothing else is wrong with it.

    A copy of it in which each of these keys has a name of its own is valid then.
    """
    try:
        root = read(text, content, max_depth)
    except ValueError:
        return False
    names = (f"duplicate-{number}-{content.end}" for number in range(content.end))
    edits = [
        Edit(Span(key.start_mark.index, key.end_mark.index), name)
        for key, name in zip(_repeated_keys(root), names, strict=False)
    ]
    if not edits:
        return False
    part = Span(
        content.start, content.end + sum(len(e.text) - e.span.end + e.span.start for e in edits)
    )
    try:
        toml.loads(apply_edits(text, edits), max_depth, part)
    except ValueError:
        return False
    return True


def _repeated_keys(root: yaml.MappingNode) -> Iterator[KeyNode]:
    """Yield each key that stands earlier in its table."""
    for node in collections_in(root):
        names = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value in names:
                yield key
            names.add(key.value)
