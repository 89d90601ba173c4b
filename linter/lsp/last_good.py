"""The front matter that navigation works on while a text does not parse: the one before.

Its spans are carried over to the present text, as far as they fit.
"""

from typing import NamedTuple

from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.lsp.open_document import OpenDocument


class Readable(NamedTuple):
    """A document that could be read, and how its text differs from the present one.

    Both texts are equal up to `start`, and from `end` on in the old one, from where the present one
    is `longer` by so many characters.
    """

    document: Document
    start: int
    end: int
    longer: int

    @property
    def is_present(self) -> bool:
        """Whether it is the document of the present text."""
        return self.start == self.end and not self.longer

    def span(self, span: Span) -> Span | None:
        """Return a span of the document in the present text; None if a part of it has changed.

        One around all that has changed grows or shrinks with it.
        """
        if span.end <= self.start:
            return span
        if span.start >= self.end:
            return Span(span.start + self.longer, span.end + self.longer)
        is_around = span.start < self.start and span.end > self.end
        return Span(span.start, span.end + self.longer) if is_around else None


def readable(opened: OpenDocument) -> Readable | None:
    """Return the last version of a document that could be read; None if there is none."""
    document = opened.last_good
    if document is None:
        return None
    old, new = document.source.text, opened.source.text
    start = _common_start(old, new)
    shared = _common_start(old[start:][::-1], new[start:][::-1])
    return Readable(document, start, len(old) - shared, len(new) - len(old))


def _common_start(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their starts."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
