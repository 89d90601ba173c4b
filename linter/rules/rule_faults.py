"""Checks the class of a plug-in's rule before it runs."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from linter.core.diagnostic import Safety, Severity
from linter.core.messages import printable, quoted
from linter.core.patterns import lazy_pattern
from linter.fastpath.silence import Silence
from linter.rules.base import (
    Bad,
    DocumentRule,
    EntryRule,
    FieldRule,
    Good,
    Rule,
    SiteRule,
    ViolationRule,
)
from linter.schema.roles import OF_KEYWORDS, ROLES

KINDS = (DocumentRule, ViolationRule, EntryRule, FieldRule, SiteRule)
"""The base classes that a plug-in's rule may have."""

KIND_NAMES = ", ".join(kind.__name__ for kind in KINDS)

_CODE = lazy_pattern(r"[A-Z]{2,10}[0-9]{3}")
_NAME = lazy_pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Internal errors are reported under this prefix.
_RESERVED = "INT"

_REQUIRED = ("code", "name", "severity", "good", "bad")
_OPTION_TYPES = (bool, int, float, str)


def faults(rule: type[Rule], known: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a rule's class; `known` are the names of the others by code.

    Only the first fault is meant to be used: later checks rely on what earlier ones have found.
    """
    if not issubclass(rule, KINDS):
        yield f"has none of {KIND_NAMES} as base"
    for word in _required(rule):
        if not hasattr(rule, word):
            yield f"lacks {quoted(word)}"
    yield from _faults_of_names(rule, known)
    if not isinstance(rule.severity, Severity):
        yield f"has the severity {quoted(rule.severity)}, not one of `Severity`"
    yield from _faults_of_types(rule)
    for role in getattr(rule, "roles", ()):
        if role not in ROLES and role not in OF_KEYWORDS:
            yield f"selects the role {quoted(role)}, which does not exist"
    if not (rule.__doc__ or "").strip():
        yield "has no docstring, from which its documentation is made"
    if rule.options is not None:
        yield from _faults_of_options(rule.options)


def _faults_of_names(rule: type[Rule], known: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(rule.code, str) or not _CODE.fullmatch(rule.code):
        yield f"has the code {quoted(rule.code)}, not capital letters and three digits (`HSE001`)"
    if rule.code.startswith(_RESERVED):
        yield f"has the code {quoted(rule.code)}, but {quoted(_RESERVED)} is for internal errors"
    if not isinstance(rule.name, str) or not _NAME.fullmatch(rule.name):
        yield f"has the name {quoted(rule.name)}, not small letters with `-` (`title-end`)"
    if rule.code in known:
        yield f"has the code {quoted(rule.code)}, which another rule has"
    if rule.name in known.values():
        yield f"has the name {quoted(rule.name)}, which another rule has"


def _faults_of_types(rule: type[Rule]) -> Iterator[str]:
    """Yield the attributes whose values have another type than `Rule` declares."""
    for word in ("roles", "keywords"):
        if not isinstance(getattr(rule, word, frozenset()), set | frozenset):
            yield f"has {quoted(word)} that are no set"
    for word, kind in (("good", Good), ("bad", Bad), ("yields_to", str), ("fixes", Safety)):
        values = getattr(rule, word)
        wanted = frozenset if word == "fixes" else tuple
        if not isinstance(values, wanted) or not all(isinstance(each, kind) for each in values):
            yield f"has {quoted(word)} that are no {wanted.__name__} of {quoted(kind.__name__)}"
    if not isinstance(rule.silence, Silence | None):
        yield "has a `silence` that is no `Silence`"
    if not isinstance(rule.url(), str | None):
        yield "has a `url` that returns neither text nor None"


def _required(rule: type[Rule]) -> tuple[str, ...]:
    """Return the attributes that a rule of this kind must have."""
    if issubclass(rule, ViolationRule):
        return (*_REQUIRED, "keywords")
    return _REQUIRED if issubclass(rule, DocumentRule) else (*_REQUIRED, "roles")


def _faults_of_options(options: Any) -> Iterator[str]:
    if isinstance(options, type) or not is_dataclass(options):
        yield "has `options` that are no instance of a dataclass"
        return
    try:
        hints = get_type_hints(type(options))
    except (NameError, TypeError) as error:
        yield f"has options whose types cannot be read: {printable(str(error))}"
        return
    for name, hint in hints.items():
        if not _can_be_option(hint):
            yield f"has the option {quoted(name)} of a type that no config can hold"


def _can_be_option(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return get_args(hint)[:1] in {(each,) for each in _OPTION_TYPES}
    return hint in _OPTION_TYPES
