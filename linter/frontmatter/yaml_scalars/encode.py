"""How text is written inside a scalar of each style."""

import re
from functools import cache

from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.yaml_scalars.escapes import LETTER_OF
from linter.frontmatter.yaml_scalars.tokens import BREAK, PROPERTIES, end_of_match

# What every parser takes as it is and none as a line break; tabs are named where they are allowed.
_RAW = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_LARGEST_BYTE = 0xFF
_LARGEST_BASIC = 0xFFFF


# These patterns take long to compile, and only fixes need them.


@cache
def _raw_text() -> re.Pattern[str]:
    return re.compile(f"[{_RAW}]*")


@cache
def raw_text_or_tabs() -> re.Pattern[str]:
    """Return the pattern of text that needs no escape on one line."""
    return re.compile(f"[{_RAW}\t]*")


@cache
def raw_lines() -> re.Pattern[str]:
    """Return the pattern of text that needs no escape on lines of its own."""
    return re.compile(f"[{_RAW}\t\n]*")


@cache
def _to_escape() -> re.Pattern[str]:
    return re.compile(rf'[^{_RAW}]|["\\]')


def encoded(text: str, token: str, style: str, indent: int, place: ScalarPlace) -> str | None:
    """Return how `text` is written inside a token of this style; None if it cannot stand there."""
    if style == "":
        return text if may_be_plain(text, place) else None
    if style == '"':
        return escaped(text)
    if style == "'":
        return text.replace("'", "''") if raw_text_or_tabs().fullmatch(text) else None
    if style == "|":
        return _lines_encoded(text, token, indent)
    return text if raw_text_or_tabs().fullmatch(text) else None


def may_be_plain(text: str, place: ScalarPlace) -> bool:
    """Whether a plain scalar can hold the characters of `text`, if perhaps not at its ends."""
    # PyYAML's own parser, other than libyaml, ends a plain scalar in a flow collection at `?`.
    return bool(_raw_text().fullmatch(text)) and not (place.flow and "?" in text)


def _lines_encoded(text: str, token: str, indent: int) -> str | None:
    newline = BREAK.search(token, end_of_match(PROPERTIES, token, 0))
    if newline is None or not raw_lines().fullmatch(text):
        return None
    return re.sub("\n+", lambda run: newline[0] * len(run[0]) + " " * indent, text)


def escaped(text: str) -> str:
    """Return text with the escapes that double quotes need."""
    return _to_escape().sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in LETTER_OF:
        return f"\\{LETTER_OF[character]}"
    number = ord(character)
    if number <= _LARGEST_BYTE:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number <= _LARGEST_BASIC else f"\\U{number:08X}"
