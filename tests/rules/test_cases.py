"""Every rule keeps to its own cases and is documented."""

import re
from collections.abc import Iterable, Iterator

import pytest

from linter.config.settings import Settings
from linter.fastpath import functions
from linter.lint import proof
from linter.lint.plan import rule_table
from linter.lint.proof_plan import HeldTo, proof_plan
from linter.profiles.profile import named
from linter.rules.base import CASE_CLOCK, Bad, Rule
from linter.rules.registry import all_rules
from linter.testing import Case, CaseError, cases, schema_of

RULES = list(all_rules().values())
CASES = [case for rule in RULES for case in cases(rule)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    case.run()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_documentation_has_its_headings(rule: type[Rule]) -> None:
    headings = re.findall(r"^\s*## (.+)$", rule.__doc__ or "", re.MULTILINE)
    expected = ["What it does", "Why is this bad?", "Example"]
    expected += ["Fix safety"] if rule.fixes else []
    assert headings[: len(expected)] == expected
    assert set(headings) == set(expected)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_code_and_name_are_in_the_module_name(rule: type[Rule]) -> None:
    module = rule.__module__.rpartition(".")[2]
    assert module == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(set(names)) == sorted(names)


def stated_functions(rule: type[Rule]) -> set[str]:
    """Return the names of the functions by which a rule states to be silent in its bad cases."""
    table = rule_table(Settings(select=(rule.code,), now=CASE_CLOCK))
    found: set[str] = set()
    for case in rule.bad:
        profile = named(case.profile)
        held_to = HeldTo(schema_of(case), profile, profile.dialect, bool(case.files))
        plan = proof_plan(table, held_to)
        for each in plan.objects if plan is not None else ():
            found.update(check.name for check in (*each.checks, *each.site_checks))
    return found


STATING = [rule for rule in RULES if stated_functions(rule)]


@pytest.fixture
def no_known_plans() -> Iterator[None]:
    """Forget the plans and functions of earlier cases, and those of this one afterwards."""
    for memory in (proof.prover_of, functions.named):
        memory.cache_clear()
    yield
    for memory in (proof.prover_of, functions.named):
        memory.cache_clear()


@pytest.mark.usefixtures("no_known_plans")
@pytest.mark.parametrize("rule", STATING, ids=lambda rule: rule.code)
def test_a_statement_that_always_holds_fails_a_bad_case(
    rule: type[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in stated_functions(rule):
        monkeypatch.setattr(name.replace(":", "."), lambda *_: True)
    with pytest.raises(CaseError, match=r"to be silent|proved clean|proved silent"):
        run_all(case for case in cases(rule) if isinstance(case.case, Bad))


def run_all(some: Iterable[Case]) -> None:
    for case in some:
        case.run()


def test_many_rules_state_functions() -> None:
    assert len(STATING) > 25


FIXED_CASES = [
    case
    for case in CASES
    if isinstance(case.case, Bad) and case.case.fixed is not None and "\r" not in case.case.text
]


@pytest.mark.parametrize("case", FIXED_CASES, ids=str)
def test_a_fix_keeps_windows_line_ends(case: Case) -> None:
    bad = case.case
    assert isinstance(bad, Bad)
    assert bad.fixed is not None
    frame = "{}" if bad.whole else "---\n{}---\n"
    text, fixed = (
        frame.replace("{}", part).replace("\n", "\r\n") for part in (bad.text, bad.fixed)
    )
    Case(case.rule, case.number, bad._replace(text=text, fixed=fixed, whole=True)).run()
