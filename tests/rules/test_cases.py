"""Every rule keeps to its own cases and is documented."""

import re

import pytest

from linter.rules.base import Bad, Rule
from linter.rules.registry import all_rules
from linter.testing import Case, cases

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
