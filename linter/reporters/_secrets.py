"""Finds secrets that a text repeats, in time that grows with the text and not with the secrets."""

import re
from bisect import bisect_right
from collections.abc import Iterable

COVER = "•"
"""Stands for each character of a secret, so that columns stay what they are."""

_ALL_BUT_LINE_ENDS = re.compile(r"[^\r\n]")

# So much of a secret's beginning gives it away; a shorter secret must stand there whole.
_TELLING = 16
_SHORTEST = 4


def cover(text: str) -> str:
    """Return a text with every character covered but line ends."""
    return _ALL_BUT_LINE_ENDS.sub(COVER, text)


class Secrets:
    """Texts that must not be shown."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """Take secrets; those of fewer than four characters would be found everywhere."""
        self._secrets = sorted({secret for secret in secrets if len(secret) >= _SHORTEST})
        self._beginnings = {secret[:_TELLING] for secret in self._secrets}
        self._lengths = sorted({len(each) for each in self._beginnings}, reverse=True)
        self._longest = max(map(len, self._secrets), default=0)

    def covered_in(self, text: str) -> str:
        """Return a text with every secret covered that it repeats, or begins to repeat."""
        if not self._secrets:
            return text
        pieces: list[str] = []
        end = start = 0
        while start < len(text):
            length = self._length_at(text, start)
            if length:
                pieces += (text[end:start], cover(text[start : start + length]))
                end = start + length
            start += length or 1
        return "".join(pieces) + text[end:]

    def _length_at(self, text: str, start: int) -> int:
        """Return how many characters from `start` on repeat a secret; 0 if none do."""
        for length in self._lengths:
            if text[start : start + length] in self._beginnings:
                rest = text[start : start + self._longest]
                # In order, the texts that share most with another stand beside its own place.
                place = bisect_right(self._secrets, rest)
                near = self._secrets[max(place - 1, 0) : place + 1]
                return max(length, *(_shared_length(rest, secret) for secret in near))
        return 0


def _shared_length(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
