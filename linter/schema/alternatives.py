"""Violations of `anyOf` and `oneOf`: no branch holds, or several of `oneOf` do."""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any

from linter.schema.negation import forbidden
from linter.schema.violation import (
    VALUES,
    Violation,
    allowed_types,
    allowed_values,
    type_of,
)

Branch = list[Violation]
"""The violations of one alternative; never empty."""

_OF_OTHER_KEYS = frozenset(
    {"additionalProperties", "not required", "propertyNames", "unevaluatedProperties"}
)
_OF_MISSING_KEYS = frozenset({"anyOf required", "dependentRequired", "required"})
_OF_TYPE = frozenset({"not type", "type"})

_MISMATCH_SIGNS: tuple[Callable[[Violation], bool], ...] = (
    lambda violation: violation.keyword in VALUES and len(allowed_values(violation)) == 1,
    lambda violation: violation.keyword in VALUES,
    lambda violation: violation.keyword in _OF_OTHER_KEYS,
    lambda violation: violation.keyword in _OF_MISSING_KEYS,
    lambda violation: violation.keyword in _OF_TYPE,
)
"""Signs that the data was not meant for a branch, the strongest first."""


def several(violation: Violation) -> Violation:
    """Return the violation of `oneOf` if several branches hold.

    It names keys if each branch requires one that no other branch requires.
    """
    required = list(map(_required, violation.expected))
    often = Counter(chain.from_iterable(required))
    own = [next((name for name in names if often[name] == 1), None) for names in required]
    decisive = tuple(name for name in own if name is not None)
    if len(decisive) < len(own):
        return violation._replace(keyword="oneOf several")
    return violation._replace(keyword="oneOf required", names=decisive)


def _required(schema: Any) -> list[str]:
    return schema.get("required", []) if isinstance(schema, dict) else []


def none_holds(violation: Violation, branches: list[Branch]) -> list[Violation]:
    """Return the violations if no branch holds.

    They are those of the branch that the data was meant for; else those that all branches share;
    else the violation as it is.
    """
    nothing = forbidden(violation)
    possible = [each for each in branches if each[0]._replace(value=nothing.value) != nothing]
    if not possible:
        return [nothing]
    fitting = [each for each in possible if not _is_for_another_type(each, violation)]
    joined = _joined(fitting or possible, lambda each: each.path == violation.path)
    if joined or not fitting:
        return joined or [violation]
    for is_sign in _MISMATCH_SIGNS:
        left = [each for each in fitting if not any(map(is_sign, each))]
        joined = [] if left else _joined(fitting, is_sign)
        if joined:
            return joined
        fitting = left or fitting
        if len(fitting) == 1:
            return fitting[0]
    return _in_common(fitting) or _one_is_enough(violation, fitting) or [violation]


def _is_for_another_type(branch: Branch, whole: Violation) -> bool:
    """Whether a branch allows no value of this type."""
    return any(
        each.keyword in _OF_TYPE
        or (each.keyword in VALUES and type_of(whole.value) not in allowed_types(each))
        for each in branch
        if each.path == whole.path
    )


def _joined(branches: list[Branch], is_sign: Callable[[Violation], bool]) -> list[Violation]:
    """Return one violation with the values, or the types, that the branches allow at a path.

    It is the first path with such a sign at which all branches are violated; if none is, return
    nothing.
    """
    by_path = [
        {each.path: each for each in reversed(branch) if allowed_types(each)} for branch in branches
    ]
    for path in (each.path for each in branches[0] if is_sign(each)):
        wanted = [places[path] for places in by_path if path in places]
        if len(wanted) == len(branches):
            return [_wanting_any(wanted)]
    return []


def _wanting_any(wanted: list[Violation]) -> Violation:
    if all(each.keyword in VALUES for each in wanted):
        values = [value for each in wanted for value in allowed_values(each)]
        return wanted[0]._replace(keyword="enum", expected=values)
    types = dict.fromkeys(name for each in wanted for name in allowed_types(each))
    return wanted[0]._replace(keyword="type", expected=list(types))


def _in_common(branches: list[Branch]) -> list[Violation]:
    """Return the violations that all branches share."""
    by_path_and_keyword = [{each[:2]: each for each in branch} for branch in branches]
    common = []
    for violation in branches[0]:
        same = [places[violation[:2]] for places in by_path_and_keyword if violation[:2] in places]
        if len(same) < len(branches):
            continue
        names = tuple(name for name in violation.names if all(name in o.names for o in same))
        if violation.keyword == "required" and names:
            common.append(violation._replace(names=names))
        elif all(_says_the_same(each, violation) for each in same):
            common.append(violation)
    return common


def _says_the_same(one: Violation, other: Violation) -> bool:
    return (one.expected, one.names) == (other.expected, other.names)


def _one_is_enough(violation: Violation, branches: list[Branch]) -> list[Violation]:
    """Return the violation of an object that only lacks one of some properties."""
    names: list[str] = []
    for branch in branches:
        first = branch[0]
        if len(branch) > 1 or first.keyword != "required" or first.path != violation.path:
            return []
        names += first.names
    if len(names) != len(branches):
        return []
    return [violation._replace(keyword="anyOf required", names=tuple(dict.fromkeys(names)))]
