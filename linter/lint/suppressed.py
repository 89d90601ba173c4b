"""What suppression comments did in a file."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linter.frontmatter.comments import Suppression, Unused


class Suppressed(NamedTuple):
    """The suppression comments of a file, and their effect.

    `undecided` are selectors that suppress nothing so far, but name site rules. `hidden` is the
    number of findings that are not reported, `reported` the number of findings about the comments.
    """

    comments: "tuple[Suppression, ...]" = ()
    undecided: "tuple[Unused, ...]" = ()
    hidden: int = 0
    reported: int = 0


NO_COMMENTS = Suppressed()
"""The value for a file without suppression comments."""
