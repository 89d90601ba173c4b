"""Finds untidy whitespace in a text of one line.

A single plain space between two words is always right. Typography uses special spaces as well: a
no-break space before French punctuation, beside a dash, or between a number and its unit; a thin
space beside a sign; the ideographic space. They are ignored where typography expects them.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.rules.texts.mojibake import mojibake_offsets

NO_BREAK = "\u00a0\u2007\u202f"
"""The spaces that prevent a line break."""

LINE_BREAKS = "\n\u2028\u2029"
"""Line breaks; a carriage return is not among them, as it is a control character."""

_THIN = "\u2009\u200a\u202f"
_IDEOGRAPHIC = "\u3000"
_SPECIAL = frozenset(map(chr, (*range(0x2000, 0x200B), 0x205F, 0x3000, *map(ord, NO_BREAK))))
_OTHERS = f"\u2000-\u200a\u205f{NO_BREAK}{_IDEOGRAPHIC}"

_WHITESPACE = lazy_pattern(f"[ \t\r{LINE_BREAKS}{_OTHERS}]+")
_MAY_BE_UNTIDY = lazy_pattern(rf"\A | \Z|  |[\t{LINE_BREAKS}{_OTHERS}]")

_SIGNS_AFTER = frozenset(":;!?»›%‰€£$¥°–—")
_SIGNS_BEFORE = frozenset("«‹№§°€£$¥–—")
_LONGEST_UNIT = 5
_UNIT = lazy_pattern(
    r"(?:[kMGTcmµn]?(?:m|g|l|b|B|s|A|V|W)|[kMG]?(?:Hz|Wh)|km/h|h|min|ha|px|dpi|M€|Mio|Mrd)(?!\w)"
)


def untidy_whitespace(text: str) -> list[Edit]:
    """Return the edits that tidy whitespace; none for a text of whitespace only.

    Whitespace with a carriage return in it is ignored: `carriage_returns` finds it.
    """
    if _MAY_BE_UNTIDY.search(text) is None or not text.strip():
        return []
    mojibake = mojibake_offsets(text)
    return [
        edit
        for edit in _untidy(text)
        if "\r" not in text[slice(*edit.span)] and mojibake.isdisjoint(range(*edit.span))
    ]


def untidy_spaces(text: str) -> list[Edit]:
    """Return the edits that tidy the whitespace of a text that may use special spaces.

    A single no-break or other special space between words stays: typography differs.
    """
    return [edit for edit in untidy_whitespace(text) if not _is_special(text, edit.span)]


def untidy_lines(text: str) -> list[Edit]:
    """Return the edits of `untidy_spaces` in a text of several lines; line breaks stay."""
    breaks = frozenset(LINE_BREAKS)
    return [edit for edit in untidy_spaces(text) if breaks.isdisjoint(text[slice(*edit.span)])]


def _is_special(text: str, span: Span) -> bool:
    between = span.start > 0 and span.end < len(text)
    return between and text[slice(*span)] in _SPECIAL


def carriage_returns(text: str) -> list[Edit]:
    """Return the edits that tidy whitespace with a carriage return in it."""
    if "\r" not in text or not text.strip():
        return []
    return [edit for edit in _untidy(text) if "\r" in text[slice(*edit.span)]]


def is_typographic(space: str, before: str, after: str) -> bool:
    """Whether typography expects a special space between a character and the text after it."""
    sign = after[:1]
    if space == _IDEOGRAPHIC:
        return _is_wide(before) or _is_wide(sign)
    if space in _THIN and not (before.isalpha() and sign.isalpha()):
        return True
    if space not in NO_BREAK:
        return False
    if sign in _SIGNS_AFTER or before in _SIGNS_BEFORE:
        return True
    if _is_cyrillic(before) or _is_cyrillic(sign):
        return True
    return before.isdigit() and (sign.isdigit() or _UNIT.match(after) is not None)


def _untidy(text: str) -> Iterator[Edit]:
    for match in _WHITESPACE.finditer(text):
        start, end = match.span()
        new = ""
        if start > 0 and end < len(text):
            new = _replacement(match[0], text[start - 1], text[end : end + _LONGEST_UNIT])
        if new != match[0]:
            yield Edit(Span(start, end), new)


@lru_cache(maxsize=1024)
def _replacement(whitespace: str, before: str, after: str) -> str:
    """Return the space to write in place of whitespace inside a text."""
    space = whitespace[0]
    is_single = len(whitespace) == 1 or set(whitespace) == {_IDEOGRAPHIC}
    return space if is_single and is_typographic(space, before, after) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _is_cyrillic(character: str) -> bool:
    # Russian typography puts no-break spaces beside dashes and short words.
    return "\u0400" <= character <= "\u052f"
