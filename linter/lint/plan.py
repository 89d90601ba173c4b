"""Which rules run, and on which shapes and keys."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from linter.config.settings import Settings
from linter.core.diagnostic import Severity
from linter.core.messages import printable
from linter.fastpath.texts import TextTest
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.profile import Profile
from linter.rules.base import (
    DocumentRule,
    EntryRule,
    FieldRule,
    Rule,
    SiteRule,
    SuppressionRule,
    ViolationRule,
    Where,
)
from linter.rules.registry import (
    ConfigError,
    chosen_codes,
    known_rules,
    rule_class,
)
from linter.schema.shape import Shape

if TYPE_CHECKING:
    from linter.fastpath.silence import Silence

_RuleKind = TypeVar("_RuleKind", bound=Rule)


class RuleGroup(NamedTuple):
    """Rules for one value that are silent on the same texts, so that these are tested once.

    Without such tests, linting the articles of `bench/` takes 13 % longer.
    """

    silent_on: TextTest | None
    rules: tuple[FieldRule, ...]

    def skips(self, value: object) -> bool:
        """Whether a value is text on which the rules are silent."""
        return (
            self.silent_on is not None and isinstance(value, str) and self.silent_on.passes(value)
        )


class FieldPlan(NamedTuple):
    """The rules for the value of one key, and those for each item of a list there."""

    value_groups: tuple[RuleGroup, ...]
    item_groups: tuple[RuleGroup, ...]


class ShapePlan(NamedTuple):
    """The rules for objects of one shape; `fields` holds only the keys that some rule checks."""

    entry_rules: tuple[EntryRule, ...]
    fields: Mapping[str, FieldPlan]


class RuleTable:
    """The rules that run, by kind, and the plan for each shape."""

    def __init__(self, settings: Settings, suspects: frozenset[str] | None = None) -> None:
        """Instantiate the chosen rules; of those that check files alone, with `suspects`, these.

        Raises:
            ConfigError: a selector names no rule, or a plug-in's rule cannot be made.

        """
        chosen = chosen_codes(settings.select, settings.extend_select, settings.ignored)
        self._options, self._severities = dict(settings.options), dict(settings.severities)
        self._made: dict[str, Rule] = {}
        self.codes = settings.codes
        self.fixable = settings.fixable_codes
        wanted = self.codes if suspects is None else self.codes & suspects
        self.rules = [self._rule(code) for code in sorted(wanted)]
        # A file in which a site rule is off still has facts for the files in which it is on.
        self._with_facts = sorted(
            code
            for code in chosen
            if known_rules()[code].compares_files and settings.reach.has(known_rules()[code])
        )
        self.document_rules = _of_kind(self.rules, DocumentRule)
        self.violation_rules = _of_kind(self.rules, ViolationRule)
        self.entry_rules = _of_kind(self.rules, EntryRule)
        self.field_rules = _of_kind(self.rules, FieldRule)
        self.suppression_rules = _of_kind(self.rules, SuppressionRule)
        self.codes_of_site = self.codes.intersection(self._with_facts)
        self.codes_of_web = frozenset(code for code in self.codes if known_rules()[code].needs_web)
        self.codes_without_site = frozenset(r.code for r in self.rules if not r.needs_site)
        self._plans: dict[tuple[Shape, Profile, Dialect], ShapePlan] = {}
        self._site_rules_by_shape: dict[Shape, tuple[SiteRule, ...]] = {}

    @cached_property
    def site_rules(self) -> list[SiteRule]:
        """The rules that take facts from files; without a site they are not imported."""
        return _of_kind(map(self._rule, self._with_facts), SiteRule)

    def site_rules_for(self, shape: Shape) -> tuple[SiteRule, ...]:
        """Return the rules that take facts from objects of a shape."""
        found = self._site_rules_by_shape.get(shape)
        if found is None:
            items = (part.items for part in shape.properties.values() if part.items is not None)
            roles = {*shape.keys_by_role, *(role for each in items for role in each.roles)}
            found = tuple(rule for rule in self.site_rules if not rule.roles.isdisjoint(roles))
            self._site_rules_by_shape[shape] = found
        return found

    def _rule(self, code: str) -> Rule:
        """Return the rule with a code; each is made once."""
        if code not in self._made:
            options, severity = self._options.get(code), self._severities.get(code)
            self._made[code] = _instance(rule_class(code), options, severity)
        return self._made[code]

    def plan(self, shape: Shape, profile: Profile, dialect: Dialect) -> ShapePlan:
        """Return the rules for objects of a shape and their reader; each is planned once."""
        plan = self._plans.get((shape, profile, dialect))
        if plan is None:
            plan = self._planned(shape, profile, dialect)
            self._plans[shape, profile, dialect] = plan
        return plan

    def _planned(self, shape: Shape, profile: Profile, dialect: Dialect) -> ShapePlan:
        where = Where(shape, None, frozenset(), shape, 0, profile, dialect)
        roles = shape.keys_by_role.keys()
        fields = {
            key: FieldPlan(
                self._groups_for(where._replace(value=part)),
                self._groups_for(where._replace(value=part.items)),
            )
            for key, part in shape.properties.items()
        }
        return ShapePlan(
            tuple(rule for rule in self.entry_rules if not rule.roles.isdisjoint(roles)),
            {key: field for key, field in fields.items() if any(field)},
        )

    def _groups_for(self, where: Where) -> tuple[RuleGroup, ...]:
        """Return the rules for values at a place, if the schema has one there."""
        by_silence: dict[Silence | None, list[FieldRule]] = {}
        for rule in self.field_rules:
            if not rule.roles.isdisjoint(where.roles):
                silence = rule.silence_at(where)
                is_of_texts = silence is not None and silence.is_of_texts
                by_silence.setdefault(silence if is_of_texts else None, []).append(rule)
        return tuple(
            RuleGroup(silence and _text_test(silence.texts, silence.suspects), tuple(rules))
            for silence, rules in by_silence.items()
        )


@lru_cache(maxsize=256)
def _text_test(patterns: tuple[str, ...], suspects: tuple[str, ...]) -> TextTest:
    """Return a test of texts, one object for all places and tables."""
    return TextTest(patterns, suspects)


def rule_table(settings: Settings, suspects: frozenset[str] | None = None) -> RuleTable:
    """Return the rule table of these settings; settings that differ in time alone share one.

    With `suspects` it has site rules, and rules with these codes.

    Raises:
        ConfigError: a selector names no rule, or a plug-in's rule cannot be made.

    """
    return timeless_table(settings.timeless, suspects)


@lru_cache(maxsize=256)
def timeless_table(settings: Settings, suspects: frozenset[str] | None) -> RuleTable:
    """Return the rule table of timeless settings, made once a process.

    Raises:
        ConfigError: a selector names no rule, or a plug-in's rule cannot be made.

    """
    return RuleTable(settings, suspects)


def _instance(rule: type[Rule], options: Any, severity: Severity | None) -> Rule:
    try:
        return rule(options, severity)
    except Exception as error:
        why = printable(f"{type(error).__name__}: {error}")
        raise ConfigError(f"rule {rule.code} cannot be made: {why}") from error


def _of_kind(rules: Iterable[Rule], kind: Callable[..., _RuleKind]) -> list[_RuleKind]:
    # `isinstance` with abstract classes takes 5 ms for all rules at start-up, this 0.06 ms.
    return [cast("_RuleKind", rule) for rule in rules if kind in type(rule).__mro__]
