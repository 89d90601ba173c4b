"""Makes the plan by which files of one kind are proved clean, from a schema and what rules state.

Rules that report violations of the schema are silent where the data is valid, and those about
suppressions where there are none; all others state it themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from linter.fastpath.functions import can_be_named
from linter.fastpath.plan import Check, FactPlan, KeyPlan, ObjectPlan, Plan, Stated, TextPlan
from linter.fastpath.silence import REPEATED, Silence
from linter.frontmatter.scalars.dialect import Dialect
from linter.lint.plan import RuleTable
from linter.lint.validity_plan import validity_plan
from linter.profiles.profile import Profile
from linter.rules.base import FieldRule, Rule, Where
from linter.schema.schema import Schema
from linter.schema.shape import Shape

_DEEPEST = 8


class HeldTo(NamedTuple):
    """What files of one kind are held to, beside the rules."""

    schema: Schema
    profile: Profile
    dialect: Dialect
    has_site: bool


@lru_cache(maxsize=64)
def proof_plan(table: RuleTable, held_to: HeldTo) -> Plan | None:
    """Return the plan for files of one kind, made once a process; None if nothing can be proved."""
    return _Planner(table, held_to).plan()


class _UnplannedError(Exception):
    """Some part cannot be planned, so that nothing can be proved."""


class _Applied(NamedTuple):
    """A rule with its roles, and what it states about one place."""

    rule: Rule
    roles: frozenset[str]
    silence: Silence | None


class _TextKey(NamedTuple):
    """What text plans differ in."""

    patterns: frozenset[str]
    suspects: frozenset[str]
    is_date: bool
    is_unquoted: bool


class _Codes:
    """The codes of the rules that state something about texts: each pattern, and `unquoted`."""

    def __init__(self) -> None:
        self._by_pattern: dict[str, set[str]] = defaultdict(set)
        self._unquoted: set[str] = set()

    def add(self, code: str, silence: Silence) -> None:
        for pattern in (*silence.texts, *silence.suspects):
            self._by_pattern[pattern].add(code)
        if silence.unquoted:
            self._unquoted.add(code)

    def plan(self, key: _TextKey) -> TextPlan:
        return TextPlan(
            self._stated(key.patterns),
            self._stated(key.suspects),
            key.is_date,
            sorted(self._unquoted),
        )

    def _stated(self, patterns: frozenset[str]) -> list[Stated]:
        return [Stated(each, sorted(self._by_pattern[each])) for each in sorted(patterns)]


class _Planner:
    """Makes one plan."""

    def __init__(self, table: RuleTable, held_to: HeldTo) -> None:
        self._table = table
        self._held_to = held_to
        self._objects: list[ObjectPlan | None] = []
        self._known: dict[tuple[Any, ...], int] = {}
        # The first one is for texts that the schema does not describe.
        undescribed = _TextKey(frozenset(), frozenset(), is_date=True, is_unquoted=False)
        self._texts = {undescribed: (0, _Codes())}
        self._everywhere: dict[str, list[tuple[str, Silence]]] = defaultdict(list)
        self._unstated: set[str] = set()
        """The document rules that state nothing."""

    def plan(self) -> Plan | None:
        """Return the plan; None if there is none."""
        schema, _, dialect, _ = self._held_to
        where = self._where(schema.shape, frozenset(), schema.shape, 0)
        try:
            for applied in self._applied(where):
                self._take_everywhere(applied)
            self._take_patterns_of_facts(where)
            self._object(where)
        except _UnplannedError:
            return None
        front_matter, *others = (each for each in self._objects if each is not None)
        unstated = sorted({*front_matter.unstated, *self._unstated})
        return Plan(
            [front_matter._replace(unstated=unstated), *others],
            [codes.plan(key) for key, (_, codes) in self._texts.items()],
            [*self._facts(where)] if self._held_to.has_site else [],
            [rule.code for rule in self._table.violation_rules],
            [
                rule.code
                for rule in self._table.document_rules
                if _silence_at(rule, where) == Silence()
            ],
            dialect.has_times,
            dialect is Dialect.JEKYLL,
            dict(schema.spellings(dialect)),
            validity_plan(schema),
        )

    def _rules(self) -> Iterator[Rule]:
        """Yield the rules that may find something by themselves."""
        table, has_site = self._table, self._held_to.has_site
        rules = (*table.document_rules, *table.entry_rules, *table.field_rules)
        return (rule for rule in rules if has_site or not rule.needs_site)

    def _where(self, shape: Shape, list_roles: frozenset[str], owner: Shape, depth: int) -> Where:
        _, profile, dialect, _ = self._held_to
        return Where(shape, None, list_roles, owner, depth, profile, dialect)

    def _applied(self, where: Where) -> Iterator[_Applied]:
        """Yield the rules, each with what it states about a place."""
        for rule in self._rules():
            silence = _silence_at(rule, where)
            roles: frozenset[str] = getattr(rule, "roles", frozenset())
            yield _Applied(rule, roles or (silence.roles if silence else roles), silence)

    def _take_everywhere(self, applied: _Applied) -> None:
        """Keep the patterns that hold for texts with other roles than the rule's own."""
        rule, _, silence = applied
        if silence is None:
            if rule in self._table.document_rules:
                self._unstated.add(rule.code)
            return
        for role in silence.roles:
            self._everywhere[role].append((rule.code, silence))

    def _take_patterns_of_facts(self, where: Where) -> None:
        for rule in self._table.site_rules if self._held_to.has_site else ():
            silence = _silence_at(rule, where)
            if silence is not None:
                for role in rule.roles:
                    self._everywhere[role].append((rule.code, silence))

    def _object(self, where: Where) -> int:
        """Plan an object, and those in it; return the index of its plan."""
        if where.depth > _DEEPEST:
            raise _UnplannedError
        key = (where.shape, where.list_roles, where.owner, where.depth)
        if key in self._known:
            return self._known[key]
        index = self._known[key] = len(self._objects)
        self._objects.append(None)
        shape = where.shape
        applied = [each for each in self._applied(where) if _is_for(each, shape)]
        unstated = {
            each.rule.code
            for each in applied
            if each.silence is None and not isinstance(each.rule, FieldRule)
        }
        unproven = [
            *self._unstated_keys(applied, where),
            *(self._factless_keys(where) if self._held_to.has_site else ()),
        ]
        own_checks = [check for each in applied for check in _checks(each, of_objects=True)]
        item_checks = [] if where.depth else list(self._item_checks(where))
        self._objects[index] = ObjectPlan(
            {key: self._key(where, key, applied) for key in shape.properties},
            self._nested(where),
            self._lists(where),
            _unique([*own_checks, *item_checks]),
            _unique(check for each in applied for check in _site_checks(each)),
            _by_key(unproven),
            sorted(unstated),
        )
        return index

    def _item_checks(self, where: Where) -> Iterator[Check]:
        """Yield the checks of an item: those of rules for it, or for an object nested in it."""
        for shape in _scope(where.shape, 0):
            for applied in self._applied(where._replace(shape=shape)):
                is_of_article = not applied.roles and shape is self._held_to.schema.shape
                if is_of_article or _is_for(applied, shape):
                    yield from _checks(applied, of_objects=False)

    def _nested(self, where: Where) -> list[tuple[str, int]]:
        found = []
        for key, shape in where.shape.objects:
            if shape.properties:
                inner = where._replace(shape=shape, list_roles=frozenset(), depth=where.depth + 1)
                found.append((key, self._object(inner)))
        return found

    def _lists(self, where: Where) -> list[tuple[str, list[str], int]]:
        found = []
        for key, shape in where.shape.objects:
            items = shape.items
            if items is not None:
                inner = self._where(items, shape.roles, items, 0)
                found.append((key, sorted(shape.roles), self._object(inner)))
        return found

    def _key(self, where: Where, key: str, applied: list[_Applied]) -> KeyPlan:
        part, items = where.shape.properties[key], where.shape.properties[key].items
        is_date = key not in where.shape.texts
        return KeyPlan(
            self._text(where, part, applied, is_date=is_date),
            -1 if items is None else self._text(where, items, applied, is_date=is_date),
            sorted(part.roles - REPEATED),
        )

    def _text(
        self,
        where: Where,
        part: Shape,
        applied: list[_Applied],
        *,
        is_date: bool,
    ) -> int:
        """Return the index of the plan for texts at a place; -1 for none."""
        stated = [each for role in part.roles for each in self._everywhere.get(role, ())]
        for rule, roles, _ in applied:
            silence = _silence_at(rule, where._replace(value=part))
            if silence is not None and not silence.roles and not roles.isdisjoint(part.roles):
                stated.append((rule.code, silence))
        key = _TextKey(
            frozenset(pattern for _, silence in stated for pattern in silence.texts),
            frozenset(suspect for _, silence in stated for suspect in silence.suspects),
            is_date and (not part.types or "string" in part.types),
            any(silence.unquoted for _, silence in stated),
        )
        has_dates = key.is_date and self._held_to.dialect.has_times
        if not (key.patterns or key.suspects or has_dates):
            return -1
        index, codes = self._texts.setdefault(key, (len(self._texts), _Codes()))
        for code, silence in stated:
            codes.add(code, silence)
        return index

    @staticmethod
    def _unstated_keys(applied: list[_Applied], where: Where) -> Iterator[tuple[str, str]]:
        """Yield the keys about whose values a rule states nothing, or not enough, with its code."""
        for rule, roles, _ in applied:
            for key, part in where.shape.properties.items():
                items = part.items
                has_items = items is not None and not roles.isdisjoint(items.roles)
                if not has_items and roles.isdisjoint(part.roles):
                    continue
                silence = _silence_at(rule, where._replace(value=items if has_items else part))
                is_unseen = silence is not None and (silence.holds or silence.in_site)
                if silence is None or (has_items and is_unseen and isinstance(rule, FieldRule)):
                    yield key, rule.code

    def _factless_keys(self, where: Where) -> Iterator[tuple[str, str]]:
        """Yield the keys with facts of which a rule states none, with its code."""
        is_top = where.shape is self._held_to.schema.shape and not where.depth
        for rule in self._table.site_rules:
            silence = _silence_at(rule, where)
            of_article = silence is not None and silence.of_article
            is_planned = silence is not None and silence.facts is not None and is_top
            is_inside = where.owner is self._held_to.schema.shape
            for key, part in where.shape.properties.items():
                in_items = part.items is not None and not rule.roles.isdisjoint(part.items.roles)
                in_value = not rule.roles.isdisjoint(part.roles)
                if (in_value and not is_planned and (is_inside or not of_article)) or in_items:
                    yield key, rule.code

    def _facts(self, where: Where) -> Iterator[FactPlan]:
        shape = where.shape
        for rule in self._table.site_rules:
            silence = _silence_at(rule, where)
            if silence is None or silence.facts is None:
                continue
            if rule.roles.isdisjoint(shape.keys_by_role):
                continue
            roles = sorted(rule.roles & shape.keys_by_role.keys())
            keys = [list(shape.keys_by_role[role]) for role in roles]
            yield FactPlan(rule.code, _name(silence.facts), keys)


def _silence_at(rule: Rule, where: Where) -> Silence | None:
    """Return what a rule states about a place; None too where a plan may not name its functions."""
    silence = rule.silence_at(where)
    if silence is None:
        return None
    functions = (silence.holds, silence.in_site, silence.facts)
    return silence if all(each is None or can_be_named(each) for each in functions) else None


def _is_for(applied: _Applied, shape: Shape) -> bool:
    """Whether a rule is for objects of a shape: a key, or the items of its list, has its role."""
    if not applied.roles.isdisjoint(shape.keys_by_role):
        return True
    return isinstance(applied.rule, FieldRule) and any(
        part.items is not None and not applied.roles.isdisjoint(part.items.roles)
        for part in shape.properties.values()
    )


def _scope(shape: Shape, depth: int) -> Iterator[Shape]:
    """Yield a shape and those of the objects nested in it without a list between."""
    if depth > _DEEPEST:
        raise _UnplannedError
    yield shape
    for _, inner in shape.objects:
        if inner.properties:
            yield from _scope(inner, depth + 1)


def _checks(applied: _Applied, *, of_objects: bool) -> Iterator[Check]:
    silence = applied.silence
    if silence is not None and silence.holds is not None and silence.of_objects == of_objects:
        options = [list(each) if isinstance(each, tuple) else each for each in silence.options]
        yield Check(_name(silence.holds), options, [applied.rule.code])


def _site_checks(applied: _Applied) -> Iterator[Check]:
    silence = applied.silence
    if silence is not None and silence.in_site is not None:
        yield Check(_name(silence.in_site), [], [applied.rule.code])


def _name(function: Any) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def _unique(checks: Iterable[Check]) -> list[Check]:
    """Return each check once, with the codes of all rules that state it."""
    found: dict[tuple[str, str], Check] = {}
    for check in checks:
        same = found.setdefault((check.name, repr(check.arguments)), check)
        same.codes.extend({*check.codes}.difference(same.codes))
    return list(found.values())


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the codes of each key, both sorted."""
    codes: dict[str, set[str]] = defaultdict(set)
    for key, code in pairs:
        codes[key].add(code)
    return {key: sorted(codes[key]) for key in sorted(codes)}
