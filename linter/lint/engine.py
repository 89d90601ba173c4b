"""Lints one file: pure, no files, no printing.

source → document → violations, entries, fields → rules → findings → diagnostics
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Finding, Severity
from linter.core.limits import DEFAULT, Limits
from linter.core.text import LineIndex, Position, Span, printable
from linter.frontmatter import comments
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.reading import Type
from linter.frontmatter.source import Source
from linter.lint.redaction import secret_spans
from linter.lint.suppressions import (
    NO_COMMENTS,
    Coverage,
    Spot,
    Suppressed,
    not_understood,
    understood,
    without_use,
)
from linter.rules.base import (
    Clock,
    Context,
    DocumentRule,
    EntryRule,
    Fact,
    FieldRule,
    Place,
    Rule,
    SiteRule,
    SuppressionRule,
    ViolationRule,
)
from linter.rules.output import MisuseError, check_fact, check_finding
from linter.rules.registry import ConfigError, all_rules, chosen_codes, named_codes
from linter.schema.entries import Entry, Field, entries, is_time, times_for_text
from linter.schema.errors import SchemaError
from linter.schema.schema import Schema
from linter.schema.shape import Shape
from linter.schema.violation import A_TIME, Violation
from linter.site.site import SiteView

_Kind = TypeVar("_Kind", bound=Rule)

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

    suppressed: Suppressed = NO_COMMENTS
    """What comments in the file switch off."""

    cut: bool = False
    """Whether a rule found more than the limit allows; such a file is not fixed."""

    is_lasting: bool = True
    """Whether the same is found in the same file at any later time."""

    @property
    def is_broken(self) -> bool:
        """Whether a fault of ours, or of a plug-in, is among what was found."""
        return any(each.code == INTERNAL_ERROR for each in self.diagnostics)

    def without_facts(self) -> "FileResult":
        """Return the result alone; its facts are kept elsewhere."""
        return replace(self, facts=())


@dataclass(frozen=True, slots=True)
class _Hit:
    """A finding and the rule that made it; `and_more` if it stands for all that would follow."""

    rule: Rule
    finding: Finding
    and_more: bool = False

    @property
    def severity(self) -> Severity:
        return self.rule.severity_of(self.finding)

    @property
    def spot(self) -> Spot:
        return Spot(self.rule.code, self.finding.span.start)


class _Hits(list[_Hit]):
    """What rules find in one file, with how much each of them has found, and may find at most."""

    def __init__(self, document: Document, hits: Iterable[_Hit] = ()) -> None:
        super().__init__(hits)
        self.most = document.limits.max_findings
        self.counts: dict[str, int] = {}
        self.length = len(document.source.text)
        self._failed: set[str] = set()

    def fail(self, who: str, error: BaseException) -> None:
        """Add the internal error of a rule, or of a stage; of each only the first is reported."""
        if isinstance(error, KeyboardInterrupt):
            raise error
        if who not in self._failed:
            self._failed.add(who)
            self.append(_Hit(_INTERNAL_ERROR_RULE, _failure(who, error)))


class SiteResult(NamedTuple):
    """What was found between files, and the paths and codes of the findings that comments hide."""

    diagnostics: list[Diagnostic]
    hidden: list[tuple[str, str]]


FieldRules = tuple[tuple[tuple[Callable[[str], bool], ...], tuple[FieldRule, ...]], ...]
"""The rules for values of certain roles, by their tests for text that does not concern them."""


_NO_RULES: tuple[FieldRules, FieldRules] = ((), ())


class Plan(NamedTuple):
    """The rules that look at objects of one shape.

    `properties` are the keys that some rule asks about, with the rules for the value and those for
    each item of a list there.
    """

    entry_rules: tuple[EntryRule, ...]
    site_rules: tuple[SiteRule, ...]
    properties: Mapping[str, tuple[FieldRules, FieldRules]]


class RuleTable:
    """The rules that run, sorted by what they look at."""

    def __init__(self, settings: Settings) -> None:
        """Instantiate the chosen rules.

        Raises:
            ConfigError: a selector names no rule, or a plug-in's rule cannot be made.

        """
        chosen = chosen_codes(settings.select, settings.extend_select, settings.ignore)
        off = named_codes(settings.off)
        options, severities = dict(settings.options), dict(settings.severities)
        rules = [
            _made(rule, options.get(code), severities.get(code))
            for code, rule in all_rules().items()
            if code in chosen
        ]
        # What a file says of itself counts for other files, in which the rule is on.
        self.site_rules = _of_kind(rules, SiteRule)  # type: ignore[type-abstract]
        self.rules = [rule for rule in rules if rule.code not in off]
        self.codes = chosen - off
        self.document_rules = _of_kind(self.rules, DocumentRule)  # type: ignore[type-abstract]
        self.violation_rules = _of_kind(self.rules, ViolationRule)  # type: ignore[type-abstract]
        self.entry_rules = _of_kind(self.rules, EntryRule)  # type: ignore[type-abstract]
        self.field_rules = _of_kind(self.rules, FieldRule)  # type: ignore[type-abstract]
        self.suppression_rules = _of_kind(self.rules, SuppressionRule)  # type: ignore[type-abstract]
        self.codes_of_site = self.codes & {rule.code for rule in self.site_rules}
        self.codes_without_site = frozenset(r.code for r in self.rules if not r.needs_site)
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
        properties = {
            key: (
                self._rules_for(part.roles),
                self._rules_for(part.items.roles if part.items else frozenset()),
            )
            for key, part in shape.properties.items()
        }
        return Plan(
            tuple(rule for rule in self.entry_rules if not rule.roles.isdisjoint(own)),
            tuple(rule for rule in self.site_rules if not rule.roles.isdisjoint(own)),
            {key: rules for key, rules in properties.items() if any(rules)},
        )

    def _rules_for(self, roles: frozenset[str]) -> FieldRules:
        by_tests: dict[tuple[Callable[[str], bool], ...], list[FieldRule]] = {}
        for rule in self.field_rules:
            if not rule.roles.isdisjoint(roles):
                by_tests.setdefault(rule.silent_on, []).append(rule)
        return tuple((tests, tuple(rules)) for tests, rules in by_tests.items())


def _made(rule: type[Rule], options: Any, severity: Severity | None) -> Rule:
    try:
        return rule(options, severity)
    except Exception as error:
        why = printable(f"{type(error).__name__}: {error}")
        raise ConfigError(f"rule {rule.code} cannot be made: {why}") from error


def _of_kind(rules: Iterable[Rule], kind: type[_Kind]) -> list[_Kind]:
    # `isinstance` would ask all classes of rules for each of them, which takes its time.
    return [cast("_Kind", rule) for rule in rules if kind in type(rule).__mro__]


@lru_cache(maxsize=64)
def rule_table(settings: Settings) -> RuleTable:
    """Return the rules of these settings, made once a process."""
    return RuleTable(settings)


def lint(  # noqa: PLR0913 - a file, and all that it is held to
    source: Source,
    schema: Schema,
    settings: Settings,
    site: SiteView | None = None,
    *,
    dialect: Dialect = Dialect.JEKYLL,
    needs_block: bool = True,
) -> FileResult:
    """Return everything that the chosen rules find in a file, and its facts.

    `needs_block` says whether a file without front matter is a mistake. A rule that raises becomes
    one finding that names it, and the other rules go on.

    Raises:
        ConfigError: the settings name no such rule.
        SchemaError: the schema would apply to what the file holds too often.

    """
    document = Document(source, dialect, settings.limits)
    table = rule_table(settings)
    clock = Clock(settings.now)
    parts = entries(document, schema.shape)
    context = Context(document, schema, clock, parts, site, needs_block)
    try:
        return _linted(table, context)
    finally:
        # Nothing else frees them before the garbage collector comes round.
        for entry in context.entries:
            entry.release()


def _linted(table: RuleTable, context: Context) -> FileResult:
    document, schema, clock, site = context.document, context.schema, context.clock, context.site
    source = document.source
    hits = _run(table, context)
    facts = _collected(table, context, hits) if site is not None else []
    suppressions = comments.find(document)
    if not hits and not suppressions:
        return FileResult(source, (), (), tuple(facts), is_lasting=not clock.was_asked)
    suppressed = NO_COMMENTS
    exact = _exact(hits)
    if suppressions:
        exact, suppressed = _after_comments(exact, hits, suppressions, context, table)
    diagnostics = _diagnostics(exact, document)
    secrets = secret_spans(document, context.entries, schema.shape)
    return FileResult(
        source,
        tuple(diagnostics),
        secrets,
        tuple(facts),
        suppressed,
        cut=any(hit.and_more for hit in hits),
        is_lasting=not clock.was_asked,
    )


def secrets_in(
    source: Source,
    schema: Schema,
    dialect: Dialect = Dialect.JEKYLL,
    limits: Limits = DEFAULT,
) -> tuple[Span, ...]:
    """Return the spans of a file that no output may show."""
    document = Document(source, dialect, limits)
    return secret_spans(document, entries(document, schema.shape), schema.shape)


def check_site(
    facts: Sequence[tuple[str, Fact]],
    settings: Settings,
    lines_of: Callable[[str], LineIndex],
    suppressed: Mapping[str, Suppressed],
) -> SiteResult:
    """Return what the rules over the whole site find in the facts of its files.

    `lines_of` gives the rows and columns of a file; it is called once for each file with findings.
    `suppressed` tells what comments switch off, by path. A comment hides a finding at its own place
    or if all the other places of the finding have one too: which of them it is reported at depends
    on which files are linted.

    Raises:
        ConfigError: the settings name no such rule.

    """
    by_code: dict[str, list[Fact]] = {}
    for code, fact in facts:
        by_code.setdefault(code, []).append(fact)
    table = rule_table(settings)
    coverage = {path: Coverage(each.comments) for path, each in suppressed.items()}
    spots: dict[str, list[Spot]] = {}
    hits = _SiteHits(settings.limits.max_findings)
    hidden: list[tuple[str, str]] = []
    for rule in table.site_rules:
        found, failed = _found_between(rule, by_code.get(rule.code, []))
        hits.add_all(_INTERNAL_ERROR_RULE, failed)
        for place, finding in found:
            own = (place.path, Spot(rule.code, place.span.start))
            others = [
                (one.path or place.path, Spot(rule.code, one.span.start)) for one in finding.related
            ]
            for path, spot in (own, *others):
                spots.setdefault(path, []).append(spot)
            if _is_hidden(coverage, [own]) or _is_hidden(coverage, others):
                hidden.append((place.path, rule.code))
            else:
                hits.add_all(rule, [(place, finding)])
    for path, each in suppressed.items():
        unused, _ = without_use(each.undecided, spots.get(path, []), table.codes)
        for suppression_rule in table.suppression_rules:
            hits.counts[path, suppression_rule.code] = each.reported
            findings = (finding for one in unused for finding in suppression_rule.check(one))
            places = ((Place(path, "", finding.span), finding) for finding in findings)
            hits.add_all(suppression_rule, places)
    return SiteResult(hits.diagnostics(lines_of), hidden)


_Found = list[tuple[Place, Finding]]


def _found_between(rule: SiteRule, facts: Sequence[Fact]) -> tuple[_Found, _Found]:
    """Return what a rule finds between files, and its internal error, at the last of the files.

    A finding stands at the place of a fact, and so does what is related to it.
    """
    found: _Found = []
    if not facts:
        return found, []
    places = {(fact.place.path, fact.place.span) for fact in facts}
    try:
        for place, finding in rule.check_site(facts):
            check_finding(finding, None)
            related = ((one.path or place.path, one.span) for one in finding.related)
            if not places.issuperset(((place.path, place.span), *related)):
                raise MisuseError("a finding between files is not at the place of a fact")  # noqa: TRY301
            found.append((place, finding))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - as in `_check`
        place = Place(facts[-1].place.path, "", Span(0, 0))
        return found, [(place, _failure(f"rule {rule.code}", error))]
    return found, []


def _is_hidden(coverage: Mapping[str, Coverage], places: Sequence[tuple[str, Spot]]) -> bool:
    """Whether there are places, and comments hide what is found at each of them."""
    return bool(places) and all(
        path in coverage and coverage[path].hides(spot) for path, spot in places
    )


def _after_comments(
    exact: list[_Hit],
    hits: list[_Hit],
    suppressions: tuple[comments.Suppression, ...],
    context: Context,
    table: RuleTable,
) -> tuple[list[_Hit], Suppressed]:
    """Return the findings that comments leave, with those about comments, and what they did.

    A comment that names a rule which gives way to a more exact one is still of use.
    """
    coverage = Coverage(suppressions)
    left = _Hits(context.document, (hit for hit in exact if not coverage.hides(hit.spot)))
    unused: list[comments.Unused] = []
    undecided: list[comments.Unused] = []
    # A rule that raised has found who knows how much, and none can judge a value of another type.
    if not any(hit.rule is _INTERNAL_ERROR_RULE or _is_about_type(hit.rule) for hit in hits):
        spots = (hit.spot for hit in hits)
        ran, later = table.codes_without_site, frozenset[str]()
        if context.site is not None:
            ran, later = table.codes - table.codes_of_site, table.codes_of_site
        unused, undecided = without_use(understood(suppressions), spots, ran, later)
    hidden = len(exact) - len(left)
    useless = (*not_understood(suppressions), *unused)
    for rule in table.suppression_rules:
        for one in useless:
            _check(rule, left, one)
    reported = sum(left.counts.get(rule.code, 0) for rule in table.suppression_rules)
    return left, Suppressed(suppressions, tuple(undecided), hidden, reported)


def _is_about_type(rule: Rule) -> bool:
    return isinstance(rule, ViolationRule) and "type" in rule.keywords


def _run(table: RuleTable, context: Context) -> _Hits:
    """Return what every rule finds in one file."""
    document = context.document
    hits = _Hits(document)
    for rule in table.document_rules:
        _check(rule, hits, document, context)
    if document.root is not None:
        for violation in _violations(context, hits) if table.violation_rules else ():
            for violation_rule in table.violation_rules:
                if violation.keyword in violation_rule.keywords:
                    _check(violation_rule, hits, violation, context)
        for entry in context.entries:
            _run_on_entry(table.plan(entry.shape), entry, context, hits)
    return hits


def _violations(context: Context, hits: _Hits) -> list[Violation]:
    try:
        return violations(context.document, context.schema, context.entries)
    except SchemaError:
        raise
    except Exception as error:  # noqa: BLE001 - what other rules find is reported all the same
        hits.fail("the schema", error)
        return []


def violations(document: Document, schema: Schema, of_document: Sequence[Entry]) -> list[Violation]:
    """Return how a document breaks its schema; dates and times in place of text count too.

    Raises:
        SchemaError: the schema would apply to the data too often.

    """
    found = schema.violations(document.data)
    if document.dialect.has_times:
        found = [each for each in found if not _is_of_a_time(each, document)]
        found += (
            Violation(path, "type", "string", A_TIME)
            for entry in of_document
            for path in times_for_text(entry)
        )
    return found


def _is_of_a_time(violation: Violation, document: Document) -> bool:
    """Whether a time, which is none of the texts that JSON Schema's `date-time` is about, broke it.

    Jekyll reads more forms of it than that has.
    """
    is_about_times = violation.keyword == "format" and violation.expected == "date-time"
    return is_about_times and is_time(document, violation.path, (Type.TIME,))


def _run_on_entry(plan: Plan, entry: Entry, context: Context, hits: _Hits) -> None:
    for entry_rule in plan.entry_rules:
        _check(entry_rule, hits, entry, context)
    for key in entry.data:
        rules, item_rules = plan.properties.get(key, _NO_RULES)
        if rules:
            _run_on_field(rules, entry.at(key), context, hits)
        if item_rules:
            for item in entry.items(key):
                _run_on_field(item_rules, item, context, hits)


def _run_on_field(rules: FieldRules, field: Field, context: Context, hits: _Hits) -> None:
    value = field.value
    for tests, fitting in rules:
        try:
            if tests and isinstance(value, str) and _holds_one_of(tests, value):
                continue
        except BaseException as error:  # noqa: BLE001 - as in `_check`
            hits.fail(f"rule {fitting[0].code}", error)
        for rule in fitting:
            _check(rule, hits, field, context)


def _holds_one_of(tests: tuple[Callable[[str], bool], ...], text: str) -> bool:
    # A generator for `any` would take longer than the tests.
    for holds in tests:  # noqa: SIM110
        if holds(text):
            return True
    return False


def _collected(table: RuleTable, context: Context, hits: _Hits) -> list[tuple[str, Fact]]:
    """Return a file's facts; the internal errors of rules that failed at it join the hits."""
    facts: list[tuple[str, Fact]] = []
    path = context.document.source.path
    for entry in context.entries:
        for rule in table.plan(entry.shape).site_rules:
            try:
                for fact in rule.collect(entry, context):
                    check_fact(fact, path, hits.length)
                    facts.append((rule.code, fact))
            except BaseException as error:  # noqa: BLE001 - as in `_check`
                hits.fail(f"rule {rule.code}", error)
    return facts


def _check(
    rule: Rule,
    hits: _Hits,
    *subject: Document | Violation | Entry | Field | Context | comments.Unused,
) -> None:
    """Run one check; what goes wrong inside it must not end the run.

    A rule may be anybody's: it can yield what is no finding, or try to end the process.
    """
    counts = hits.counts
    if counts and counts.get(rule.code, 0) > hits.most:
        return
    try:
        # Each kind of rule narrows `subject`, which the callers above keep to.
        findings: Iterable[Finding] = rule.check(*subject)  # type: ignore[attr-defined]
        for finding in findings:
            check_finding(finding, hits.length)
            counts[rule.code] = counts.get(rule.code, 0) + 1
            if counts[rule.code] > hits.most:
                hits.append(_Hit(rule, _and_more(finding, hits.most), and_more=True))
                break
            hits.append(_Hit(rule, finding))
    except BaseException as error:  # noqa: BLE001 - a rule's bug is reported, the run goes on
        hits.fail(f"rule {rule.code}", error)


def _and_more(finding: Finding, most: int) -> Finding:
    """Return what stands for a finding, and all of its rule that would follow."""
    return Finding(
        f"there are more than {most:,} findings of this rule; no more are shown",
        finding.span,
        finding.pointer,
        "Nothing in such a file is fixed.",
        severity=finding.severity,
    )


class _InternalError(Rule):
    """Stands for a rule that raised."""

    code = INTERNAL_ERROR
    name = INTERNAL_ERROR_NAME
    severity = Severity.ERROR


_INTERNAL_ERROR_RULE = _InternalError()


def _failure(who: str, error: BaseException) -> Finding:
    kind = "" if isinstance(error, MisuseError) else f"{type(error).__name__}: "
    reason = printable(f"{kind}{error}")
    return Finding(f"{who} failed on this file: {reason}", Span(0, 0), None)


def failed(path: str, error: BaseException, what: str = "it was not linted") -> FileResult:
    """Return what stands for a file of which a fault of ours left nothing to report.

    It holds neither the file's text nor the error's, since nothing says what in them is secret.
    """
    return FileResult(Source(path, ""), (internal_error(path, f"{what}: {origin(error)}"),), ())


def internal_error(path: str, message: str) -> Diagnostic:
    """Return a finding at the start of a file that names a fault of ours."""
    start = Position(1, 1)
    return Diagnostic(
        path=path,
        code=INTERNAL_ERROR,
        name=INTERNAL_ERROR_NAME,
        severity=Severity.ERROR,
        message=message,
        span=Span(0, 0),
        start=start,
        end=start,
        pointer=None,
        help="This is a bug of articlelint, or of a plug-in: please report it.",
        fix=None,
        related=(),
        url=_INTERNAL_ERROR_RULE.url(),
    )


def origin(error: BaseException) -> str:
    """Return the type of an error and where it was raised: `KeyError at entries.py:120`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = ""
    if trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        where = f" at {file}:{trace.tb_lineno}"
    return printable(f"{type(error).__name__}{where}")


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
        if not hit.and_more and (key in seen or any(_gives_way(hit, other) for other in others)):
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
            faults=hit.finding.faults,
        )
        for hit in hits
    ]
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)


class _SiteHits:
    """What rules find between files; of one rule in one file, `most` findings are kept."""

    def __init__(self, most: int) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._most = most
        self._found: list[tuple[Rule, Place, Finding]] = []

    def add_all(self, rule: Rule, found: Iterable[tuple[Place, Finding]]) -> None:
        for place, finding in found:
            self.counts[place.path, rule.code] += 1
            more = self.counts[place.path, rule.code] - self._most
            if more <= 1:
                kept = finding if more <= 0 else _and_more(finding, self._most)
                self._found.append((rule, place, kept))

    def diagnostics(self, lines_of: Callable[[str], LineIndex]) -> list[Diagnostic]:
        offsets: dict[str, set[int]] = {}
        for _, place, finding in self._found:
            offsets.setdefault(place.path, set()).update(place.span)
            for one in finding.related:
                offsets.setdefault(one.path or place.path, set()).update(one.span)
        # One index at a time: all of a site's would be as large as the site.
        positions = {
            path: dict(zip(wanted, map(lines_of(path).position, wanted), strict=True))
            for path, wanted in offsets.items()
        }
        return [_site_diagnostic(*each, positions) for each in self._found]


def _site_diagnostic(
    rule: Rule, place: Place, finding: Finding, positions: Mapping[str, Mapping[int, Position]]
) -> Diagnostic:
    start, end = (positions[place.path][offset] for offset in place.span)
    related = []
    for one in finding.related:
        first, last = (positions[one.path or place.path][offset] for offset in one.span)
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
