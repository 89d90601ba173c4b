"""Tracking parameters: which are found, and what is left without them."""

import pytest
from hypothesis import given

from linter.web import urls
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS, tracking_parameters, without_tracking
from tests.web.url_texts import TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.com/?utm_source=x", "https://a.com/"),
        ("https://a.com/?utm_source=x&id=7", "https://a.com/?id=7"),
        ("https://a.com/?id=7&utm_source=x", "https://a.com/?id=7"),
        ("https://a.com/?id=7&UTM_Medium=x&page=%2F#top", "https://a.com/?id=7&page=%2F#top"),
        ("https://a.com/?utm_source=a&fbclid=b&gclid", "https://a.com/"),
        ("https://a.com/?&fbclid=b&a=1", "https://a.com/?&a=1"),
        ("https://a.com/?utm_id=a=b#utm_source=x", "https://a.com/#utm_source=x"),
        ("https://a.com?WT.mc_id=x", "https://a.com"),
    ],
)
def test_tracking_parameters_go(text: str, expected: str) -> None:
    assert without_tracking(text, DEFAULT_TRACKING_PARAMETERS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://a.com/utm_source=x",
        "https://a.com/?",
        "https://a.com/?amp",
        "https://a.com/?outputType=amp&ref=x&source=y&mbid=z&si=1",
        "https://a.com/?xutm_source=1&utm=2&a=utm_source=3",
        "https://a.com/#?utm_source=x",
        "https://www.youtube.com/watch?v=fbclid",
        "no url?utm_source=x",
        "/path?utm_source=x",
    ],
)
def test_other_parameters_stay(text: str) -> None:
    assert tracking_parameters(text, DEFAULT_TRACKING_PARAMETERS) == []
    assert without_tracking(text, DEFAULT_TRACKING_PARAMETERS) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("https://a.com/b?c=d&amp;utm_source=e", "https://a.com/b?c=d"),
        ("https://a.com/b?utm_source=e&amp;c=d", "https://a.com/b?c=d"),
        ("https://a.com/b?c=d&amp;fbclid=e&amp;f=g", "https://a.com/b?c=d&amp;f=g"),
        ("https://a.com/b?c=d&amp;e=f", "https://a.com/b?c=d&amp;e=f"),
    ],
)
def test_tracking_parameters_after_an_escaped_separator(text: str, clean: str) -> None:
    assert without_tracking(text, DEFAULT_TRACKING_PARAMETERS) == clean


def test_tracking_parameters_are_placed() -> None:
    text = "https://a.com/?a=1&utm_source=x&ref#f"
    found = tracking_parameters(text, ["utm_*", "ref"])
    assert [name for name, _, _ in found] == ["utm_source", "ref"]
    assert [text[start:end] for _, start, end in found] == ["utm_source=x", "ref"]


def test_no_pattern_matches_nothing() -> None:
    assert tracking_parameters("https://a.com/?&=x&utm_source=y", []) == []


@given(TEXTS)
def test_tracking_is_gone_and_the_rest_stays(text: str) -> None:
    rest = without_tracking(text, DEFAULT_TRACKING_PARAMETERS)
    assert tracking_parameters(rest, DEFAULT_TRACKING_PARAMETERS) == []
    before, after = urls.parse(text), urls.parse(rest)
    if before is None or after is None:
        assert rest == text
    else:
        assert before._replace(query=None) == after._replace(query=None)
