"""Which rules run, and on which shapes and keys."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast

from linter.config.settings import Settings
from linter.core.diagnostic import Severity
from linter.core.messages import printable
from linter.rules.base import (
    DocumentRule,
    EntryRule,
    FieldRule,
    Rule,
    SiteRule,
    SuppressionRule,
    ViolationRule,
)
from linter.rules.registry import ConfigError, all_rules, chosen_codes, named_codes
from linter.schema.shape import Shape

_RuleKind = TypeVar("_RuleKind", bound=Rule)


class RuleGroup(NamedTuple):
    """Rules for one value that share their fast checks, so that these run once for all of them.

    Without fast checks, linting the articles of `bench/` takes 13 % longer.
    """

    skip_if: tuple[Callable[[str], bool], ...]
    rules: tuple[FieldRule, ...]

    def skips(self, value: object) -> bool:
        """Whether a value is text that one of the fast checks rules out."""
        if isinstance(value, str):
            # A generator for `any` would take longer than the checks.
            for check in self.skip_if:
                if check(value):
                    return True
        return False


class FieldPlan(NamedTuple):
    """The rules for the value of one key, and those for each item of a list there."""

    value_groups: tuple[RuleGroup, ...]
    item_groups: tuple[RuleGroup, ...]


class ShapePlan(NamedTuple):
    """The rules for objects of one shape; `fields` holds only the keys that some rule checks."""

    entry_rules: tuple[EntryRule, ...]
    site_rules: tuple[SiteRule, ...]
    fields: Mapping[str, FieldPlan]


class RuleTable:
    """The rules that run, by kind, and the plan for each shape."""

    def __init__(self, settings: Settings) -> None:
        """Instantiate the chosen rules.

        Raises:
            ConfigError: a selector names no rule, or a plug-in's rule cannot be made.

        """
        chosen = chosen_codes(settings.select, settings.extend_select, settings.ignore)
        off = named_codes(settings.off)
        options, severities = dict(settings.options), dict(settings.severities)
        rules = [
            _instance(rule, options.get(code), severities.get(code))
            for code, rule in all_rules().items()
            if code in chosen
        ]
        # A file in which a site rule is off still has facts for the files in which it is on.
        self.site_rules = _of_kind(rules, SiteRule)
        self.rules = [rule for rule in rules if rule.code not in off]
        self.codes = chosen - off
        self.document_rules = _of_kind(self.rules, DocumentRule)
        self.violation_rules = _of_kind(self.rules, ViolationRule)
        self.entry_rules = _of_kind(self.rules, EntryRule)
        self.field_rules = _of_kind(self.rules, FieldRule)
        self.suppression_rules = _of_kind(self.rules, SuppressionRule)
        self.codes_of_site = self.codes & {rule.code for rule in self.site_rules}
        self.codes_without_site = frozenset(r.code for r in self.rules if not r.needs_site)
        self._plans: dict[Shape, ShapePlan] = {}

    def plan(self, shape: Shape) -> ShapePlan:
        """Return the rules for objects of a shape; each shape is planned once."""
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = self._planned(shape)
        return plan

    def _planned(self, shape: Shape) -> ShapePlan:
        roles = shape.keys_by_role.keys()
        fields = {
            key: FieldPlan(
                self._groups_for(part.roles),
                self._groups_for(part.items.roles if part.items else frozenset()),
            )
            for key, part in shape.properties.items()
        }
        roles_with_items = roles | {
            role
            for part in shape.properties.values()
            if part.items is not None
            for role in part.items.roles
        }
        return ShapePlan(
            tuple(rule for rule in self.entry_rules if not rule.roles.isdisjoint(roles)),
            tuple(rule for rule in self.site_rules if not rule.roles.isdisjoint(roles_with_items)),
            {key: field for key, field in fields.items() if any(field)},
        )

    def _groups_for(self, roles: frozenset[str]) -> tuple[RuleGroup, ...]:
        by_checks: dict[tuple[Callable[[str], bool], ...], list[FieldRule]] = {}
        for rule in self.field_rules:
            if not rule.roles.isdisjoint(roles):
                by_checks.setdefault(rule.skip_if, []).append(rule)
        return tuple(RuleGroup(checks, tuple(rules)) for checks, rules in by_checks.items())


@lru_cache(maxsize=64)
def rule_table(settings: Settings) -> RuleTable:
    """Return the rule table of these settings, made once a process.

    Raises:
        ConfigError: a selector names no rule, or a plug-in's rule cannot be made.

    """
    return RuleTable(settings)


def _instance(rule: type[Rule], options: Any, severity: Severity | None) -> Rule:
    try:
        return rule(options, severity)
    except Exception as error:
        why = printable(f"{type(error).__name__}: {error}")
        raise ConfigError(f"rule {rule.code} cannot be made: {why}") from error


def _of_kind(rules: Iterable[Rule], kind: Callable[..., _RuleKind]) -> list[_RuleKind]:
    # `isinstance` with abstract classes takes 5 ms for all rules at start-up, this 0.06 ms.
    return [cast("_RuleKind", rule) for rule in rules if kind in type(rule).__mro__]
