"""The usual form of URLs, and which are addresses of one page."""

import ada_url
import pytest
from hypothesis import given

from linter.web import urls
from linter.web.normal_form import comparable, normalise
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS, without_tracking
from tests.web.url_texts import TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTTPS://WWW.Example.COM/Path?Q=V#F", "https://www.example.com/Path?Q=V#F"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:0080", "http://example.com"),
        ("https://example.com:/a", "https://example.com/a"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://[::A]:443/", "https://[::a]/"),
        ("https://User:Pw@Example.com/", "https://User:Pw@example.com/"),
        ("https://a.com/b/./c/../d", "https://a.com/b/d"),
        ("https://a.com/b/%2E%2e/c", "https://a.com/c"),
        ("https://a.com/../..", "https://a.com/"),
        ("https://a.com/b/..", "https://a.com/"),
        ("https://a.com/b/.", "https://a.com/b/"),
        ("https://a.com/b//../c", "https://a.com/b/c"),
        ("https://a.com/é?ü#ß", "https://a.com/%C3%A9?%C3%BC#%C3%9F"),
        ("https://a.com/😀", "https://a.com/%F0%9F%98%80"),
        ("https://BÜCHER.ch/", "https://bücher.ch/"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://a.com",
        "https://a.com/",
        "https://a.com./x",
        "https://a.com//b/.../..c/.d",
        "https://a.com/%7euser/%c3%a9",
        "https://a.com/?../.",
        "https://a.com/#/../x",
        "https://a.com/?",
        "https://a.com/#",
        "https://bücher.ch/",
        # The lower-case sigma that ends a word is a letter of its own in hosts.
        "https://ΑΣ.ΑΣ/",
        "https://1.2.3/",
        "not a url/é/../x",
    ],
)
def test_normalise_touches_nothing_else(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("http://a.com/x", "https://a.com/x"),
        ("http://a.com:80/x", "https://a.com:443/x"),
        ("https://A.com", "https://a.com/"),
        ("https://a.com/x?utm_source=y", "https://a.com/x"),
        ("https://a.com/x#comments", "https://a.com/x"),
        ("https://a.com/b/../x", "https://a.com/x"),
        ("https://a.com/é", "https://a.com/%c3%a9"),
        ("https://bücher.ch/", "https://xn--bcher-kva.ch/"),
        ("https://a.com./x", "https://a.com/x"),
        ("https://me@a.com/x", "https://a.com/x"),
    ],
)
def test_addresses_of_one_page(first: str, second: str) -> None:
    patterns = DEFAULT_TRACKING_PARAMETERS
    assert comparable(first, patterns) == comparable(second, patterns)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.com/x", "https://a.com/x/"),
        ("https://a.com/x", "https://a.com/X"),
        ("https://a.com/x", "https://www.a.com/x"),
        ("https://a.com/x?v=1", "https://a.com/x?v=2"),
        ("https://a.com/#/post/1", "https://a.com/#/post/2"),
        ("https://a.com/#!post/1", "https://a.com/"),
        ("https://a.com:8080/", "https://a.com/"),
        ("one", "two"),
    ],
)
def test_addresses_of_different_pages(first: str, second: str) -> None:
    patterns = DEFAULT_TRACKING_PARAMETERS
    assert comparable(first, patterns) != comparable(second, patterns)


@given(TEXTS)
def test_normalise_opens_the_same_and_is_stable(text: str) -> None:
    normal = normalise(text)
    assert normalise(normal) == normal
    if urls.parse(text) is None:
        assert normal == text
    else:
        assert ada_url.URL(normal).href == ada_url.URL(text).href


@given(TEXTS)
def test_comparable_survives_its_own_steps(text: str) -> None:
    patterns = DEFAULT_TRACKING_PARAMETERS
    key = comparable(text, patterns)
    assert comparable(normalise(text), patterns) == key
    assert comparable(without_tracking(text, patterns), patterns) == key
