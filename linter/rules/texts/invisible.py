"""Finds invisible characters, except those that a script or an emoji needs."""

import unicodedata
from collections.abc import Iterator

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.rules.texts.mojibake import mojibake_offsets
from linter.rules.texts.whitespace import carriage_returns

REPLACEMENT_CHARACTER = "\ufffd"
"""The character that decoders write for bytes that they cannot decode."""

# Control and formatting characters, tags, and noncharacters. Tabs and line feeds are untidy
# whitespace; `carriage_returns` finds carriage returns.
_SUSPECT = lazy_pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
_REPLACEMENTS = {REPLACEMENT_CHARACTER: REPLACEMENT_CHARACTER, "\v": " ", "\f": " ", "\x85": " "}

_CONTROL_NAMES = {
    "\0": "NULL",
    "\a": "BELL",
    "\b": "BACKSPACE",
    "\v": "LINE TABULATION",
    "\f": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}


def invisible(text: str) -> list[Edit]:
    """Return the edits that remove invisible characters; U+FFFD is found, but not replaced."""
    found = carriage_returns(text)
    if _SUSPECT.search(text) is not None:
        found += _suspects(text)
    return sorted(found)


def _suspects(text: str) -> Iterator[Edit]:
    # Most texts have none.
    from linter.rules.texts.spelling import needed_offsets

    ignored = mojibake_offsets(text) | needed_offsets(text, _SUSPECT)
    for match in _SUSPECT.finditer(text):
        if match.start() not in ignored:
            yield Edit(Span(*match.span()), _REPLACEMENTS.get(match[0], ""))


def character_name(character: str) -> str:
    """Return the code point and the name of a character: `U+200B ZERO WIDTH SPACE`."""
    name = unicodedata.name(character, "") or _CONTROL_NAMES.get(character, "")
    if not name:
        name = "control character" if unicodedata.category(character) == "Cc" else "noncharacter"
    return f"U+{ord(character):04X} {name}"
