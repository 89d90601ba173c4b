"""The site rules over the facts of a site's files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Finding
from linter.core.text import LineIndex, Position, Span
from linter.lint.plan import RuleTable, rule_table
from linter.lint.results import SiteResult
from linter.lint.rule_findings import INTERNAL_ERROR_RULE, failure_of, more_than
from linter.lint.suppressed import Suppressed
from linter.lint.suppressions import Coverage, FindingStart, unused_suppressions
from linter.rules.base import Rule, SiteRule
from linter.rules.output import MisuseError, check_finding
from linter.site.facts import Fact, Place

_Found = list[tuple[Place, Finding]]


def check_site(
    facts: Sequence[tuple[str, Fact]],
    settings: Settings,
    lines_of: Callable[[str], LineIndex],
    suppressed: Mapping[str, Suppressed],
    only: str | None = None,
) -> SiteResult:
    """Return what the site rules find in the facts of a site's files.

    Each fact comes with the code of its rule. `lines_of` gives the rows and columns of a file; it
    is called once for each file with findings. `suppressed` are the comments of the files, by path.
    A comment hides a finding at its own place, or if all other places of the finding have one too:
    which of the places is reported depends on which files are linted. With `only`, nothing is
    returned but what is found in this file; facts that it does not share may be left out.

    Raises:
        ConfigError: the settings name no such rule.

    """
    # Most often files share nothing, and then no rule has to be imported.
    if not facts and not suppressed:
        return SiteResult([], [])
    by_code: dict[str, list[Fact]] = {}
    for code, fact in facts:
        by_code.setdefault(code, []).append(fact)
    # Without comments no rule runs that checks files alone, and none is imported.
    table = rule_table(settings, None if suppressed else frozenset())
    comments = _Comments(suppressed)
    findings = _SiteFindings(settings.limits.max_findings, only)
    hidden: list[tuple[str, str]] = []
    for rule in table.site_rules:
        found, failures = _check(rule, by_code.get(rule.code, []))
        findings.add_all(INTERNAL_ERROR_RULE, failures)
        for place, finding in found:
            if comments.hide(rule, place, finding):
                hidden.append((place.path, rule.code))
            else:
                findings.add_all(rule, [(place, finding)])
    comments.report_unused(table, findings)
    return SiteResult(findings.diagnostics(lines_of), hidden)


def _check(rule: SiteRule, facts: Sequence[Fact]) -> tuple[_Found, _Found]:
    """Return what a site rule finds, and its internal error, which is at the last of the files.

    A finding is at the place of a fact, and so is what is related to it.
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
    except BaseException as error:  # noqa: BLE001 - a rule may even try to end the process
        place = Place(facts[-1].place.path, "", Span(0, 0))
        return found, [(place, failure_of(f"rule {rule.code}", error))]
    return found, []


class _Comments:
    """The suppression comments of a site's files, and where findings start in these files."""

    def __init__(self, suppressed: Mapping[str, Suppressed]) -> None:
        self._suppressed = suppressed
        self._coverage = {path: Coverage(each.comments) for path, each in suppressed.items()}
        self._starts: dict[str, list[FindingStart]] = {}

    def hide(self, rule: SiteRule, place: Place, finding: Finding) -> bool:
        """Whether comments hide a finding, which is noted in either case."""
        own = (place.path, FindingStart(rule.code, place.span.start))
        others = [
            (one.path or place.path, FindingStart(rule.code, one.span.start))
            for one in finding.related
        ]
        for path, start in (own, *others):
            self._starts.setdefault(path, []).append(start)
        return self._hide_all([own]) or self._hide_all(others)

    def _hide_all(self, places: Sequence[tuple[str, FindingStart]]) -> bool:
        return bool(places) and all(
            path in self._coverage and self._coverage[path].hides(start) for path, start in places
        )

    def report_unused(self, table: RuleTable, findings: "_SiteFindings") -> None:
        """Add the findings about comments that were undecided until the site rules had run."""
        for path, each in self._suppressed.items():
            unused, _ = unused_suppressions(each.undecided, self._starts.get(path, []), table.codes)
            for rule in table.suppression_rules:
                findings.counts[path, rule.code] = each.reported
                found = (finding for one in unused for finding in rule.check(one))
                findings.add_all(rule, ((Place(path, "", one.span), one) for one in found))


class _SiteFindings:
    """Collects findings between files, or in one file, of each rule in each file up to a limit."""

    def __init__(self, limit: int, only: str | None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._limit = limit
        self._only = only
        self._found: list[tuple[Rule, Place, Finding]] = []

    def add_all(self, rule: Rule, found: Iterable[tuple[Place, Finding]]) -> None:
        for place, finding in found:
            if self._only is not None and place.path != self._only:
                continue
            self.counts[place.path, rule.code] += 1
            over = self.counts[place.path, rule.code] - self._limit
            if over <= 1:
                kept = finding if over <= 0 else more_than(self._limit, finding)
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
        return [_diagnostic(*each, positions) for each in self._found]


def _diagnostic(
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
