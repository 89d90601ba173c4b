"""linter.web.amp_cache: from AMP pages to their cache addresses and back."""

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.web import amp_cache, urls
from linter.web.amp_cache import NoCacheAddress
from tests.sites import amp_pages

LONG = 200_000

CERTAIN = [
    ("https://www.example.com", "www-example-com", "s/www.example.com"),
    ("http://www.example.com/index.html", "www-example-com", "www.example.com/index.html"),
    ("https://EXAMPLE.com/Amp/", "example-com", "s/example.com/Amp/"),
    ("https://research-live.com/a?b=C#d", "research--live-com", "s/research-live.com/a?b=C"),
    ("https://a.com/x/?amp", "a-com", "s/a.com/x/?amp"),
    ("https://a.com/x?", "a-com", "s/a.com/x?"),
    ("https://a.com//x//", "a-com", "s/a.com//x//"),
    ("https://a.com/%c3%A9/%2F", "a-com", "s/a.com/%c3%A9/%2F"),
    ("https://en-us.example.com/", "0-en--us-example-com-0", "s/en-us.example.com/"),
    ("https://a-b.example.com/", "a--b-example-com", "s/a-b.example.com/"),
    ("http://o-p.github.io/AMP/", "o--p-github-io", "o-p.github.io/AMP/"),
]
# 52 characters of base32 stand for hosts that do not fit readably into one label.
UNCERTAIN = [
    ("https://a.com:443/x", "a-com", "s/a.com/x"),
    ("https://a.com./x", "a-com", "s/a.com/x"),
    ("https://hello--world.com/", "hello----world-com", "s/hello--world.com/"),
    ("https://a_b.com/", "a_b-com", "s/a_b.com/"),
    ("https://-a.com/", "--a-com", "s/-a.com/"),
    ("https://bücher.ch/", "xn--bcher-ch-65a", "s/xn--bcher-kva.ch/"),
    ("https://xn--57hw060o.com/", "xn---com-p33b41770a", "s/xn--57hw060o.com/"),
    ("https://faß.de/", "xn--fa-de-mqa", "s/xn--fa-hia.de/"),
    (
        "https://in--trouble.com/",
        "r5s7rxu53tjelpr7ngbxkxpirbrylvbwcuueckh7gmn5mim5cjna",
        "s/in--trouble.com/",
    ),
    (
        "https://xn--xgb49a.xn--xgb6g/",
        "asdk26k2mfqxgc6cdx3oh3vlnx42rqwn6uvsuqrufnx622tguq6q",
        "s/xn--xgb49a.xn--xgb6g/",
    ),
    (
        "https://hello.xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c",
        "a6h5moukddengbsjm77rvbosevwuduec2blkjva4223o4bgafgla",
        "s/hello.xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c",
    ),
    ("https://a.com/é", "a-com", "s/a.com/é"),
    ("https://a.com/b/../c", "a-com", "s/a.com/b/../c"),
    ("https://a.com/b.PNG?c", "a-com", "s/a.com/b.PNG?c"),
    ("https://a.com/b.woff2", "a-com", "s/a.com/b.woff2"),
]


def cache_url(label: str, rest: str) -> str:
    return f"https://{label}.cdn.ampproject.org/c/{rest}"


@pytest.mark.parametrize(("page", "label", "rest"), CERTAIN)
def test_certain_addresses(page: str, label: str, rest: str) -> None:
    assert amp_cache.cache_address(page) == (cache_url(label, rest), True)


@pytest.mark.parametrize(("page", "label", "rest"), UNCERTAIN)
def test_uncertain_addresses(page: str, label: str, rest: str) -> None:
    assert amp_cache.cache_address(page) == (cache_url(label, rest), False)


def test_a_readable_label_has_at_most_63_characters() -> None:
    longest, too_long = f"{'a' * 59}.com", f"{'a' * 60}.com"
    address = cache_url("a" * 59 + "-com", f"s/{longest}")
    assert amp_cache.cache_address(f"https://{longest}") == (address, True)
    hashed = amp_cache.cache_address(f"https://{too_long}")
    assert len(hashed.url.removeprefix("https://").partition(".")[0]) == 52
    assert not hashed.certain


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "it is empty"),
        ("/amp/x", "it has no scheme: it should begin with `https://`"),
        ("https://a.com/a b", "it contains a space (U+0020)"),
        ("https://u@a.com/", "it contains a user name"),
        ("https://a.com:8080/", "its port 8080 is not the scheme's own"),
        ("http://a.com:443/", "its port 443 is not the scheme's own"),
        ("https://1.2.3.4/", "its host is an IP address"),
        ("https://0x7f000001/", "its host is an IP address"),
        ("https://[::1]/", "its host is an IP address"),
        ("https://localhost/", "its host has no dot"),
        ("https://cdn.ampproject.org/c/s/a.com/", "it is a cache address already"),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/", "it is a cache address already"),
        ("https://a-com.www.bing-amp.com/c/s/a.com/", "it is a cache address already"),
        ("https://www.google.com/amp/s/a.com/x", "it is a viewer's address"),
    ],
)
def test_pages_without_cache_address(page: str, reason: str) -> None:
    with pytest.raises(NoCacheAddress) as caught:
        amp_cache.cache_address(page)
    assert caught.value.reason == reason
    assert str(caught.value) == reason


def test_punycode_of_nothing_is_refused() -> None:
    # Some versions of the URL library let it pass as a host.
    with pytest.raises(NoCacheAddress):
        amp_cache.cache_address("https://xn--99999999999.com/")


@pytest.mark.parametrize(
    ("found", "page"),
    [
        ("https://cdn.ampproject.org/c/s/a.com/x", "https://a.com/x"),
        ("https://a-com.cdn.ampproject.org/v/s/a.com/x", "https://a.com/x"),
        ("https://a-com.cdn.ampproject.org/v/s/a.com/x?amp_js_v=0.1&usqp=y%3D", "https://a.com/x"),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/x?amp&amp_gsa=1", "https://a.com/x?amp"),
        ("https://a-com.cdn.ampproject.org/v/s/a.com/x?usqp=1#aoh=2", "https://a.com/x#y"),
        ("https://a-com.bing-amp.com/c/s/a.com/x", "https://a.com/x"),
        ("https://a-com.www.bing-amp.com/c/s/a.com/x", "https://a.com/x"),
        ("https://www.bing-amp.com/c/s/a.com/x", "https://a.com/x"),
        ("http://a-com.cdn.ampproject.org/c/a.com/x", "http://a.com/x"),
        ("https://A-com.cdn.ampproject.org/c/s/A.com/", "https://a.com"),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/%C3%A9?%C3%A9", "https://a.com/é?é"),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/?amp_r=x", "https://a.com/?"),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/?usqp=x", "https://a.com/?usqp=x"),
    ],
)
def test_accepted_addresses(found: str, page: str) -> None:
    assert amp_cache.mismatch(found, page, published_before_2020=False) is None


@pytest.mark.parametrize(
    ("found", "page", "phrase"),
    [
        (
            "https://a-com.cdn.example.org/c/s/a.com/x",
            "https://a.com/x",
            "the cache domain is `a-com.cdn.example.org`, expected `cdn.ampproject.org`",
        ),
        (
            "https://notcdn.ampproject.org/c/s/a.com/x",
            "https://a.com/x",
            "the cache domain is `notcdn.ampproject.org`, expected `cdn.ampproject.org`",
        ),
        (
            "https://a-com.cdn.ampproject.org:8443/c/s/a.com/x",
            "https://a.com/x",
            "the cache domain is `a-com.cdn.ampproject.org:8443`, expected `cdn.ampproject.org`",
        ),
        (
            "https://www.google.com/amp/s/a.com/x",
            "https://a.com/x",
            "it is a viewer's address, not the cache's",
        ),
        (
            "https://research-live-com.cdn.ampproject.org/c/s/research-live.com/x",
            "https://research-live.com/x",
            "the label is `research-live-com`, expected `research--live-com`",
        ),
        (
            "https://a-com.cdn.ampproject.org/i/s/a.com/x",
            "https://a.com/x",
            "the prefix is `/i/`, expected `/c/`",
        ),
        (
            "https://a-com.cdn.ampproject.org/",
            "https://a.com/x",
            "the prefix is `/`, expected `/c/`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/a.com/x",
            "https://a.com/x",
            "`s/` before the host is missing, but the AMP page's scheme is `https`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x",
            "http://a.com/x",
            "`s/` before the host is there, but the AMP page's scheme is `http`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/b.com/x",
            "https://a.com/x",
            "the host is `b.com`, expected `a.com`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/",
            "https://a.com/x",
            "the host is missing, expected `a.com`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x",
            "https://a.com/x/",
            "the path is `/x`, expected `/x/`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/%c3",
            "https://a.com/%C3",
            "the path is `/%c3`, expected `/%C3`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x/",
            "https://a.com/x/?amp",
            "the query is missing, expected `?amp`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x?y=1",
            "https://a.com/x",
            "the query is `?y=1`, expected none",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x?y=1&usqp=2",
            "https://a.com/x",
            "the query is `?y=1&usqp=2`, expected none",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x",
            "https://a.com/x?",
            "the query is missing, expected `?`",
        ),
        (
            "a-com",
            "https://a.com/x",
            "it is no URL: it has no scheme: it should begin with `https://`",
        ),
        (
            "https://a-com.cdn.ampproject.org/c/s/a.com/x",
            "https://localhost/x",
            "the AMP page has no cache address: its host has no dot",
        ),
    ],
)
def test_mismatches_name_the_part(found: str, page: str, phrase: str) -> None:
    assert amp_cache.mismatch(found, page, published_before_2020=True) == phrase


def test_long_parts_are_shown_around_their_difference() -> None:
    page = f"https://a.com/{'x' * 500}/first/{'y' * 500}"
    address = amp_cache.cache_address(page.replace("first", "other")).url
    phrase = amp_cache.mismatch(address, page, published_before_2020=False)
    assert phrase == (
        f"the path is `…{'x' * 15}/other/{'y' * 38}…`, expected `…{'x' * 15}/first/{'y' * 38}…`"
    )


@pytest.mark.parametrize(
    ("page", "old_label"),
    [
        ("https://it-trend.jp/x", "2lxpkiez55rzu2pt2kc33spxb3wf4g5sfqtlv7bhkfxxilekt2gq"),
        ("https://en-us.example.com/x", "covfmowbjemnekovz6xlilc56old3te5kbdukxjd6ypb7buewh5a"),
    ],
)
def test_hashed_labels_were_right_before_2020(page: str, old_label: str) -> None:
    found = cache_url(old_label, f"s/{page.removeprefix('https://')}")
    assert amp_cache.mismatch(found, page, published_before_2020=True) is None
    phrase = amp_cache.mismatch(found, page, published_before_2020=False)
    assert phrase is not None
    assert phrase.startswith(f"the label is `{old_label}`")


def test_other_hosts_never_had_a_hashed_label() -> None:
    label = "itmmlduvwp4zmnzezxkvsbb3lvl5bdkvzmuncyqhebdw2dvhwl2q"
    found = cache_url(label, "s/example.com/")
    phrase = amp_cache.mismatch(found, "https://example.com/", published_before_2020=True)
    assert phrase == f"the label is `{label}`, expected `example-com`"


@pytest.mark.parametrize(
    ("found", "page", "expected"),
    [
        ("https://a-com.cdn.ampproject.org/c/a.com/x", "https://a.com/x", True),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/x", "http://a.com/x", True),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/x", "https://a.com/y", False),
        ("https://a-com.cdn.ampproject.org/c/a.com/x", "http://a.com/x", False),
        ("https://www.example.com/c/a.com/x", "https://a.com/x", False),
        ("https://a-com.cdn.ampproject.org/c/a.com/x", "no url", False),
    ],
)
def test_schemes_disagree(found: str, page: str, *, expected: bool) -> None:
    assert amp_cache.schemes_disagree(found, page) is expected


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://whatever.cdn.ampproject.org/c/s/a.com/x?y#z", "https://a.com/x?y"),
        ("https://cdn.ampproject.org/v/a.com/x?amp_js_v=1", "http://a.com/x"),
        ("https://cdn.ampproject.org/c/s/a.com", "https://a.com"),
        ("https://cdn.ampproject.org/c/s/a.com/?a=1&usqp=2&b=3", "https://a.com/?a=1&b=3"),
        ("https://a-com.bing-amp.com/c/s/a.com/x?", "https://a.com/x?"),
        ("https://cdn.ampproject.org/i/s/a.com/x.png", None),
        ("https://cdn.ampproject.org/c/s/", None),
        ("https://cdn.ampproject.org/c/s/nodot/x", None),
        ("https://cdn.ampproject.org/c/s/cdn.ampproject.org/c/s/a.com/", None),
        ("https://cdn.ampproject.org/", None),
        ("https://a.com/c/s/b.com/", None),
        ("https://www.google.com/amp/s/a.com/x", None),
        ("c/s/a.com", None),
    ],
)
def test_page_of(address: str, page: str | None) -> None:
    assert amp_cache.page_of(address) == page


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("cdn.ampproject.org", True),
        ("A-com.CDN.ampproject.org.", True),
        ("bing-amp.com", True),
        ("www.bing-amp.com", True),
        ("ampproject.org", False),
        ("evilcdn.ampproject.org", False),
        ("cdn.ampproject.org.evil.com", False),
        ("amp.scmp.com", False),
        ("", False),
    ],
)
def test_is_cache_host(host: str, *, expected: bool) -> None:
    assert amp_cache.is_cache_host(host) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.google.com/amp/s/a.com/x", True),
        ("https://www.google.com/amp/a.com/x?usqp=1", True),
        ("https://google.co.uk/amp/s/a.com", True),
        ("https://www.google.com.br/amp/s/a.com", True),
        ("https://www.google.de/amp/s/a.com", True),
        ("https://www.bing.com/amp/s/a.com/x", True),
        ("https://www.google.com/amp/", False),
        ("https://www.google.com/amp/help", False),
        ("https://www.google.com/search?q=/amp/s/a.com", False),
        ("https://google.com.evil.com/amp/s/a.com", False),
        ("https://mygoogle.com/amp/s/a.com", False),
        ("https://a.com/amp/s/b.com", False),
        ("google.com/amp/s/a.com", False),
    ],
)
def test_is_viewer(url: str, *, expected: bool) -> None:
    assert amp_cache.is_viewer(url) is expected


def test_known_pages() -> None:
    for vector in amp_pages():
        page = vector["amp"]
        if "refuse" in vector:
            with pytest.raises(NoCacheAddress):
                amp_cache.cache_address(page)
            continue
        address = amp_cache.cache_address(page)
        assert vector["fix"] or not address.certain, page
        if "cache" in vector:
            assert address.url == vector["cache"]
            assert amp_cache.mismatch(vector["cache"], page, published_before_2020=False) is None
        if old_label := vector.get("accepted_before_2020"):
            old = cache_url(old_label, address.url.partition("/c/")[2])
            assert amp_cache.mismatch(old, page, published_before_2020=True) is None
            assert amp_cache.mismatch(old, page, published_before_2020=False) is not None
        if vector["source"].endswith("article"):
            assert address.certain, page
            assert amp_cache.page_of(vector["cache"]) == page


LABELS = (
    st.sampled_from(["a", "www", "en-us", "a--b", "xn--bcher-kva", "xn--4gbrim", "é", "م", "xn--9"])
    | st.text("ab-1é\u05d0\u0660\u06f0", min_size=1, max_size=70)
    | st.text("abc019-", max_size=20).map("xn--{}".format)
)
PAGES = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.lists(LABELS, min_size=1, max_size=4).map(".".join),
    st.sampled_from(["", ":80", ":443"]),
    st.sampled_from(["", "/", "/x/", "//x", "/é", "/../x", "/%c3", "/c/s/b.com/"]),
    st.sampled_from(["", "?", "?amp", "?a=1&usqp=2", "#x", "?é#é"]),
)
TEXTS = st.text(st.characters()) | PAGES


@given(TEXTS)
def test_address_and_page_agree(page: str) -> None:
    try:
        address = amp_cache.cache_address(page).url
    except NoCacheAddress:
        return
    assert amp_cache.mismatch(address, page, published_before_2020=False) is None
    assert not amp_cache.schemes_disagree(address, page)
    url, back = urls.parse(page), urls.parse(amp_cache.page_of(address) or "")
    assert url is not None
    assert back is not None
    assert (back.scheme, back.host, back.path) == (url.scheme, url.host, url.path)
    assert back.query == (None if url.query is None else url.query.replace("&usqp=2", ""))
    assert len(address.removeprefix("https://").partition(".")[0]) <= 63
    # Browsers open the address at the host it was made for.
    assert ada_url.URL(address).hostname == address.removeprefix("https://").partition("/")[0]


@given(TEXTS, TEXTS)
def test_any_text_is_taken(first: str, second: str) -> None:
    wrapped = f"https://a-com.cdn.ampproject.org/c/s/{first}"
    for text in (first, wrapped):
        page = amp_cache.page_of(text)
        if page is not None:
            assert amp_cache.cache_address(page).url
        assert amp_cache.mismatch(text, second, published_before_2020=True) != ""
        assert not (amp_cache.is_viewer(text) and amp_cache.page_of(text))
    assert amp_cache.is_cache_host(first) is amp_cache.is_cache_host(f"a.{first}")


@pytest.mark.parametrize(
    "text",
    [
        "https://a.com/" + "é" * LONG,
        "https://a.com/?" + "usqp=1&" * LONG,
        "https://a-com.cdn.ampproject.org/c/s/" + "a." * LONG,
        "https://a-com.cdn.ampproject.org/c/" + "s/" * LONG,
        "https://a-com.cdn.ampproject.org/c/s/a.com/?" + "amp_r&" * LONG,
        "https://www.google.com/amp/" + "s/" * LONG,
        "https://" + "xn--" * LONG,
    ],
    ids=lambda text: text[:40],
)
def test_long_text_takes_linear_time(text: str) -> None:
    # Anything worse than linear would not come back here.
    page = "https://a.com/x"
    phrase = amp_cache.mismatch(text, page, published_before_2020=True)
    assert phrase is not None
    assert len(phrase) < 300
    assert len(amp_cache.page_of(text) or "") <= len(text)
    assert not amp_cache.is_viewer(text)
