"""Runs the rules over one file; pure: it reads no file and prints nothing.

source → document → violations, entries, fields → rules → findings → diagnostics
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from linter.config.settings import Settings
from linter.core.limits import DEFAULT, Limits
from linter.core.text import Span
from linter.frontmatter import comments
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.lint.plan import FieldPlan, RuleGroup, RuleTable, ShapePlan, rule_table
from linter.lint.redaction import secret_spans
from linter.lint.results import Facts, FileResult, Suspects
from linter.lint.rule_findings import (
    INTERNAL_ERROR_RULE,
    FileFindings,
    RuleFinding,
    diagnostics,
    most_exact,
)
from linter.lint.suppressed import NO_COMMENTS, Suppressed
from linter.lint.suppressions import (
    Coverage,
    invalid_suppressions,
    unused_suppressions,
    valid_suppressions,
)
from linter.lint.violations import violations
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.profile import Profile
from linter.rules.base import Clock, Context, DocumentRule, Rule, SuppressionRule, ViolationRule
from linter.rules.output import check_fact
from linter.schema.entries import Entry, Field, entries
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema
from linter.schema.violation import Violation
from linter.site.view import SiteView

if TYPE_CHECKING:
    from linter.site.facts import Fact
    from linter.web.answers import Web

_NO_FIELD_RULES = FieldPlan((), ())


def lint(  # noqa: PLR0913 - a file, and all that it is held to
    source: Source,
    schema: Schema,
    settings: Settings,
    site: SiteView | None = None,
    *,
    dialect: Dialect = Dialect.JEKYLL,
    needs_block: bool = True,
    profile: Profile = NEWS_API,
    collection: str = "",
    suspects: Suspects | None = None,
    web: "Web | None" = None,
) -> FileResult:
    """Return the diagnostics of a file, and its facts where its site is given.

    `needs_block` says whether a file without front matter is a mistake, `profile` which generator
    reads it. The file is compared with others of its `collection`, or without one with those of its
    schema. A rule that raises becomes one finding that names it, and the other rules go on. With
    `suspects` no others run. Rules about the web take answers from `web`.

    Raises:
        ConfigError: the settings name no such rule.
        SchemaError: the schema would apply to the data too often.

    """
    codes, data, facts = (None, None, None) if suspects is None else suspects
    document = Document(source, dialect, settings.limits, schema.spellings(dialect), data)
    table = rule_table(settings) if codes is None else rule_table(settings, codes)
    clock = Clock(settings.now)
    parts = entries(document, schema.shape)
    context = Context(document, schema, clock, parts, site, needs_block, profile, collection, web)
    try:
        suppressions = () if settings.ignore_suppressions else comments.find(document)
        return _linted(table, context, suppressions, facts)
    finally:
        # Break parent-child cycles now instead of waiting for the garbage collector: that takes 5 %
        # more time and 3 MB more memory.
        for entry in context.entries:
            entry.release()


def secrets_in(
    source: Source,
    schema: Schema,
    dialect: Dialect = Dialect.JEKYLL,
    limits: Limits = DEFAULT,
) -> tuple[Span, ...]:
    """Return the spans of a file that no output may show, sorted."""
    document = Document(source, dialect, limits, schema.spellings(dialect))
    of_document = entries(document, schema.shape)
    try:
        return secret_spans(document, of_document, schema.shape)
    finally:
        # As in `lint`.
        for entry in of_document:
            entry.release()


def _linted(
    table: RuleTable,
    context: Context,
    suppressions: tuple[comments.Suppression, ...],
    facts: Facts | None,
) -> FileResult:
    """Return the result of a file, whose `facts` may be known."""
    document, schema, clock, site = context.document, context.schema, context.clock, context.site
    source = document.source
    findings = _run(table, context)
    if facts is None or site is None:
        facts = _collect_facts(table, context, findings) if site is not None else ()
    if not findings.found and not suppressions:
        return FileResult(source, (), (), facts, is_lasting=not clock.was_read, data=document.data)
    suppressed = NO_COMMENTS
    reported = most_exact(findings.found)
    if suppressions:
        reported, suppressed = _suppress(reported, findings.found, suppressions, context, table)
    return FileResult(
        source,
        tuple(diagnostics(reported, document, table.fixable)),
        secret_spans(document, context.entries, schema.shape),
        facts,
        suppressed,
        cut=any(each.is_last for each in findings.found),
        is_lasting=not clock.was_read,
        data=document.data,
    )


def _run(table: RuleTable, context: Context) -> FileFindings:
    """Return the findings of all rules but those about suppressions."""
    findings = FileFindings(context.document)
    _check_document(table.document_rules, context, findings)
    if context.document.root is not None:
        for violation in _violations(context, findings) if table.violation_rules else ():
            _check_violation(table.violation_rules, violation, context, findings)
        for entry in context.entries:
            plan = table.plan(entry.shape, context.profile, context.document.dialect)
            _check_entry(plan, entry, context, findings)
            _check_fields(plan, entry, context, findings)
    return findings


def _violations(context: Context, findings: FileFindings) -> list[Violation]:
    try:
        return violations(context.document, context.schema, context.entries)
    except SchemaError:
        raise
    except Exception as error:  # noqa: BLE001 - what other rules find is reported all the same
        findings.add_failure("the schema", error)
        return []


# One guarded loop for each kind of rule. A rule may come from a plug-in: whatever it raises, even
# `SystemExit`, is reported, and the run goes on.


def _check_document(
    rules: Iterable[DocumentRule], context: Context, findings: FileFindings
) -> None:
    for rule in rules:
        try:
            findings.add(rule, rule.check(context.document, context))
        except BaseException as error:  # noqa: BLE001 - see above
            findings.add_failure(f"rule {rule.code}", error)


def _check_violation(
    rules: Iterable[ViolationRule], violation: Violation, context: Context, findings: FileFindings
) -> None:
    for rule in rules:
        if violation.keyword in rule.keywords:
            try:
                findings.add(rule, rule.check(violation, context))
            except BaseException as error:  # noqa: BLE001 - see above
                findings.add_failure(f"rule {rule.code}", error)


def _check_entry(plan: ShapePlan, entry: Entry, context: Context, findings: FileFindings) -> None:
    for rule in plan.entry_rules:
        try:
            findings.add(rule, rule.check(entry, context))
        except BaseException as error:  # noqa: BLE001 - see above
            findings.add_failure(f"rule {rule.code}", error)


def _check_fields(plan: ShapePlan, entry: Entry, context: Context, findings: FileFindings) -> None:
    for key in entry.data:
        value_groups, item_groups = plan.fields.get(key, _NO_FIELD_RULES)
        if value_groups:
            _check_field(value_groups, entry.at(key), context, findings)
        if item_groups:
            for item in entry.items(key):
                _check_field(item_groups, item, context, findings)


def _check_field(
    groups: Iterable[RuleGroup], field: Field, context: Context, findings: FileFindings
) -> None:
    for group in groups:
        try:
            if group.skips(field.value):
                continue
        except BaseException as error:  # noqa: BLE001 - see above
            findings.add_failure(f"rule {group.rules[0].code}", error)
        for rule in group.rules:
            try:
                findings.add(rule, rule.check(field, context))
            except BaseException as error:  # noqa: BLE001 - see above
                findings.add_failure(f"rule {rule.code}", error)


def _check_unused(
    rules: Iterable[SuppressionRule], unused: comments.Unused, findings: FileFindings
) -> None:
    for rule in rules:
        try:
            findings.add(rule, rule.check(unused))
        except BaseException as error:  # noqa: BLE001 - see above
            findings.add_failure(f"rule {rule.code}", error)


def _collect_facts(table: RuleTable, context: Context, findings: FileFindings) -> Facts:
    """Return a file's facts, each with the code of its rule."""
    facts: list[tuple[str, Fact]] = []
    path = context.document.source.path
    for entry in context.entries:
        for rule in table.site_rules_for(entry.shape):
            try:
                for fact in rule.collect(entry, context):
                    check_fact(fact, path, findings.text_length)
                    facts.append((rule.code, fact))
            except BaseException as error:  # noqa: BLE001 - see above
                findings.add_failure(f"rule {rule.code}", error)
    return tuple(facts)


def _suppress(
    exact: list[RuleFinding],
    every: list[RuleFinding],
    suppressions: tuple[comments.Suppression, ...],
    context: Context,
    table: RuleTable,
) -> tuple[list[RuleFinding], Suppressed]:
    """Return the findings that comments leave, with those about comments, and what they did.

    A comment that names a rule which yields to a more exact one is still of use.
    """
    coverage = Coverage(suppressions)
    left = [each for each in exact if not coverage.hides(each.start)]
    unused: list[comments.Unused] = []
    undecided: list[comments.Unused] = []
    # After an internal error, or where values have other types, rules may have missed findings.
    if not any(each.rule is INTERNAL_ERROR_RULE or _checks_types(each.rule) for each in every):
        ran, later = table.codes_without_site, frozenset[str]()
        if context.site is not None:
            ran, later = table.codes - table.codes_of_site, table.codes_of_site
        # What servers answer differs from run to run.
        ran -= table.codes_of_web
        starts = (each.start for each in every)
        unused, undecided = unused_suppressions(
            valid_suppressions(suppressions), starts, ran, later
        )
    about_comments = FileFindings(context.document)
    for one in (*invalid_suppressions(suppressions), *unused):
        _check_unused(table.suppression_rules, one, about_comments)
    reported = sum(map(about_comments.count, table.suppression_rules))
    hidden = len(exact) - len(left)
    return (
        [*left, *about_comments.found],
        Suppressed(suppressions, tuple(undecided), hidden, reported),
    )


def _checks_types(rule: Rule) -> bool:
    return isinstance(rule, ViolationRule) and "type" in rule.keywords
