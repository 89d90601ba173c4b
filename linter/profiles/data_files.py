"""The configs of generators, read as data; programs among them are read as text and never run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from linter.core import toml
from linter.core.filesystem import read_bytes
from linter.site.documents import SiteProblem, mapping, read

_MAX_BYTES = 2_000_000


def read_data(root: Path, relative: str) -> dict[str, Any]:
    """Return the table in a file of TOML, YAML or JSON; an empty one if there is none to read."""
    # Many sites have no config in JSON.
    import json

    source = read(root, relative)
    if isinstance(source, SiteProblem) or source.bad_byte is not None:
        return {}
    try:
        if relative.endswith(".toml"):
            return toml.parsed(source.text)
        values = json.loads(source.text) if relative.endswith(".json") else mapping(source)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def read_script(root: Path, names: Iterable[str]) -> str:
    """Return the text of the first of several files that can be read; no text without any."""
    for name in names:
        try:
            return read_bytes(root / name, max_bytes=_MAX_BYTES).decode(errors="replace")
        except OSError:
            continue
    return ""


def table(value: object) -> dict[str, Any]:
    """Return a value that is a table; an empty one for any other."""
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """Return a value that is text; an empty text for any other."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list; none for a value that is no list."""
    return tuple(filter(None, map(text, value))) if isinstance(value, list) else ()
