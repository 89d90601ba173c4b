"""linter.lint.rule_findings: which findings are dropped in favour of more exact ones."""

from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from linter.core.diagnostic import Finding, Severity
from linter.core.text import Span
from linter.lint.rule_findings import RuleFinding, most_exact
from linter.rules.base import Rule


class Weak(Rule):
    code, name, severity = "TST001", "weak", Severity.ERROR
    yields_to: ClassVar[tuple[str, ...]] = ("TST002",)


class Exact(Rule):
    code, name, severity = "TST002", "exact", Severity.ERROR


SPANS = st.builds(lambda start, length: Span(start, start + length), *[st.integers(0, 12)] * 2)


def finding(rule: Rule, span: Span) -> RuleFinding:
    return RuleFinding(rule, Finding(f"{span}", span, "/a"))


@given(st.lists(SPANS, max_size=6), SPANS)
def test_a_finding_is_dropped_where_it_overlaps_any_of_a_more_exact_rule(
    exact: list[Span], weak: Span
) -> None:
    found = [finding(Weak(), weak), *(finding(Exact(), span) for span in exact)]
    is_dropped = any(weak.overlaps(span) for span in exact)
    assert (found[0] not in most_exact(found)) is is_dropped


def test_work_grows_no_faster_than_the_findings_at_one_place() -> None:
    calls = 0

    class Counted(Weak):
        def severity_of(self, finding: Finding) -> Severity:
            nonlocal calls
            calls += 1
            return super().severity_of(finding)

    class CountedExact(Counted):
        code, yields_to = "TST002", ()

    many = 2_000
    spans = [Span(3 * number, 3 * number + 2) for number in range(many)]
    weak, exact = Counted(), CountedExact()
    found = [finding(rule, span) for rule in (weak, exact) for span in spans]
    assert most_exact(found) == found[many:]
    assert calls <= 4 * many
