"""AMP Cache addresses: where a cache keeps an AMP page, and which page a cache address names.

The algorithm is the AMP project's ("AMP Cache URL format and request handling"): the page's host,
packed into one label before the cache's domain; then `/c/`, `s/` for https, and the page's host,
path and query as they stand. It was checked against the pairs that the documentation and both
public implementations publish, and against real articles.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.web import urls
from linter.web.amp_labels import CACHE_DOMAIN, accepted_labels, label_of, readable_label
from linter.web.hosts import is_ip_address, is_subdomain
from linter.web.normal_form import escape_non_ascii, normalise

# `www.bing-amp.com` is below `bing-amp.com`; labels stand before either.
_CACHE_DOMAINS: Final = (CACHE_DOMAIN, "www.bing-amp.com", "bing-amp.com")
# `c` is the page itself, `v` the page for a viewer; images (`i`) and resources (`r`) are no pages.
_PAGE_KINDS: Final = frozenset({"c", "v"})
_VIEWER_PARAMETERS: Final = frozenset({"amp_js_v", "amp_gsa", "amp_r", "amp_kit", "usqp"})
_SHOWN: Final = 60
_CONTEXT: Final = 16

_VIEWER: Final = lazy_pattern(
    r"(?:www\.)?(?:google\.(?:com|(?:com?\.)?[a-z]{2})|bing\.com)/amp/(?:s/)?[^/]+\.[^/]+"
)
_WORDS_AND_HYPHENS: Final = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")
# The implementations take an address with one of these suffixes for that of an image or font.
_OTHER_KINDS: Final = lazy_pattern(
    r"\.(?:avif|bmp|eot|gif|ico|jpe?g|otf|png|svg|tiff?|ttc|ttf|webp|woff2?)\Z", re.IGNORECASE
)


class NoCacheAddress(ValueError):  # noqa: N818 - names the state, which `…Error` would not
    """The page has no cache address; `reason` completes "…, because"."""

    def __init__(self, reason: str) -> None:
        """Keep `reason`, such as "its host has no dot"."""
        super().__init__(reason)
        self.reason = reason


class CacheAddress(NamedTuple):
    """The address of a page in Google's cache."""

    url: str
    certain: bool
    """Whether a fix may write it: documentation and implementations agree for this host and path.

    They do for hosts of at least two labels of ASCII letters, digits and single hyphens that fit
    readably into one label, and paths without raw non-ASCII, dot segments or an image's suffix.
    """


def cache_address(page: str) -> CacheAddress:
    """Return where the AMP Cache keeps `page`.

    The host is in ASCII and lower case, path and query are byte for byte those of the page, and the
    fragment is left out.

    Raises:
        NoCacheAddress: `page` is no absolute http(s) URL, has a user name, another port than the
            scheme's own, an IP address or a single label for a host, or is the address of a cache
            or of a viewer already.

    """
    url = _cacheable(page)
    label = label_of(url.host)
    secure = "s/" if url.scheme == "https" else ""
    rest = url.path + _query_text(url.query)
    address = f"https://{label}.{CACHE_DOMAIN}/c/{secure}{url.host}{rest}"
    certain = (
        _WORDS_AND_HYPHENS.fullmatch(url.authority.lower()) is not None
        and label == readable_label(url.host)
        and normalise(address) == address
        and not _OTHER_KINDS.search(url.path)
    )
    return CacheAddress(address, certain)


def page_of(cache_url: str) -> str | None:
    """Return the page that a cache address names, whatever its label; None if it names none.

    What viewers add to the query, and the fragment, are left out. The result always has a cache
    address of its own.
    """
    parts = _split(cache_url)
    if parts is None or parts.kind not in _PAGE_KINDS:
        return None
    scheme = "https" if parts.secure else "http"
    query = _query_text(_without_viewer_parameters(parts.query))
    page = f"{scheme}://{parts.host}{parts.path}{query}"
    try:
        _cacheable(page)
    except NoCacheAddress:
        return None
    return page


def is_cache_host(host: str) -> bool:
    """Whether `host` is Google's or Bing's AMP Cache."""
    return _cache_domain(host) is not None


@lru_cache(maxsize=1024)
def _cache_domain(host: str) -> str | None:
    return next((known for known in _CACHE_DOMAINS if is_subdomain(host, known)), None)


def is_viewer(url: str) -> bool:
    """Whether `url` shows an AMP page inside Google's or Bing's viewer.

    These addresses (`https://www.google.com/amp/s/HOST/…`) are for readers of a search result and
    are neither the page nor its cache address.
    """
    parts = urls.parse(url)
    return parts is not None and _VIEWER.match(f"{parts.host}{parts.path}") is not None


def mismatch(cache_url: str, page: str, *, published_before_2020: bool) -> str | None:
    """Return how `cache_url` differs from a cache address of `page`; None if it is one.

    Accepted are Google's and Bing's cache, `/c/` and `/v/`, the old form without a label, what
    viewers add to the query or as a fragment, and, for articles published before 2020, the hashed
    label that hosts like `en-us.example.com` had then. No path equals `/`, raw non-ASCII equals its
    escapes, and a cache address may begin with `http:`. The phrase states what is expected and what
    is found, shortened around their difference.
    """
    try:
        expected = _cacheable(page)
    except NoCacheAddress as refused:
        return f"the AMP page has no cache address: {refused.reason}"
    parts = _split(cache_url)
    if parts is None:
        return _not_a_cache_address(cache_url)
    if parts.label not in accepted_labels(expected.host, before_2020=published_before_2020):
        return _differs("label", label_of(expected.host), parts.label)
    if parts.kind not in _PAGE_KINDS:
        return _differs("prefix", "/c/", f"/{parts.kind}/" if parts.kind else "/")
    return _page_difference(expected, parts)


def schemes_disagree(cache_url: str, page: str) -> bool:
    """Whether the `s/` of a cache address and the scheme of `page` contradict each other.

    Either can be the wrong one, so that no fix can choose.
    """
    parts, url = _split(cache_url), urls.parse(page)
    return parts is not None and url is not None and parts.secure != (url.scheme == "https")


class _Parts(NamedTuple):
    """A cache address in its parts; `host`, `path` and `query` are those of the page."""

    label: str
    kind: str
    secure: bool
    host: str
    path: str
    query: str | None


def _split(cache_url: str) -> _Parts | None:
    """Return the parts of an address in a cache; None for any other address."""
    url = urls.parse(cache_url)
    if url is None or "@" in url.authority or not _has_own_port(url):
        return None
    domain = _cache_domain(url.host)
    if domain is None:
        return None
    label = url.host.removesuffix(domain).removesuffix(".")
    kind, _, rest = url.path.removeprefix("/").partition("/")
    page = rest.removeprefix("s/")
    host, slash, path = page.partition("/")
    return _Parts(label, kind, page != rest, host, slash + path, url.query)


def _cacheable(page: str) -> urls.Url:
    """Return the parts of `page`.

    Raises:
        NoCacheAddress: no cache can have it.

    """
    url = urls.parse(page)
    if url is None:
        raise NoCacheAddress(urls.problem(page) or "it is no URL")
    if reason := _refusal(url, page):
        raise NoCacheAddress(reason)
    return url


def _refusal(url: urls.Url, page: str) -> str | None:
    refusals = {
        "it contains a user name": "@" in url.authority,
        f"its port {url.port} is not the scheme's own": not _has_own_port(url),
        "its host is an IP address": is_ip_address(url.host),
        "its host has no dot": "." not in url.host,
        "its host has a label that is no valid punycode": readable_label(url.host) is None,
        "it is a cache address already": is_cache_host(url.host),
        "it is a viewer's address": is_viewer(page),
    }
    return next((reason for reason, refused in refusals.items() if refused), None)


def _has_own_port(url: urls.Url) -> bool:
    return url.port in {None, urls.DEFAULT_PORTS[url.scheme]}


def _not_a_cache_address(cache_url: str) -> str:
    reason = urls.problem(cache_url)
    if reason is not None:
        return f"it is no URL: {reason}"
    if is_viewer(cache_url):
        return "it is a viewer's address, not the cache's"
    url = urls.parse(cache_url)
    return _differs("cache domain", CACHE_DOMAIN, url.authority if url else cache_url)


def _page_difference(page: urls.Url, parts: _Parts) -> str | None:
    """Return how what follows the prefix of a cache address differs from the page, if it does."""
    if parts.secure != (page.scheme == "https"):
        found = "there" if parts.secure else "missing"
        return f"`s/` before the host is {found}, but the AMP page's scheme is `{page.scheme}`"
    if parts.host.lower() != page.host:
        return _differs("host", page.host, parts.host)
    path, found_path = page.path or "/", parts.path or "/"
    if escape_non_ascii(path) != escape_non_ascii(found_path):
        return _differs("path", path, found_path)
    if not _same_query(page.query, parts.query):
        return _differs("query", _query_text(page.query), _query_text(parts.query))
    return None


def _same_query(page: str | None, cached: str | None) -> bool:
    if page == cached:
        return True
    own = _without_viewer_parameters(cached)
    # Once a viewer has added its parameters, a bare `?` and none look alike.
    if own != cached:
        page, own = page or "", own or ""
    return escape_non_ascii(_query_text(page)) == escape_non_ascii(_query_text(own))


def _without_viewer_parameters(query: str | None) -> str | None:
    """Return the query as the page has it: None if the viewer's parameters were all of it."""
    if query is None:
        return None
    parameters = query.split("&")
    own = [text for text in parameters if text.partition("=")[0] not in _VIEWER_PARAMETERS]
    return query if len(own) == len(parameters) else "&".join(own) or None


def _query_text(query: str | None) -> str:
    return "" if query is None else f"?{query}"


def _differs(part: str, expected: str, found: str) -> str:
    is_found = _excerpt(found, expected) or "missing"
    return f"the {part} is {is_found}, expected {_excerpt(expected, found) or 'none'}"


def _excerpt(text: str, other: str) -> str:
    """Quote `text`; if one of the two is long, only what stands around their first difference."""
    if not text:
        return ""
    is_long = max(len(text), len(other)) > _SHOWN
    start = max(0, _shared_length(text, other) - _CONTEXT) if is_long else 0
    before = "…" if start else ""
    after = "…" if len(text) > start + _SHOWN else ""
    return f"`{before}{text[start : start + _SHOWN]}{after}`"


def _shared_length(text: str, other: str) -> int:
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(text), len(other)))
