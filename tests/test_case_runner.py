"""linter.testing: what a rule's cases show, and every way in which a case can be wrong."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from linter.core.diagnostic import Finding, Fix, Safety
from linter.core.text import Edit, Span
from linter.rules.base import Bad, Context, Good, Rule
from linter.rules.registry import ConfigError, find_rule
from linter.schema.violation import Violation
from linter.testing import Case, CaseError, cases, unmarked
from tests.conftest import Plant

SCHEMA = {
    "properties": {"title": {}, "webUrl": {}, "type": {"enum": ["article", "video"]}},
    "additionalProperties": False,
}
UNKNOWN_PROPERTY = find_rule("unknown-property")
NOT_ALLOWED = find_rule("value-not-allowed")
NOT_UTF_8 = find_rule("not-utf-8")

BAD = Bad("⟦webURL⟧: a\n", fixed="webUrl: a\n", says="`webURL`", schema=SCHEMA)


def run(case: Good | Bad, rule: type[Rule] = UNKNOWN_PROPERTY) -> None:
    Case(rule, 1, case).run()


@pytest.mark.parametrize(
    "case",
    [
        BAD,
        Bad("⟦colour⟧: a\n", schema=SCHEMA),
        Bad("⟦a⟧: 1\n⟦b⟧: 2\n", schema=SCHEMA),
        Bad(
            "---\r\n⟦webURL⟧: a\r\n---\r\n",
            "---\r\nwebUrl: a\r\n---\r\n",
            schema=SCHEMA,
            whole=True,
        ),
        Good("webUrl: a\n", schema=SCHEMA),
        Good("---\nwebUrl: a\n...\nbody\n", schema=SCHEMA, whole=True),
    ],
)
def test_right_cases_pass(case: Good | Bad) -> None:
    run(case)


def test_lone_surrogates_represent_bytes() -> None:
    run(Bad("title: ⟦\udce9⟧\n", schema=SCHEMA), NOT_UTF_8)
    run(Good("title: é\n", schema=SCHEMA), NOT_UTF_8)


@pytest.mark.parametrize(
    ("case", "complaint"),
    [
        (Good("webURL: a\n", schema=SCHEMA), "findings"),
        (Good("webURL: a\n", schema=SCHEMA), "`webURL`"),
        (Bad("webUrl: a\n", schema=SCHEMA), "at least one span"),
        (Bad("⟦webUrl⟧: a\n", schema=SCHEMA), "spans"),
        (Bad("⟦webURL: a⟧\n", fixed="webUrl: a\n", schema=SCHEMA), "spans"),
        (Bad("webURL: a\n", fixed="webUrl: a\n", schema=SCHEMA), "spans"),
        (Bad("⟦webURL⟧: a\n⟦title⟧: b\n", schema=SCHEMA), "spans"),
        (BAD._replace(says="something else"), "message"),
        (BAD._replace(fixed=None), "fixes"),
        (BAD._replace(fixed="webUrl: b\n"), "fixed text"),
        (BAD._replace(text="⟦colour⟧: a\n", says=""), "no finding carries the fix"),
        (BAD._replace(text="⟦webURL: a\n"), "a mark lacks its other half"),
        (BAD._replace(text="⟧webURL⟦: a\n"), "a mark lacks its other half"),
        (BAD._replace(text="⟦⟦webURL⟧⟧: a\n"), "a mark lacks its other half"),
    ],
    ids=repr,
)
def test_wrong_cases_are_refused(case: Good | Bad, complaint: str) -> None:
    with pytest.raises(CaseError) as caught:
        run(case)
    assert complaint in str(caught.value)
    assert "lacks its other half" in complaint or "SCH002-" in str(caught.value)


def test_a_missed_text_may_be_covered_by_the_statement_of_the_rule() -> None:
    with pytest.raises(CaseError, match="TXT001-bad-1: spans; the `silence` of the rule may"):
        run(Bad("title: a ⟦plain⟧ text\n"), find_rule("html-entity"))
    with pytest.raises(CaseError, match="TXT001-bad-1: spans\n"):
        run(Bad("title: ⟦a⟧ &amp; b\n"), find_rule("html-entity"))
    with pytest.raises(CaseError, match="SCH002-bad-1: spans\n"):
        run(Bad("⟦webUrl⟧: a\n", schema=SCHEMA))


def test_a_fix_must_be_declared() -> None:
    class Undeclared(UNKNOWN_PROPERTY):  # type: ignore[misc, valid-type]
        fixes: frozenset[Safety] = frozenset({Safety.SAFE})

    with pytest.raises(CaseError, match=r"does not declare that it fixes \(unsafe\)"):
        run(BAD, Undeclared)


def test_a_fix_must_wake_no_other_rule() -> None:
    schema = {
        "properties": {"type": {"enum": ["article", "video"]}, "title": {}},
        "if": {"properties": {"type": {"const": "video"}}, "required": ["type"]},
        "then": {"required": ["title"]},
    }
    case = Bad("type: ⟦Video⟧\n", fixed="type: video\n", schema=schema)
    with pytest.raises(CaseError, match=r"woken by the fix\n.*\n.*SCH001"):
        run(case, NOT_ALLOWED)


def test_a_fix_must_leave_nothing_to_fix(plant: Plant) -> None:
    class Restless(UNKNOWN_PROPERTY):  # type: ignore[misc, valid-type]
        """Renames a misspelt key to another misspelt one."""

        def check(self, violation: Violation, context: Context) -> Iterator[Finding]:
            for finding in super().check(violation, context):
                edits = (Edit(finding.span, "webURl"),)
                changes = ("/webURL", "/webURl")
                yield finding._replace(fix=Fix("Rename", edits, Safety.UNSAFE, changes))

    plant(Restless)
    with pytest.raises(CaseError, match="still fixable"):
        run(BAD._replace(fixed="webURl: a\n"), Restless)


def test_a_rule_that_is_not_registered_cannot_run() -> None:
    class Stranger(UNKNOWN_PROPERTY):  # type: ignore[misc, valid-type]
        code = "XYZ001"

    with pytest.raises(ConfigError):
        run(BAD, Stranger)


# All cases of a rule


def rule_of(good: tuple[Good, ...], bad: tuple[Bad, ...]) -> type[Rule]:
    return type("Rule", (UNKNOWN_PROPERTY,), {"good": good, "bad": bad})


def test_cases_are_numbered_by_kind() -> None:
    good = Good("webUrl: a\n", schema=SCHEMA)
    rule = rule_of((good, good._replace(whole=True)), (BAD,))
    found = cases(rule)
    # pytest parametrizes by a collection, and will refuse an iterator.
    assert isinstance(found, tuple)
    assert list(map(str, found)) == ["SCH002-good-1", "SCH002-good-2", "SCH002-bad-1"]


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ((), (BAD,), "at least one good and one bad"),
        ((Good("a: 1\n"),), (), "at least one good and one bad"),
        ((Good("a: 1\n"), Good("a: 1\n")), (BAD,), "stands twice"),
        ((Good("a: 1\n"),), (BAD, BAD._replace(fixed=None)), "stands twice"),
        ((Good("a: 1\n"),), (Bad("a: 1\n"),), "stands twice"),
    ],
)
def test_sets_of_cases_that_are_refused(
    good: tuple[Good, ...], bad: tuple[Bad, ...], complaint: str
) -> None:
    with pytest.raises(CaseError, match=complaint):
        cases(rule_of(good, bad))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Good("a: 1\n"), ("---\na: 1\n---\n", [])),
        (Bad("a: ⟦1⟧\n"), ("---\na: 1\n---\n", [(7, 8)])),
        (Bad("⟦a⟧: ⟦⟧1⟦\n⟧"), ("---\na: 1\n---\n", [(4, 5), (7, 7), (8, 9)])),
        (Bad("⟦x⟧", whole=True), ("x", [(0, 1)])),
        (Bad("⟦⟧", whole=True), ("", [(0, 0)])),
    ],
)
def test_unmarked(case: Good | Bad, expected: tuple[str, list[Span]]) -> None:
    assert unmarked(case) == expected


def test_spans_of_marks_follow_one_another() -> None:
    _, spans = unmarked(Bad("⟦a⟧⟦b⟧c⟦d⟧\n"))
    assert all(one.end <= other.start for one, other in pairwise(spans))
