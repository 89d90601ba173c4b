"""Where keys, values, items, anchors and aliases stand.

The tree of nodes does not show that, because aliases share nodes.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from linter.core.text import Span


class Part(NamedTuple):
    """Where a key, a value or an item stands, its anchor and tag included.

    An alias stands at its own place, not at that of the node which it repeats. A block scalar ends
    with its last line of text; `keeps_blank_lines` is true if blank lines below belong to it all
    the same (`|+`). Before the last part of a dotted key, those before it are included too. A key
    `in_header` is that of a table with a header, below which are only keys of that table. A table
    `in_pieces` goes on behind something else. `repeats` has the further places of a key that is
    written more than once, as those of tables in TOML are.
    """

    span: Span
    keeps_blank_lines: bool = False
    in_header: bool = False
    in_pieces: bool = False
    repeats: tuple[Span, ...] = ()


class Layout(NamedTuple):
    """The parts of a document.

    `parts` has the items of each list, and the keys and values of each mapping in turn, by the id
    of their node. `anchors` are the offsets and names of all anchors in order, `aliases` the
    offsets of all aliases by name. `around_pieces` has the ids of the collections that hold a table
    in pieces.
    """

    parts: dict[int, list[Part]]
    anchors: list[tuple[int, str]]
    aliases: dict[str, list[int]]
    around_pieces: frozenset[int] = frozenset()

    def is_used_outside(self, span: Span) -> bool:
        """Whether an alias elsewhere has the name of an anchor in `span`."""
        first = bisect_left(self.anchors, (span.start, ""))
        last = bisect_left(self.anchors, (span.end, ""))
        return any(
            offsets[0] < span.start or offsets[-1] >= span.end
            for _, name in self.anchors[first:last]
            if (offsets := self.aliases.get(name))
        )

    def allows_order(self, spans: Sequence[Span], order: Sequence[int]) -> bool:
        """Whether aliases still repeat the same once neighbouring `spans` are in `order`."""
        whole = Span(spans[0].start, spans[-1].end)
        starts = [span.start for span in spans]
        places = {index: place for place, index in enumerate(order)}
        uses = Counter(name for _, name in self.anchors)

        def place(offset: int) -> int:
            return places[bisect_right(starts, offset) - 1]

        for offset, name in self.anchors:
            if not whole.start <= offset < whole.end:
                continue
            aliases = self.aliases.get(name, [])
            if aliases and uses[name] > 1:
                return False
            inside = [alias for alias in aliases if whole.start <= alias < whole.end]
            if any(place(alias) < place(offset) for alias in inside):
                return False
        return True


def children(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield the items of a list, or the keys and values of a mapping in turn."""
    for child in node.value:
        if isinstance(child, tuple):
            yield from child
        else:
            yield child


def collections_in(root: yaml.Node) -> Iterator[yaml.CollectionNode]:
    """Yield every collection of a tree that has no aliases, the root first."""
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.CollectionNode):
            yield node
            pending += children(node)


def layout_without_aliases(root: yaml.Node, part: Callable[[yaml.Node], Part]) -> Layout:
    """Return the layout of a tree that has no aliases; `part` returns where a node stands."""
    parts = {id(node): [part(child) for child in children(node)] for node in collections_in(root)}
    around_pieces = (node for node, each in parts.items() if any(part.in_pieces for part in each))
    return Layout(parts, [], {}, frozenset(around_pieces))
