"""Tests texts by patterns, many at once or one alone."""

from collections.abc import Sequence

from linter.core.patterns import lazy_pattern


class TextTest:
    """A test of texts: each matches all patterns as a whole, and contains none of the suspects.

    Texts are joined by line feeds, which none of them contains, so that one search covers all.
    """

    __slots__ = ("_matches", "_suspects")

    def __init__(self, patterns: Sequence[str], suspects: Sequence[str]) -> None:
        """Take patterns, all of which each text must match, and suspects; none is compiled yet."""
        self._suspects = [lazy_pattern(suspect) for suspect in suspects]
        *others, last = patterns or [""]
        also = "".join(rf"(?=(?:{other})\n)" for other in others)
        self._matches = lazy_pattern(rf"\n(?:{also}(?:{last})\n)*+") if last else None

    def passes(self, text: str) -> bool:
        """Whether one text passes; one of several lines does not."""
        return "\n" not in text and self._holds(f"\n{text}\n")

    def all_pass(self, texts: Sequence[str]) -> bool:
        """Whether all texts pass, none of which has a line feed.

        Raises:
            TypeError: one of them is no text.

        """
        joined = "\n".join(texts)
        return self._holds(f"\n{joined}\n")

    def _holds(self, joined: str) -> bool:
        for suspect in self._suspects:
            if suspect.search(joined) is not None:
                return False
        return self._matches is None or self._matches.fullmatch(joined) is not None
