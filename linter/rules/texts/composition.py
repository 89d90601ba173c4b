"""Finds letters whose marks stand apart although Unicode has one character for both.

Of what normal form C (UAX #15) changes, this is the part that no font shows: a sequence becomes
shorter. Single characters that it replaces, such as the Kelvin sign or a CJK compatibility
ideograph, may look otherwise afterwards, and marks that it only reorders look the same before.
"""

import unicodedata
from collections.abc import Iterator

from linter.rules.texts.changes import Change

# Unicode's stream-safe text has no more marks on a letter; sorting many takes quadratic time.
_MOST_MARKS = 30
_MARKS = frozenset(("Mn", "Mc", "Me"))


def separate_marks(text: str) -> list[Change]:
    """Return the changes that write a letter and its marks as fewer characters."""
    if unicodedata.is_normalized("NFC", text):
        return []
    return [
        (start, end, composed)
        for start, end in _clusters(text)
        if end - start <= _MOST_MARKS
        and len(composed := unicodedata.normalize("NFC", text[start:end])) < end - start
        and not any(_is_replaced(character) for character in text[start:end])
    ]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of more than one character that normal form C looks at together."""
    start = 0
    for at, character in enumerate(text):
        if _joins(character):
            continue
        if at - start > 1:
            yield start, at
        start = at
    if len(text) - start > 1:
        yield start, len(text)


def _joins(character: str) -> bool:
    """Whether a character may become one with what stands before it."""
    return character >= "\u0300" and (
        unicodedata.category(character) in _MARKS or "\u1161" <= character <= "\u11c2"
    )


def _is_replaced(character: str) -> bool:
    return unicodedata.normalize("NFC", character) != character
