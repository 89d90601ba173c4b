"""Finds the rules and chooses among them."""

import importlib
import pkgutil
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from inspect import isabstract

from linter import rules
from linter.config import ConfigError, Settings
from linter.rule import Rule


@cache
def all_rules() -> dict[str, type[Rule]]:
    """Return every built-in rule by its code, sorted; found by walking the package."""
    found: dict[str, type[Rule]] = {}
    for module_info in pkgutil.iter_modules(rules.__path__):
        if module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{rules.__name__}.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Rule) and not isabstract(value):
                found[value.code] = value
    return dict(sorted(found.items()))


def find_rule(code_or_name: str) -> type[Rule]:
    """Return the rule of a code or name, whatever the case of its letters.

    Raises:
        ConfigError: there is none.

    """
    wanted = code_or_name.lower()
    for rule in all_rules().values():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise ConfigError(f"no rule is called `{code_or_name}`{_did_you_mean(wanted)}")


def chosen_codes(settings: Settings) -> frozenset[str]:
    """Return the codes of the rules that run.

    Of the selectors that name a rule the longest counts, and among equals `ignore`.

    Raises:
        ConfigError: a selector names no rule.

    """
    for selector in (*settings.select, *settings.extend_select, *settings.ignore):
        check_selector(selector)
    return frozenset(rule.code for rule in all_rules().values() if _is_chosen(rule, settings))


def check_selector(selector: str) -> None:
    """Accept a code, a prefix of codes, a name, or `ALL`.

    Raises:
        ConfigError: it names no rule.

    """
    if not any(_weight(selector, rule) for rule in all_rules().values()):
        hint = _did_you_mean(selector.lower())
        raise ConfigError(f"no rule is called `{selector}`, nor starts with it{hint}")


def _is_chosen(rule: type[Rule], settings: Settings) -> bool:
    # Weights of 1 stand for `ALL`, so the default set is weaker than any selector.
    by_default = 0.5 if rule.default and not settings.select else 0.0
    selected = max(by_default, _heaviest((*settings.select, *settings.extend_select), rule))
    return selected > _heaviest(settings.ignore, rule)


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


def _did_you_mean(wanted: str) -> str:
    names = [text for rule in all_rules().values() for text in (rule.code.lower(), rule.name)]
    near = get_close_matches(wanted, names, 1)
    if not near:
        return ""
    return f"; did you mean `{find_rule(near[0]).code}` ({find_rule(near[0]).name})?"
