"""The configs of generators, read as data; programs among them are read as text and never run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from linter.core.filesystem import read_bytes
from linter.frontmatter.scalars.dialect import Dialect
from linter.site.documents import read_data

_MAX_BYTES = 2_000_000


def read_table(root: Path, relative: str) -> dict[str, Any]:
    """Return the table in a file of TOML, YAML or JSON; an empty one if there is none to read."""
    return table(read_data(root, relative, Dialect.JEKYLL))


def read_script(root: Path, names: Iterable[str]) -> str:
    """Return the text of the first of several files that can be read; no text without any."""
    for name in names:
        try:
            return read_bytes(root / name, max_bytes=_MAX_BYTES).decode(errors="replace")
        except OSError:
            continue
    return ""


def tables(value: object) -> list[dict[str, Any]]:
    """Return the tables in a list; none for another value."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def table(value: object) -> dict[str, Any]:
    """Return a value that is a table; an empty one for any other."""
    return value if isinstance(value, dict) else {}
