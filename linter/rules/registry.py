"""All rules, built-in and of plug-ins, by code, name and selector."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from types import ModuleType

from linter import rules
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.similar import nearest
from linter.rules.base import Rule
from linter.rules.plugins import PluginError, plugin_rules, rules_in

LONGEST_NAME = 60
"""The length up to which similar names are searched for; all names of rules are much shorter."""

# A code spelt with other signs, or with more or fewer zeros: `url-6`.
_FAMILY_AND_NUMBER = lazy_pattern(r"([a-z]+)[\W_]*([0-9]{1,9})")

_RULE_MODULE = lazy_pattern(r"[a-z]{3}[0-9]{3}_")


class ConfigError(Exception):
    """Settings or plug-ins are wrong; the text has one line for each mistake."""


@cache
def all_rules() -> dict[str, type[Rule]]:
    """Return every rule by its code, sorted: the built-in ones and those of plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    found: dict[str, type[Rule]] = {}
    for family in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        if family.ispkg:
            for module in _modules_of(family.name):
                found.update((rule.code, rule) for rule in rules_in(module))
    try:
        found |= plugin_rules(found)
    except PluginError as error:
        raise ConfigError(str(error)) from error
    return dict(sorted(found.items()))


def contained() -> AbstractContextManager[None]:
    """Return the context in which rules run: `running_plugin_code` if there are plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    if not plugin_modules():
        return nullcontext()
    from linter.rules.containment import running_plugin_code

    return running_plugin_code()


@cache
def plugin_modules() -> frozenset[str]:
    """Return the names of the modules whose rules are those of plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    modules = {rule.__module__ for rule in all_rules().values()}
    return frozenset(each for each in modules if not each.startswith(f"{rules.__name__}."))


def _modules_of(family: str) -> Iterator[ModuleType]:
    """Import the modules of one family of rules; the name of each begins with the rule's code."""
    for info in pkgutil.iter_modules(importlib.import_module(family).__path__):
        if _RULE_MODULE.match(info.name):
            yield importlib.import_module(f"{family}.{info.name}")


def find_rule(code_or_name: str) -> type[Rule]:
    """Return the rule with a code or name, whatever the case of its letters.

    Raises:
        ConfigError: no rule has it.

    """
    wanted = code_or_name.lower()
    for rule in all_rules().values():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise ConfigError(f"no rule is called {quoted(code_or_name)}{did_you_mean(wanted)}")


def chosen_codes(
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
) -> frozenset[str]:
    """Return the codes of the rules that run.

    The longest selector that names a rule decides, and `ignore` among equally long ones. An empty
    `select` means the rules that are on by default.

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
    return frozenset(rule.code for rule in all_rules().values() if _longest(selectors, rule))


def codes_of(selector: str) -> frozenset[str]:
    """Return the codes of the rules that a code, a prefix of codes, a name or `ALL` names."""
    return _codes_by_selector(tuple(all_rules())).get(selector.upper(), frozenset())


@lru_cache(maxsize=1)
def _codes_by_selector(codes: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return the codes that each selector, in capitals, names among some codes."""
    found: dict[str, set[str]] = {}
    for rule in map(all_rules().__getitem__, codes):
        prefixes = (rule.code[:length] for length in range(1, len(rule.code) + 1))
        for selector in (*prefixes, rule.name.upper(), "ALL"):
            found.setdefault(selector, set()).add(rule.code)
    return {selector: frozenset(codes) for selector, codes in found.items()}


def check_selector(selector: str) -> None:
    """Accept a code, a prefix of codes, a name, or `ALL`.

    Raises:
        ConfigError: it names no rule.

    """
    if not codes_of(selector):
        hint = did_you_mean(selector)
        raise ConfigError(f"no rule is called {quoted(selector)}, nor starts with it{hint}")


def _is_chosen(
    rule: type[Rule], select: Sequence[str], extend_select: Sequence[str], ignore: Sequence[str]
) -> bool:
    # `ALL`, the least exact selector, has 1: any selector overrides the default set.
    by_default = 0.5 if rule.default and not select else 0.0
    selected = max(by_default, _longest((*select, *extend_select), rule))
    return selected > _longest(ignore, rule)


def _longest(selectors: Iterable[str], rule: type[Rule]) -> int:
    return max((_exactness(selector, rule) for selector in selectors), default=0)


def _exactness(selector: str, rule: type[Rule]) -> int:
    """Return how exactly a selector names a rule: 0 if not at all, 1 for `ALL`, more for codes."""
    wanted = selector.upper()
    if wanted == "ALL":
        return 1
    if wanted.lower() == rule.name:
        return 1 + len(rule.code)
    return 1 + len(wanted) if wanted and rule.code.startswith(wanted) else 0


@lru_cache(maxsize=1024)
def did_you_mean(wanted: str) -> str:
    """Return the end of a message that suggests the rule with the most similar code or name."""
    names = {text: rule for rule in all_rules().values() for text in (rule.code.lower(), rule.name)}
    number = _FAMILY_AND_NUMBER.fullmatch(wanted.lower())
    meant = f"{number[1]}{int(number[2]):03}" if number else ""
    near = meant if meant in names else None
    if near is None and len(wanted) <= LONGEST_NAME:
        near = nearest(wanted.lower(), names)
    if near is None:
        return ""
    rule = names[near]
    return f"; did you mean `{rule.code}` ({rule.name})?"
