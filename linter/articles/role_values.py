"""Values of front matter by role."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from linter.core.values import Value
from linter.schema.shape import Shape


class RoleValue(NamedTuple):
    """A value, its role, and whether it is the article's own: no list is around it."""

    role: str
    value: Value
    is_own: bool


def role_values(
    data: Mapping[str, Value], shape: Shape, roles: frozenset[str], *, is_own: bool = True
) -> Iterator[RoleValue]:
    """Yield the values with some roles in data of a shape, once for each of their roles."""
    for key, has_role, items_have_role in shape.keys_of(roles):
        value, part = data.get(key), shape.properties[key]
        if has_role and key in data:
            yield from (RoleValue(role, value, is_own) for role in part.roles & roles)
        if items_have_role and part.items is not None and isinstance(value, list):
            item_roles = part.items.roles & roles
            yield from (
                RoleValue(role, item, is_own=False) for item in value for role in item_roles
            )
    for key, part in shape.objects:
        value = data.get(key)
        if isinstance(value, dict) and part.properties:
            yield from role_values(value, part, roles, is_own=is_own)
        elif isinstance(value, list) and part.items is not None:
            for item in value:
                if isinstance(item, dict):
                    yield from role_values(item, part.items, roles, is_own=False)
