"""The front matter that navigation works on while a text does not parse: the one before.

Its spans are carried over to the present text, as far as they fit.
"""

from typing import NamedTuple

from linter.core.text import Span, difference
from linter.frontmatter.document import Document
from linter.lsp.open_document import OpenDocument


class Readable(NamedTuple):
    """A document that could be read, and how its text differs from the present one.

    The texts are equal before and after the part of the old one that has `changed`; the present one
    is `longer` by so many characters.
    """

    document: Document
    changed: Span
    longer: int

    @property
    def is_present(self) -> bool:
        """Whether it is the document of the present text."""
        return self.changed.start == self.changed.end and not self.longer

    def span(self, span: Span) -> Span | None:
        """Return a span of the document in the present text; None if a part of it has changed.

        One around all that has changed grows or shrinks with it.
        """
        if span.end <= self.changed.start:
            return span
        if span.start >= self.changed.end:
            return Span(span.start + self.longer, span.end + self.longer)
        is_around = span.start < self.changed.start and span.end > self.changed.end
        return Span(span.start, span.end + self.longer) if is_around else None


def readable(opened: OpenDocument) -> Readable | None:
    """Return the last version of a document that could be read; None if there is none."""
    document = opened.last_good
    if document is None:
        return None
    old, new = document.source.text, opened.source.text
    changed = difference(old, new).span
    return Readable(document, changed, len(new) - len(old))
