"""How deep YAML nests, and how much its aliases expand to, found without recursion."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml

from linter.core.limits import Limits
from linter.frontmatter.layout import children
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.yaml_parser import Events

_BLOCK_PREFIX = r"\-?: \t\ufeff"
_OTHER_LINE_ENDS = "\r\x85\u2028\u2029"


def may_be_deeper(text: str, limit: int) -> bool:
    """Whether the text could nest deeper than `limit`; False is certain.

    Block collections nest by indentation or by `- - -` at the start of a line, and a sequence may
    stand at its parent's own column: two at most for each column. Flow collections nest by
    brackets, of which `[` may hold a mapping without braces: `[a: b]`.
    """
    in_flow = 2 * text.count("[") + text.count("{")
    # An indentation of this width is enough.
    widest = (limit - in_flow) // 2
    if widest <= 0:
        return True
    # To look for one character is many times faster than for one of several. Where lines end in
    # other ways, a run inside a line counts too, which errs on the safe side.
    has_other_ends = any(end in text for end in _OTHER_LINE_ENDS)
    start = "" if has_other_ends else "\n"
    return re.search(rf"{start}[{_BLOCK_PREFIX}]{{{widest}}}", f"\n{text}") is not None


def too_deep_at(text: str, limit: int) -> int | None:
    """Return the offset of the first collection below `limit` levels; None if there is none.

    Where libyaml stops, the text before that place is read again by itself: the scanner is up to
    1,024 characters ahead of the events, and from version 0.2.6 on it has a limit of its own.
    """
    events = Events(text)
    found = _deeper(events, limit)
    if found is None and events.stopped_at is not None:
        found = _deeper(Events(text[: events.stopped_at]), limit)
    return found


def _deeper(events: Iterable[yaml.Event], limit: int) -> int | None:
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > limit:
                mark: Any = event.start_mark
                return int(mark.index)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


class _Extent(NamedTuple):
    """How much a node holds once aliases are written out: nodes, itself included, and levels."""

    nodes: int
    levels: int


_SCALAR = _Extent(1, 0)


def expansion_problem(root: yaml.Node, limits: Limits) -> ProblemKind | None:
    """Return the limit that is exceeded once aliases are written out; None if none is."""
    extents: dict[int, _Extent] = {}
    # Depth first without recursion; a node met again before its extent is known contains itself.
    stack: list[tuple[yaml.Node, bool]] = [(root, False)]
    open_nodes: set[int] = set()
    while stack:
        node, children_done = stack.pop()
        if isinstance(node, yaml.ScalarNode) or id(node) in extents:
            continue
        inside = list(children(node))
        if children_done:
            inner = [extents.get(id(child), _SCALAR) for child in inside]
            nodes = 1 + sum(extent.nodes for extent in inner)
            if nodes > limits.max_nodes:
                return ProblemKind.ALIAS_EXPANSION
            levels = 1 + max((extent.levels for extent in inner), default=0)
            extents[id(node)] = _Extent(nodes, levels)
            open_nodes.discard(id(node))
        elif id(node) in open_nodes:
            return ProblemKind.ALIAS_EXPANSION
        else:
            open_nodes.add(id(node))
            stack.append((node, True))
            stack += ((child, False) for child in inside)
    return ProblemKind.TOO_DEEP if extents[id(root)].levels > limits.max_depth else None
