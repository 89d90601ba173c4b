"""Finds the known word that is spelt most like an unknown one, for `did you mean …?`."""

from collections.abc import Iterable
from functools import lru_cache

from linter.core.messages import quoted


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word with the most similar spelling; None if none is similar.

    `cutoff` is the least similarity, from 0 to 1. Time grows with the length of the word.
    """
    # A run without findings needs no comparison.
    from difflib import get_close_matches

    found = get_close_matches(word, known, 1, cutoff)
    return found[0] if found else None


@lru_cache(maxsize=1024)
def nearest_key(name: str, known: tuple[str, ...]) -> str | None:
    """Return the known key with the most similar spelling, in any case; None if none is similar."""
    # A key of twice the length is never similar, and a huge one takes long to compare.
    if len(name) > 2 * max(map(len, known), default=0):
        return None
    by_lower = {key.lower(): key for key in known}
    found = nearest(name.lower(), by_lower, cutoff=0.75)
    return None if found is None else by_lower[found]


def suggestion(word: str | None) -> str:
    """Return the end of a message that suggests a word; empty for None."""
    return "" if word is None else f"; did you mean {quoted(word)}?"
