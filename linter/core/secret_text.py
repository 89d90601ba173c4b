"""Finds the secrets that a text repeats, however it spells them.

Two texts are the same secret if they spell the same letters, in whatever case, since hosts are
shown in lower case: whitespace, quotes, backslashes and invisible characters do not count, and
escapes are decoded, those of YAML and JSON, of URLs, HTML and JSON Pointers. So a value is found
when it is folded over lines, escaped, put into a URL, or written in the other alphabet of Base64.

Time grows with the sum of text and secrets, not with their product.
"""

import binascii
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from string import ascii_lowercase, ascii_uppercase
from urllib.parse import unquote

from linter.core.patterns import lazy_pattern
from linter.core.text import Span, joined

COVER = "•"
"""Replaces each character of a secret, so that columns stay as they are."""

_ALL_BUT_LINE_ENDS = lazy_pattern(r"[^\r\n]")

REVEALING = 16
"""So many letters of a secret in a row reveal it; a shorter secret is revealed by all of them."""

_SHORTEST = 4
# Sixteen letters in a row hold a piece of this length at one of `_STEP` places in a row.
_PIECE = 8
_STEP = REVEALING - _PIECE + 1
# Eight bytes in a row as a number.
_NUMBER = "Q"

_WORD = lazy_pattern(r"\S+")
_BEFORE_WHITESPACE = lazy_pattern(r"\\(?=\s)")
_INVISIBLE = r"\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_HEX = "[0-9A-Fa-f]"
# One set of all first characters: a search for it takes a fifth of the time.
_SPELT = lazy_pattern(
    rf"[\\%&~\"'{_INVISIBLE}](?:"
    rf"(?<=\\)\\*(?:x{_HEX}{{2}}|u{_HEX}{{4}}|U{_HEX}{{8}}|[0abtnvfreNLP_])?"
    rf"|(?<=%)(?:25)*{_HEX}{{2}}(?:%(?:25)*{_HEX}{{2}})*"
    rf"|(?<=&)(?:\#[0-9]{{1,7}}|\#[xX]{_HEX}{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});"
    rf"|(?<=~)[01]|(?<=[\"'{_INVISIBLE}])[\"'{_INVISIBLE}]*)"
)
# Without any of these, and with printable characters alone, only quotes are left out.
_BEFORE_ESCAPES = "\\%&~"
# The bytes of UTF-8 that spell nothing in such a text, or no letter of ASCII.
_NO_LETTERS = bytes((*range(ord(" ") + 1), *b"\"'\x7f", *range(0x80, 0x100)))
# The other alphabet of Base64 has these two; each stands for one letter. Of UTF-8 that changes
# letters of ASCII alone, one by one.
_ALIKE = bytes.maketrans(b"-_" + ascii_uppercase.encode(), b"+/" + ascii_lowercase.encode())
_LEFT_OUT = lazy_pattern(rf"[\s\"'\\{_INVISIBLE}]+")
_DOUBLY_ENCODED = lazy_pattern("%(?:25)+")

_BLOCK_HEADER = lazy_pattern(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?[\r\n]+")
_BINARY_TAG = lazy_pattern(r"!(?:!binary|binary|<tag:yaml\.org,2002:binary>)\s+\Z")
_LONGEST_TAG = 60


def cover(text: str) -> str:
    """Return a text with every character covered except line ends."""
    if "\n" not in text and "\r" not in text:
        return COVER * len(text)
    return _ALL_BUT_LINE_ENDS.sub(COVER, text)


class Secrets:
    """Texts that no output may show."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take secrets; those of fewer than four letters are ignored, as they are everywhere."""
        letters = {_Spelt(text).letters for text in texts}
        self._long = [each for each in letters if len(each) >= REVEALING]
        self._short = {each for each in letters if _SHORTEST <= len(each) < REVEALING}
        # The lengths of the short secrets by their first letters, the longest first.
        self._lengths: dict[str, list[int]] = {}
        for length, start in sorted({(-len(each), each[:_SHORTEST]) for each in self._short}):
            self._lengths.setdefault(start, []).append(-length)
        self._size = sum(map(len, self._long))
        self._are_ascii = all(map(str.isascii, self._long))

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> "Secrets":
        """Return the secrets at some spans of a file's text."""
        return cls(secret for span in spans for secret in _secrets_at(text, span))

    def covered_in(self, text: str) -> str:
        """Return a text with everything covered that reveals a secret."""
        pieces: list[str] = []
        end = 0
        for span in self.spans_in(text):
            pieces += (text[end : span.start], cover(text[span.start : span.end]))
            end = span.end
        return "".join(pieces) + text[end:] if pieces else text

    def spans_in(self, text: str) -> list[Span]:
        """Return what reveals a secret: sixteen letters of it, or all of a shorter one."""
        if not (self._long or self._short):
            return []
        spelt = _Spelt(text)
        has_long = bool(self._long) and self._may_have_long(spelt)
        if not (has_long or self._short):
            return []
        long = self._long_in(spelt.letters) if has_long else ()
        found = sorted([*long, *self._short_in(spelt.letters)])
        return [spelt.origin(span) for span in joined(found) if span.start < span.end]

    def _may_have_long(self, spelt: "_Spelt") -> bool:
        """Whether a text may have sixteen letters of a secret in a row; False is certain."""
        if spelt.length < self._size:
            # Numbers of all secrets take longer than a search in the text.
            return True
        encoded = spelt.ascii_letters if self._are_ascii else _bytes(spelt.letters)
        return not self._numbers.isdisjoint(_numbers(encoded))

    def _long_in(self, letters: str) -> Iterator[Span]:
        """Yield runs of letters, each sixteen of which are in a secret."""
        if len(letters) < REVEALING:
            return
        # Of secrets and text, the longer one is looked at in steps.
        is_short = len(letters) < self._size
        pieces = self._some_pieces if is_short else self._pieces
        first = end = tried = 0
        for at in range(0, len(letters) - _PIECE + 1 if pieces else 0, 1 if is_short else _STEP):
            if letters[at : at + _PIECE] in pieces:
                for start in range(max(at - _STEP + 1, tried), at + 1):
                    if letters[start : start + REVEALING] in self._revealing:
                        if start >= end:
                            yield Span(first, end)
                            first = start
                        end = start + REVEALING
                tried = at + 1
        yield Span(first, end)

    @cached_property
    def _numbers(self) -> set[int]:
        """All eight bytes in a row; of sixteen letters of a text, some are at an eighth place."""
        encoded = map(_bytes, self._long)
        return set().union(*(_numbers(each[at:]) for each in encoded for at in range(_PIECE)))

    @cached_property
    def _pieces(self) -> set[str]:
        return self._pieces_in_steps(1)

    @cached_property
    def _some_pieces(self) -> set[str]:
        return self._pieces_in_steps(_STEP)

    def _pieces_in_steps(self, step: int) -> set[str]:
        return {
            each[at : at + _PIECE]
            for each in self._long
            for at in range(0, len(each) - _PIECE + 1, step)
        }

    @cached_property
    def _revealing(self) -> set[str]:
        return {
            each[at : at + REVEALING]
            for each in self._long
            for at in range(len(each) - REVEALING + 1)
        }

    def _short_in(self, letters: str) -> Iterator[Span]:
        """Yield runs of letters that are a short secret, or several that overlap."""
        first = end = 0
        for at in range(len(letters) - _SHORTEST + 1 if self._short else 0):
            for length in self._lengths.get(letters[at : at + _SHORTEST], ()):
                if len(piece := letters[at : at + length]) == length and piece in self._short:
                    if at >= end:
                        yield Span(first, end)
                        first = at
                    end = max(end, at + length)
                    break
        yield Span(first, end)


def _secrets_at(text: str, span: Span) -> Iterator[str]:
    """Yield the content at a secret's span; of a comment, which is prose, the longest words."""
    written = text[span.start : span.end]
    if written.startswith("#"):
        yield from (word for word in written.split() if len(word) >= REVEALING)
        return
    header = _BLOCK_HEADER.match(written)
    content = written[header.end() :] if header else written
    yield content
    if _BINARY_TAG.search(text, max(span.start - _LONGEST_TAG, 0), span.start):
        # Readers skip what is not in the alphabet.
        digits = _LEFT_OUT.sub("", content).encode("ascii", "ignore")
        with suppress(binascii.Error):
            yield binascii.a2b_base64(digits).decode(errors="replace")


class _Spelt:
    """A text as the letters that it spells."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # A backslash before whitespace or a line end is no part of an escape.
        self._text = _BEFORE_WHITESPACE.sub(" ", text) if "\\" in text else text
        self._may_have_escapes = any(each in text for each in _BEFORE_ESCAPES)

    @cached_property
    def _solid(self) -> str:
        return "".join(self._text.split())

    @cached_property
    def letters(self) -> str:
        """The letters, in lower case and those of Base64 in one alphabet."""
        letters = self._solid
        if letters.isprintable() and not self._may_have_escapes:
            letters = letters.replace('"', "").replace("'", "")
        else:
            letters = _SPELT.sub(_meaning, letters)
        return _bytes(letters).translate(_ALIKE).decode(errors="surrogatepass")

    @property
    def ascii_letters(self) -> bytes:
        """The letters, maybe without those that are not ASCII: in a tenth of the time."""
        if self._may_have_escapes:
            return _bytes(self.letters)
        return _bytes(self._text).translate(_ALIKE, _NO_LETTERS)

    def origin(self, letters: Span) -> Span:
        """Return the span of some letters in the text; an escape is never split."""
        start, _ = self._solid_at(letters.start)
        _, end = self._solid_at(letters.end - 1)
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _solid_at(self, letter: int) -> tuple[int, int]:
        """Return the span of a letter in the text without whitespace."""
        at = bisect_right(self._escapes, letter, key=lambda escape: escape[0]) - 1
        first, start, end, count = self._escapes[at]
        if letter < first + count:
            return start, end
        offset = end + letter - first - count
        return offset, offset + 1

    @cached_property
    def _escapes(self) -> list[tuple[int, int, int, int]]:
        """The number of each escape's first letter, its start, its end, and its letter count."""
        found = [(0, 0, 0, 0)]
        letters = end = 0
        for match in _SPELT.finditer(self._solid):
            letters += match.start() - end
            end = match.end()
            count = len(_meaning(match))
            found.append((letters, match.start(), end, count))
            letters += count
        return found

    def _offset(self, solid: int) -> int:
        """Return the offset in the text of a character of the text without whitespace."""
        word = bisect_right(self._solid_starts, solid) - 1
        return self._starts[word] + solid - self._solid_starts[word]

    @cached_property
    def _starts(self) -> "array[int]":
        return array("Q", (match.start() for match in _WORD.finditer(self._text)))

    @cached_property
    def _solid_starts(self) -> "array[int]":
        lengths = (match.end() - match.start() for match in _WORD.finditer(self._text))
        return array("Q", accumulate(lengths, initial=0))


def _bytes(letters: str) -> bytes:
    return letters.encode(errors="surrogatepass")


def _numbers(encoded: bytes) -> "array[int]":
    """Return the eight bytes at every eighth place as numbers."""
    return array(_NUMBER, encoded[: len(encoded) // _PIECE * _PIECE])


def _meaning(match: re.Match[str]) -> str:
    """Return the letters that an escape stands for."""
    written = match[0]
    if written[0] == "\\":
        code = written.lstrip("\\")
        if len(code) <= 1:
            return ""
        number = int(code[1:], 16)
        meant = chr(number) if number <= 0x10FFFF else ""  # noqa: PLR2004 - the last of Unicode
    elif written[0] == "%":
        meant = unquote(_DOUBLY_ENCODED.sub("%", written), errors="replace")
    elif written[0] == "&":
        from html import unescape

        meant = unescape(written)
    elif written[0] == "~":
        meant = "~/"[int(written[1])]
    else:
        return ""
    return _LEFT_OUT.sub("", meant)
