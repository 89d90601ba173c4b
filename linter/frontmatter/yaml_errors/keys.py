"""Mistakes around keys and their colons, and around the dashes of list items."""

import re

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.broken_text import (
    BEFORE_ENTRY,
    KEY_AND_COLON,
    BrokenText,
    commented_out,
    is_quoted,
    left_of_block_text,
    start_of,
)
from linter.frontmatter.yaml_errors.wording import IN_DOUBLE_QUOTES

_COLONS = r"\uff1a\ufe55\ufe13\ua789"
# Up to four words that hold no colon, or quotes.
_WORD = rf"[^\s:={_COLONS}]"
_KEY = (
    rf"{BEFORE_ENTRY}(?:[\"'][^\"']*[\"']"
    rf"|(?![\"'#\[\]{{}},&*!|>%@`-]){_WORD}+(?: {_WORD}+){{0,3}})"
)
_TIGHT_COLON = lazy_pattern(rf"{_KEY}[ \t]*(:)(?!//)[^\s:]")
_ODD_COLON = lazy_pattern(rf"{_KEY}[ \t]*([{_COLONS}])")
_EQUALS = lazy_pattern(rf"{_KEY}[ \t]*(=)(?:[ \t]|\Z)")
_TIGHT_DASH = lazy_pattern(rf"{BEFORE_ENTRY}(-)[^\s-]")
_ENTRY = lazy_pattern(rf"{BEFORE_ENTRY}[^\s#].*?:(?:[ \t]|\Z)")
_COLON = lazy_pattern(r":(?:\s|\Z)")
_LONGEST_KEY = 1024


def odd_colon(broken: BrokenText) -> Mistake | None:
    """Recognise a full-width colon after a key."""
    return _rewritten(
        broken,
        _ODD_COLON,
        ": ",
        "the colon after this key is {character}, which is a letter to YAML",
        "Write `:` and a space.",
    )


def tight_colon(broken: BrokenText) -> Mistake | None:
    """Recognise a missing space after the colon of a key."""
    return _rewritten(
        broken,
        _TIGHT_COLON,
        ": ",
        "there is no space after the `:`, so this is one word and not a key",
        "Write `key: value`, with a space after the colon.",
    )


def equals_sign(broken: BrokenText) -> Mistake | None:
    """Recognise an equals sign after a key, as in TOML."""
    return _rewritten(
        broken,
        _EQUALS,
        ":",
        "a `=` follows this key instead of a `:`",
        "Write `key: value`.",
    )


def tight_dash(broken: BrokenText) -> Mistake | None:
    """Recognise a missing space after the dash of a list item."""
    return _rewritten(
        broken,
        _TIGHT_DASH,
        "- ",
        "there is no space after the `-`, so this is text and not a list item",
        "Write `- item`, with a space after the dash.",
    )


def _rewritten(
    broken: BrokenText, pattern: re.Pattern[str], right: str, cause: str, help_text: str
) -> Mistake | None:
    """Return the mistake of a line whose group 1 should have been `right`."""
    for line in broken.suspects:
        match = pattern.match(line.text)
        if match is None:
            continue
        place = Span(line.start + match.start(1), line.start + match.end(1))
        if broken.parses_further(Edit(place, right)):
            return Mistake(line.content, cause.format(character=quoted(match[1])), help_text)
    return None


def missing_colon(broken: BrokenText) -> Mistake | None:
    """Recognise a line that is neither an entry nor the rest of a value."""
    if "flow" in broken.context or not broken.has_reason(
        "could not find expected ':'", "mapping values", "expected key", "'-' indicator"
    ):
        return None
    for line in broken.suspects:
        first = broken.text[line.first]
        if _ENTRY.match(line.text) or first in "#&*!|>%@`[]{}:":
            continue
        if broken.text.startswith(("- ", "? "), line.first):
            continue
        colon = Edit(Span(line.content.end, line.content.end), ":")
        if not (broken.parses_further(colon) or broken.parses_further(commented_out(line))):
            continue
        block = (
            broken.last_token if getattr(broken.last_token, "style", None) in ("|", ">") else None
        )
        if block is not None:
            return left_of_block_text(block, line)
        return Mistake(
            line.content,
            "this line has no `:`, and is not indented as the rest of the value above it would be",
            "Write `key: value`, or indent the line if it continues the value above.",
        )
    return None


def long_key(broken: BrokenText) -> Mistake | None:
    """Recognise a key of more than 1,024 characters, or of several lines."""
    before = broken.last_token
    if not broken.has_reason("mapping values") or broken.text[broken.stop : broken.stop + 1] != ":":
        return None
    if (
        is_quoted(before)
        and broken.follows_last_token
        and start_of(before) < broken.stop_line.start
    ):
        return Mistake(Span(start_of(before), start_of(before) + 1), "a key must be on one line")
    key = broken.text[broken.stop_line.first : broken.stop]
    if len(key) > _LONGEST_KEY and ": " not in key:
        return Mistake(broken.stop_line.content, "this key is longer than YAML allows")
    return None


def missing_key(broken: BrokenText) -> Mistake | None:
    """Recognise a colon without a key."""
    if not broken.has_reason("expected key") or not _COLON.match(broken.text, broken.stop):
        return None
    return Mistake(Span(broken.stop, broken.stop + 1), "a key is missing before this `:`")


def second_colon(broken: BrokenText) -> Mistake | None:
    """Recognise a value that holds a colon and a space."""
    before = broken.text[broken.stop_line.first : broken.stop].rstrip(" \t")
    is_colon = broken.text[broken.stop : broken.stop + 1] == ":"
    if not broken.has_reason("mapping values") or not is_colon or not before.rstrip(":").strip():
        return None
    place = Span(broken.stop, broken.stop + 1)
    if before.endswith(":"):
        return Mistake(place, "there is one `:` too many here", "Delete it, or quote the value.")
    if not KEY_AND_COLON.match(before):
        return None
    return Mistake(
        place,
        "a second `:` on this line makes it look like a key inside a value",
        IN_DOUBLE_QUOTES,
    )
