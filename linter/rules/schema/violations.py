"""Helpers for rules about schema violations: locate the value and name the property."""

from collections.abc import Iterable
from itertools import islice

from linter.core.messages import quoted
from linter.core.text import Span
from linter.core.values import Path, json_pointer
from linter.frontmatter.document import Document
from linter.schema.violation import Violation


def value_span(document: Document, violation: Violation) -> Span:
    """Return the span of the offending value, reduced to a key for a mapping or a list."""
    if isinstance(violation.value, dict):
        return document.mapping_span(violation.path)
    if not violation.path or (isinstance(violation.value, list) and violation.value):
        return document.key_span(violation.path)
    return document.span(violation.path)


def pointer(violation: Violation) -> str:
    """Return the JSON Pointer of the offending value."""
    return json_pointer(violation.path)


def label(violation: Violation) -> str:
    """Return the words for the offending value in a message: `heat`, or "the front matter"."""
    return _location(violation.path) or "the front matter"


def within(violation: Violation) -> str:
    """Return " in `provider`" for the mapping of a violation; empty for the front matter itself."""
    location = _location(violation.path)
    return f" in {location}" if location else ""


def _location(path: Path) -> str:
    words = ""
    for token in reversed(path):
        if isinstance(token, str):
            return words + quoted(token)
        words += f"item {token + 1} of "
    return ""


_MOST_NAMES = 50


def listed(names: Iterable[object], conjunction: str) -> str:
    """Return names as a list in words, `a`, `b` and `c`; more than 50 are cut off."""
    words = [quoted(name) for name in islice(names, _MOST_NAMES + 1)]
    if len(words) > _MOST_NAMES:
        return f"{', '.join(words[:-1])}, …"
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last
