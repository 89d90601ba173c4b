"""Finds and parses config files: `articlelint.toml`, or a `pyproject.toml` with our table.

A config can come with the files of strangers, so that parsing is bounded as that of articles is.
"""

import re
from pathlib import Path
from typing import Any

from linter.core.filesystem import read_bytes

NAME = "articlelint.toml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "articlelint")
"""The path of the config in a `pyproject.toml`."""

MAX_BYTES = 1_000_000
"""Most bytes of a config file."""

MAX_DEPTH = 32
"""Most levels of nested values in a config file, and most parts of a dotted key."""

_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

# The standard library's parser takes time and memory that grow with the square of a key's parts.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAX_DEPTH}}}", re.MULTILINE
)


def file_in(folder: Path) -> Path | None:
    """Return the config file of a folder; a `pyproject.toml` without the table is none."""
    own = folder / NAME
    if own.is_file():
        return own
    project = folder / PYPROJECT
    try:
        data = read_bytes(project, max_bytes=MAX_BYTES)
    except OSError:
        return None
    # Errors in a file of other tools are not ours to report.
    if b"articlelint" not in data:
        return None
    try:
        table = parsed(data.decode()).get("tool", {})
    except ValueError:
        return None
    return project if isinstance(table, dict) and TABLE[1] in table else None


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
