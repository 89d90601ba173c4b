"""What a notation of front matter must be able to do: YAML, JSON."""

from typing import NamedTuple, Protocol

import yaml

from linter.core.limits import Limits
from linter.core.text import Span
from linter.frontmatter.block import FrontMatter
from linter.frontmatter.problem import Problem
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source


class Composed(NamedTuple):
    """The nodes of a file's front matter, or the problem that prevents them.

    Every notation gives the nodes of PyYAML, in which a scalar has the style of its quotes, and a
    `tag` only if one is in the text. `parsed` is the span from whose start their marks count.
    `root` is None where the front matter holds nothing.
    """

    parsed: Span
    block: FrontMatter | None = None
    root: yaml.Node | None = None
    problem: Problem | None = None


class Notation(Protocol):
    """A notation of front matter."""

    readers_differ: bool
    """Whether there are scalars that one reader types differently from another."""

    def compose(
        self, source: Source, dialect: Dialect, limits: Limits, *, is_whole: bool
    ) -> Composed:
        """Return the nodes of a file's front matter, or of the whole file."""
