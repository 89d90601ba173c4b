"""Where nodes of YAML stand: libyaml's marks are not always where a node starts and ends."""

from functools import cached_property
from typing import Any

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.spans import NodeSpans
from linter.frontmatter.yaml_parser import Events

# libyaml ends the name of an anchor at the first character that cannot be in one: `&a: b`.
_PROPERTIES = lazy_pattern(
    r"(?:(?:&[0-9A-Za-z_-]*|!\S*)"
    r"(?:\s+(?:#[^\r\n\x85\u2028\u2029]*\s+)*|\Z|(?<=[0-9A-Za-z_-])(?=[?:,\]}%@`])))+"
)
_TAG = lazy_pattern(r"(?:&\S*\s+(?:#[^\r\n\x85\u2028\u2029]*\s+)*)?!\S*")


class YamlSpans(NodeSpans):
    """The spans of nodes from libyaml.

    `parsed` is the part of the file that the parser was given, from whose start marks count.
    """

    def __init__(self, text: str, parsed: Span) -> None:
        """Take a file's text and the span of the part that was parsed."""
        super().__init__(text, parsed.start)
        self._parsed = parsed

    def value(self, node: yaml.Node) -> Span:
        """Return where a node's value stands, its quotes included, without anchor and tag."""
        start = node.start_mark.index + self._offset
        end = self._end_of(node) + self._offset
        if self._text.startswith(("&", "!"), start):
            properties = _PROPERTIES.match(self._text, start)
            start = min(properties.end(), end) if properties else start
        return Span(start, end)

    def tag(self, node: yaml.Node) -> Span:
        """Return where the tag of a tagged node stands, with an anchor before it."""
        start, end = self.token(node)
        tag = _TAG.match(self._text, start, end)
        return Span(start, tag.end() if tag else start + 1)

    def _end_of(self, node: yaml.Node) -> int:
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            # libyaml ends a block scalar after the blank lines that follow it.
            if node.style in ("|", ">"):
                start, token_end = self.token(node)
                return int(node.start_mark.index) + len(self._text[start:token_end].rstrip())
            return end
        if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            alias_end = self._alias_ends.get(start_of_collection(node))
            if alias_end is not None:
                return alias_end
            last = node.value[-1]
            return self._end_of(last[1] if isinstance(last, tuple) else last)
        return end

    @cached_property
    def _alias_ends(self) -> dict[tuple[int, bool], int]:
        """The ends of the block collections that end with an alias, whose node is elsewhere."""
        start, end = self._parsed
        return _alias_ends(self._text[start:end]) if self._text.find("*", start, end) >= 0 else {}


def start_of_collection(start: yaml.Node | yaml.Event) -> tuple[int, bool]:
    """Return where a collection's node or event starts, and whether it is a mapping."""
    is_mapping = isinstance(start, (yaml.MappingNode, yaml.MappingStartEvent))
    mark: Any = start.start_mark
    return int(mark.index), is_mapping


def _alias_ends(text: str) -> dict[tuple[int, bool], int]:
    ends: dict[tuple[int, bool], int] = {}
    opened: list[Any] = []
    alias_end: Any = None
    for event in Events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            start = opened.pop()
            if alias_end is not None and not start.flow_style:
                ends[start_of_collection(start)] = alias_end.index
        alias_end = event.end_mark if isinstance(event, yaml.AliasEvent) else None
    return ends
