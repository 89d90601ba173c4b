"""Patterns of YAML tokens, and the indentation around one."""

import re
import sys

from linter.core.patterns import lazy_pattern

BREAKS = "\n\r\x85\u2028\u2029"
WHITE = f" \t{BREAKS}"
QUOTES = ("'", '"')
BLOCK_STYLES = ("|", ">")
BREAK = lazy_pattern(f"\r\n|[{BREAKS}]")
# libyaml ends the name of an anchor at the first character that cannot be in one: `&a: b`.
PROPERTIES = lazy_pattern(f"(?:(?:&[0-9A-Za-z_-]*|![^{WHITE}]*)(?:[{WHITE}]|#[^{BREAKS}]*)*)*")
HEADER = lazy_pattern(f"[|>](?P<marks>[1-9][-+]|[-+]?[1-9]?)[ \t]*(?P<comment>#[^{BREAKS}]*)?")
_COMMENT_OR_NOTHING = lazy_pattern(r"\s*(?:#.*)?")
_INDICATORS = lazy_pattern(r"(?: |[-?:](?=[ \t\r\n]|\Z))*")


def parent_indent(text: str, start: int) -> int:
    r"""Return the indentation that the content of the scalar at `start` must exceed.

    That is the column, from 0, of the key or of the dash that the scalar belongs to, which
    `ScalarPlace` calls `indent`. `start` is the start mark, before anchor and tag. Inside a flow
    collection, where indentation has no meaning, it is the column of some key. Only `\n` is taken
    as a line end here.
    """
    line = text.rfind("\n", 0, start) + 1
    opened = end_of_match(_INDICATORS, text, line, start)
    if opened < start:
        return opened - line
    while line and not text[line:opened].strip(" "):
        # The scalar is first on its line: a line above has its key or dash.
        end = line - 1
        line = text.rfind("\n", 0, end) + 1
        opened = end_of_match(_INDICATORS, text, line, end)
        rest = end_of_match(PROPERTIES, text, opened, end)
        if not _COMMENT_OR_NOTHING.fullmatch(text, rest, end):
            return opened - line
    return max(len(text[line:opened].rstrip(" ")) - 1, 0)


def end_of_match(pattern: re.Pattern[str], text: str, start: int, end: int = sys.maxsize) -> int:
    """Return where the match of `pattern` at `start` ends, or `start` if there is none."""
    match = pattern.match(text, start, end)
    return match.end() if match else start
