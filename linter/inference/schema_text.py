"""The text of a schema: JSON as people write it, with short lists and mappings on one line."""

import json
from typing import Any

_WIDTH = 100
_STEP = 2


def schema_text(schema: Any) -> str:
    """Return a schema as JSON, ending with a line end."""
    return f"{_written(schema, 0, 0)}\n"


def _written(value: Any, indent: int, used: int) -> str:
    """Return JSON; `used` is how many columns of the first line are taken by what is before it."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value:
        return flat
    if not _holds_mappings(value):
        short = f"{{ {flat[1:-1]} }}" if isinstance(value, dict) else flat
        if used + len(short) < _WIDTH:
            return short
    inner = indent + _STEP
    if isinstance(value, dict):
        keys = {key: f"{json.dumps(key, ensure_ascii=False)}: " for key in value}
        lines = [
            keys[key] + _written(item, inner, inner + len(keys[key])) for key, item in value.items()
        ]
    else:
        lines = [_written(item, inner, inner) for item in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    body = ",\n".join(f"{' ' * inner}{line}" for line in lines)
    return f"{start}\n{body}\n{' ' * indent}{end}"


def _holds_mappings(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return any(isinstance(item, (dict, list)) and item for item in items) and any(
        isinstance(item, dict) for item in items
    )
