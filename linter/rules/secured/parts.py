"""Helpers for rules about `secured`: its two halves, their bytes, and what these look like.

The form is `BASE64;BASE64`: a ciphertext of AES in CBC mode, then its initialisation vector, both
in the standard alphabet of RFC 4648, section 4, with padding. The rules check one stage each: a
value of a different form has no halves, a half that is not Base64 has no bytes, and only bytes of
the right length are examined. So one defect gives one finding.

No function returns or raises anything that reveals the content.
"""

import math
import re
from binascii import a2b_base64, b2a_base64
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from linter.core.patterns import lazy_pattern

BLOCK = 16
"""The size in bytes of an AES block, and of an initialisation vector in CBC mode."""

NONSTANDARD = lazy_pattern(r"\s+|[-_]+")
"""Runs of whitespace, and of the characters of the URL-safe alphabet (RFC 4648, section 5)."""

# Searching for one character is faster than searching for a run.
_STANDARD = str.maketrans("-_", "+/")

# The first bytes of files. Random bytes match with a probability of 1 in 40 million (JPEG has 26
# bits, gzip 27).
_HEADERS = {
    0xFF: ("a JPEG file", lazy_pattern(rb"\xff\xd8\xff[\xc0-\xfe]")),
    0x89: ("a PNG file", lazy_pattern(rb"\x89PNG\r\n\x1a\n")),
    ord("G"): ("a GIF file", lazy_pattern(rb"GIF8[79]a")),
    ord("R"): ("a WebP file", lazy_pattern(rb"RIFF.{4}WEBP", re.DOTALL)),
    ord("%"): ("a PDF file", lazy_pattern(rb"%PDF-")),
    ord("P"): ("a ZIP file", lazy_pattern(rb"PK\x03\x04")),
    0x1F: ("a gzip file", lazy_pattern(rb"\x1f\x8b\x08[\x00-\x1f]")),
    ord("B"): ("a bzip2 file", lazy_pattern(rb"BZh[1-9]1AY&SY")),
    0xFD: ("an xz file", lazy_pattern(rb"\xfd7zXZ\x00")),
    ord("7"): ("a 7z file", lazy_pattern(rb"7z\xbc\xaf\x27\x1c")),
    0x28: ("a Zstandard file", lazy_pattern(rb"\x28\xb5\x2f\xfd")),
}
"""The headers of files by their first byte."""

# The first bytes of envelopes around a ciphertext: OpenSSL's enc(1), the Fernet specification
# (version 0x80, then a 64-bit timestamp), age-encryption.org/v1.
_ENVELOPES = {
    b"Salted__": "OpenSSL's envelope (`Salted__`)",
    b"\x80\x00\x00\x00\x00": "a Fernet token",
    b"age-encryption.org/v1\n": "an age file",
}
_ENVELOPE_STARTS = tuple(_ENVELOPES)
_PRINTABLE_SHARE = 0.9
_SIGNIFICANCE_BITS = 40
"""Data is not random if its probability among random bytes is below 2**-40."""


class Halves(NamedTuple):
    """The texts before and after the semicolon."""

    ciphertext: str
    vector: str


def halves(value: object) -> Halves | None:
    """Return the halves of a value, or None if it is not text or does not have the form."""
    return _halves_of(value) if isinstance(value, str) else None


@lru_cache(maxsize=16)
def _halves_of(text: str) -> Halves | None:
    if not is_standard(text):
        return None
    parts = text.split(";")
    return Halves(*parts) if len(parts) == len(Halves._fields) else None


def is_standard(text: str) -> bool:
    """Whether a text has no whitespace and no URL-safe characters."""
    # Much faster than a search for both.
    return not text or ("-" not in text and "_" not in text and text.split() == [text])


def standardised(run: str) -> str:
    """Return the standard form of a run that `NONSTANDARD` matches."""
    return "" if run.isspace() else run.translate(_STANDARD)


@lru_cache(maxsize=16)
def decoded(half: str) -> bytes | None:
    """Return the bytes of a half, or None if it is not exactly what RFC 4648 prescribes."""
    try:
        data = a2b_base64(half, strict_mode=True)
    except ValueError:
        return None
    # The decoder accepts excess bits and some wrong padding, so encode again and compare.
    return data if b2a_base64(data, newline=False).decode("ascii") == half else None


def ciphertext_of(value: object) -> bytes | None:
    """Return the bytes of the ciphertext, or None if its form, Base64 or length is wrong."""
    both = halves(value)
    data = decoded(both.ciphertext) if both is not None else None
    return data if data is not None and is_whole_blocks(data) else None


def is_whole_blocks(data: bytes) -> bool:
    """Whether the length is that of a ciphertext: a positive multiple of 16 bytes."""
    return bool(data) and len(data) % BLOCK == 0


def is_vector(data: bytes) -> bool:
    """Whether the length is that of an initialisation vector."""
    return len(data) == BLOCK


def is_valid(value: str) -> bool:
    """Whether a secured value passes all rules about a single value."""
    both = halves(value)
    vector = decoded(both.vector) if both is not None else None
    data = ciphertext_of(value)
    return (
        data is not None
        and vector is not None
        and is_vector(vector)
        and plaintext_kind(data) is None
        and envelope(data) is None
        and repeated_block(data) is None
    )


def plaintext_kind(data: bytes) -> str | None:
    """Return the kind of unencrypted bytes ("readable text"), or None if they may be encrypted.

    A ciphertext looks random. The probability of a false positive is 1 in 4 million for a single
    block and 1 in 30 million for several blocks.
    """
    if len(data) < BLOCK:
        return None
    if _is_readable(data):
        return "readable text"
    name, header = _HEADERS.get(data[0], (None, None))
    if header is not None and header.match(data):
        return name
    return "bytes of low entropy" if _has_low_entropy(data) else None


def envelope(data: bytes) -> str | None:
    """Return the envelope around a ciphertext ("a Fernet token"), or None if there is none.

    The probability of a false positive is at most 2**-40.
    """
    if not data.startswith(_ENVELOPE_STARTS):
        return None
    return next(name for start, name in _ENVELOPES.items() if data.startswith(start))


def _is_readable(data: bytes) -> bool:
    """Whether bytes are text.

    Of the 256 byte values 98 are printable ASCII, a tab or a line end: 16 random bytes are all such
    with a probability below 1 in 4 million. From 32 bytes on, UTF-8 counts as text too, if at most
    a tenth of it is unprintable: the probability is 10**-9 for 32 random bytes, and less for more.
    """
    encoding = "ascii" if len(data) < 2 * BLOCK else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    shown = sum(character.isprintable() or character in "\t\r\n" for character in text)
    return shown >= _PRINTABLE_SHARE * len(text) if encoding == "utf-8" else shown == len(text)


def _has_low_entropy(data: bytes) -> bool:
    """Whether bytes are distributed over the 256 values less evenly than chance explains.

    A profile states how many values occur how often. Its probability for n random bytes is
    256! / (m0! m1! …) * n! / (c1! c2! …) / 256**n, where c counts each value and m counts the
    values that occur 0, 1, … times. There are fewer than exp(pi * sqrt(2n / 3)) profiles, one for
    each partition of n. So the profiles whose probability is below 2**-40 divided by this number
    have together a probability below 2**-40.
    """
    # Repeated blocks are counted once, as SEC006 reports them.
    kept = data if _surely_differ(data) else b"".join(_different_blocks(data))
    size, counts = len(kept), Counter(kept)
    probability = _log_factorial(256) + _log_factorial(size) - size * math.log(256)
    probability -= _log_factorial(256 - len(counts))
    for count, values in _frequencies(counts.values()):
        probability -= _log_factorial(values) + values * _log_factorial(count)
    return probability + math.pi * math.sqrt(2 * size / 3) < -_SIGNIFICANCE_BITS * math.log(2)


def _frequencies(numbers: Collection[int]) -> Iterable[tuple[int, int]]:
    """Return some positive numbers, each once, with how often it is among them."""
    try:
        packed = bytes(numbers)
    except ValueError:
        return Counter(numbers).items()
    # Bytes are counted faster than a dictionary is filled.
    found, left, number = [], len(packed), 0
    while left:
        number += 1
        times = packed.count(number)
        if times:
            found.append((number, times))
            left -= times
    return found


@lru_cache(maxsize=1024)
def _log_factorial(number: int) -> float:
    return math.lgamma(number + 1)


def _surely_differ(data: bytes) -> bool:
    """Whether all blocks differ in their first halves."""
    return is_whole_blocks(data) and len({*memoryview(data).cast("Q")[::2]}) * BLOCK == len(data)


def _different_blocks(data: bytes) -> set[bytes]:
    return {data[start : start + BLOCK] for start in range(0, len(data), BLOCK)}


def repeated_block(data: bytes) -> tuple[int, int] | None:
    """Return the numbers of the first repeated block and of the block that it repeats, from 1.

    The probability of equal blocks among n random ones is below n**2 / 2**129.
    """
    if _surely_differ(data):
        return None
    first: dict[bytes, int] = {}
    for number, start in enumerate(range(0, len(data), BLOCK), start=1):
        earlier = first.setdefault(data[start : start + BLOCK], number)
        if earlier != number:
            return number, earlier
    return None
