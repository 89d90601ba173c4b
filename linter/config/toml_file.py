"""Finds config files: `articlelint.toml`, or a `pyproject.toml` with our table."""

from pathlib import Path

from linter.core.filesystem import holds, read_bytes
from linter.core.toml import parsed

NAME = "articlelint.toml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "articlelint")
"""The path of the config in a `pyproject.toml`."""

MAX_BYTES = 1_000_000
"""Most bytes of a config file."""


def file_in(folder: Path) -> Path | None:
    """Return the config file of a folder; a `pyproject.toml` without the table is none."""
    own = folder / NAME
    if holds(own.is_file):
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
