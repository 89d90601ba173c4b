"""The forms of dates: which one a date has, which one prevails, and a date in another one."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.rules.shared.date_texts import Moment, parse_date
from linter.site.date_forms import form_of, is_other_date, prevailing, rewritten

FORMS = {
    "2020-06-11": "YYYY-MM-DD",
    "2020-6-1": "YYYY-M-D",
    "2020-06-11 10:00": "YYYY-MM-DD hh:mm",
    "2020-06-11 9:00": "YYYY-M-D hh:mm",
    "2020-06-11T10:00:00": "YYYY-MM-DDThh:mm:ss",
    "2020-06-11T10:00:00Z": "YYYY-MM-DDThh:mm:ssZ",
    "2020-06-11T10:00:00.000Z": "YYYY-MM-DDThh:mm:ss.sssZ",
    "2020-06-11 10:00:00 UTC": "YYYY-MM-DD hh:mm:ss UTC",
    "2020-06-11 10:00:00 +0200": "YYYY-MM-DD hh:mm:ss ±hhmm",
    "2020-06-11 10:00:00 -07": "YYYY-MM-DD hh:mm:ss ±hh",
    "2020-06-11T10:00:00+02:00": "YYYY-MM-DDThh:mm:ss±hh:mm",
}


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_shown_as_people_write_it(text: str) -> None:
    assert str(form_of(text)) == FORMS[text]
    assert not is_other_date(text)


@pytest.mark.parametrize(
    "text",
    ["June 11, 2020", "11/06/2020", "11.6.20", "2020-06-11 18:30:22 2020 -0800", "2020-13-1"],
)
def test_other_dates_have_no_form(text: str) -> None:
    assert form_of(text) is None
    assert is_other_date(text)


@pytest.mark.parametrize("text", ["", "soon", "git Last Modified", "1.2", "version 12"])
def test_other_texts_are_no_dates(text: str) -> None:
    assert form_of(text) is None
    assert not is_other_date(text)


@pytest.mark.parametrize(
    ("counts", "form"),
    [
        ({"2020-06-11": 9, "June 11, 2020": 1}, "YYYY-MM-DD"),
        ({"2020-06-11": 10}, "YYYY-MM-DD"),
        ({"2020-06-11": 9}, "None"),
        ({"2020-06-11": 89, "2020-6-1": 11}, "None"),
        ({"June 11, 2020": 20}, "None"),
        ({}, "None"),
    ],
)
def test_nine_of_ten_dates_decide(counts: dict[str, int], form: str) -> None:
    by_form = Counter({form_of(text): count for text, count in counts.items()})
    assert str(prevailing(by_form)) == form


@pytest.mark.parametrize(
    ("text", "like", "written"),
    [
        ("2020-6-1", "2020-06-11", "2020-06-01"),
        ("2020-06-01 09:05", "2020-6-1 9:00", "2020-6-1 9:05"),
        ("2020-06-11 10:00", "2020-06-11T10:00:00", "2020-06-11T10:00:00"),
        ("2020-06-11 00:00:00", "2020-06-11", "2020-06-11"),
        ("2020-06-11", "2020-06-11T10:00:00Z", "2020-06-11T00:00:00Z"),
        ("2020-06-11 10:00:00 +0200", "2020-06-11T10:00:00+02:00", "2020-06-11T10:00:00+02:00"),
        ("2020-06-11T10:00:00+02:00", "2020-06-11T10:00:00Z", "2020-06-11T08:00:00Z"),
        ("2020-06-11T10:00:00Z", "2020-06-11 10:00:00 +0200", "2020-06-11 10:00:00 +0000"),
        ("2020-06-11T10:00:00-07:00", "2020-06-11 10:00:00 +02", "2020-06-11 10:00:00 -07"),
        ("2020-06-11T10:00:00.500Z", "2020-06-11T10:00:00.0Z", "2020-06-11T10:00:00.5Z"),
    ],
)
def test_a_date_is_written_in_another_form(text: str, like: str, written: str) -> None:
    form = form_of(like)
    assert form is not None
    assert rewritten(text, form) == written


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("2020-06-11 10:00", "2020-06-11"),
        ("2020-06-11T10:00:30", "2020-06-11 10:00"),
        ("2020-06-11T10:00:00.5Z", "2020-06-11T10:00:00Z"),
        ("2020-06-11T10:00:00+02:00", "2020-06-11T10:00:00"),
        ("2020-06-11T10:00:00", "2020-06-11T10:00:00+02:00"),
        ("2020-06-11", "2020-06-11T10:00:00+02:00"),
        ("2020-06-11T01:00:00+02:00", "2020-06-11T10:00:00Z"),
        ("2020-06-11T10:00:00+05:30", "2020-06-11T10:00:00+02"),
        ("0001-01-01T00:00:00+02:00", "2020-06-11T10:00:00Z"),
        ("June 11, 2020", "2020-06-11"),
    ],
)
def test_a_date_that_would_be_another_one_is_not_written(text: str, like: str) -> None:
    form = form_of(like)
    assert form is not None
    assert rewritten(text, form) is None


DATES = st.builds(
    "{:%Y-%m-%d}{}".format,
    st.dates(),
    st.builds(
        "{}{:%H:%M}{}{}".format,
        st.sampled_from(("T", " ")),
        st.times(),
        st.sampled_from((":00", ":59", "", ":30.5")),
        st.sampled_from(("", "Z", " UTC", "+02:00", " -0930", "-07")),
    )
    | st.just(""),
).filter(lambda text: form_of(text) is not None)


@given(DATES, DATES)
def test_a_date_in_another_form_has_the_day_and_what_is_known_of_the_instant(
    text: str, like: str
) -> None:
    form = form_of(like)
    assert form is not None
    written = rewritten(text, form)
    before = parse_date(text)
    if written is None or not isinstance(before, Moment):
        return
    after = parse_date(written)
    assert isinstance(after, Moment)
    assert form_of(written) == form
    assert after.day == before.day
    assert after.instant - before.instant == timedelta()
