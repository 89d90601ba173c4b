"""tests.each_case: one test of many short cases fails in the right one."""

import pytest

from tests.each_case import each_case


def test_a_failure_names_its_case() -> None:
    seen = []

    @each_case([(1, 1), (2, 3), (4, 5)])
    def is_equal(one: int, other: int) -> None:
        seen.append(one)
        assert one == other

    with pytest.raises(AssertionError) as caught:
        is_equal()
    assert caught.value.__notes__ == ["in case 1: (2, 3)"]
    assert seen == [1, 2]


def test_a_test_of_one_parameter_takes_cases_whole() -> None:
    seen: list[object] = []
    cases = [(1, 2), "ab", None]

    @each_case(cases)
    def is_seen(case: object) -> None:
        seen.append(case)

    is_seen()
    assert seen == cases


def test_no_case_is_a_failure() -> None:
    @each_case([])
    def never(_: object) -> None:
        pass

    with pytest.raises(AssertionError, match="no cases"):
        never()
