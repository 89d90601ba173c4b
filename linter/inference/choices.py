"""Decides whether the texts of a place are choices (`enum`) or free text."""

import re

from linter.core.similar import nearest
from linter.inference.summary import Summary
from linter.inference.tally import Tally

_MOST_CHOICES = 20
_FEWEST_TEXTS = 20
_TEXTS_PER_CHOICE = 8
_FEWEST_OF_EACH = 3
"""How often each choice is there: one that is rarer could as well be the first of many new ones."""

_MISSPELT = 0.85
"""How similar a rare text must be to a frequent one to be that one misspelt."""

_TIMES_RARER = 50

_WORDS = re.compile(r"[^\W\d_][\w+.-]*(?: [\w+.-]+){0,2}")
_DIGITS = re.compile(r"[0-9]+")

# Keys whose values grow with the site, such as names of people.
_OPEN = re.compile(
    "author|contributor|editor|translator|reviewer|speaker|maintainer|owner|user|twitter|github"
    "|name|title|headline|description|summary|excerpt|tag|topic|keyword|url|link|href|path|slug"
    "|permalink|alias|redirect|image|icon|logo|file|version|release|date|label|text|alt"
)


def choices_of(key: str, summary: Summary) -> tuple[list[str], dict[str, Tally]] | None:
    """Return the choices of a place, sorted, and rare texts that are one of them misspelt.

    None stands for texts that are no choices.
    """
    values = summary.values
    if not values or _OPEN.search(key.lower()):
        return None
    total = sum(tally.count for tally in values.values())
    frequent = [text for text, tally in values.items() if tally.count >= _FEWEST_OF_EACH]
    rare = {text: tally for text, tally in values.items() if tally.count < _FEWEST_OF_EACH}
    if not all(_is_misspelt(text, tally, values, frequent) for text, tally in rare.items()):
        return None
    is_list = 2 <= len(frequent) <= _MOST_CHOICES  # noqa: PLR2004 - one alone is no choice
    is_repeated = total >= max(_FEWEST_TEXTS, _TEXTS_PER_CHOICE * len(frequent))
    are_words = all(map(_WORDS.fullmatch, frequent)) and not _are_counted(frequent)
    return (sorted(frequent), rare) if is_list and is_repeated and are_words else None


def _are_counted(texts: list[str]) -> bool:
    """Whether texts differ in numbers alone, so that other numbers may follow."""
    return len({_DIGITS.sub("0", text) for text in texts}) < len(texts)


def _is_misspelt(text: str, tally: Tally, values: dict[str, Tally], frequent: list[str]) -> bool:
    near = nearest(text, sorted(frequent), _MISSPELT)
    return near is not None and tally.count * _TIMES_RARER <= values[near].count
