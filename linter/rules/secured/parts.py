"""What the rules over `secured` share: its two halves, what they decode to, and what that is like.

The form is `BASE64;BASE64`: a ciphertext of AES in CBC mode, then its initialisation vector, both
in the standard alphabet of RFC 4648, section 4, with padding. Each rule has its stage: a value of
another form has no halves, a half that is not Base64 has no bytes, and only of bytes in the right
number is it asked what they look like. So one defect gives one finding.

No function here returns or raises anything that shows the content in words.
"""

import math
import re
from base64 import b64decode, b64encode
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

BLOCK = 16
"""Bytes in a block of AES, and so in an initialisation vector of CBC."""

UNTIDY = re.compile(r"\s+|[-_]+")
"""Runs of blanks and line breaks, and of what RFC 4648, section 5, has in place of `+/`."""

# To find one is faster than to find a run.
_ANY_UNTIDY = re.compile(r"[\s_-]")
_STANDARD = str.maketrans("-_", "+/")

# How files begin. Random bytes match one in 40 million times: JPEG's 26 bits and gzip's 27 count.
_HEADERS = (
    ("a JPEG file", re.compile(rb"\xff\xd8\xff[\xc0-\xfe]")),
    ("a PNG file", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("a GIF file", re.compile(rb"GIF8[79]a")),
    ("a WebP file", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("a PDF file", re.compile(rb"%PDF-")),
    ("a ZIP file", re.compile(rb"PK\x03\x04")),
    ("a gzip file", re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")),
    ("a bzip2 file", re.compile(rb"BZh[1-9]1AY&SY")),
    ("an xz file", re.compile(rb"\xfd7zXZ\x00")),
    ("a 7z file", re.compile(rb"7z\xbc\xaf\x27\x1c")),
    ("a Zstandard file", re.compile(rb"\x28\xb5\x2f\xfd")),
)
# What tools write around a ciphertext: enc(1) of OpenSSL, the Fernet specification (version 0x80,
# then a time in 64 bits), age-encryption.org/v1.
_ENVELOPES = (
    ("OpenSSL's envelope (`Salted__`)", re.compile(rb"Salted__")),
    ("a Fernet token", re.compile(rb"\x80\x00{4}")),
    ("an age file", re.compile(rb"age-encryption\.org/v1\n")),
)
_PRINTABLE_SHARE = 0.9
_SURPRISE = 40
"""Bits: data that random bytes are like less often than once in 2**40 times is not random."""


class Halves(NamedTuple):
    """The texts on both sides of the semicolon."""

    ciphertext: str
    vector: str


def halves(value: object) -> Halves | None:
    """Return both halves; None for what is not text or not of the form."""
    return _halves_of(value) if isinstance(value, str) else None


@lru_cache(maxsize=16)
def _halves_of(text: str) -> Halves | None:
    if not is_tidy(text):
        return None
    parts = text.split(";")
    return Halves(*parts) if len(parts) == len(Halves._fields) else None


def is_tidy(text: str) -> bool:
    """Whether `UNTIDY` matches nothing in a text."""
    return _ANY_UNTIDY.search(text) is None


def tidied(run: str) -> str:
    """Return what stands in place of a run that `UNTIDY` matches."""
    return "" if run.isspace() else run.translate(_STANDARD)


@lru_cache(maxsize=16)
def decoded(half: str) -> bytes | None:
    """Return the bytes of a half; None unless it is exactly how RFC 4648 writes them."""
    try:
        data = b64decode(half, validate=True)
    except ValueError:
        return None
    # The decoder accepts bits behind the last byte and some wrong padding; the encoder tells.
    return data if b64encode(data).decode("ascii") == half else None


def ciphertext_of(value: object) -> bytes | None:
    """Return the bytes of the ciphertext if its form, Base64 and length are right, else None."""
    both = halves(value)
    data = decoded(both.ciphertext) if both is not None else None
    return data if data is not None and is_whole_blocks(data) else None


def is_whole_blocks(data: bytes) -> bool:
    """Whether a ciphertext has the length of one: a positive multiple of 16 bytes."""
    return bool(data) and len(data) % BLOCK == 0


def is_vector(data: bytes) -> bool:
    """Whether bytes have the length of an initialisation vector."""
    return len(data) == BLOCK


def is_sound(value: str) -> bool:
    """Whether no rule over a single secured value has anything to say."""
    both = halves(value)
    vector = decoded(both.vector) if both is not None else None
    data = ciphertext_of(value)
    return (
        data is not None
        and vector is not None
        and is_vector(vector)
        and look_of_plain(data) is None
        and envelope(data) is None
        and repeated_block(data) is None
    )


def look_of_plain(data: bytes) -> str | None:
    """Return what bytes are if they are not encrypted (`readable text`), None if they may be.

    A ciphertext is as good as random. Random bytes are reported once in 4 million times if they
    are a single block, once in 30 million times if they are more.
    """
    if len(data) < BLOCK:
        return None
    if _is_readable(data):
        return "readable text"
    for name, header in _HEADERS:
        if header.match(data):
            return name
    return "bytes of low entropy" if _has_low_entropy(data) else None


def envelope(data: bytes) -> str | None:
    """Return what a tool wrote around a ciphertext (`a Fernet token`), None if bytes have no such.

    Random bytes begin so once in 2**40 times or less.
    """
    return next((name for name, start in _ENVELOPES if start.match(data)), None)


def _is_readable(data: bytes) -> bool:
    """Whether bytes are text.

    Of the 256 bytes 98 are printable ASCII, a tabulator or end a line: 16 random ones are all so
    less than once in 4 million times. From 32 on any UTF-8 counts, of which a tenth may be
    unprintable: 32 random bytes are that once in 10**9 times, more of them more seldom.
    """
    encoding = "ascii" if len(data) < 2 * BLOCK else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    shown = sum(character.isprintable() or character in "\t\r\n" for character in text)
    return shown >= _PRINTABLE_SHARE * len(text) if encoding == "utf-8" else shown == len(text)


def _has_low_entropy(data: bytes) -> bool:
    """Whether bytes are spread less evenly over the 256 values than chance explains.

    Let a profile be how many values occur how often. Of n random bytes its probability is
    256! / (m0! m1! …) * n! / (c1! c2! …) / 256**n, where c counts each value and m counts the
    values that occur 0, 1, … times. There are less than exp(pi * sqrt(2n / 3)) profiles, one for
    each partition of n, so that any with a probability below 2**-40 divided by this number occur
    less than once in 2**40 times, all of them together.
    """
    # A block that stands twice is counted once: a repetition alone is a matter of its own.
    kept = b"".join({data[start : start + BLOCK] for start in range(0, len(data), BLOCK)})
    size = len(kept)
    counts = Counter(kept)
    repeats = Counter(counts.values())
    repeats[0] = 256 - len(counts)
    probability = _log_factorial(256) - sum(map(_log_factorial, repeats.values()))
    probability += _log_factorial(size) - size * math.log(256)
    probability -= sum(times * _log_factorial(count) for count, times in repeats.items())
    return probability + math.pi * math.sqrt(2 * size / 3) < -_SURPRISE * math.log(2)


@lru_cache(maxsize=1024)
def _log_factorial(number: int) -> float:
    return math.lgamma(number + 1)


def repeated_block(data: bytes) -> tuple[int, int] | None:
    """Return the numbers, from 1 on, of the first block that repeats one, and of that one.

    Of n random blocks two are equal less than once in 2**129 / n**2 times.
    """
    first: dict[bytes, int] = {}
    for number, start in enumerate(range(0, len(data), BLOCK), start=1):
        earlier = first.setdefault(data[start : start + BLOCK], number)
        if earlier != number:
            return number, earlier
    return None
