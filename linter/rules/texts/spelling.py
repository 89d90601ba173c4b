"""Invisible characters that the spelling of a script, or an emoji, needs."""

import re

from linter.core.patterns import lazy_pattern

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)

# Scripts with joiners: Arabic to Sinhala, Mongolian, and Indic scripts of later Unicode versions.
_JOINING = lazy_pattern(
    "[\u0600-\u085f\u0860-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1c4f\ua800-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
_UNSPACED = lazy_pattern("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf]")
_MONGOLIAN = lazy_pattern("[\u1800-\u18af]")
_EMOJI = lazy_pattern("[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]")
_EMOJI_END = lazy_pattern("[\ufe0f\U000e007f]")
_FLAG = lazy_pattern("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f")


def needed_offsets(text: str, suspect: re.Pattern[str]) -> frozenset[int]:
    """Return the offsets of the needed ones among the suspect characters of a text."""
    flags = frozenset(at for match in _FLAG.finditer(text) for at in range(*match.span()))
    right_to_left = _RIGHT_TO_LEFT.search(text) is not None
    return flags | {
        match.start()
        for match in suspect.finditer(text)
        if (right_to_left and match[0] in _DIRECTION) or _is_needed(match)
    }


def _is_needed(match: re.Match[str]) -> bool:
    """Whether a zero-width character is part of an emoji or of the spelling of a script."""
    at, text = match.start(), match.string
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    match match[0]:
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
