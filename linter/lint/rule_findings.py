"""Findings together with the rules that made them, from collection to diagnostics."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from linter.core.diagnostic import Diagnostic, Finding, Severity
from linter.core.messages import printable
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.lint.internal_errors import INTERNAL_ERROR, INTERNAL_ERROR_NAME
from linter.lint.suppressions import FindingStart
from linter.rules.base import Rule
from linter.rules.output import MisuseError, check_finding


class _InternalErrorRule(Rule):
    """The rule under which internal errors are reported; it cannot be selected or switched off."""

    code = INTERNAL_ERROR
    name = INTERNAL_ERROR_NAME
    severity = Severity.ERROR


INTERNAL_ERROR_RULE: Rule = _InternalErrorRule()


def failure_of(part: str, error: BaseException) -> Finding:
    """Return the finding for an error raised by a part of the run, such as `rule TXT001`."""
    error_type = "" if isinstance(error, MisuseError) else f"{type(error).__name__}: "
    reason = printable(f"{error_type}{error}")
    return Finding(f"{part} failed on this file: {reason}", Span(0, 0), None)


class RuleFinding(NamedTuple):
    """A finding and its rule; `is_last` if the rule reached its limit with it."""

    rule: Rule
    finding: Finding
    is_last: bool = False

    @property
    def severity(self) -> Severity:
        """The severity under the rule's settings."""
        return self.rule.severity_of(self.finding)

    @property
    def start(self) -> FindingStart:
        """The rule's code and the offset at which the finding starts."""
        return FindingStart(self.rule.code, self.finding.span.start)


class FileFindings:
    """Collects the findings of one file, of each rule up to a limit.

    Rules may come from plug-ins, so what they yield is checked, and what they raise becomes an
    internal error among the findings.
    """

    def __init__(self, document: Document) -> None:
        """Start without findings."""
        self.found: list[RuleFinding] = []
        self.text_length = len(document.source.text)
        self._limit = document.limits.max_findings
        self._counts: dict[str, int] = {}
        self._failed: set[str] = set()

    def count(self, rule: Rule) -> int:
        """Return how many findings a rule has, the one at which it was cut included."""
        return self._counts.get(rule.code, 0)

    def add(self, rule: Rule, findings: Iterable[Finding]) -> None:
        """Add findings of a rule, unless it is over its limit.

        Raises:
            MisuseError: one of them is no finding, or lies outside of the text.

        """
        counts, limit, code = self._counts, self._limit, rule.code
        if counts and counts.get(code, 0) > limit:
            return
        for finding in findings:
            check_finding(finding, self.text_length)
            count = counts[code] = counts.get(code, 0) + 1
            if count > limit:
                self.found.append(RuleFinding(rule, more_than(limit, finding), is_last=True))
                return
            self.found.append(RuleFinding(rule, finding))

    def add_failure(self, part: str, error: BaseException) -> None:
        """Add an internal error, the first of each part of the run (`rule TXT001`, `the schema`).

        Raises:
            KeyboardInterrupt: the error is one.

        """
        if isinstance(error, KeyboardInterrupt):
            raise error
        if part not in self._failed:
            self._failed.add(part)
            self.found.append(RuleFinding(INTERNAL_ERROR_RULE, failure_of(part, error)))


def more_than(limit: int, finding: Finding) -> Finding:
    """Return the finding that replaces the first one over the limit."""
    return Finding(
        f"there are more than {limit:,} findings of this rule; no more are shown",
        finding.span,
        finding.pointer,
        "Nothing in such a file is fixed.",
        severity=finding.severity,
    )


def most_exact(found: Sequence[RuleFinding]) -> list[RuleFinding]:
    """Return the findings without repeats, which aliases cause, and without the less exact ones.

    A finding is less exact where a rule that its own rule yields to reports, at the same JSON
    Pointer, overlapping text with at least the same severity.
    """
    rivals = _Rivals(found)
    seen: set[tuple[str, Span, str]] = set()
    kept = []
    for each in found:
        key = (each.rule.code, each.finding.span, each.finding.message)
        if not each.is_last and (key in seen or rivals.outdo(each)):
            continue
        seen.add(key)
        kept.append(each)
    return kept


class _Rivals:
    """Finds out whether a more exact rule reports the same text, in logarithmic time."""

    def __init__(self, found: Iterable[RuleFinding]) -> None:
        self._by_pointer: dict[str | None, list[RuleFinding]] = {}
        for each in found:
            self._by_pointer.setdefault(each.finding.pointer, []).append(each)
        self._spans: dict[tuple[str | None, tuple[str, ...], int], _SpanIndex] = {}

    def outdo(self, weaker: RuleFinding) -> bool:
        prefixes, pointer = weaker.rule.yields_to, weaker.finding.pointer
        if not prefixes or len(self._by_pointer[pointer]) == 1:
            return False
        key = (pointer, prefixes, weaker.severity.gravity)
        if key not in self._spans:
            self._spans[key] = _SpanIndex(
                each.finding.span
                for each in self._by_pointer[pointer]
                if each.rule.code.startswith(prefixes) and each.severity.gravity >= key[2]
            )
        return self._spans[key].overlaps(weaker.finding.span)


class _SpanIndex:
    """Spans in order; answers as `Span.overlaps` does, for all of them at once."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ranges = sorted(map(_open_range, spans))
        self._starts = [start for start, _ in ranges]
        self._furthest_ends = list(accumulate((end for _, end in ranges), max))

    def overlaps(self, span: Span) -> bool:
        start, end = _open_range(span)
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest_ends[before - 1] > start


def _open_range(span: Span) -> tuple[float, float]:
    # An empty span touches its neighbours: half a character to both sides makes it overlap them.
    return (span.start - 0.5, span.end + 0.5) if span.start == span.end else span


def diagnostics(
    found: Iterable[RuleFinding], document: Document, fixable: Container[str]
) -> list[Diagnostic]:
    """Return the findings as reporters need them, sorted; those of `fixable` codes have fixes."""
    lines = document.lines
    return sorted(
        (
            Diagnostic(
                path=document.source.path,
                code=each.rule.code,
                name=each.rule.name,
                severity=each.severity,
                message=each.finding.message,
                span=each.finding.span,
                start=lines.position(each.finding.span.start),
                end=lines.position(each.finding.span.end),
                pointer=each.finding.pointer,
                help=each.finding.help,
                fix=each.finding.fix if each.rule.code in fixable else None,
                related=each.finding.related,
                url=each.rule.url(),
                faults=each.finding.faults,
            )
            for each in found
        ),
        key=lambda diagnostic: diagnostic.sort_key,
    )
