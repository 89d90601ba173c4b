"""When rules about links are certainly silent, and their facts.

Texts are URLs that match `LINK`: https, in their usual form, without tracking parameters.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from linter.core.patterns import lazy_pattern
from linter.fastpath.silence import FactParts, Item
from linter.rules.shared.fact_keys import fact_key, longest_plain_run
from linter.web import urls
from linter.web.normal_form import comparable
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS

if TYPE_CHECKING:
    from linter.site.site import SiteView

_NAME = re.compile(r"[\w.*-]+")


def untracked(parameters: Sequence[str]) -> str:
    """Return a pattern of texts without tracking parameters: names, or globs that end with `*`."""
    if not all(map(_NAME.fullmatch, parameters)) or any("*" in name[:-1] for name in parameters):
        return r"[^?\n]*+"
    names = "|".join(
        re.escape(name[:-1]) if name.endswith("*") else rf"{re.escape(name)}(?:[=&#\n]|\Z)"
        for name in parameters
    )
    start = f"(?!(?:amp;)?(?i:{names or '(?!)'}))"
    return rf"[^?\n]*+(?:\?{start}[^&\n]*+(?:&{start}[^&\n]*+)*+)?"


LINK: Final = rf"(?={untracked(DEFAULT_TRACKING_PARAMETERS)}(?:\n|\Z)){urls.USUAL}"
"""An https URL in its usual form, without tracking parameters."""

ADDRESS: Final = rf"{LINK}|{urls.PATH}"
"""The address of a picture: such a link, or a path of the site."""

USUAL_ADDRESS: Final = rf"{urls.USUAL}|{urls.PATH}"
"""A link in its usual form, whatever its parameters, or a path of the site."""

NOT_HTTP: Final = r"(?!(?i:http):)[^\n]*+"
"""A text that does not begin with `http:`."""

NOT_ABSOLUTE: Final = r"(?!(?i:https?):)[^\n]*+"
"""A text that is no absolute http(s) URL."""

DOMAIN: Final = r"(?!www\.)(?:(?!xn--)[a-z0-9-]{1,63}\.){1,3}[a-z]{2,24}"
"""A host in lower case that contains a dot, without `www.`."""

_DOMAIN = lazy_pattern(DOMAIN)

LINK_ROLES: Final = frozenset({"web-url", "original-url", "amp-url", "amp-cache-url"})
"""The roles of the links of an item."""

_SCHEME = len("https://")
_LONGEST_LABEL = 63
_VIEWER_PARAMETERS = ("amp_", "usqp")
# What hosts of AMP caches and viewers have in them.
_CACHES = ("ampproject", "bing", "google")


def host(url: str) -> str:
    """Return the host of a URL."""
    return url[_SCHEME:].partition("/")[0]


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
    return web is None or (not _may_be_cached(web) and (amp is None or page(web) != page(amp)))


def is_at_provider(item: Item) -> bool:
    """Whether an article is on its provider's domain; other kinds of items need not be."""
    web, domain = item.values.get("web-url"), item.values.get("provider-domain")
    if web is None or domain is None or item.values.get("kind", "article") != "article":
        return True
    return _DOMAIN.fullmatch(domain) is not None and f".{host(web)}".endswith(f".{domain}")


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


def link_fact(url: str, key: str) -> FactParts | None:
    """Return the fact about the link of an article."""
    parts = urls.parse(url)
    if parts is None:
        return None
    needle = longest_plain_run(parts.path) or parts.host
    return FactParts(fact_key(comparable(url, DEFAULT_TRACKING_PARAMETERS)), needle, key)


def _cache_address(amp: str) -> str | None:
    """Return the cache address of a page; None where it is not the obvious one."""
    if "#" in amp or any(name in amp for name in _VIEWER_PARAMETERS):
        return None
    name = host(amp)
    label = name.replace("-", "--").replace(".", "-")
    is_reserved = label[2:4] == "--" or any(part[2:4] == "--" for part in name.split("."))
    if is_reserved or len(label) > _LONGEST_LABEL or _may_be_cached(amp):
        return None
    return f"https://{label}.cdn.ampproject.org/c/s/{amp[_SCHEME:]}"


def _may_be_cached(url: str) -> bool:
    """Whether a URL may be one of an AMP cache or viewer."""
    name = host(url)
    return any(part in name for part in _CACHES)
