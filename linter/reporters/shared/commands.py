"""Escapes text that a CI runner would run as a command when it is in the log of a job.

GitHub runs `::name …::` at the start of a line, after any whitespace, and `##[name …]` anywhere.
Azure runs `##vso[name …]` and TeamCity `##teamcity[name …]` anywhere. GitLab folds its log at
`section_start:…` and `section_end:…`.
"""

import re
from unicodedata import bidirectional, category

from linter.core.messages import printable
from linter.core.patterns import lazy_pattern

ANYWHERE = lazy_pattern(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)
"""The first character of a command that can be anywhere in a line."""

_HARMLESS = frozenset("\t\n")
_OVERRIDES = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_SECTION = lazy_pattern(r"section_(?:start|end):[0-9]")
_AT_START = lazy_pattern(r"^([ \t]*):(?=:[a-z])", re.MULTILINE | re.IGNORECASE)


def escape_in_line(text: str) -> str:
    r"""Return a part of a line with the first character of commands such as `##[` as `\x23`."""
    return ANYWHERE.sub(r"\\x23", text)


def escape_lines(text: str) -> str:
    r"""Return whole lines, escaped as in `escape_in_line`, and each `::name` as `\x3a:name`."""
    return _AT_START.sub(r"\1\\x3a", escape_in_line(text))


def steering(text: str) -> str | None:
    """Return what in unescaped lines could control a terminal or a CI runner; None if nothing.

    Characters without an effect of their own, such as a no-break space or a joiner, are harmless.
    So is a carriage return at the end of a line.
    """
    for character in sorted(set(text.replace("\r\n", "\n")) - _HARMLESS):
        if category(character) == "Cc":
            return f"the control character {printable(character)}"
        if category(character) in {"Zl", "Zp"} or bidirectional(character) in _OVERRIDES:
            return f"{printable(character)}, which breaks or turns lines"
    if escape_lines(text) != text or _SECTION.search(text):
        return "what a CI runner takes for a command"
    return None
