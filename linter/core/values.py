"""Values of front matter as Python data, and the paths that lead to them."""

from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""What front matter holds; dates and times are text."""

# Python does not convert integers of thousands of digits.
_LONG_INDEX = 10

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the whole front matter down to one value."""


def json_pointer(path: Path) -> str:
    """Return a path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in path)


def pointer_tokens(pointer: str) -> list[str]:
    """Return the keys and indices that a JSON Pointer names, as texts."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def at_pointer(value: Value, pointer: str) -> Value:
    """Return the value that a JSON Pointer leads to.

    Raises:
        LookupError: it leads to none.

    """
    for key in pointer_tokens(pointer):
        if isinstance(value, dict):
            value = value[key]
        elif isinstance(value, list) and key.isdecimal() and len(key) < _LONG_INDEX:
            value = value[int(key)]
        else:
            raise LookupError(pointer)
    return value
