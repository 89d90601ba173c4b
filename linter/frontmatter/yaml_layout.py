"""The layout of YAML, from the events of libyaml, which has one for each alias."""

from typing import Any

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.layout import Layout, Part, children

_KEEPS_BLANK_LINES = lazy_pattern(r"[|>][1-9]?\+")


def yaml_layout(root: yaml.Node, file_text: str, content: Span) -> Layout:
    """Return where the parts of the nodes below `root`, the block's first document, stand."""
    reader = _LayoutReader(file_text, content)
    reader.read(root)
    return reader.layout


class _LayoutReader:
    """Walks the nodes of a document beside its events."""

    def __init__(self, file_text: str, content: Span) -> None:
        self.layout = Layout({}, [], {})
        self._offset = content.start
        self._text = file_text[content.start : content.end]
        self._events: Any = yaml.parse(self._text, Loader=yaml.CSafeLoader)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break

    def read(self, node: yaml.Node) -> Part:
        """Take the events of one node and note the parts that it has."""
        event = next(self._events)
        start, end = event.start_mark.index, event.end_mark.index
        keeps_blank_lines = False
        if isinstance(event, yaml.AliasEvent):
            self.layout.aliases.setdefault(str(event.anchor), []).append(start + self._offset)
            return self._part(start, end)
        if event.anchor:
            self.layout.anchors.append((start + self._offset, event.anchor))
        if isinstance(node, yaml.CollectionNode):
            parts = self.layout.parts[id(node)] = [self.read(child) for child in children(node)]
            end = next(self._events).end_mark.index
            if parts and not node.flow_style:
                end = parts[-1].span.end - self._offset
                keeps_blank_lines = parts[-1].keeps_blank_lines
        elif isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            token = self._text[start:end]
            end = start + len(token.rstrip(" \t\r\n"))
            keeps_blank_lines = _KEEPS_BLANK_LINES.search(token) is not None
        return self._part(start, end, keeps_blank_lines=keeps_blank_lines)

    def _part(self, start: int, end: int, *, keeps_blank_lines: bool = False) -> Part:
        return Part(Span(start + self._offset, end + self._offset), keeps_blank_lines)
