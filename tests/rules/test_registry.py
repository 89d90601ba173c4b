"""linter.rules.registry: all rules, and the choice among them."""

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter import rules
from linter.rules.registry import (
    ConfigError,
    all_rules,
    check_selector,
    chosen_codes,
    did_you_mean,
    find_rule,
)
from tests.each_case import each_case

CODES = frozenset(all_rules())
DEFAULT = frozenset(code for code, rule in all_rules().items() if rule.default)


def chosen(*, select: str = "", extend: str = "", ignore: str = "") -> frozenset[str]:
    return chosen_codes(tuple(select.split()), tuple(extend.split()), tuple(ignore.split()))


def test_every_module_of_rules_holds_one() -> None:
    folder = Path(rules.__path__[0])
    codes = [file.stem[:6].upper() for file in folder.glob("*/[a-z][a-z][a-z][0-9]*_*.py")]
    assert sorted(codes) == list(all_rules())


def test_codes_are_sorted_and_of_one_form() -> None:
    assert list(all_rules()) == sorted(CODES)
    assert all(re.fullmatch("[A-Z]{3}[0-9]{3}", code) for code in CODES)
    assert all(code == rule.code for code, rule in all_rules().items())


@each_case(["PAR004", "par004", "duplicate-key", "Duplicate-Key"])
def test_find_rule(given_name: str) -> None:
    assert find_rule(given_name).code == "PAR004"


@each_case(
    [
        ("duplicate-kee", "; did you mean `PAR004` (duplicate-key)?"),
        ("PAR044", "; did you mean `PAR0"),
        ("zzz", "zzz`"),
        ("", "``"),
        ("PAR", "PAR`"),
    ]
)
def test_no_such_rule(given_name: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        find_rule(given_name)
    assert str(caught.value).startswith(f"no rule is called `{given_name}`")
    assert hint in str(caught.value)


# Choice


def test_by_default_all_run_that_are_on_by_default() -> None:
    assert chosen() == DEFAULT
    assert {"DUP002", "NET007", "REF002", "REF003", "STY001", "STY002"} == CODES - DEFAULT


def with_prefix(prefix: str) -> frozenset[str]:
    return frozenset(code for code in CODES if code.startswith(prefix))


@each_case(
    [
        ("PAR004", {"PAR004"}),
        ("par004", {"PAR004"}),
        ("duplicate-key", {"PAR004"}),
        ("PAR004 SCH001", {"PAR004", "SCH001"}),
        ("PAR", with_prefix("PAR")),
        ("PAR01", with_prefix("PAR01")),
        ("P", with_prefix("P")),
        ("ALL", CODES),
        ("all", CODES),
    ]
)
def test_select(select: str, expected: frozenset[str]) -> None:
    assert chosen(select=select) == expected


def test_extend_select_adds_to_what_is_selected() -> None:
    assert chosen(extend="PAR004") == DEFAULT
    assert chosen(extend="ALL") == CODES
    assert chosen(select="PAR004", extend="SCH001") == {"PAR004", "SCH001"}


@each_case(
    [
        ("PAR", "PAR004", with_prefix("PAR") - {"PAR004"}),
        ("PAR004", "PAR", {"PAR004"}),
        ("PAR01 PAR004", "PAR0", with_prefix("PAR01") | {"PAR004"}),
        ("PAR004", "PAR004", frozenset()),
        ("PAR004", "duplicate-key", frozenset()),
        ("duplicate-key", "PAR00", {"PAR004"}),
        ("ALL", "PAR", CODES - with_prefix("PAR")),
        ("PAR", "ALL", with_prefix("PAR")),
        ("ALL", "ALL", frozenset()),
        ("", "ALL", frozenset()),
        ("", "PAR SCH001", DEFAULT - with_prefix("PAR") - {"SCH001"}),
    ]
)
def test_the_longest_selector_counts_and_among_equals_ignore(
    select: str, ignore: str, expected: frozenset[str]
) -> None:
    assert chosen(select=select, ignore=ignore) == expected


@each_case(
    product(
        ["select", "extend_select", "ignore"],
        ["PAR999", "XYZ", "", "PAR0044", "duplicate", "PAR 004", "*"],
    )
)
def test_a_selector_of_no_rule_is_an_error(where: str, selector: str) -> None:
    with pytest.raises(ConfigError, match="no rule is called"):
        chosen_codes(**{"select": (), "extend_select": (), "ignore": (), where: (selector,)})


def test_a_misspelt_selector_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"did you mean `SCH001` \(missing-property\)\?"):
        check_selector("missing-propery")


SELECTORS = st.lists(
    st.sampled_from(["ALL", "PAR", "PAR00", "PAR004", "SCH", "missing-property"])
).map(tuple)


@given(SELECTORS, SELECTORS, SELECTORS)
def test_order_and_repetition_do_not_matter(
    select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    expected = chosen_codes(select, extend, ignore)
    assert chosen_codes(select[::-1] * 2, extend[::-1] * 2, ignore[::-1] * 2) == expected
    assert expected <= chosen_codes(select, (*extend, "SCH001"), ignore) | {"SCH001"}


@each_case(
    [
        *(("TXT01", "TXT001"), ("txt-1", "TXT001"), ("TXT 0001", "TXT001"), ("TX001", "TXT001")),
        *(("PAR3", "PAR003"), ("SCH0O2", "SCH002"), ("URL_06", "URL006"), ("UR006", "URL006")),
        *(("html-entitty", "TXT001"), ("html_entity", "TXT001"), ("HTML-Entity ", "TXT001")),
    ]
)
def test_a_misspelt_rule_is_guessed(wanted: str, code: str) -> None:
    assert did_you_mean(wanted) == f"; did you mean `{code}` ({all_rules()[code].name})?"


@each_case(["", "XYZ999", "XYZ", "9" * 100_000, "TXT" * 100_000])
def test_what_is_like_no_rule_is_not_guessed(wanted: str) -> None:
    assert did_you_mean(wanted) == ""
