"""The text of one scalar, in any notation: its place, and where its characters come from."""

from typing import NamedTuple

import yaml

from linter.core.text import Span


class Scalar(NamedTuple):
    """A scalar of a file, for a notation to rewrite.

    `token` is the span between the node's marks; `in_flow` is true inside brackets or braces.
    """

    file_text: str
    token: Span
    node: yaml.ScalarNode
    in_flow: bool
    newline: str

    @property
    def text(self) -> str:
        """The token's source text."""
        return self.file_text[self.token.start : self.token.end]


class ScalarPlace(NamedTuple):
    """What a scalar's place allows.

    `indent` is the column, from 0, of the key or dash that the scalar belongs to, and `width` the
    column of a block scalar's lines; `flow` is true inside brackets or braces, `key` for a key.
    """

    indent: int = 0
    flow: bool = False
    key: bool = False
    newline: str = "\n"
    width: int = 0


class ScalarMap(NamedTuple):
    """Where each character of a scalar's value comes from.

    `spans[i]` is the part of the token that gives `value[i]`: one character, an escape, or a folded
    line break with the spaces around it. Line breaks that can be changed only together share one
    span. What gives no character (quotes, indentation, an escaped line break) is in no span.
    `start` is where the text starts in the token; `indent` is how many columns the lines of a block
    scalar are indented, 0 in the other styles.
    """

    value: str
    spans: tuple[Span, ...]
    start: int
    indent: int = 0
