"""Finds invisible characters, except those that a script or an emoji needs."""

import re
import unicodedata
from collections.abc import Iterator

from linter.core.text import Edit, Span
from linter.rules.texts.mojibake import mojibake_offsets
from linter.rules.texts.whitespace import carriage_returns

REPLACEMENT_CHARACTER = "\ufffd"
"""The character that decoders write for bytes that they cannot decode."""

# Control and formatting characters, tags, and noncharacters. Tabs and line feeds are untidy
# whitespace; `carriage_returns` finds carriage returns.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
_REPLACEMENTS = {REPLACEMENT_CHARACTER: REPLACEMENT_CHARACTER, "\v": " ", "\f": " ", "\x85": " "}

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)

# Scripts with joiners: Arabic to Sinhala, Mongolian, and Indic scripts of later Unicode versions.
_JOINING = re.compile(
    "[\u0600-\u085f\u0860-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1c4f\ua800-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf]")
_MONGOLIAN = re.compile("[\u1800-\u18af]")
_EMOJI = re.compile("[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]")
_EMOJI_END = re.compile("[\ufe0f\U000e007f]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f")

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
    ignored = mojibake_offsets(text)
    ignored |= {at for match in _FLAG.finditer(text) for at in range(*match.span())}
    right_to_left = _RIGHT_TO_LEFT.search(text) is not None
    for match in _SUSPECT.finditer(text):
        at, character = match.start(), match[0]
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        if at in ignored or (right_to_left and character in _DIRECTION):
            continue
        if not _is_needed(character, before, after):
            yield Edit(Span(at, at + 1), _REPLACEMENTS.get(character, ""))


def character_name(character: str) -> str:
    """Return the code point and the name of a character: `U+200B ZERO WIDTH SPACE`."""
    name = unicodedata.name(character, "") or _CONTROL_NAMES.get(character, "")
    if not name:
        name = "control character" if unicodedata.category(character) == "Cc" else "noncharacter"
    return f"U+{ord(character):04X} {name}"


def _is_needed(character: str, before: str, after: str) -> bool:
    """Whether a zero-width character is part of an emoji or of the spelling of a script."""
    match character:
        case "\u200b":
            return _either(_UNSPACED, before, after)
        case "\u200c":
            return _either(_JOINING, before, after)
        case "\u200d":
            emoji = _EMOJI.match(before) or _EMOJI_END.match(before)
            return bool(emoji and _EMOJI.match(after)) or _either(_JOINING, before, after)
        case "\u180e":
            return _either(_MONGOLIAN, before, after)
    return False


def _either(script: re.Pattern[str], before: str, after: str) -> bool:
    return script.match(before) is not None or script.match(after) is not None
