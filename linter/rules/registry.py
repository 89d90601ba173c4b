"""All rules, built-in and of plug-ins, by code, name and selector.

What names and selectors need is known of each rule without importing it: an import of all takes
several times as long as linting a file.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import Enum, auto
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.similar import nearest
from linter.rules import index
from linter.rules.entry_points import may_have_plugins

if TYPE_CHECKING:
    from linter.rules.base import Rule

ALL = "ALL"
"""The selector that names every rule."""

LONGEST_NAME = 60
"""The length up to which similar names are searched for; all names of rules are much shorter."""

# A code spelt with other signs, or with more or fewer zeros: `url-6`.
_FAMILY_AND_NUMBER = lazy_pattern(r"([a-z]+)[\W_]*([0-9]{1,9})")


class ConfigError(Exception):
    """Settings or plug-ins are wrong; the text has one line for each mistake."""


class Reach(Enum):
    """What the rules of a run may look at."""

    FILES = auto()
    WEB = auto()
    """Nothing but what servers answer."""
    ALL = auto()

    def has(self, rule: "KnownRule") -> bool:
        """Whether a rule runs within this."""
        return self is Reach.ALL or rule.needs_web == (self is Reach.WEB)


class KnownRule(NamedTuple):
    """What is known of a rule without importing it."""

    code: str
    name: str
    default: bool
    """Whether it runs without being selected."""
    compares_files: bool
    """Whether it is a `SiteRule`."""
    needs_web: bool
    """Whether it is about what servers answer."""
    family: str = ""
    """The folder of a built-in rule in `linter/rules/`."""
    own: "type[Rule] | None" = None
    """The class of a plug-in's rule, which is imported to be known."""

    @classmethod
    def of(cls, rule: "type[Rule]", family: str = "") -> "KnownRule":
        """Return what is known of a rule by its class."""
        from linter.rules.base import SiteRule

        compares_files, own = SiteRule in rule.__mro__, None if family else rule
        return cls(rule.code, rule.name, rule.default, compares_files, rule.needs_web, family, own)

    @property
    def module(self) -> str:
        """The module of a built-in rule."""
        name = f"{self.code}_{self.name}".lower().replace("-", "_")
        return f"{__package__}.{self.family}.{name}"


@cache
def known_rules() -> dict[str, KnownRule]:
    """Return every rule by its code, sorted: the built-in ones and those of plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    found = {row[0]: KnownRule(*row) for row in index.BUILT_IN}
    found |= {code: KnownRule.of(rule) for code, rule in _plugin_rules().items()}
    return dict(sorted(found.items()))


def rule_class(code: str) -> "type[Rule]":
    """Import the rule with a code."""
    return _imported(known_rules()[code])


@cache
def _imported(known: KnownRule) -> "type[Rule]":
    if known.own is not None:
        return known.own
    from linter.rules.plugins import rules_in

    module = import_module(known.module)
    return next(rule for rule in rules_in(module) if rule.code == known.code)


def all_rules() -> "dict[str, type[Rule]]":
    """Import every rule; return them by code, sorted.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    return {code: rule_class(code) for code in known_rules()}


@cache
def _plugin_rules() -> "dict[str, type[Rule]]":
    """Return the rules of plug-ins by their codes.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    if not may_have_plugins():
        return {}
    from linter.rules.plugins import PluginError, plugin_rules

    try:
        return plugin_rules({code: name for code, name, *_ in index.BUILT_IN})
    except PluginError as error:
        raise ConfigError(str(error)) from error


def contained() -> AbstractContextManager[None]:
    """Return the context in which rules run: `running_plugin_code` if there are plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    if not plugin_modules():
        return nullcontext()
    from linter.rules.containment import running_plugin_code

    return running_plugin_code()


def plugin_modules() -> frozenset[str]:
    """Return the names of the modules whose rules are those of plug-ins.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    return frozenset(rule.__module__ for rule in _plugin_rules().values())


def find_rule(code_or_name: str) -> "type[Rule]":
    """Return the rule with a code or name, whatever the case of its letters.

    Raises:
        ConfigError: no rule has it.

    """
    wanted = code_or_name.lower()
    for code, rule in known_rules().items():
        if wanted in (code.lower(), rule.name):
            return rule_class(code)
    raise ConfigError(f"no rule is called {quoted(code_or_name)}{did_you_mean(wanted)}")


@lru_cache(maxsize=64)
def chosen_codes(
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> frozenset[str]:
    """Return the codes of the rules that run, one set for all rule tables.

    The longest selector that names a rule decides, and `ignore` among equally long ones. An empty
    `select` means the rules that are on by default.

    Raises:
        ConfigError: a selector names no rule.

    """
    for selector in (*select, *extend_select, *ignore):
        check_selector(selector)
    return frozenset(
        rule.code
        for rule in known_rules().values()
        if _is_chosen(rule, select, extend_select, ignore)
    )


@lru_cache(maxsize=64)
def running_codes(
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    off: tuple[str, ...],
    reach: Reach,
) -> frozenset[str]:
    """Return `chosen_codes` within reach, without the rules that the selectors in `off` name.

    Raises:
        ConfigError: a selector names no rule.

    """
    chosen = (known_rules()[code] for code in chosen_codes(select, extend_select, ignore))
    return frozenset(rule.code for rule in chosen if reach.has(rule) and not _longest(off, rule))


def codes_of(selector: str) -> frozenset[str]:
    """Return the codes of the rules that a code, a prefix of codes, a name or `ALL` names."""
    return _codes_by_selector(tuple(known_rules())).get(selector.upper(), frozenset())


@lru_cache(maxsize=1)
def _codes_by_selector(codes: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return the codes that each selector, in capitals, names among some codes."""
    found: dict[str, set[str]] = {}
    for rule in map(known_rules().__getitem__, codes):
        prefixes = (rule.code[:length] for length in range(1, len(rule.code) + 1))
        for selector in (*prefixes, rule.name.upper(), ALL):
            found.setdefault(selector, set()).add(rule.code)
    return {selector: frozenset(codes) for selector, codes in found.items()}


def check_selector(selector: str) -> None:
    """Accept a code, a prefix of codes, a name, or `ALL`.

    Raises:
        ConfigError: it names no rule.

    """
    if not codes_of(selector):
        hint = did_you_mean(selector)
        raise ConfigError(f"no rule is called {quoted(selector)}, and no code starts with it{hint}")


def _is_chosen(
    rule: KnownRule, select: Sequence[str], extend_select: Sequence[str], ignore: Sequence[str]
) -> bool:
    # `ALL`, the least exact selector, has 1: any selector overrides the default set.
    by_default = 0.5 if rule.default and not select else 0.0
    selected = max(by_default, _longest((*select, *extend_select), rule))
    return selected > _longest(ignore, rule)


def _longest(selectors: Iterable[str], rule: KnownRule) -> int:
    return max((_exactness(selector, rule) for selector in selectors), default=0)


def _exactness(selector: str, rule: KnownRule) -> int:
    """Return how exactly a selector names a rule: 0 if not at all, 1 for `ALL`, more for codes."""
    wanted = selector.upper()
    if wanted == ALL:
        return 1
    if wanted.lower() == rule.name:
        return 1 + len(rule.code)
    return 1 + len(wanted) if wanted and rule.code.startswith(wanted) else 0


@lru_cache(maxsize=1024)
def did_you_mean(wanted: str) -> str:
    """Return the end of a message that suggests the rule with the most similar code or name."""
    names = {
        text: rule for rule in known_rules().values() for text in (rule.code.lower(), rule.name)
    }
    number = _FAMILY_AND_NUMBER.fullmatch(wanted.lower())
    meant = f"{number[1]}{int(number[2]):03}" if number else ""
    near = meant if meant in names else None
    if near is None and len(wanted) <= LONGEST_NAME:
        near = nearest(wanted.lower(), names)
    if near is None:
        return ""
    rule = names[near]
    return f"; did you mean `{rule.code}` ({rule.name})?"
