"""Finds letters with separate marks for which Unicode has a single character.

These are the changes of normal form C (UAX #15) that shorten a text without changing how it looks.
Its other changes are ignored: a single character that it replaces, such as the Kelvin sign or a CJK
compatibility ideograph, may look different afterwards, and reordered marks look the same.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from linter.core.text import Edit, Span

# The limit of stream-safe text (UAX #15); normalising more marks takes quadratic time.
_MOST_MARKS = 30
_MARKS = frozenset(("Mn", "Mc", "Me"))


def separate_marks(text: str) -> list[Edit]:
    """Return the edits that compose letters and their marks."""
    if unicodedata.is_normalized("NFC", text):
        return []
    return [
        Edit(Span(start, end), composed)
        for start, end in _clusters(text)
        if end - start <= _MOST_MARKS and (composed := _composed(text[start:end])) is not None
    ]


@lru_cache(maxsize=1024)
def _composed(cluster: str) -> str | None:
    """Return a letter with its marks in fewer characters; None if there is no such form."""
    composed = unicodedata.normalize("NFC", cluster)
    is_shorter = len(composed) < len(cluster)
    return composed if is_shorter and not any(map(_is_replaced, cluster)) else None


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of several characters that normal form C may compose."""
    start = 0
    joining = set(filter(_joins, set(text)))
    for at, character in enumerate(text):
        if character in joining:
            continue
        if at - start > 1:
            yield start, at
        start = at
    if len(text) - start > 1:
        yield start, len(text)


def _joins(character: str) -> bool:
    """Whether a character may compose with the one before it."""
    return character >= "\u0300" and (
        unicodedata.category(character) in _MARKS or "\u1161" <= character <= "\u11c2"
    )


def _is_replaced(character: str) -> bool:
    return unicodedata.normalize("NFC", character) != character
