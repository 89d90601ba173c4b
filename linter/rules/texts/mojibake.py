"""Finds text that was written in UTF-8 and read as Windows-1252 or Latin-1.

A sequence of characters is suspicious if its bytes are one character of UTF-8. Ordinary text has
such sequences too, such as a capital letter before a closing quote (`AMANHÃ”`). They count only
beside a sequence that nobody would write, or if the case of the letters around them is wrong.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span


def _as_read(byte: int) -> str:
    """Return the character of a byte in Windows-1252 (as in the WHATWG Encoding Standard)."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


# In Latin-1, the bytes 0x80 to 0x9F are control characters; both readings are included.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {_as_read(byte): byte for byte in range(0x80, 0xA0)}

_TAIL = "".join(re.escape(character) for character, byte in _BYTES.items() if byte < 0xC0)  # noqa: PLR2004 - UTF-8
_SEQUENCE = lazy_pattern(f"[Â-ß][{_TAIL}]|[à-ï][{_TAIL}]{{2}}|[ð-ô][{_TAIL}]{{3}}")
_LONGEST = 4

# Characters at the end of a word, or right after it.
_PUNCTUATION = frozenset("‘’“”‚„«»‹›–—…•™®°ªº·²³¹\u00a0\u00ad")
_FOOTNOTES = frozenset("†‡")
_OPENING = frozenset("‘“‚„«‹»›\"'(")
_APOSTROPHE = "\u2019"
_POSSESSIVE = lazy_pattern(r"(?:s|t|d|m|ll|re|ve)\b")

# Characters of Latin text: letters, marks, punctuation, currencies, symbols, emoji.
_LATIN = lazy_pattern(
    "[\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0300-\u036f\u1e00-\u1eff\u2010-\u2064"
    "\u20a0-\u20c0\u2100-\u27bf\u2b00-\u2bff\ufe0f\ufeff\ufffd\U0001f000-\U0001faff]|\u200b|\u200d"
)
_EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"))


class _Sequence(NamedTuple):
    """Characters whose bytes are one character of UTF-8, and that character."""

    start: int
    end: int
    source: str
    meant: str


def mojibake(text: str) -> list[Edit]:
    """Return the edits that replace mojibake by the intended text."""
    if text.isascii():
        return []
    found = list(_sequences(text))
    sure = [one for one in found if _is_sure(one, text)]
    scripts = _scripts(found)
    if not sure and not scripts:
        return []
    kept = [one for one in found if _is_latin(one.meant) or _script(one.meant) in scripts]
    return [edit for edit in _joined(text, kept) if _is_text(edit.text)]


def mojibake_offsets(text: str) -> frozenset[int]:
    """Return the offsets of all characters of mojibake."""
    return frozenset(at for edit in mojibake(text) for at in range(*edit.span))


def _sequences(text: str) -> Iterator[_Sequence]:
    for match in _SEQUENCE.finditer(text):
        meant = _decoded(match[0])
        if meant is not None:
            yield _Sequence(*match.span(), match[0], meant)


@lru_cache(maxsize=1024)
def _decoded(source: str) -> str | None:
    try:
        return bytes(_BYTES[character] for character in source).decode()
    except UnicodeDecodeError:
        return None


def _is_sure(one: _Sequence, text: str) -> bool:
    """Whether a sequence for a Latin character cannot be ordinary text."""
    if not _is_latin(one.meant) or "\x80" <= one.meant <= "\x9f":
        return False
    tail = set(one.source[1:])
    if len(one.source) == _LONGEST:
        return True
    if len(one.source) > 2:  # noqa: PLR2004 - a letter may end a word before two signs, not one
        return not (tail <= _PUNCTUATION or one.source.isalpha())
    if tail.isdisjoint(_PUNCTUATION | _FOOTNOTES) and not one.source.isalpha():
        return True
    return _breaks_a_word(one, text[max(one.start - 1, 0) : one.start], text[one.end : one.end + 3])


def _breaks_a_word(one: _Sequence, before: str, after: str) -> bool:
    """Whether a capital letter and a sign are where only a small letter or a number can be."""
    if one.source[0] == "Â":
        # `Â` adds nothing: the intended character is the one after it.
        return not before.isupper() and before not in _OPENING
    if before.islower() or before.isdigit():
        return True
    return after[:1].islower() and not (one.source[1] == _APOSTROPHE and _POSSESSIVE.match(after))


def _scripts(found: list[_Sequence]) -> frozenset[str]:
    """Return the scripts other than Latin of which two letters are adjacent."""
    pairs = ((one, two) for one, two in pairwise(found) if one.end == two.start)
    both = ((_script(one.meant), _script(two.meant)) for one, two in pairs)
    return frozenset(one for one, two in both if one and one == two)


@lru_cache(maxsize=1024)
def _script(character: str) -> str:
    """Return the first word of the name of a non-Latin letter, which is its script; else ''."""
    if _is_latin(character) or not character.isalpha():
        return ""
    name = unicodedata.name(character, "").partition(" ")[0]
    return "CJK" if name in _EAST_ASIAN else name


@lru_cache(maxsize=1024)
def _is_latin(character: str) -> bool:
    # Control characters are an intermediate result: `Ã¢Â€Â™` was misread twice.
    return _LATIN.match(character) is not None or "\x80" <= character <= "\x9f"


def _joined(text: str, found: list[_Sequence]) -> Iterator[Edit]:
    """Yield an edit for each run of adjacent sequences, decoded as often as it was misread."""
    start = end = 0
    for one in [*found, None]:
        if one is not None and one.start == end and start < end:
            end = one.end
            continue
        if start < end:
            yield Edit(Span(start, end), _wholly_decoded(text[start:end]))
        if one is not None:
            start, end = one.start, one.end


def _wholly_decoded(text: str) -> str:
    while True:
        decoded = _SEQUENCE.sub(lambda match: _decoded(match[0]) or match[0], text)
        if decoded == text:
            return text
        text = decoded


def _is_text(text: str) -> bool:
    """Whether a text has no control characters and no unassigned ones."""
    return not any(unicodedata.category(character) in ("Cc", "Cn") for character in text)
