"""What a notation of front matter does: read it as nodes, and write what fixes change.

Each notation is a class in a module of its own; `notations` chooses one.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import yaml

from linter.core.limits import Limits
from linter.core.text import Edit, Span
from linter.frontmatter.block import FrontMatter
from linter.frontmatter.layout import Layout
from linter.frontmatter.problem import Problem
from linter.frontmatter.scalar_text import Scalar, ScalarMap, ScalarPlace
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import ScalarReader
from linter.frontmatter.source import Source
from linter.frontmatter.spans import NodeSpans


class Composed(NamedTuple):
    """The nodes of a file's front matter, or the problem that prevents them.

    Every notation gives the nodes of PyYAML, in which a scalar has the style of its quotes, and a
    `tag` only if one is in the text. `spans` has where they stand. `root` is None where the front
    matter holds nothing.
    """

    spans: NodeSpans
    block: FrontMatter | None = None
    root: yaml.Node | None = None
    problem: Problem | None = None


class Notation(Protocol):
    """A notation of front matter."""

    readers_differ: bool
    """Whether there are scalars that one reader types differently from another."""

    has_merges: bool
    """Whether the key `<<` may merge mappings."""

    separator: str
    """What stands between a key and its value."""

    def scalars(self, dialect: Dialect) -> ScalarReader:
        """Return how scalars are typed where the reader of a dialect takes the notation."""

    def has_times(self, dialect: Dialect) -> bool:
        """Whether dates and times without quotes are values of their own there, not text."""

    def compose(
        self, source: Source, dialect: Dialect, limits: Limits, *, is_whole: bool
    ) -> Composed:
        """Return the nodes of a file's front matter, or of the whole file."""

    def layout(self, root: yaml.Node, file_text: str, content: Span) -> Layout:
        """Return where keys, values, items and aliases stand below the root of a block."""

    def scalar_map(self, file_text: str, token: Span, style: str | None) -> ScalarMap | None:
        """Return where each character of a scalar's value comes from, in its token.

        None if that is not certain.
        """

    def rewrite(self, scalar: Scalar, changes: Sequence[Edit]) -> Sequence[Edit]:
        """Return edits of the file that have the effect of `changes` on the scalar's value."""

    def replace(self, scalar: Scalar, literal: str) -> Sequence[Edit] | None:
        """Return edits of the file that put a literal of YAML, on one line, in a scalar's place.

        None if the notation cannot express it.
        """

    def write(self, value: str, style: str | None, place: ScalarPlace) -> str:
        """Return a new token for a text, in the quotes of `style` if the notation has those."""
