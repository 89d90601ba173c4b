"""Links as text."""

import re
from pathlib import Path

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.web import urls
from linter.web.hosts import ascii_host
from linter.web.normal_form import comparable, normalise
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS, without_tracking
from linter.web.url_dates import date_in_path
from linter.web.urls import Url
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site
from tests.web.url_texts import TEXTS

LONG = 50_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://www.Example.com/A/b?x=%20#top",
            ("https", "www.Example.com", "www.example.com", None, "/A/b", "x=%20", "top"),
        ),
        ("HTTP://example.com", ("http", "example.com", "example.com", None, "", None, None)),
        ("https://example.com./", ("https", "example.com.", "example.com", None, "/", None, None)),
        ("https://a.com:443?#", ("https", "a.com:443", "a.com", 443, "", "", "")),
        ("https://a.com:/", ("https", "a.com:", "a.com", None, "/", None, None)),
        ("https://a.com:00080/", ("https", "a.com:00080", "a.com", 80, "/", None, None)),
        ("https://u:p@a.com/", ("https", "u:p@a.com", "a.com", None, "/", None, None)),
        ("https://x@evil@a.com/", ("https", "x@evil@a.com", "a.com", None, "/", None, None)),
        ("https://[2001:DB8::1]:8443/", ("https", "[2001:DB8::1]:8443", "[2001:db8::1]", 8443)),
        ("https://0x7f.1/", ("https", "0x7f.1", "127.0.0.1", None, "/", None, None)),
        ("https://Bücher.ch/é", ("https", "Bücher.ch", "xn--bcher-kva.ch", None, "/é", None, None)),
        ("https://faß.de/", ("https", "faß.de", "xn--fa-hia.de", None, "/", None, None)),
        ("https://點看.com/", ("https", "點看.com", "xn--c1yn36f.com", None, "/", None, None)),
        ("https://a。b/", ("https", "a。b", "a.b", None, "/", None, None)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_parse(text: str, expected: tuple[object, ...]) -> None:
    assert tuple(urls.parse(text) or ())[: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com",
        "http://localhost/",
        "https://my_site.example.com/",
        "https://r3---sn-4g5e.example.com/",
        "https://-dash.example.com/",
        "https://user@example.com/",
        "https://example.com:8080/a//b",
        "https://example.com/it's-(not)-bad,;|{}[]^`*!~$+",
        "https://example.com/Café?q=é#é",
        "https://example.com/\u0645\u06cc\u200c\u062e",
        "https://example.com/?a=https://other.example/?b",
        "https://example.com/%e2%80%99",
        "https://" + "a" * 63 + ".com/",
    ],
)
def test_right_urls_have_no_problem(text: str) -> None:
    assert urls.problem(text) is None


def test_wrong_urls_are_explained() -> None:
    wrong = (
        ("", "it is empty"),
        ("https://a.com/a b", "it contains a space (U+0020)"),
        (" https://a.com/", "it contains a space (U+0020)"),
        ("https://a.com/\t", "it contains a tab (U+0009)"),
        ("https://a.com/\n", "it contains a line break (U+000A)"),
        ("https://a.com/\x85", "it contains an invisible or control character (U+0085)"),
        ("https://a.com/\u200b", "it contains an invisible or control character (U+200B)"),
        ("https://a.com/\xa0", "it contains a no-break space (U+00A0)"),
        ("https://a.com/\ud800", "it contains an invisible or control character (U+D800)"),
        ('https://a.com/"x', "it contains a double quote (U+0022)"),
        ("https://a.com/<b>", "it contains the sign `<` (U+003C)"),
        ("https:\\\\a.com\\", "it contains a backslash (U+005C)"),
        ("www.example.com/a", "it has no scheme: it should begin with `https://`"),
        ("example.com:80/a", "it has no scheme: it should begin with `https://`"),
        ("//example.com/a", "it has no scheme: it should begin with `https://`"),
        ("/a", "it has no scheme: it should begin with `https://`"),
        ("ftp://a.com/", "its scheme is `ftp`, not `http` or `https`"),
        ("javascript:alert(1)", "its scheme is `javascript`, not `http` or `https`"),
        ("x" * 50 + "://a", f"its scheme is `{'x' * 39}…`, not `http` or `https`"),
        ("https:a.com", "`//` is missing after `https:`"),
        ("https:/a.com", "`//` is missing after `https:`"),
        ("https://", "it has no host"),
        ("https:///a", "it has no host"),
        ("https://:80/", "it has no host"),
        ("https://user@/", "it has no host"),
        ("https://https://www.wsj.com/a", "the scheme is repeated"),
        ("http://https//www.wsj.com/a", "the scheme is repeated"),
        ("HTTPS://HTTP:80/a", "the scheme is repeated"),
        ("https://www..example.com/", "`www..example.com` is not a host"),
        ("https://example,com/", "`example,com` is not a host"),
        ("https://a:b:80/", "`a:b` is not a host"),
        ("https://[::1/", "`[:` is not a host"),
        ("https://1.2.3.256/", "`1.2.3.256` is not a host"),
        ("https://" + "a" * 64 + ".com/", f"`{'a' * 39}…` is not a host"),
        ("https://" + "a." * 130 + "com/", f"`{'a.' * 19}a…` is not a host"),
        ("https://é" + "a" * 300 + "/", f"`é{'a' * 38}…` is not a host"),
        ("https://אa.com/", "`אa.com` is not a host"),
        ("https://a.com:65536/", "its port `65536` is not a number up to 65535"),
        ("https://a.com:8x/", "its port `8x` is not a number up to 65535"),
        ("https://a.com:\u0661/", "its port `\u0661` is not a number up to 65535"),
        ("https://a.com/100%", "`%` is not a percent escape"),
        ("https://a.com/?a=%zz", "`%zz` is not a percent escape"),
        ("https://a.com/#%2", "`%2` is not a percent escape"),
    )
    assert [(text, urls.problem(text)) for text, _ in wrong] == [*wrong]


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("/assets/images/a.jpg", True),
        ("/", True),
        ("https://a.com/", True),
        ("//a.com/b.jpg", False),
        ("assets/a.jpg", False),
        ("/a b.jpg", False),
        ("/a%.jpg", False),
        ('/a".jpg', False),
        ("", False),
    ],
)
def test_path_is_right_only_where_allowed(text: str, *, is_right: bool) -> None:
    assert (urls.problem(text, allow_path=True) is None) is is_right


@on_each_site
def test_no_url_of_a_site_is_reported(folder: Path) -> None:
    pages = [path for path in folder.rglob("*") if path.suffix in {".md", ".html", ".yml"}]
    values = {
        value
        for page in pages
        for value in re.findall(r"(?i)url: +\"?([^\"\s]+)", page.read_text(encoding="utf-8"))
    }
    assert len(values) > {OWN: 80, REAL: 1000}[folder]
    for value in values:
        assert urls.problem(value, allow_path=True) is None, value
        assert normalise(value) == value
        assert without_tracking(value, DEFAULT_TRACKING_PARAMETERS) == value


@given(TEXTS)
def test_problem_and_parse_agree(text: str) -> None:
    assert (urls.parse(text) is None) == (urls.problem(text) is not None)


@given(
    st.from_regex(
        r"https://([a-z0-9-]{1,9}|xn--a)(\.[a-z0-9-]{1,9}){1,5}(/[A-Za-z0-9._~-]{0,4}){0,4}",
        fullmatch=True,
    )
)
def test_what_is_ordinary_is_read_like_any_other(text: str) -> None:
    # With a fragment it is not ordinary any more.
    assert not urls.is_ordinary(f"{text}#a")
    if urls.is_ordinary(text):
        by_the_long_way = urls.parse(f"{text}#a")
        assert by_the_long_way is not None
        assert urls.parse(text) == by_the_long_way._replace(fragment=None)
        assert normalise(f"{text}#a") == f"{text}#a"
        assert comparable(text, ()) == comparable(f"{text}#a", ())


@given(TEXTS)
def test_browsers_open_what_is_accepted(text: str) -> None:
    url = urls.parse(text)
    if url is not None:
        opened = ada_url.URL(text)
        assert url.scheme == opened.protocol.removesuffix(":")
        assert url.host == opened.hostname.removesuffix(".")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "https://a.com" + "/.." * LONG,
        "https://a.com/" + "é" * LONG,
        "https://a.com/" + "%" * LONG,
        "https://a.com/?" + "utm_a=1&" * LONG,
        "https://a.com" + "/2020/06" * LONG,
        "https://a.com/" + "2020-06-10-" * LONG,
        "https://" + "a." * LONG + "com/",
        "https://" + "é" * LONG + "/",
        "https://" + "@" * LONG + "a.com",
        "https://a.com:" + "0" * LONG + "8080/",
        "https://a.com:" + "9" * LONG,
        "https://[" + ":" * LONG,
        "a" * LONG,
    ],
    ids=lambda text: text[:20],
)
def test_long_text_takes_linear_time(text: str) -> None:
    with bounded():
        normal = normalise(text)
        assert normalise(normal) == normal
        assert len(comparable(text, DEFAULT_TRACKING_PARAMETERS)) <= len(normal)
        assert ascii_host(text) is None
        assert date_in_path(text) is None or "2020-06-10" in text


def test_parsed_parts_make_up_the_text() -> None:
    text = "https://u@Bücher.ch:8080/a?b#c"
    assert urls.parse(text) == Url(
        "https", "u@Bücher.ch:8080", "xn--bcher-kva.ch", 8080, "/a", "b", "c"
    )
