"""Dates in the paths of URLs."""

from datetime import date

import pytest
from hypothesis import given

from linter.web import urls
from linter.web.url_dates import date_in_path
from tests.web.url_texts import TEXTS


@pytest.mark.parametrize(
    ("text", "day", "stated"),
    [
        ("https://a.com/2020/06/10/x", date(2020, 6, 10), "2020/06/10"),
        ("https://a.com/news/2020/06/10", date(2020, 6, 10), "2020/06/10"),
        ("https://a.com/2020/jun/10/x", date(2020, 6, 10), "2020/jun/10"),
        ("https://a.com/2020/June/1/x", date(2020, 6, 1), "2020/June/1"),
        ("https://a.com/2020-06-10-x", date(2020, 6, 10), "2020-06-10"),
        ("https://a.com/x-2020-06-10/", date(2020, 6, 10), "2020-06-10"),
        ("https://a.com/a_2020-06-10_23h15.png", date(2020, 6, 10), "2020-06-10"),
        ("https://a.com/20200610/x", date(2020, 6, 10), "20200610"),
        ("https://a.com/x-20200610.html", date(2020, 6, 10), "20200610"),
        ("https://a.com/2020/02/29/", date(2020, 2, 29), "2020/02/29"),
        ("https://a.com/2020/06/10/20200610-x", date(2020, 6, 10), "2020/06/10"),
        ("https://u@é.com:8080/é/2020/06/10/?2019/01/01", date(2020, 6, 10), "2020/06/10"),
        ("/2020/06/10/x", date(2020, 6, 10), "2020/06/10"),
    ],
)
def test_date_in_path(text: str, day: date, stated: str) -> None:
    found = date_in_path(text)
    assert found is not None
    assert found.date == day
    assert text[found.start : found.end] == stated


@pytest.mark.parametrize(
    "text",
    [
        "https://a.com/2020/06/",
        "https://a.com/2020/06/x",
        "https://a.com/2020/06/10-things",
        "https://a.com/2020/13/10/",
        "https://a.com/2021/02/29/",
        "https://a.com/2020/foo/10/",
        "https://a.com/1989/06/10/",
        "https://a.com/2101/06/10/",
        "https://a.com/120200610/",
        "https://a.com/202006101/",
        "https://a.com/a20200610/",
        "https://a.com/é20200610/",
        "https://a.com/20201350/",
        "https://a.com/12020-06-10/",
        "https://a.com/2020/06/10/2020/06/11/",
        "https://a.com/2020/06/10/event-2020-07-01",
        "https://2020-06-10.a.com/",
        "https://a.com/?2020/06/10/",
        "https://a.com/#/2020/06/10/",
        "/x?d=/2020/06/10/",
        "//2020-06-10.com/x",
        "2020/06/10/",
    ],
)
def test_no_date_in_path(text: str) -> None:
    assert date_in_path(text) is None


@given(TEXTS)
def test_date_lies_in_the_path(text: str) -> None:
    found = date_in_path(text)
    if found is not None:
        url = urls.parse(text)
        assert text[found.start : found.end] in (url.path if url else text)
