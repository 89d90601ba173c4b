"""Where nodes are in their file.

Of the marks of nodes only `index` is used: it counts code points, while `line` counts U+2028 and
U+0085 as line ends.
"""

import yaml

from linter.core.text import Span


class NodeSpans:
    """The spans of nodes, as offsets into the whole file, where each node ends at its end mark.

    Marks count from the offset `start`.
    """

    def __init__(self, text: str, start: int = 0) -> None:
        """Take a file's text and where the part of it starts that was parsed."""
        self._text = text
        self._offset = start

    def value(self, node: yaml.Node) -> Span:
        """Return where a node's value stands, its quotes included, without anchor and tag."""
        return self.token(node)

    def token(self, node: yaml.Node) -> Span:
        """Return the span between a node's marks, with its anchor and tag."""
        return Span(node.start_mark.index + self._offset, node.end_mark.index + self._offset)

    def tag(self, node: yaml.Node) -> Span:
        """Return where the tag of a tagged node stands, with an anchor before it."""
        return self.token(node)

    def key_text(self, node: yaml.Node) -> str:
        """Return a key as text; a key that is itself a collection is its source text."""
        if isinstance(node, yaml.ScalarNode):
            text: str = node.value
            return text
        start, end = self.value(node)
        return self._text[start:end]
