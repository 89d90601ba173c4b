"""Keeps text in a log from being taken for a command by what runs the job.

GitHub's runner obeys `::name …::` at the start of a line, after any blanks, and `##[name …]`
wherever it stands; Azure's agent obeys `##vso[name …]` and TeamCity `##teamcity[name …]` wherever
they stand; GitLab folds its log at `section_start:…` and `section_end:…`.
"""

import re
from unicodedata import bidirectional, category

from linter.core.text import printable

ANYWHERE = re.compile(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)
"""The first sign of what is obeyed wherever it stands in a line."""

_HARMLESS = frozenset("\t\n")
_OVERRIDES = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_SECTION = re.compile(r"section_(?:start|end):[0-9]")
_AT_START = re.compile(r"^([ \t]*):(?=:[a-z])", re.MULTILINE | re.IGNORECASE)


def broken_up(text: str) -> str:
    r"""Return a part of a line with the first sign of every `##[` and `##vso[` as `\x23`."""
    return ANYWHERE.sub(r"\\x23", text)


def disarmed(text: str) -> str:
    r"""Return whole lines as `broken_up` does, and with the first sign of every `::` as `\x3a`."""
    return _AT_START.sub(r"\1\\x3a", broken_up(text))


def steering(text: str) -> str | None:
    """Return what in whole lines, printed as they are, could steer a terminal or a runner.

    Harmless are what has no effect of its own, such as a no-break space or a joiner, and a carriage
    return that ends a line.
    """
    for character in sorted(set(text.replace("\r\n", "\n")) - _HARMLESS):
        if category(character) == "Cc":
            return f"the control character {printable(character)}"
        if category(character) in {"Zl", "Zp"} or bidirectional(character) in _OVERRIDES:
            return f"{printable(character)}, which breaks or turns lines"
    if disarmed(text) != text or _SECTION.search(text):
        return "what a CI runner takes for a command"
    return None
