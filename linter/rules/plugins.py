"""Rules of plug-ins: installed packages with an entry point in the group `articlelint.rules`.

The entry point names a rule, or a module all of whose rules count. A plug-in that cannot be used
ends the run with one line that names it, since the reader need not be its author.
"""

from collections.abc import Iterator, Mapping
from inspect import isabstract
from types import ModuleType
from typing import TYPE_CHECKING

from linter.core.messages import printable, quoted
from linter.rules.base import Rule
from linter.rules.entry_points import GROUP, may_have_plugins

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class PluginError(Exception):
    """A plug-in cannot be used; the text names it and the reason, in one line."""


def plugin_rules(known: Mapping[str, str]) -> dict[str, type[Rule]]:
    """Return the rules of all plug-ins by their codes; `known` are the names of the built-in ones.

    Raises:
        PluginError: a plug-in cannot be loaded, or one of its rules cannot be used.

    """
    found: dict[str, type[Rule]] = {}
    if not may_have_plugins():
        return found
    from importlib.metadata import entry_points

    for entry_point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        for rule in _loaded(entry_point):
            names = {code: each.name for code, each in found.items()}
            fault = _first_fault(rule, {**known, **names})
            if fault is not None:
                raise _error(entry_point, f"{quoted(rule.__name__)} {fault}")
            found[rule.code] = rule
    return found


def rules_in(module: object) -> Iterator[type[Rule]]:
    """Yield the rules among a module's attributes, each once, whatever their names."""
    for value in dict.fromkeys(each for each in vars(module).values() if isinstance(each, type)):
        if _is_rule(value):
            yield value


def _is_rule(value: type) -> bool:
    # `issubclass` with an abstract class takes 2 ms longer for all rules at start-up.
    return Rule in value.__mro__[1:] and not isabstract(value)


def _loaded(entry_point: "EntryPoint") -> list[type[Rule]]:
    """Import the object that an entry point names, and return its rules."""
    from linter.rules.containment import running_plugin_code
    from linter.rules.rule_faults import KIND_NAMES

    try:
        with running_plugin_code():
            loaded = entry_point.load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # even `SystemExit` is an error of the plug-in
        why = printable(f"{type(error).__name__}: {error}")
        raise _error(entry_point, f"cannot be loaded: {why}") from error
    if isinstance(loaded, type):
        found = [loaded] if _is_rule(loaded) else []
    else:
        rules = rules_in(loaded) if isinstance(loaded, ModuleType) else ()
        # Rules of articlelint that the module imports as base classes are not its own.
        found = [rule for rule in rules if not rule.__module__.startswith("linter.")]
    if not found:
        raise _error(
            entry_point, f"holds no rule, a class with `check` and one of {KIND_NAMES} as base"
        )
    return found


def _first_fault(rule: type[Rule], known: Mapping[str, str]) -> str | None:
    from linter.rules.containment import running_plugin_code
    from linter.rules.rule_faults import faults

    try:
        with running_plugin_code():
            return next(faults(rule, known), None)
    except Exception as error:  # noqa: BLE001 - attributes may be computed by code of the plug-in
        return f"cannot be looked at: {printable(f'{type(error).__name__}: {error}')}"


def _error(entry_point: "EntryPoint", why: str) -> PluginError:
    package = entry_point.dist.name if entry_point.dist else entry_point.value
    return PluginError(printable(f"plug-in `{entry_point.name}` of {package}: {why}"))
