"""Values of front matter as Python data, and the paths that lead to them."""

from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""What front matter holds; dates and times are text."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the whole front matter down to one value."""


def json_pointer(path: Path) -> str:
    """Return a path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in path)
