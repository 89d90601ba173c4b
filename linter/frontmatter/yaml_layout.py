"""The layout of YAML; where aliases may be, from libyaml's events, which has one for each."""

from typing import Any

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.layout import Layout, Part, children, layout_without_aliases

_KEEPS_BLANK_LINES = lazy_pattern(r"[|>][1-9]?\+")


def yaml_layout(root: yaml.Node, file_text: str, content: Span) -> Layout:
    """Return where the parts of the nodes below `root`, the block's first document, stand."""
    text = file_text[content.start : content.end]
    if "&" not in text and "*" not in text:
        # A walk beside the events takes ten times as long.
        return layout_without_aliases(root, lambda node: _part(node, text, content.start))
    reader = _LayoutReader(text, content.start)
    reader.read(root)
    return reader.layout


def _part(node: yaml.Node, text: str, offset: int) -> Part:
    """Return where a node stands; a collection without brackets ends with its last part."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        inner = last.value[-1]
        last = inner[-1] if isinstance(inner, tuple) else inner
    end, keeps_blank_lines = _end(last, text, last.start_mark.index, last.end_mark.index)
    return Part(Span(node.start_mark.index + offset, end + offset), keeps_blank_lines)


def _end(node: yaml.Node, text: str, start: int, end: int) -> tuple[int, bool]:
    """Return where the text of a node between its marks ends, and whether it keeps blank lines."""
    if not isinstance(node, yaml.ScalarNode) or node.style not in {"|", ">"}:
        return end, False
    token = text[start:end]
    keeps_blank_lines = _KEEPS_BLANK_LINES.search(token) is not None
    return start + len(token.rstrip(" \t\r\n")), keeps_blank_lines


class _LayoutReader:
    """Walks the nodes of a document beside its events."""

    def __init__(self, text: str, offset: int) -> None:
        self.layout = Layout({}, [], {})
        self._offset = offset
        self._text = text
        self._events: Any = yaml.parse(text, Loader=yaml.CSafeLoader)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break

    def read(self, node: yaml.Node) -> Part:
        """Take the events of one node and note the parts that it has."""
        event = next(self._events)
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            self.layout.aliases.setdefault(str(event.anchor), []).append(start + self._offset)
            return self._part(start, end)
        if event.anchor:
            self.layout.anchors.append((start + self._offset, event.anchor))
        end, keeps_blank_lines = _end(node, self._text, start, end)
        if isinstance(node, yaml.CollectionNode):
            parts = self.layout.parts[id(node)] = [self.read(child) for child in children(node)]
            end = next(self._events).end_mark.index
            if parts and not node.flow_style:
                end = parts[-1].span.end - self._offset
                keeps_blank_lines = parts[-1].keeps_blank_lines
        return self._part(start, end, keeps_blank_lines=keeps_blank_lines)

    def _part(self, start: int, end: int, *, keeps_blank_lines: bool = False) -> Part:
        return Part(Span(start + self._offset, end + self._offset), keeps_blank_lines)
