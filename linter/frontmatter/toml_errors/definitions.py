"""What a statement defines although another has defined it."""

from collections.abc import Sequence

import yaml

from linter.core.limits import DEFAULT
from linter.core.messages import quoted
from linter.core.text import Span
from linter.frontmatter.layout import collections_in
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.toml_errors.broken_text import KEY, BrokenToml
from linter.frontmatter.toml_nodes import KeyNode, dotted_key, read

# A key that no file has, to find out in which table the statement is.
_PROBE = "articlelint-looks-for-this-table"


def defined_again(broken: BrokenToml) -> Mistake | None:
    """Recognise a table or key that is defined already."""
    start = broken.start
    is_header = broken.starts("[", start)
    is_item = broken.starts("[[", start)
    key = broken.match(KEY, broken.after_blanks(start + is_header + is_item))
    if key is None:
        return None
    text = f"{broken.text[:start]}{_PROBE} = 1"
    try:
        root = read(text, Span(broken.content.start, len(text)), DEFAULT.max_depth)
        names = dotted_key(broken.text, Span(*key.span()))
    except ValueError:
        return None
    table = root if is_header else _table_of_probe(root)
    known = _known(table, names) if table is not None else None
    if known is None:
        return None
    node, value = known
    cause = _cause(node.value, value, is_item=is_item)
    first = Span(node.start_mark.index, node.end_mark.index)
    place = Span(*key.span())
    return Mistake(place, cause, _help(value, is_header=is_header), ("the first one", first))


def _cause(name: str, value: yaml.Node, *, is_item: bool) -> str:
    if not isinstance(value, yaml.CollectionNode) or value.flow_style:
        return f"{quoted(name)} has a value already"
    if isinstance(value, yaml.SequenceNode):
        return f"{quoted(name)} is an array of tables already, whose headers are in `[[` and `]]`"
    if is_item:
        return f"{quoted(name)} is a table already, so it is no array of tables"
    return f"the table {quoted(name)} is defined already"


def _help(value: yaml.Node, *, is_header: bool) -> str | None:
    is_table = isinstance(value, yaml.MappingNode) and not value.flow_style
    return "Write all keys of a table below one header." if is_table and is_header else None


def _known(table: yaml.MappingNode, names: Sequence[str]) -> tuple[KeyNode, yaml.Node] | None:
    """Return the innermost key on the way of a dotted one that is there, with its value."""
    found = None
    node: yaml.Node = table
    for name in names:
        if isinstance(node, yaml.SequenceNode) and node.value:
            node = node.value[-1]
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        inner = next(((key, value) for key, value in pairs if key.value == name), None)
        if inner is None:
            return found
        found, node = inner, inner[1]
    return found


def _table_of_probe(root: yaml.MappingNode) -> yaml.MappingNode | None:
    for node in collections_in(root):
        if isinstance(node, yaml.MappingNode) and any(key.value == _PROBE for key, _ in node.value):
            return node
    return None
