"""When rules about links are certainly silent; the texts are URLs that match `link_patterns.LINK`.

Proofs import this without the patterns, which are in their plans.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from linter.core.patterns import lazy_pattern
from linter.fastpath.silence import Item
from linter.web.hosts import HOST

if TYPE_CHECKING:
    from linter.site.view import SiteView

DOMAIN: Final = rf"(?!www\.){HOST}"
"""A host in lower case that contains a dot, without `www.`."""

_DOMAIN = lazy_pattern(DOMAIN)

LINK_ROLES: Final = frozenset({"web-url", "original-url", "amp-url", "amp-cache-url"})
"""The roles of the links of an item."""

_SCHEME = len("https://")
_LONGEST_LABEL = 63


def host(url: str) -> str:
    """Return the host of a URL."""
    return url.split("/", 3)[2]


def page(url: str) -> str:
    """Return a text that is equal for URLs of the same page, and for some others."""
    return url.partition("#")[0].lower().rstrip("/")


def has_amp_pair(item: Item) -> bool:
    """Whether an item has an AMP page with its usual cache address, or neither."""
    amp, cached = item.values.get("amp-url"), item.values.get("amp-cache-url")
    if amp is None and cached is None:
        return True
    return isinstance(amp, str) and cached == _cache_address(amp)


def has_no_half_pair(item: Item) -> bool:
    """Whether an item has both an AMP page and a cache address, or neither."""
    return ("amp-url" in item.values) == ("amp-cache-url" in item.values)


def amp_is_on_site(item: Item) -> bool:
    """Whether an AMP page, if there is one, is on the site of the web page."""
    web, amp = item.values.get("web-url"), item.values.get("amp-url")
    if web is None or amp is None or host(web) == host(amp):
        return True
    from linter.web.hosts import same_site

    return same_site(host(web), host(amp))


def web_is_no_amp(item: Item) -> bool:
    """Whether a web page is neither the AMP page nor in a cache or viewer of such pages."""
    web, amp = item.values.get("web-url"), item.values.get("amp-url")
    return web is None or (
        not _may_be_cached(host(web)) and (amp is None or page(web) != page(amp))
    )


def is_at_provider(item: Item) -> bool:
    """Whether an article is on its provider's domain; other kinds of items need not be."""
    web, domain = item.values.get("web-url"), item.values.get("provider-domain")
    if web is None or domain is None or item.values.get("kind", "article") != "article":
        return True
    return _is_domain(domain) and f".{host(web)}".endswith(f".{domain}")


# Many items have the same provider.
@lru_cache(maxsize=1024)
def _is_domain(text: str) -> bool:
    return _DOMAIN.fullmatch(text) is not None


def is_original(item: Item) -> bool:
    """Whether the original link of an article leads to its web page."""
    web, original = item.values.get("web-url"), item.values.get("original-url")
    if web is None or original is None or item.values.get("kind") != "article":
        return True
    return bool(web == original)


def leads_somewhere(item: Item, site: "SiteView") -> bool:
    """Whether a link leads to a page of the site, or elsewhere."""
    link = item.own.get("page-link")
    return not isinstance(link, str) or site.broken_link(link) is None


def _cache_address(amp: str) -> str | None:
    """Return the cache address of a page; None where it is not the obvious one."""
    if "#" in amp or "amp_" in amp or "usqp" in amp:
        # What viewers add to a cache address does not count there.
        return None
    name = host(amp)
    label = name.replace("-", "--").replace(".", "-")
    if "--" in name or label[2:4] == "--" or len(label) > _LONGEST_LABEL or _may_be_cached(name):
        return None
    return f"https://{label}.cdn.ampproject.org/c/s/{amp[_SCHEME:]}"


def _may_be_cached(name: str) -> bool:
    """Whether a host may be that of an AMP cache or viewer."""
    return "ampproject" in name or "bing" in name or "google" in name
