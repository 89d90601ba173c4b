"""linter.lint.internal_errors: what a bug of articlelint or of a plug-in is reported as."""

from linter.core.text import Position, Span
from linter.lint.internal_errors import internal_error
from linter.lint.rule_findings import failure_of


def test_internal_errors_are_at_the_start_of_their_file() -> None:
    diagnostic = internal_error("a.md", "why")
    assert (diagnostic.span, diagnostic.start, diagnostic.end) == (
        Span(0, 0),
        Position(1, 1),
        Position(1, 1),
    )
    assert failure_of("rule XYZ001", KeyError("a")).span == Span(0, 0)
