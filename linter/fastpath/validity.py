"""Whether data is certainly valid by a JSON Schema, which is kept as plain conditions.

`jsonschema-rs` decides it for all schemas; conditions cover what most schemas consist of, need no
library, and accept nothing that it refuses.
"""

import re
from collections.abc import Callable, Sized
from operator import ge, gt, le, lt
from typing import Any

from linter.core.values import Value

Condition = dict[str, Any]
"""What a value must fulfil: keywords of JSON Schema, with indices of conditions for schemas.

`all` has the conditions beside these. `others` has the keys of `properties`, and the condition for
all other ones. `form` is a pattern for a text as a whole.
"""

Holds = Callable[[Any, int], bool]
"""Whether a value fulfils the condition with an index."""

_LONGEST_TEXT = 1_000
"""The most characters of a text in which a pattern is searched for; that can take their square."""

_CLASSES = {"array": list, "boolean": bool, "null": type(None), "object": dict, "string": str}


def is_valid(conditions: list[Condition], data: Value) -> bool:
    """Whether data certainly fulfils the first of some conditions."""
    return _Conditions(conditions).hold(data, 0)


class _Conditions:
    """Conditions that refer to one another by their indices.

    A function that calls itself in place of this class would be a cycle for each file, which keeps
    the conditions until the garbage collector finds it.
    """

    __slots__ = ("_all",)

    def __init__(self, conditions: list[Condition]) -> None:
        self._all = conditions

    def hold(self, value: Any, index: int) -> bool:
        """Whether a value fulfils the condition with an index."""
        hold = self.hold
        return all(_TESTS[word](value, operand, hold) for word, operand in self._all[index].items())


def is_equal(value: Any, other: Any) -> bool:
    """Whether two scalars are equal as in JSON, where no truth value is a number."""
    return bool(value == other) and (value.__class__ is bool) == (other.__class__ is bool)


def _has_type(value: Any, names: list[str], _holds: Holds) -> bool:
    kind = value.__class__
    if kind is int:
        return "integer" in names or "number" in names
    if kind is float:
        return "number" in names or ("integer" in names and value.is_integer())
    return any(kind is _CLASSES.get(name) for name in names)


def _are_properties(value: Any, properties: dict[str, int], holds: Holds) -> bool:
    if value.__class__ is not dict:
        return True
    return all(holds(each, properties[key]) for key, each in value.items() if key in properties)


def _are_others(value: Any, operand: list[Any], holds: Holds) -> bool:
    if value.__class__ is not dict:
        return True
    known, index = operand
    return all(holds(each, index) for key, each in value.items() if key not in known)


def _are_items(value: Any, index: int, holds: Holds) -> bool:
    return value.__class__ is not list or all(holds(each, index) for each in value)


def _are_unique(value: Any, _: object, _holds: Holds) -> bool:
    # Texts alone are compared.
    return value.__class__ is not list or (
        all(each.__class__ is str for each in value) and len(set(value)) == len(value)
    )


def _matches(value: Any, pattern: str, _holds: Holds) -> bool:
    if value.__class__ is not str:
        return True
    # Dialects of patterns agree on ASCII alone.
    is_simple = len(value) <= _LONGEST_TEXT and value.isascii()
    return is_simple and re.search(pattern, value) is not None


def _has_form(value: Any, pattern: str, _holds: Holds) -> bool:
    return value.__class__ is not str or re.fullmatch(pattern, value) is not None


def _number(compare: Callable[[float, float], bool]) -> Callable[[Any, float, Holds], bool]:
    return lambda value, bound, _: value.__class__ not in {int, float} or compare(value, bound)


def _length(
    kind: type[Sized], compare: Callable[[int, int], bool]
) -> Callable[[Any, int, Holds], bool]:
    return lambda value, bound, _: value.__class__ is not kind or compare(len(value), bound)


_TESTS: dict[str, Callable[[Any, Any, Holds], bool]] = {
    "type": _has_type,
    "enum": lambda value, values, _: any(is_equal(value, each) for each in values),
    "properties": _are_properties,
    "others": _are_others,
    "required": lambda value, keys, _: (
        value.__class__ is not dict or all(key in value for key in keys)
    ),
    "propertyNames": lambda value, index, holds: (
        value.__class__ is not dict or all(holds(key, index) for key in value)
    ),
    "minProperties": _length(dict, ge),
    "maxProperties": _length(dict, le),
    "items": _are_items,
    "minItems": _length(list, ge),
    "maxItems": _length(list, le),
    "uniqueItems": _are_unique,
    "minLength": _length(str, ge),
    "maxLength": _length(str, le),
    "pattern": _matches,
    "form": _has_form,
    "minimum": _number(ge),
    "maximum": _number(le),
    "exclusiveMinimum": _number(gt),
    "exclusiveMaximum": _number(lt),
    "all": lambda value, indices, holds: all(holds(value, index) for index in indices),
    "any": lambda value, indices, holds: any(holds(value, index) for index in indices),
    "not": lambda value, index, holds: not holds(value, index),
}
