"""Parses TOML within limits, since files are not trusted."""

import re
from functools import cache
from typing import Any

from linter.core.patterns import lazy_pattern
from linter.core.text import Span

MAX_DEPTH = 32
"""Most levels of nested values in a config or data file, and most parts of a dotted key."""

_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
# A string that nothing closes goes on to the end of its line, or of the text.
_BRACKET_OR_TEXT = lazy_pattern(
    r"""[][{}]|#[^\n]*|\"{3}(?:[^"\\]|\\.|"(?!""))*+"{0,5}|'{3}(?:[^']|'(?!''))*+'{0,5}"""
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?""",
    re.DOTALL,
)


class TooDeepError(ValueError):
    """Values are nested too deeply; `offset` is where the first such one starts."""

    def __init__(self, reason: str, offset: int) -> None:
        """Take the reason and the place."""
        super().__init__(reason)
        self.offset = offset


def parsed(text: str) -> dict[str, Any]:
    """Return the values of a TOML text.

    Raises:
        ValueError: it is not TOML, or would take too much to parse; the message is the reason.

    """
    values = loads(text, MAX_DEPTH)
    waiting: list[tuple[Any, int]] = [(values, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise TooDeepError(_too_deep(MAX_DEPTH), 0)
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            waiting += ((each, depth + 1) for each in inner)
    return values


def loads(text: str, max_depth: int, part: Span | None = None) -> dict[str, Any]:
    """Return the values of a TOML text, or of a part of it.

    Brackets, and the parts of a dotted key, are at most `max_depth` levels deep; together they may
    be deeper.

    Raises:
        ValueError: it is not TOML, or is nested too deeply (`TooDeepError`).

    """
    # Many sites have no config file.
    import tomllib

    start, end = part or Span(0, len(text))
    _check_depth(text, start, end, max_depth)
    try:
        return tomllib.loads(text[start:end])
    except RecursionError:
        raise TooDeepError(_too_deep(max_depth), start) from None


def _check_depth(text: str, start: int, end: int, max_depth: int) -> None:
    """Check what the standard library's parser cannot take: it recurses at each bracket.

    Its time and memory grow with the square of a key's parts.

    Raises:
        TooDeepError: there are more levels.

    """
    long_key = _long_key(max_depth).search(text, start, end)
    if long_key:
        raise TooDeepError(f"a key has more than {max_depth} parts", long_key.start("key"))
    if text.count("[", start, end) + text.count("{", start, end) <= max_depth:
        return
    depth = 0
    for match in _BRACKET_OR_TEXT.finditer(text, start, end):
        if match[0] in ("[", "{"):
            depth += 1
            if depth > max_depth:
                raise TooDeepError(_too_deep(max_depth), match.start())
        elif match[0] in ("]", "}"):
            depth = max(depth - 1, 0)


def _too_deep(max_depth: int) -> str:
    return f"nested more than {max_depth} levels deep"


@cache
def _long_key(max_depth: int) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\[{{,])[ \t]*+(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{max_depth}}})",
        re.MULTILINE,
    )
