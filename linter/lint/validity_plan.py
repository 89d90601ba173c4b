"""Makes the conditions by which data is certainly valid, from a schema.

A condition that is only sufficient, such as a pattern for a `format`, may not stand where a schema
is negated, or decides about others.
"""

import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

from linter.fastpath.scalars import DATE, TIME
from linter.fastpath.validity import Condition
from linter.schema.schema import Schema
from linter.schema.subschemas import Subschema
from linter.schema.violation import ANNOTATIONS
from linter.web.urls import USUAL

_BOUNDS: Final = frozenset(
    {"required", "minProperties", "maxProperties", "minItems", "maxItems", "minLength", "maxLength"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
)
_N: Final = "[0-9]{1,6}"
_FORMS: Final = {
    "date": DATE,
    "date-time": TIME,
    "duration": f"P{_N}[DWMY]|PT(?:{_N}H(?:{_N}M(?:{_N}S)?)?|{_N}M(?:{_N}S)?|{_N}S)",
    "uri": USUAL,
    "uri-reference": USUAL,
}
"""Patterns of texts that have a `format`, whatever else has it."""

_CHARACTER: Final = r"[A-Za-z0-9 _/,:;@%=<>!\"'-]|\\[./+*?()\[\]{}|^$\\-]"
_CLASS: Final = r"\[\^?-?(?:(?:[A-Za-z0-9 _/,:;@%=<>!\"'.+*?$]|\\[./+*?()\[\]{}|^$\\-])-?)+\]"
_TIMES: Final = r"[+*?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\}"
# ECMA-262, the crate `regex` and Python read these parts alike in ASCII.
_PART = re.compile(
    rf"(?:(?:{_CHARACTER}|{_CLASS})(?P<times>{_TIMES}|)|\)(?P<again>[+*?]|))(?![+*?{{])"
    r"|[\^$|]|(?P<group>\((?:\?:)?)"
)


def validity_plan(schema: Schema) -> list[Condition] | None:
    """Return the conditions of a schema, that of its root first; None if it has others."""
    if schema.may_be_costly:
        return None
    planner = _Planner(schema)
    try:
        planner.index(schema.references.root)
    except _UnplannedError:
        return None
    return planner.conditions


class _UnplannedError(Exception):
    """A keyword, or its value, has no condition here."""


class _Planner:
    """Makes the conditions of one schema: exact ones, or those that may be stricter."""

    def __init__(self, schema: Schema, exactly: list[Condition] | None = None) -> None:
        self.conditions: list[Condition] = [] if exactly is None else exactly
        self._exact = self if exactly is not None else _Planner(schema, self.conditions)
        self._references = schema.references
        self._without_format = schema.formats_left_to_rules
        self._known: dict[int, int] = {}

    def index(self, subschema: Subschema) -> int:
        """Return the index of a subschema's condition.

        Raises:
            _UnplannedError: there is none.

        """
        schema = subschema.schema
        if isinstance(schema, bool):
            return self._added({} if schema else {"enum": []})
        if subschema.draft.name == "4":
            # There the number 1.0 is no integer, and `exclusiveMinimum` is a truth value.
            raise _UnplannedError
        if id(schema) not in self._known:
            condition: Condition = {}
            # A schema may contain itself.
            self._known[id(schema)] = self._added(condition)
            self._fill(condition, subschema)
        return self._known[id(schema)]

    def _fill(self, condition: Condition, subschema: Subschema) -> None:
        in_force = subschema.draft.in_force(subschema.schema)
        for keyword, value in in_force.items():
            if keyword in ANNOTATIONS or keyword == "$ref":
                continue
            if keyword in subschema.draft.keywords:
                self._fill_with_schemas(condition, subschema, keyword)
            else:
                self._fill_plain(condition, keyword, value, id(subschema.schema))
        beside = self._indices(subschema, "allOf") if "allOf" in in_force else []
        if "$ref" in in_force:
            beside.append(self.index(self._references.follow(subschema, "$ref")))
        if "if" in in_force:
            beside += self._branches(subschema, in_force)
        if beside:
            condition["all"] = beside

    def _fill_with_schemas(self, condition: Condition, subschema: Subschema, keyword: str) -> None:
        """Add what a keyword requires whose value holds schemas."""
        schema = subschema.schema
        match keyword:
            case "allOf" | "if" | "then" | "else":
                pass
            case "anyOf":
                condition["any"] = self._indices(subschema, keyword)
            case "not":
                (condition[keyword],) = self._exact._indices(subschema, keyword)  # noqa: SLF001
            case "properties":
                indices = self._indices(subschema, keyword)
                condition[keyword] = dict(zip(schema[keyword], indices, strict=True))
            case "additionalProperties" if "patternProperties" not in schema:
                known = list(schema.get("properties", ()))
                condition["others"] = [known, *self._indices(subschema, keyword)]
            case "propertyNames":
                (condition[keyword],) = self._indices(subschema, keyword)
            case "items" if not isinstance(schema[keyword], list) and "prefixItems" not in schema:
                (condition[keyword],) = self._indices(subschema, keyword)
            case _:
                raise _UnplannedError

    def _fill_plain(self, condition: Condition, keyword: str, value: Any, schema: int) -> None:
        """Add what a keyword requires whose value holds no schemas."""
        is_exact = self._exact is self
        match keyword:
            case "type":
                condition[keyword] = [value] if isinstance(value, str) else value
            case "const" if "enum" not in condition:
                condition["enum"] = _scalars([value])
            case "enum" if keyword not in condition:
                condition[keyword] = _scalars(value)
            case "format" if schema in self._without_format:
                pass
            case "format" if value in _FORMS and not is_exact:
                condition["form"] = _FORMS[value]
            case "pattern" if not is_exact:
                condition[keyword] = _python_pattern(value)
            case "uniqueItems" if not is_exact:
                condition |= {keyword: True} if value else {}
            case _ if keyword in _BOUNDS:
                condition[keyword] = value
            case _ if not keyword.startswith("x-"):
                raise _UnplannedError

    def _branches(self, subschema: Subschema, in_force: dict[str, Any]) -> Iterator[int]:
        """Yield the conditions of `if`: it fails or `then` holds, and it holds or `else` does."""
        (condition,) = self._references.inside(subschema, ["if"])
        if "then" in in_force:
            then = self._indices(subschema, "then")
            yield self._added({"any": [self._failing(condition), *then]})
        if "else" in in_force:
            otherwise = self._indices(subschema, "else")
            yield self._added({"any": [self.index(condition), *otherwise]})

    def _failing(self, subschema: Subschema) -> int:
        """Return the index of a condition with which data is invalid by a schema."""
        schema = subschema.schema
        if isinstance(schema, dict) and schema.keys() == {"not"}:
            (inner,) = self._indices(subschema, "not")
            return inner
        return self._added({"not": self._exact.index(subschema)})

    def _indices(self, subschema: Subschema, keyword: str) -> list[int]:
        """Return the indices of the conditions for the schemas at a keyword."""
        return [self.index(each) for each in self._references.inside(subschema, [keyword])]

    def _added(self, condition: Condition) -> int:
        self.conditions.append(condition)
        return len(self.conditions) - 1


def _scalars(values: list[Any]) -> list[Any]:
    if any(isinstance(each, list | dict) for each in values):
        raise _UnplannedError
    return values


def _python_pattern(pattern: str) -> str:
    """Return a pattern of Python that is found only where one of JSON Schema is.

    Its quantifiers and groups give nothing back, and counted parts are no groups, so that it takes
    a bounded time.
    """
    parts, end = [], 0
    while end < len(pattern):
        part = _PART.match(pattern, end)
        if part is None:
            raise _UnplannedError
        if part["group"]:
            parts.append("(?>")
        else:
            parts.append(f"{part[0]}+" if part["times"] or part["again"] else part[0])
        end = part.end()
    try:
        with warnings.catch_warnings(action="error"):
            re.compile("".join(parts))
    except (re.error, Warning, RecursionError, OverflowError):
        raise _UnplannedError from None
    return "".join(parts)
