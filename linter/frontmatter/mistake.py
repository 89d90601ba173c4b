"""What makes a text unreadable, in the words that people are shown."""

from typing import NamedTuple

from linter.core.text import Span

SMART_QUOTES = "\u201c\u201d\u201e\u201f\xab\xbb\u2018\u2019\u201a\u201b"
"""Typographic quotes, which quote nothing in YAML and JSON."""


class Mistake(NamedTuple):
    """Where a text stops being what its reader takes, why, and what helps.

    `related` is another place that explains it, with its words.
    """

    span: Span
    cause: str
    help: str | None = None
    related: tuple[str, Span] | None = None

    def shifted(self, offset: int) -> "Mistake":
        """Return the mistake in a text that has more characters in front."""
        related = None
        if self.related is not None:
            words, span = self.related
            related = (words, Span(span.start + offset, span.end + offset))
        span = Span(self.span.start + offset, self.span.end + offset)
        return Mistake(span, self.cause, self.help, related)
