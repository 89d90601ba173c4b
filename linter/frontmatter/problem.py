"""Why the front matter of a file cannot be read as a mapping."""

from enum import Enum, auto
from typing import NamedTuple

from linter.core.text import Span
from linter.frontmatter.mistake import Mistake


class ProblemKind(Enum):
    """The kinds of problems; each is reported by a rule of its own."""

    BAD_BYTE = auto()
    MISSING = auto()
    UNCLOSED = auto()
    TOO_LARGE = auto()
    SYNTAX = auto()
    NOT_READ_HERE = auto()
    """The site's reader takes the text, and the parser used here does not."""
    TOO_DEEP = auto()
    ALIAS_EXPANSION = auto()
    NOT_A_MAPPING = auto()


class Problem(NamedTuple):
    """A problem and its place in the file; `mistake` explains an error of syntax."""

    kind: ProblemKind
    span: Span
    mistake: Mistake | None = None

    @classmethod
    def of_syntax(cls, mistake: Mistake) -> "Problem":
        """Return the problem of a text that holds a mistake."""
        return cls(ProblemKind.SYNTAX, mistake.span, mistake)
