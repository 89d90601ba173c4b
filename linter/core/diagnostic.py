"""Findings, which rules yield, and diagnostics, which reporters show. All values are frozen."""

from enum import StrEnum
from typing import NamedTuple

from linter.core.text import Edit, Position, Span


class Severity(StrEnum):
    """How severe a finding is."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def gravity(self) -> int:
        """A number that is higher for the more severe."""
        return 2 if self is Severity.ERROR else 1


class Safety(StrEnum):
    """Whether a fix may be applied without asking.

    Safe: whoever reads the site's data gets the same value, or the defect is gone, not only hidden.
    Unsafe: a good guess. `docs/explanation/what-is-safe.md` has the details.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """Edits that remove a finding.

    `title` states what they do, in the imperative ("Write …"). `changes` are the JSON Pointers
    below which the data may differ after the edits; without any, the data stays equal. The type
    that the site's reader gives to a value stays, unless `changes_type` is set.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety
    changes: tuple[str, ...] = ()
    changes_type: bool = False


class Related(NamedTuple):
    """Another place that explains a finding.

    `path` is None for the same file; for another one, `start` and `end` are rows and columns there,
    and `pointer` is the JSON Pointer of the place.
    """

    message: str
    span: Span
    path: str | None = None
    start: Position | None = None
    end: Position | None = None
    pointer: str | None = None


class Finding(NamedTuple):
    """What a rule yields; the engine adds the rule's code and the file.

    `severity` is set only where it differs from the rule's own. `faults` is how many faults of one
    place the finding names; a baseline counts each.
    """

    message: str
    span: Span
    pointer: str | None
    help: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    faults: int = 1


class Diagnostic(NamedTuple):
    """A finding with everything that reporters need.

    `pointer` is a JSON Pointer (RFC 6901): `""` is the whole front matter, and None a file whose
    front matter could not be read. `url` is the page of the rule; None where it has none.
    """

    path: str
    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    start: Position
    end: Position
    pointer: str | None
    help: str | None
    fix: Fix | None
    related: tuple[Related, ...]
    url: str | None
    faults: int = 1

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """The order of every output: path, position, code."""
        return (self.path, self.span, self.code, self.message)
