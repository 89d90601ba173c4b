"""Every rule keeps to its own cases and is documented."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

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
from tests.each_case import each_case

RULES = list(all_rules().values())
# `-k URL006` runs what there is of one rule.
of_each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@of_each_rule
def test_a_rule_keeps_to_its_cases(rule: type[Rule]) -> None:
    run_all(cases(rule))


@each_case(RULES)
def test_documentation_has_its_headings(rule: type[Rule]) -> None:
    headings = re.findall(r"^\s*## (.+)$", rule.__doc__ or "", re.MULTILINE)
    expected = ["What it does", "Why is this bad?", "Example"]
    expected += ["Fix safety"] if rule.fixes else []
    assert headings[: len(expected)] == expected
    assert set(headings) == set(expected)


@each_case(RULES)
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


@contextmanager
def always_true(names: Iterable[str]) -> Iterator[None]:
    """Let functions of statements hold for each text, in plans that are made anew."""
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(name.replace(":", "."), lambda *_: True)
        _forget_plans()
        yield
    _forget_plans()


def _forget_plans() -> None:
    for memory in (proof.prover_of, functions.named):
        memory.cache_clear()


def test_a_statement_that_always_holds_fails_a_bad_case() -> None:
    stating = {rule: names for rule in RULES if (names := stated_functions(rule))}
    assert len(stating) > 25
    for rule, names in stating.items():
        with always_true(names):
            bad_cases = (case for case in cases(rule) if isinstance(case.case, Bad))
            assert any(map(fails_by_silence, bad_cases)), rule.code


def fails_by_silence(case: Case) -> bool:
    """Whether a case fails since its rule states to be silent."""
    try:
        case.run()
    except CaseError as error:
        return re.search("to be silent|proved clean|proved silent", str(error)) is not None
    return False


def run_all(some: Iterable[Case]) -> None:
    for case in some:
        case.run()


def with_windows_line_ends(rule: type[Rule]) -> Iterator[Case]:
    """Yield the cases of a rule that show a fix, in files of Windows."""
    for case in cases(rule):
        bad = case.case
        if not isinstance(bad, Bad) or bad.fixed is None or "\r" in bad.text:
            continue
        frame = "{}" if bad.whole else "---\n{}---\n"
        text, fixed = (
            frame.replace("{}", part).replace("\n", "\r\n") for part in (bad.text, bad.fixed)
        )
        yield Case(rule, case.number, bad._replace(text=text, fixed=fixed, whole=True))


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if any(with_windows_line_ends(rule))],
    ids=lambda rule: rule.code,
)
def test_a_fix_keeps_windows_line_ends(rule: type[Rule]) -> None:
    run_all(with_windows_line_ends(rule))
