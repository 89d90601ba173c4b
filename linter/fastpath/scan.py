"""Reads the simplest front matter: one key or item a line, each value on its line.

That is a subset of YAML which all readers understand alike. A block with anything else (anchors,
tags, block texts, texts of several lines, tabs, comments beside a value, trailing whitespace) is
not read: None is always a right answer.
"""

import re
from typing import NamedTuple

from linter.core.patterns import lazy_pattern

_OPENING = b"---\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# The head of a row (indentation, dash, key, what the value starts with), and the rest of it.
_ROW = re.compile(r"""( *+(?:- )?+(?:[A-Za-z_][A-Za-z0-9_-]*+:(?: ++|(?=\n)))?+["'\[#]?+)(.*)\n""")
_CLOSING = b"\n---\n"
_CRLF = b"\r\n"
_MAX_BYTES_OF_A_CHARACTER = 4
# Control characters of ASCII but the line feed, and the other ones after their first byte.
_CONTROLS = bytes({*range(0x20), 0x7F} - {ord("\n")})
_OTHER_CONTROL = lazy_pattern(rb"\xc2[\x80-\x9f]")
# Line separators, byte-order marks, and what is no character.
_ODD = ("\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff")
_SUPPRESSION = b"articlelint"
_SCHEMA_CHOICE = b"$schema"


class Scanned(NamedTuple):
    """The rows of a block, each as its head and the rest, and the block's text with LF."""

    rows: list[tuple[str, str]]
    text: str
    has_crlf: bool
    has_mark: bool
    """Whether a byte-order mark is before the block; `text` is without it."""

    def value_span(self, key: str) -> tuple[int, int]:
        """Return the offsets in the file between which the value of a key at the top stands.

        The file has no byte-order mark.
        """
        start = self.text.index(f"\n{key}: ") + len(f"\n{key}: ")
        end = self.text.index("\n", start)
        rows = self.text.count("\n", 0, start) if self.has_crlf else 0
        return end - len(self.text[start:end].lstrip(" ")) + rows, end + rows


def scan(data: bytes, max_characters: int) -> Scanned | None:
    """Return the rows of the front matter in a file's UTF-8; None if they cannot be simple.

    A block of more than `max_characters` is not read. The lines around the block are those that
    every reader takes. All line ends are LF, or all are CRLF.
    """
    has_mark = data.startswith(_BYTE_ORDER_MARK)
    if has_mark:
        data = data.removeprefix(_BYTE_ORDER_MARK)
        max_characters -= 1
    has_crlf = data.startswith(_OPENING.replace(b"\n", _CRLF))
    raw = _with_lf(data) if has_crlf else data
    end = raw.find(_CLOSING)
    is_in_reach = 0 <= end < _MAX_BYTES_OF_A_CHARACTER * max_characters
    if not is_in_reach or not raw.startswith(_OPENING):
        return None
    raw = raw[: end + 1]
    text = raw.decode()
    if _has_controls(raw) or any(odd in text for odd in _ODD) or _has_directive(raw):
        return None
    rows = _ROW.findall(text, len(_OPENING))
    if len(text) + has_crlf * (len(rows) + 1) > max_characters:
        return None
    return Scanned(rows, text, has_crlf, has_mark)


def _with_lf(data: bytes) -> bytes:
    """Return a file up to the end of its block with LF; no bytes if other line ends are there."""
    end = data.find(_CLOSING.replace(b"\n", _CRLF)) + len(_CRLF)
    block = data[: max(data.find(b"\n", end), 0) + 1]
    if not block.count(b"\r") == block.count(b"\n") == block.count(_CRLF):
        return b""
    return block.replace(_CRLF, b"\n")


def _has_directive(raw: bytes) -> bool:
    """Whether a block may have comments that suppress findings, or name a schema."""
    # Single characters are searched for much faster than words.
    return (b"#" in raw and _SUPPRESSION in raw) or (b"$" in raw and _SCHEMA_CHOICE in raw)


def _has_controls(raw: bytes) -> bool:
    """Whether a text has characters that YAML refuses, or that end a line for some reader."""
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return True
    return b"\xc2" in raw and _OTHER_CONTROL.search(raw) is not None
