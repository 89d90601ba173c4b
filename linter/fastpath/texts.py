"""Tests texts by patterns, many at once or one alone."""

import re
from collections.abc import Sequence


class TextTest:
    """Whether texts match patterns as a whole, and have nothing in them that is suspicious.

    Texts stand between line feeds, which none of them has, so that one search goes through all.
    """

    __slots__ = ("_matches", "_suspects")

    def __init__(self, patterns: Sequence[str], suspects: Sequence[str]) -> None:
        """Compile patterns, all of which each text must match, and suspects."""
        self._suspects = [re.compile(suspect).search for suspect in suspects]
        *others, last = patterns or [""]
        also = "".join(rf"(?=(?:{other})\n)" for other in others)
        self._matches = re.compile(rf"\n(?:{also}(?:{last})\n)*+").fullmatch if last else None

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
        for search in self._suspects:
            if search(joined) is not None:
                return False
        return self._matches is None or self._matches(joined) is not None
