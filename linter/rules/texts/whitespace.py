"""Finds blanks in one line of text that are out of place.

A single plain blank between two words is always right. Typography has others that are right where
they stand: a no-break space before French punctuation, beside a dash, or between a number and its
unit; a thin space beside a sign; the ideographic space. Those are left alone.
"""

import re
import unicodedata
from collections.abc import Iterator

from linter.rules.texts.changes import Change
from linter.rules.texts.mojibake import mojibake_places

NO_BREAK = "\u00a0\u2007\u202f"
"""The blanks at which a line may not be broken."""

LINE_BREAKS = "\n\u2028\u2029"
"""What begins a new line in a text. A carriage return is a control character besides."""

_THIN = "\u2009\u200a\u202f"
_IDEOGRAPHIC = "\u3000"
_OTHERS = f"\u2000-\u200a\u205f{NO_BREAK}{_IDEOGRAPHIC}"

_BLANKS = re.compile(f"[ \t\r{LINE_BREAKS}{_OTHERS}]+")
_MAY_BE_UNTIDY = re.compile(rf"\A | \Z|  |[\t{LINE_BREAKS}{_OTHERS}]")

_SIGNS_BEHIND = frozenset(":;!?»›%‰€£$¥°–—")
_SIGNS_BEFORE = frozenset("«‹№§°€£$¥–—")
_LONGEST_UNIT = 5
_UNIT = re.compile(
    r"(?:[kMGTcmµn]?(?:m|g|l|b|B|s|A|V|W)|[kMG]?(?:Hz|Wh)|km/h|h|min|ha|px|dpi|M€|Mio|Mrd)(?!\w)"
)


def untidy_blanks(text: str) -> list[Change]:
    """Return the changes that put blanks right; none for a text of nothing but blanks.

    Blanks with a carriage return among them are left to `carriage_returns`.
    """
    if _MAY_BE_UNTIDY.search(text) is None or not text.strip():
        return []
    taken = mojibake_places(text)
    return [
        (start, end, new)
        for start, end, new in _untidy(text)
        if "\r" not in text[start:end] and taken.isdisjoint(range(start, end))
    ]


def carriage_returns(text: str) -> list[Change]:
    """Return the changes that put right what blanks and line breaks have carriage returns."""
    if "\r" not in text or not text.strip():
        return []
    return [change for change in _untidy(text) if "\r" in text[change[0] : change[1]]]


def fits(blank: str, before: str, behind: str) -> bool:
    """Whether a special blank is right between a character and the text behind it."""
    sign = behind[:1]
    if blank == _IDEOGRAPHIC:
        return _is_wide(before) or _is_wide(sign)
    if blank in _THIN and not (before.isalpha() and sign.isalpha()):
        return True
    if blank not in NO_BREAK:
        return False
    if sign in _SIGNS_BEHIND or before in _SIGNS_BEFORE:
        return True
    if _is_cyrillic(before) or _is_cyrillic(sign):
        return True
    return before.isdigit() and (sign.isdigit() or _UNIT.match(behind) is not None)


def _untidy(text: str) -> Iterator[Change]:
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        new = ""
        if start > 0 and end < len(text):
            new = _instead(match[0], text[start - 1], text[end : end + _LONGEST_UNIT])
        if new != match[0]:
            yield start, end, new


def _instead(blanks: str, before: str, behind: str) -> str:
    """Return what belongs in the place of blanks inside a text."""
    blank = blanks[0]
    is_single = len(blanks) == 1 or set(blanks) == {_IDEOGRAPHIC}
    return blank if is_single and fits(blank, before, behind) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _is_cyrillic(character: str) -> bool:
    # Russian typography binds dashes and short words.
    return "\u0400" <= character <= "\u052f"
