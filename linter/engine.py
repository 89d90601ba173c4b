"""Lints one file: pure, no files, no printing.

source → document → violations, entries, fields → rules → findings → diagnostics
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from linter.config import Settings
from linter.diagnostic import Diagnostic, Finding, Severity
from linter.document import Document
from linter.entries import Entry, Field, entries, times_for_text
from linter.redaction import secret_spans
from linter.registry import all_rules, chosen_codes, named_codes
from linter.rule import (
    Context,
    DocumentRule,
    EntryRule,
    Fact,
    FieldRule,
    Place,
    Rule,
    SiteRule,
    ViolationRule,
)
from linter.scalars import Dialect
from linter.schema import A_TIME, Schema, Shape, Violation
from linter.site import Site
from linter.source import Source
from linter.text import LineIndex, Position, Span, printable

INTERNAL_ERROR = "INT001"
INTERNAL_ERROR_NAME = "internal-error"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What was found in one file, with what reporters need to show it."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    secrets: tuple[Span, ...]
    facts: tuple[tuple[str, Fact], ...] = ()
    """What the file tells the rules over the whole site, by their codes."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A finding and the rule that made it."""

    rule: Rule
    finding: Finding

    @property
    def severity(self) -> Severity:
        return self.rule.severity_of(self.finding)


class Plan(NamedTuple):
    """The rules that look at objects of one shape.

    `properties` are the keys that some rule asks about, with the rules for the value and those for
    each item of a list there.
    """

    entry_rules: tuple[EntryRule, ...]
    site_rules: tuple[SiteRule, ...]
    properties: tuple[tuple[str, tuple[FieldRule, ...], tuple[FieldRule, ...]], ...]


class RuleTable:
    """The rules that run, sorted by what they look at."""

    def __init__(self, settings: Settings) -> None:
        """Instantiate the chosen rules.

        Raises:
            ConfigError: a selector names no rule.

        """
        chosen = chosen_codes(settings.select, settings.extend_select, settings.ignore)
        off = named_codes(settings.off)
        options, severities = dict(settings.options), dict(settings.severities)
        rules = [
            rule(options.get(code), severities.get(code))
            for code, rule in all_rules().items()
            if code in chosen
        ]
        # What a file says of itself counts for other files, in which the rule is on.
        self.site_rules = [rule for rule in rules if isinstance(rule, SiteRule)]
        self.rules = [rule for rule in rules if rule.code not in off]
        self.codes = chosen - off
        self.document_rules = [rule for rule in self.rules if isinstance(rule, DocumentRule)]
        self.violation_rules = [rule for rule in self.rules if isinstance(rule, ViolationRule)]
        self.entry_rules = [rule for rule in self.rules if isinstance(rule, EntryRule)]
        self.field_rules = [rule for rule in self.rules if isinstance(rule, FieldRule)]
        self._plans: dict[int, tuple[Shape, Plan]] = {}

    def plan(self, shape: Shape) -> Plan:
        """Return what is asked about objects of a shape, worked out once."""
        known = self._plans.get(id(shape))
        if known is None:
            # The shape is kept, so that no other one can come to have its identity.
            known = self._plans[id(shape)] = (shape, self._planned(shape))
        return known[1]

    def _planned(self, shape: Shape) -> Plan:
        own = shape.keys_by_role.keys()
        properties = (
            (
                key,
                self._rules_for(part.roles),
                self._rules_for(part.items.roles if part.items else frozenset()),
            )
            for key, part in shape.properties.items()
        )
        return Plan(
            tuple(rule for rule in self.entry_rules if not rule.roles.isdisjoint(own)),
            tuple(rule for rule in self.site_rules if not rule.roles.isdisjoint(own)),
            tuple(each for each in properties if each[1] or each[2]),
        )

    def _rules_for(self, roles: frozenset[str]) -> tuple[FieldRule, ...]:
        return tuple(rule for rule in self.field_rules if not rule.roles.isdisjoint(roles))


@lru_cache(maxsize=64)
def rule_table(settings: Settings) -> RuleTable:
    """Return the rules of these settings, made once a process."""
    return RuleTable(settings)


def lint(
    source: Source,
    schema: Schema,
    settings: Settings,
    site: Site | None = None,
    *,
    dialect: Dialect = Dialect.JEKYLL,
) -> FileResult:
    """Return everything that the chosen rules find in a file, and its facts.

    A rule that raises becomes one finding that names it, and the other rules go on.

    Raises:
        ConfigError: the settings name no such rule.

    """
    document = Document(source, dialect)
    table = rule_table(settings)
    context = Context(document, schema, settings.now, entries(document, schema.shape), site)
    hits = _run(table, context)
    facts, failed = _collected(table, context) if site is not None else ([], [])
    hits += failed
    if not hits:
        return FileResult(source, (), (), tuple(facts))
    diagnostics = _diagnostics(_exact(hits), document)
    secrets = secret_spans(document, context.entries, schema.shape)
    return FileResult(source, tuple(diagnostics), secrets, tuple(facts))


def secrets_in(
    source: Source, schema: Schema, dialect: Dialect = Dialect.JEKYLL
) -> tuple[Span, ...]:
    """Return the spans of a file that no output may show."""
    document = Document(source, dialect)
    return secret_spans(document, entries(document, schema.shape), schema.shape)


def check_site(
    facts: Sequence[tuple[str, Fact]], settings: Settings, lines_of: Callable[[str], LineIndex]
) -> list[Diagnostic]:
    """Return what the rules over the whole site find in the facts of its files.

    `lines_of` gives the rows and columns of a file; it is asked only for files with findings.

    Raises:
        ConfigError: the settings name no such rule.

    """
    by_code: dict[str, list[Fact]] = {}
    for code, fact in facts:
        by_code.setdefault(code, []).append(fact)
    return [
        _site_diagnostic(rule, place, finding, lines_of)
        for rule in rule_table(settings).site_rules
        for place, finding in rule.check_site(by_code.get(rule.code, []))
    ]


def _run(table: RuleTable, context: Context) -> list[_Hit]:
    """Return what every rule finds in one file."""
    hits: list[_Hit] = []
    document = context.document
    for rule in table.document_rules:
        _check(rule, document, context, hits)
    if document.root is not None:
        for violation in _violations(context):
            for violation_rule in table.violation_rules:
                if violation.keyword in violation_rule.keywords:
                    _check(violation_rule, violation, context, hits)
        for entry in context.entries:
            _run_on_entry(table.plan(entry.shape), entry, context, hits)
    return hits


def _violations(context: Context) -> list[Violation]:
    violations = context.schema.violations(context.document.data)
    if context.document.dialect.has_times:
        violations += (
            Violation(path, "type", "string", A_TIME)
            for entry in context.entries
            for path in times_for_text(entry)
        )
    return violations


def _run_on_entry(plan: Plan, entry: Entry, context: Context, hits: list[_Hit]) -> None:
    for entry_rule in plan.entry_rules:
        _check(entry_rule, entry, context, hits)
    for key, rules, item_rules in plan.properties:
        if key not in entry.data:
            continue
        for rule in rules:
            _check(rule, entry.at(key), context, hits)
        for item in entry.items(key) if item_rules else ():
            for rule in item_rules:
                _check(rule, item, context, hits)


def _collected(table: RuleTable, context: Context) -> tuple[list[tuple[str, Fact]], list[_Hit]]:
    """Return a file's facts, and the internal errors of rules that could not tell theirs."""
    facts: list[tuple[str, Fact]] = []
    failed: list[_Hit] = []
    for entry in context.entries:
        for rule in table.plan(entry.shape).site_rules:
            try:
                facts += ((rule.code, fact) for fact in rule.collect(entry, context))
            except Exception as error:  # noqa: BLE001 - as in `_check`
                failed.append(_Hit(_INTERNAL_ERROR_RULE, _internal_error(rule, error)))
    return facts, failed


def _check(
    rule: Rule, subject: Document | Violation | Entry | Field, context: Context, hits: list[_Hit]
) -> None:
    """Run one check; what goes wrong inside it must not end the run."""
    try:
        # Each kind of rule narrows `subject`, which the callers above keep to.
        findings: Iterable[Finding] = rule.check(subject, context)  # type: ignore[attr-defined]
        for finding in findings:
            hits.append(_Hit(rule, finding))  # noqa: PERF401 - what came before an error is kept
    except Exception as error:  # noqa: BLE001 - a rule's bug is reported, the run goes on
        hits.append(_Hit(_INTERNAL_ERROR_RULE, _internal_error(rule, error)))


class _InternalError(Rule):
    """Stands for a rule that raised."""

    code = INTERNAL_ERROR
    name = INTERNAL_ERROR_NAME
    severity = Severity.ERROR


_INTERNAL_ERROR_RULE = _InternalError()


def _internal_error(rule: Rule, error: Exception) -> Finding:
    reason = printable(f"{type(error).__name__}: {error}")
    return Finding(f"rule {rule.code} failed on this file: {reason}", Span(0, 0), None)


def _exact(hits: list[_Hit]) -> list[_Hit]:
    """Drop what a more exact rule says of the same text, and what aliases say twice."""
    by_pointer: dict[str | None, list[_Hit]] = {}
    for hit in hits:
        by_pointer.setdefault(hit.finding.pointer, []).append(hit)
    seen: set[tuple[str, Span, str]] = set()
    kept = []
    for hit in hits:
        key = (hit.rule.code, hit.finding.span, hit.finding.message)
        others = by_pointer[hit.finding.pointer] if hit.rule.yields_to else ()
        if key in seen or any(_gives_way(hit, other) for other in others):
            continue
        seen.add(key)
        kept.append(hit)
    return kept


def _gives_way(hit: _Hit, other: _Hit) -> bool:
    return (
        other.rule.code.startswith(hit.rule.yields_to)
        and other.severity.gravity >= hit.severity.gravity
        and other.finding.span.overlaps(hit.finding.span)
    )


def _diagnostics(hits: list[_Hit], document: Document) -> list[Diagnostic]:
    lines = document.lines
    diagnostics = [
        Diagnostic(
            path=document.source.path,
            code=hit.rule.code,
            name=hit.rule.name,
            severity=hit.severity,
            message=hit.finding.message,
            span=hit.finding.span,
            start=lines.position(hit.finding.span.start),
            end=lines.position(hit.finding.span.end),
            pointer=hit.finding.pointer,
            help=hit.finding.help,
            fix=hit.finding.fix,
            related=hit.finding.related,
            url=hit.rule.url(),
        )
        for hit in hits
    ]
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)


def _site_diagnostic(
    rule: Rule, place: Place, finding: Finding, lines_of: Callable[[str], LineIndex]
) -> Diagnostic:
    start, end = _positions(place.span, lines_of(place.path))
    related = []
    for one in finding.related:
        first, last = _positions(one.span, lines_of(one.path or place.path))
        related.append(one._replace(start=first, end=last))
    return Diagnostic(
        path=place.path,
        code=rule.code,
        name=rule.name,
        severity=rule.severity_of(finding),
        message=finding.message,
        span=place.span,
        start=start,
        end=end,
        pointer=place.pointer,
        help=finding.help,
        fix=None,
        related=tuple(related),
        url=rule.url(),
    )


def _positions(span: Span, lines: LineIndex) -> tuple[Position, Position]:
    return lines.position(span.start), lines.position(span.end)
