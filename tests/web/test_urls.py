"""linter.web.urls: links as text."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.web import urls
from linter.web.urls import DEFAULT_TRACKING_PARAMETERS, Url
from tests.sites import OWN, REAL, on_each_site

LONG = 200_000

ANY_TEXT = st.text(st.characters())
# Pieces that URLs are made of, the awkward ones among them.
PIECES = (
    st.sampled_from(["https://", "HTTP://", "/", "//", ".", "..", "%2e", "?", "#", "&", "=", "@"])
    | st.sampled_from(["example.com", "A.com", "xn--", "bücher", "ΑΣ", "İ", "\u212a", "[::1]"])
    | st.sampled_from([":", ":443", ":80", "\u0661", "1", "0x7f", "-", "_", "!", "é", "%C3", "%c3"])
    | st.sampled_from(["utm_source=x", "fbclid", "a=b", "2020", "06", "jun", "20200610", "%"])
)
SEVERAL_PIECES = st.lists(PIECES, max_size=12).map("".join)
URL_LIKE = SEVERAL_PIECES | SEVERAL_PIECES.map("https://{}".format)
TEXTS = ANY_TEXT | URL_LIKE


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
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
        ("https://", "it names no host"),
        ("https:///a", "it names no host"),
        ("https://:80/", "it names no host"),
        ("https://user@/", "it names no host"),
        ("https://https://www.wsj.com/a", "the scheme stands twice"),
        ("http://https//www.wsj.com/a", "the scheme stands twice"),
        ("HTTPS://HTTP:80/a", "the scheme stands twice"),
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
    ],
)
def test_wrong_urls_are_explained(text: str, reason: str) -> None:
    assert urls.problem(text) == reason


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
        assert urls.normalise(value) == value
        assert urls.without_tracking(value, DEFAULT_TRACKING_PARAMETERS) == value


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
    assert urls.normalise(text) == expected


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
    assert urls.normalise(text) == text


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
    assert urls.without_tracking(text, DEFAULT_TRACKING_PARAMETERS) == expected


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
    assert urls.tracking_parameters(text, DEFAULT_TRACKING_PARAMETERS) == []
    assert urls.without_tracking(text, DEFAULT_TRACKING_PARAMETERS) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("https://a.com/b?c=d&amp;utm_source=e", "https://a.com/b?c=d"),
        ("https://a.com/b?utm_source=e&amp;c=d", "https://a.com/b?c=d"),
        ("https://a.com/b?c=d&amp;fbclid=e&amp;f=g", "https://a.com/b?c=d&amp;f=g"),
        ("https://a.com/b?c=d&amp;e=f", "https://a.com/b?c=d&amp;e=f"),
    ],
)
def test_tracking_parameters_behind_a_separator_that_is_escaped(text: str, clean: str) -> None:
    assert urls.without_tracking(text, DEFAULT_TRACKING_PARAMETERS) == clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.com/b?c&amp;d", [(17, 22, "&")]),
        ("https://a.com/b?c&#38;d&#X26;", [(17, 22, "&"), (23, 29, "&")]),
        ("https://a.com/&amp;amp;#039;", [(14, 28, "'")]),
        ("https://a.com/&LT;&quot;", [(14, 18, "<"), (18, 24, '"')]),
        ("https://a.com/b?c&amp=d&copy;&#169;&#1039;&amp", []),
        ("/b?c&amp;d", []),
    ],
)
def test_html_entities_in_a_url(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert urls.html_entities(text) == expected


def test_tracking_parameters_are_placed() -> None:
    text = "https://a.com/?a=1&utm_source=x&ref#f"
    found = urls.tracking_parameters(text, ["utm_*", "ref"])
    assert [name for name, _, _ in found] == ["utm_source", "ref"]
    assert [text[start:end] for _, start, end in found] == ["utm_source=x", "ref"]


def test_no_pattern_matches_nothing() -> None:
    assert urls.tracking_parameters("https://a.com/?&=x&utm_source=y", []) == []


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
    assert urls.comparable(first, patterns) == urls.comparable(second, patterns)


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
    assert urls.comparable(first, patterns) != urls.comparable(second, patterns)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.wsj.com", "wsj.com"),
        ("WSJ.com.", "wsj.com"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("o-p.github.io", "o-p.github.io"),
        ("a.blogspot.com", "a.blogspot.com"),
        ("www.bücher.ch", "xn--bcher-kva.ch"),
        ("www.example.unknowntld", "example.unknowntld"),
        ("github.io", None),
        ("co.uk", None),
        ("com", None),
        ("localhost", None),
        ("1.2.3.4", None),
        ("[::1]", None),
        ("", None),
        ("a..b", None),
        ("a/b.com", None),
    ],
)
def test_registrable_domain(host: str, expected: str | None) -> None:
    assert urls.registrable_domain(host) == expected


@pytest.mark.parametrize(
    ("host_a", "host_b", "expected"),
    [
        ("wsj.com", "WSJ.com", True),
        ("www.wsj.com", "wsj.com", True),
        ("www.scmp.com", "amp.scmp.com", True),
        ("www.bbc.co.uk", "bbc.co.uk", True),
        ("news.bbc.co.uk", "amp.bbc.co.uk", True),
        ("a.example.com", "b.example.com", True),
        ("t.co", "www.t.co", True),
        ("localhost", "localhost", True),
        ("1.2.3.4", "1.2.3.4", True),
        ("example.com", "example.org", False),
        ("notwsj.com", "wsj.com", False),
        ("a.github.io", "b.github.io", False),
        ("bbc.co.uk", "itv.co.uk", False),
        ("co.uk", "bbc.co.uk", False),
        ("www.com", "example.com", False),
        ("com", "example.com", False),
        ("3.4", "1.2.3.4", False),
        ("2.2.3.4", "1.2.3.4", False),
        ("", "", False),
        ("a b", "a b", False),
    ],
)
def test_same_site(host_a: str, host_b: str, *, expected: bool) -> None:
    assert urls.same_site(host_a, host_b) is expected
    assert urls.same_site(host_b, host_a) is expected


@pytest.mark.parametrize(
    ("host", "domain", "expected"),
    [
        ("wsj.com", "wsj.com", True),
        ("www.wsj.com", "WSJ.com.", True),
        ("a.b.wsj.com", "wsj.com", True),
        ("www.xn--bcher-kva.ch", "bücher.ch", True),
        ("localhost", "localhost", True),
        ("notwsj.com", "wsj.com", False),
        ("wsj.com", "www.wsj.com", False),
        ("example.com", "com", False),
        ("9.1.2.3.4", "1.2.3.4", False),
        ("wsj.com", "", False),
        ("wsj.com", ".com", False),
        ("wsj.com", "https://wsj.com", False),
    ],
)
def test_is_subdomain(host: str, domain: str, *, expected: bool) -> None:
    assert urls.is_subdomain(host, domain) is expected


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
    found = urls.date_in_path(text)
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
    assert urls.date_in_path(text) is None


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
        assert urls.normalise(f"{text}#a") == f"{text}#a"
        assert urls.comparable(text, ()) == urls.comparable(f"{text}#a", ())


@given(TEXTS)
def test_browsers_open_what_is_accepted(text: str) -> None:
    url = urls.parse(text)
    if url is not None:
        opened = ada_url.URL(text)
        assert url.scheme == opened.protocol.removesuffix(":")
        assert url.host == opened.hostname.removesuffix(".")


@given(TEXTS)
def test_normalise_opens_the_same_and_is_stable(text: str) -> None:
    normal = urls.normalise(text)
    assert urls.normalise(normal) == normal
    if urls.parse(text) is None:
        assert normal == text
    else:
        assert ada_url.URL(normal).href == ada_url.URL(text).href


@given(TEXTS)
def test_tracking_is_gone_and_the_rest_stays(text: str) -> None:
    rest = urls.without_tracking(text, DEFAULT_TRACKING_PARAMETERS)
    assert urls.tracking_parameters(rest, DEFAULT_TRACKING_PARAMETERS) == []
    before, after = urls.parse(text), urls.parse(rest)
    if before is None or after is None:
        assert rest == text
    else:
        assert before._replace(query=None) == after._replace(query=None)


@given(TEXTS)
def test_comparable_survives_its_own_steps(text: str) -> None:
    patterns = DEFAULT_TRACKING_PARAMETERS
    key = urls.comparable(text, patterns)
    assert urls.comparable(urls.normalise(text), patterns) == key
    assert urls.comparable(urls.without_tracking(text, patterns), patterns) == key


@given(TEXTS, TEXTS)
def test_host_functions_take_any_text(host: str, other: str) -> None:
    name = urls.ascii_host(host)
    assert name is None or urls.ascii_host(name) == name
    assert urls.is_subdomain(host, host) is (name is not None)
    assert urls.same_site(host, other) is urls.same_site(other, host)
    domain = urls.registrable_domain(host)
    assert domain is None or urls.is_subdomain(host, domain)


@given(TEXTS)
def test_date_lies_in_the_path(text: str) -> None:
    found = urls.date_in_path(text)
    if found is not None:
        url = urls.parse(text)
        assert text[found.start : found.end] in (url.path if url else text)


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
def test_long_text_is_no_burden(text: str) -> None:
    # Anything worse than linear would not come back here.
    normal = urls.normalise(text)
    assert urls.normalise(normal) == normal
    assert len(urls.comparable(text, DEFAULT_TRACKING_PARAMETERS)) <= len(normal)
    assert urls.ascii_host(text) is None
    assert urls.date_in_path(text) is None or "2020-06-10" in text


def test_plain_hosts_load_no_library() -> None:
    code = (
        "import sys; from linter.web import urls; "
        "urls.parse('https://www.wsj.com/a'); urls.same_site('www.scmp.com', 'amp.scmp.com'); "
        "print({'ada_url', 'publicsuffixlist'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_parsed_parts_make_up_the_text() -> None:
    text = "https://u@Bücher.ch:8080/a?b#c"
    assert urls.parse(text) == Url(
        "https", "u@Bücher.ch:8080", "xn--bcher-kva.ch", 8080, "/a", "b", "c"
    )
