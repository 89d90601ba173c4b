"""What the rules over schema violations share: finding the place and naming the property."""

from collections.abc import Iterable
from itertools import islice

from linter.core.text import Span, quoted
from linter.frontmatter.document import Document, Path, json_pointer
from linter.schema.violation import Violation


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
    return _place(violation.path) or "the front matter"


def within(violation: Violation) -> str:
    """Return the words for the mapping that has or lacks properties: none for the front matter."""
    place = _place(violation.path)
    return f" in {place}" if place else ""


def _place(path: Path) -> str:
    words = ""
    for token in reversed(path):
        if isinstance(token, str):
            return words + quoted(token)
        words += f"item {token + 1} of "
    return ""


_MOST_NAMES = 50


def listed(names: Iterable[object], conjunction: str) -> str:
    """Return names as a list in words: `a`, `b` and `c`; of very many, the first ones."""
    words = [quoted(name) for name in islice(names, _MOST_NAMES + 1)]
    if len(words) > _MOST_NAMES:
        return f"{', '.join(words[:-1])}, …"
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last
