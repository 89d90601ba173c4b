"""Whether the schema would allow what a fix writes, so that no fix is offered that would be wrong.

The fixer proves it of the whole file once more; editors and CI systems apply fixes on their own.
"""

from linter.frontmatter.document import Path, Value
from linter.rules.base import Context
from linter.schema.errors import SchemaError

# Each fix is tried beside all keys of its mapping; no record has so many.
_MAX_KEYS = 100


def fits(context: Context, path: Path, value: Value, *, name: str | None = None) -> bool:
    """Whether the schema allows a value in place of the one at `path`, there or under `name`.

    What is beside it counts only as far as it is no list or mapping: by single values schemas
    choose among alternatives. A mapping of more than a hundred keys allows nothing.
    """
    data = _replaced(context.document.data, path, value, name)
    if not isinstance(data, dict):
        return False
    at: list[str | int] = [0 if isinstance(token, int) else token for token in path]
    place = tuple(at) if name is None else (*at[:-1], name)
    try:
        violations = context.schema.violations(data)
    except SchemaError:
        return False
    return not any(
        each.path[: len(place)] == place
        or place in ((*each.path, each_name) for each_name in each.names)
        for each in violations
    )


def _replaced(data: Value, path: Path, value: Value, name: str | None) -> Value:
    """Return the mappings and lists around a place, which holds another value; None if too large.

    Lists hold that one item.
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
