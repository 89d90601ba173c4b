"""Finds the known word of which another word is a misspelling.

The test is stricter than similarity (`similar.py`), so that other real words hardly ever pass.
"""

from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Final, NamedTuple

_SEPARATORS: Final = "-_ "
_NO_SEPARATORS: Final = str.maketrans("", "", _SEPARATORS)
_VOWELS: Final = frozenset("aeiou")
_PLURALS: Final = {"s": "", "es": "", "ies": "y"}
_LEAST_LETTERS: Final = 5
_LONG: Final = 7


def slip_of(name: str, known: Iterable[str], plurals: Container[str] = ()) -> str | None:
    """Return the known word of which a name is a slip; None if it is of none, or of several.

    Slips are other case or separators, a missing, doubled or swapped letter, a wrong vowel in a
    long word, and the singular of one of `plurals`.
    """
    wrong = _forms(name)
    # A separator at the start often makes it another word.
    is_other = name[:1] in _SEPARATORS
    found = [
        word
        for word in known
        if (not is_other and name != word and _is_slip(wrong, _forms(word)))
        or (word in plurals and wrong.lower in _singulars(word.lower()))
    ]
    return found[0] if len(found) == 1 else None


class _Forms(NamedTuple):
    """A word in lower case, and without separators."""

    lower: str
    letters: str


# Files may have many names, and there are few known words.
@lru_cache(maxsize=1024)
def _forms(word: str) -> _Forms:
    lower = word.lower()
    return _Forms(lower, lower.translate(_NO_SEPARATORS))


def _is_slip(name: _Forms, word: _Forms) -> bool:
    if name.letters == word.letters:
        return True
    wrong, right = name.lower, word.lower
    return (
        len(right) >= _LEAST_LETTERS
        and -1 <= len(wrong) - len(right) <= 1
        and _is_wrong_letter(wrong, right)
    )


def _is_wrong_letter(wrong: str, right: str) -> bool:
    """Whether words differ in one letter, before the end, where forms of a word differ."""
    pairs = enumerate(zip(wrong, right, strict=False))
    at = next((index for index, (one, other) in pairs if one != other), None)
    if at is None:
        return False
    rest, expected = wrong[at:], right[at:]
    if len(wrong) == len(right):
        is_swapped = rest[:2] == expected[1::-1] and rest[2:] == expected[2:]
        is_vowel = {rest[0], expected[0]} <= _VOWELS and rest[1:] == expected[1:]
        return is_swapped or (is_vowel and len(right) >= _LONG)
    least = _LEAST_LETTERS + 1 if at else _LONG
    is_missing = len(right) >= least and rest == expected[1:]
    is_doubled = rest[1:] == expected and wrong[at - 1 : at] == rest[0]
    return is_missing or is_doubled


@lru_cache(maxsize=1024)
def _singulars(plural: str) -> list[str]:
    return [plural[: -len(end)] + start for end, start in _PLURALS.items() if plural.endswith(end)]
