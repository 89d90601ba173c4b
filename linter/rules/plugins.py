"""Rules from outside: installed packages with an entry point in the group `articlelint.rules`.

The entry point names a rule, or a module whose rules are taken. Whatever is wrong with a plug-in is
told in one line that names it, since its author need not be who reads it. Plug-ins are trusted, but
not to be free of bugs: what they print cannot spoil a report, nor can they end a run unseen.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from dataclasses import is_dataclass
from inspect import isabstract
from types import ModuleType
from typing import TYPE_CHECKING, Any, Never, get_args, get_origin, get_type_hints

from linter.core.diagnostic import Safety, Severity
from linter.core.text import printable, quoted
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
from linter.schema.roles import ROLES

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "articlelint.rules"
"""The entry points by which packages offer rules of their own."""

_CODE = re.compile(r"[A-Z]{2,10}[0-9]{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# What the engine itself reports; no plug-in can speak for it.
_RESERVED = "INT"

_KINDS = (DocumentRule, ViolationRule, EntryRule, FieldRule, SiteRule)
_BASES = ", ".join(kind.__name__ for kind in _KINDS)
_REQUIRED = ("code", "name", "severity", "good", "bad")
_OPTION_TYPES = (bool, int, float, str)


class PluginError(Exception):
    """A plug-in cannot be used; the text says which and why, in one line."""


def plugin_rules(known: dict[str, type[Rule]]) -> dict[str, type[Rule]]:
    """Return the rules of all plug-ins by their codes; `known` are those there are already.

    Raises:
        PluginError: a plug-in cannot be loaded, or one of its rules cannot be used.

    """
    found: dict[str, type[Rule]] = {}
    if not _are_there():
        return found
    from importlib.metadata import entry_points

    for entry_point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        for rule in _loaded(entry_point):
            fault = _first_fault(rule, {**known, **found})
            if fault is not None:
                raise _error(entry_point, f"{quoted(rule.__name__)} {fault}")
            found[rule.code] = rule
    return found


def _are_there() -> bool:
    """Whether any installed package mentions the group: a glance that spares most runs a search."""
    for place in sys.path:
        if os.path.isfile(place):  # noqa: PTH113 - much faster, as is the rest here
            # What an archive holds only the search itself can tell.
            return True
        try:
            names = os.listdir(place or ".")  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and _mentions(
                os.path.join(place, name, "entry_points.txt")  # noqa: PTH118
            ):
                return True
    return False


def _mentions(file: str) -> bool:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            return GROUP.encode() in stream.read()
    except OSError:
        return False


def rules_in(module: object) -> Iterator[type[Rule]]:
    """Yield the rules that a module holds, each once, under whatever names."""
    for value in dict.fromkeys(each for each in vars(module).values() if isinstance(each, type)):
        if _is_rule(value):
            yield value


def _is_rule(value: type) -> bool:
    # Asking the class itself is many times faster than `issubclass`, which asks all of its kin.
    return Rule in value.__mro__[1:] and not isabstract(value)


@contextmanager
def contained() -> Iterator[None]:
    """Send to standard error whatever is printed inside, and turn `os._exit` into an error.

    That counts for what a plug-in starts too. Exits of processes that are forked inside stay what
    they are.
    """
    owner, leave = os.getpid(), os._exit

    def refuse(status: int) -> Never:
        if os.getpid() != owner:
            leave(status)
        raise RuntimeError(f"the process was to be ended: os._exit({status})")

    with ExitStack() as stack:
        # A text that waits in the buffer has its place before all that follows.
        _flush()
        # Where either is closed there is nothing to keep apart.
        with suppress(OSError):
            kept = os.dup(_STDOUT)
            stack.callback(os.close, kept)
            stack.callback(os.dup2, kept, _STDOUT)
            os.dup2(_STDERR, _STDOUT)
        stack.callback(_flush)
        stack.enter_context(redirect_stdout(sys.stderr))
        os._exit = refuse
        stack.callback(setattr, os, "_exit", leave)
        yield


_STDOUT, _STDERR = 1, 2


def _flush() -> None:
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            sys.stdout.flush()


def _loaded(entry_point: "EntryPoint") -> list[type[Rule]]:
    """Import what an entry point names, and return its rules."""
    try:
        with contained():
            loaded = entry_point.load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a plug-in's bug is told, whatever it is
        why = printable(f"{type(error).__name__}: {error}")
        raise _error(entry_point, f"cannot be loaded: {why}") from error
    if isinstance(loaded, type):
        found = [loaded] if _is_rule(loaded) else []
    else:
        # What a module imports from here, to build upon it, is not its own.
        rules = rules_in(loaded) if isinstance(loaded, ModuleType) else ()
        found = [rule for rule in rules if not rule.__module__.startswith("linter.")]
    if not found:
        raise _error(
            entry_point, f"holds no rule, a class with `check` and one of {_BASES} as base"
        )
    return found


def _first_fault(rule: type[Rule], known: dict[str, type[Rule]]) -> str | None:
    try:
        with contained():
            return next(_faults(rule, known), None)
    except Exception as error:  # noqa: BLE001 - what is asked may be code of the plug-in
        return f"cannot be looked at: {printable(f'{type(error).__name__}: {error}')}"


def _faults(rule: type[Rule], known: dict[str, type[Rule]]) -> Iterator[str]:
    """Yield what keeps a class from being a rule; nobody asks for more than the first."""
    if not issubclass(rule, _KINDS):
        yield f"has none of {_BASES} as base"
    for word in _required(rule):
        if not hasattr(rule, word):
            yield f"lacks {quoted(word)}"
    yield from _faults_of_names(rule, known)
    if not isinstance(rule.severity, Severity):
        yield f"has the severity {quoted(rule.severity)}, not one of `Severity`"
    yield from _faults_of_types(rule)
    for role in getattr(rule, "roles", ()):
        if role not in ROLES:
            yield f"asks for the role {quoted(role)}, which there is not"
    if not (rule.__doc__ or "").strip():
        yield "has no docstring, from which its documentation is made"
    if rule.options is not None:
        yield from _faults_of_options(rule.options)


def _faults_of_names(rule: type[Rule], known: dict[str, type[Rule]]) -> Iterator[str]:
    if not isinstance(rule.code, str) or not _CODE.fullmatch(rule.code):
        yield f"has the code {quoted(rule.code)}, not capital letters and three digits (`HSE001`)"
    if rule.code.startswith(_RESERVED):
        yield f"has the code {quoted(rule.code)}, but {quoted(_RESERVED)} is for internal errors"
    if not isinstance(rule.name, str) or not _NAME.fullmatch(rule.name):
        yield f"has the name {quoted(rule.name)}, not small letters with `-` (`title-end`)"
    if rule.code in known:
        yield f"has the code {quoted(rule.code)}, which another rule has"
    if any(rule.name == other.name for other in known.values()):
        yield f"has the name {quoted(rule.name)}, which another rule has"


def _faults_of_types(rule: type[Rule]) -> Iterator[str]:
    """Yield what has not the type that the base of rules gives it."""
    for word in ("roles", "keywords"):
        if not isinstance(getattr(rule, word, frozenset()), set | frozenset):
            yield f"has {quoted(word)} that are no set"
    for word, kind in (("good", Good), ("bad", Bad), ("yields_to", str), ("fixes", Safety)):
        values = getattr(rule, word)
        wanted = frozenset if word == "fixes" else tuple
        if not isinstance(values, wanted) or not all(isinstance(each, kind) for each in values):
            yield f"has {quoted(word)} that are no {wanted.__name__} of {quoted(kind.__name__)}"
    if not all(map(callable, getattr(rule, "skip_if", ()))):
        yield "has `skip_if` with what cannot be called"
    if not isinstance(rule.url(), str | None):
        yield "has a `url` that returns neither text nor None"


def _required(rule: type[Rule]) -> tuple[str, ...]:
    """Return the names of what a rule of this kind must have."""
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
        yield f"has options whose types cannot be told: {printable(str(error))}"
        return
    for name, hint in hints.items():
        if not _can_be_option(hint):
            yield f"has the option {quoted(name)} of a type that no config can hold"


def _can_be_option(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return get_args(hint)[:1] in {(each,) for each in _OPTION_TYPES}
    return hint in _OPTION_TYPES


def _error(entry_point: "EntryPoint", why: str) -> PluginError:
    package = entry_point.dist.name if entry_point.dist else entry_point.value
    return PluginError(printable(f"plug-in `{entry_point.name}` of {package}: {why}"))
