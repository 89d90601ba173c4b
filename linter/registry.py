"""Finds the rules, its own and those of plug-ins, and chooses among them.

A plug-in is an installed package with an entry point in the group `articlelint.rules` that names a
rule, or a module that holds rules.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from inspect import isabstract

from linter import rules
from linter.rule import Rule
from linter.text import printable

PLUGIN_GROUP = "articlelint.rules"
"""The entry points by which packages offer rules of their own."""

_CODE = re.compile(r"[A-Z]{2,10}[0-9]{3}")
# What the engine itself reports; no plug-in can speak for it.
_RESERVED = "INT"


class ConfigError(Exception):
    """Settings, or plug-ins, are wrong; the text says what, in one line."""


@cache
def all_rules() -> dict[str, type[Rule]]:
    """Return every rule by its code, sorted: the built-in ones and those of plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    found: dict[str, type[Rule]] = {}
    for module_info in pkgutil.iter_modules(rules.__path__):
        if not module_info.name.startswith("_"):
            module = importlib.import_module(f"{rules.__name__}.{module_info.name}")
            found.update((rule.code, rule) for rule in _rules_in(module))
    for entry_point in sorted(entry_points(group=PLUGIN_GROUP), key=lambda each: each.name):
        for rule in _plugin_rules(entry_point):
            _check_plugin(rule, entry_point, found)
            found[rule.code] = rule
    return dict(sorted(found.items()))


def _rules_in(module: object) -> Iterator[type[Rule]]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Rule) and not isabstract(value):
            yield value


def _plugin_rules(entry_point: EntryPoint) -> list[type[Rule]]:
    """Import what an entry point names, and return its rules."""
    try:
        loaded = entry_point.load()
        found = [loaded] if isinstance(loaded, type) else list(_rules_in(loaded))
    except Exception as error:  # a plug-in's bug is told in one line, whatever it is
        why = printable(f"{type(error).__name__}: {error}")
        raise _plugin_error(entry_point, f"cannot be loaded: {why}") from error
    if not found or not all(issubclass(rule, Rule) and not isabstract(rule) for rule in found):
        raise _plugin_error(entry_point, "holds no rule")
    return found


def _check_plugin(rule: type[Rule], entry_point: EntryPoint, known: dict[str, type[Rule]]) -> None:
    """Accept a plug-in's rule.

    Raises:
        ConfigError: it lacks what every rule has, or is called like another one.

    """
    missing = [word for word in ("code", "name", "severity") if not hasattr(rule, word)]
    if missing:
        raise _plugin_error(entry_point, f"{rule.__name__} lacks `{missing[0]}`")
    if not _CODE.fullmatch(rule.code) or rule.code.startswith(_RESERVED):
        raise _plugin_error(entry_point, f"`{rule.code}` cannot be the code of a rule")
    if rule.code in known or any(rule.name == other.name for other in known.values()):
        raise _plugin_error(entry_point, f"there is a rule {rule.code} or {rule.name} already")


def _plugin_error(entry_point: EntryPoint, why: str) -> ConfigError:
    package = entry_point.dist.name if entry_point.dist else entry_point.value
    return ConfigError(f"plug-in `{entry_point.name}` of {package}: {why}")


def find_rule(code_or_name: str) -> type[Rule]:
    """Return the rule of a code or name, whatever the case of its letters.

    Raises:
        ConfigError: there is none.

    """
    wanted = code_or_name.lower()
    for rule in all_rules().values():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise ConfigError(f"no rule is called `{code_or_name}`{did_you_mean(wanted)}")


def chosen_codes(
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
) -> frozenset[str]:
    """Return the codes of the rules that run.

    Of the selectors that name a rule the longest counts, and among equals `ignore`. Without any in
    `select` it stands for the rules that are on by default.

    Raises:
        ConfigError: a selector names no rule.

    """
    for selector in (*select, *extend_select, *ignore):
        check_selector(selector)
    return frozenset(
        rule.code
        for rule in all_rules().values()
        if _is_chosen(rule, select, extend_select, ignore)
    )


def named_codes(selectors: Sequence[str]) -> frozenset[str]:
    """Return the codes of the rules that selectors name."""
    return frozenset(rule.code for rule in all_rules().values() if _heaviest(selectors, rule))


def codes_of(selector: str) -> frozenset[str]:
    """Return the codes of the rules that a code, a prefix of codes, a name or `ALL` names."""
    return frozenset(rule.code for rule in all_rules().values() if _weight(selector, rule))


def check_selector(selector: str) -> None:
    """Accept a code, a prefix of codes, a name, or `ALL`.

    Raises:
        ConfigError: it names no rule.

    """
    if not codes_of(selector):
        hint = did_you_mean(selector)
        raise ConfigError(f"no rule is called `{selector}`, nor starts with it{hint}")


def _is_chosen(
    rule: type[Rule], select: Sequence[str], extend_select: Sequence[str], ignore: Sequence[str]
) -> bool:
    # Weights of 1 stand for `ALL`, so the default set is weaker than any selector.
    by_default = 0.5 if rule.default and not select else 0.0
    selected = max(by_default, _heaviest((*select, *extend_select), rule))
    return selected > _heaviest(ignore, rule)


def _heaviest(selectors: Iterable[str], rule: type[Rule]) -> int:
    return max((_weight(selector, rule) for selector in selectors), default=0)


def _weight(selector: str, rule: type[Rule]) -> int:
    """Return how exactly a selector names a rule; 0 where it does not."""
    wanted = selector.upper()
    if wanted == "ALL":
        return 1
    if wanted.lower() == rule.name:
        return 1 + len(rule.code)
    return 1 + len(wanted) if wanted and rule.code.startswith(wanted) else 0


def did_you_mean(wanted: str) -> str:
    """Return the end of a message that names the rule whose code or name is spelt most alike."""
    names = [text for rule in all_rules().values() for text in (rule.code.lower(), rule.name)]
    near = get_close_matches(wanted.lower(), names, 1)
    if not near:
        return ""
    return f"; did you mean `{find_rule(near[0]).code}` ({find_rule(near[0]).name})?"
