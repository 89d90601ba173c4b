"""What the rules over schema violations share: finding the place and naming the property."""

from linter.document import Document, json_pointer
from linter.explanation import Violation
from linter.text import Span, quoted


def value_span(document: Document, violation: Violation) -> Span:
    """Return where the offending value stands; for a mapping or list, its first line's worth."""
    if isinstance(violation.value, dict):
        return document.mapping_span(violation.path)
    if not violation.path or (isinstance(violation.value, list) and violation.value):
        return document.key_span(violation.path)
    return document.span(violation.path)


def pointer(violation: Violation) -> str:
    """Return the JSON Pointer of the offending value."""
    return json_pointer(violation.path)


def label(violation: Violation) -> str:
    """Return how a message names the offending place: `heat`, or "the front matter"."""
    names = [token for token in violation.path if isinstance(token, str)]
    if not names:
        return "the front matter"
    if isinstance(violation.path[-1], int):
        return f"item {violation.path[-1] + 1} of {quoted(names[-1])}"
    return quoted(names[-1])
