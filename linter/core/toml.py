"""Parses TOML within limits, since it can come with the files of strangers."""

import re
from typing import Any

from linter.core.patterns import lazy_pattern

MAX_DEPTH = 32
"""Most levels of nested values in TOML, and most parts of a dotted key."""

_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

# The standard library's parser takes time and memory that grow with the square of a key's parts.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = lazy_pattern(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAX_DEPTH}}}", re.MULTILINE
)


def parsed(text: str) -> dict[str, Any]:
    """Return the values of a TOML text.

    Raises:
        ValueError: it is not TOML, or would take too much to parse; the message is the reason.

    """
    # Many sites have no config file.
    import tomllib

    if _LONG_KEY.search(text):
        raise ValueError(f"a key has more than {MAX_DEPTH} parts")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    waiting: list[tuple[Any, int]] = [(values, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ValueError(_TOO_DEEP)
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            waiting += ((each, depth + 1) for each in inner)
    return values
