"""Helpers for rules about AMP: which of the three links of an item contradicts the others."""

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.rules.shared.links import Link, link, page_key, single_slashed, tidy
from linter.schema.entries import Entry, once
from linter.web import amp_cache, urls
from linter.web.hosts import same_site

_YEAR = lazy_pattern(r"([0-9]{4})-")
_FIRST_YEAR_OF_READABLE_LABELS = 2020


@once
def pair_fault(item: Entry) -> str | None:
    """Return why the cache address of an item does not match its AMP page, or None if it does.

    Both are compared as if the fixes of other rules were applied. Returns None as well if one of
    them is missing or is not a URL.
    """
    amp, cached = link(item, "amp-url"), link(item, "amp-cache-url")
    if amp is None or cached is None:
        return None
    fault = _difference(item, cached.text, amp.text)
    if fault is not None and _difference(item, cached.text, single_slashed(amp.text)) is None:
        return None
    return fault


@once
def amp_fault(item: Entry) -> str | None:
    """Return why the AMP page of a mismatched pair is the wrong link, or None if it is not.

    The AMP page is wrong if no cache address of it can exist. It is also wrong if the cache address
    is valid and names a page on the site of `webUrl`, but the AMP page is on a different site or is
    `webUrl` itself.
    """
    amp, cached = link(item, "amp-url"), link(item, "amp-cache-url")
    if amp is None or cached is None or pair_fault(item) is None:
        return None
    reason = no_cache_reason(amp.text)
    if reason is not None:
        return f"can have no cache address: {reason}"
    return _outvoted(item, amp, cached)


def _outvoted(item: Entry, amp: Link, cached: Link) -> str | None:
    """Return how the web page and the cache address together contradict the AMP page, or None."""
    web, page = link(item, "web-url"), amp_cache.page_of(cached.text)
    named = urls.parse(page or "")
    if web is None or page is None or named is None or not is_cached_at(item, cached.text, page):
        return None
    if not same_site(named.host, web.url.host):
        return None
    if not same_site(amp.url.host, web.url.host):
        keys = f"{quoted(web.field.key)} and {quoted(cached.field.key)}"
        return f"is at another site than both {keys}"
    if page_key(amp.text) == page_key(web.text):
        return f"is the same page as {quoted(web.field.key)}, but not the one that is cached"
    return None


@once
def web_fault(item: Entry) -> str | None:
    """Return in which way the web page of an item is an AMP page, or None if it is not."""
    web, amp = link(item, "web-url"), link(item, "amp-url")
    if web is None:
        return None
    if amp_cache.is_cache_host(web.url.host):
        return "is an address in an AMP cache"
    if amp_cache.is_viewer(web.text):
        return "is an address in a viewer of AMP pages"
    if amp is not None and page_key(web.text) == page_key(amp.text) and amp_fault(item) is None:
        return f"is the same page as {quoted(amp.field.key)}"
    return None


def no_cache_reason(page: str) -> str | None:
    """Return why a page has no cache address ("its host has no dot"), or None if it has one."""
    try:
        amp_cache.cache_address(page)
    except amp_cache.NoCacheAddress as refused:
        return refused.reason
    return None


def is_cached_at(item: Entry, cached: str, page: str) -> bool:
    """Whether `cached` is a cache address of `page`, by the rules at the time of the item."""
    return amp_cache.mismatch(cached, page, published_before_2020=_is_old(item)) is None


def _difference(item: Entry, cached: str, page: str) -> str | None:
    return amp_cache.mismatch(tidy(cached), tidy(page), published_before_2020=_is_old(item))


def _is_old(item: Entry) -> bool:
    """Whether the item is from the time when caches used hashed labels."""
    year = _YEAR.match(item.text("published-at") or "")
    return year is not None and int(year[1]) < _FIRST_YEAR_OF_READABLE_LABELS
