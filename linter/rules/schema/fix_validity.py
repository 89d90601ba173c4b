"""Checks that the schema allows the value that a fix writes.

The fixer checks the whole file again, but editors and CI systems apply fixes without it.
"""

from linter.core.values import Path, Value
from linter.rules.base import Context
from linter.schema.errors import SchemaError

# Every fix is validated together with all keys of its mapping, which takes time.
_MAX_KEYS = 100


def schema_allows(context: Context, path: Path, value: Value, *, name: str | None = None) -> bool:
    """Whether the schema allows a value in place of the one at `path`, or under the key `name`.

    Only the value and the scalars beside it are validated, as schemas choose between alternatives
    by scalars. Returns False for mappings with more than 100 keys.
    """
    data = _replaced(context.document.data, path, value, name)
    if not isinstance(data, dict):
        return False
    at: list[str | int] = [0 if isinstance(token, int) else token for token in path]
    new_path = tuple(at) if name is None else (*at[:-1], name)
    try:
        violations = context.schema.violations(data)
    except SchemaError:
        return False
    return not any(
        each.path[: len(new_path)] == new_path
        or new_path in ((*each.path, each_name) for each_name in each.names)
        for each in violations
    )


def _replaced(data: Value, path: Path, value: Value, name: str | None) -> Value:
    """Return the data around `path` with another value there, or None if a mapping is too large.

    Lists have only the item on the path.
    """
    if not path:
        return value
    first, *rest = path
    if isinstance(data, list):
        return [_replaced(data[int(first)], tuple(rest), value, name)]
    if not isinstance(data, dict) or len(data) > _MAX_KEYS:
        return None
    beside = {key: each for key, each in data.items() if not isinstance(each, dict | list)}
    beside.pop(str(first), None)
    if rest:
        return {**beside, str(first): _replaced(data[str(first)], tuple(rest), value, name)}
    return {**beside, name or str(first): value}
