"""What the rules over AMP links share: which of an item's three links does not fit the others."""

import re

from linter.core.text import quoted
from linter.rules.shared.links import Link, link, page_key, single_slashed
from linter.schema.entries import Entry, once
from linter.web import ampcache, urls
from linter.web.urls import DEFAULT_TRACKING_PARAMETERS

_YEAR = re.compile(r"([0-9]{4})-")
_FIRST_YEAR_OF_READABLE_LABELS = 2020


@once
def pair_fault(item: Entry) -> str | None:
    """Say why an item's cache address is not that of its AMP page; None where it is.

    Both are compared as other rules would leave them. None also where one of them is missing or
    no URL.
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
    """Say why of a pair that does not fit the AMP page is the wrong one; None if it is not.

    It is where no cache address of it can exist. It is too where a cache address that is right in
    itself names a page of the site that `webUrl` is at, but the AMP page is of another site, or
    just that web page.
    """
    amp, cached = link(item, "amp-url"), link(item, "amp-cache-url")
    if amp is None or cached is None or pair_fault(item) is None:
        return None
    reason = refusal(amp.text)
    if reason is not None:
        return f"can have no cache address: {reason}"
    return _outvoted(item, amp, cached)


def _outvoted(item: Entry, amp: Link, cached: Link) -> str | None:
    """Say in what the web page and the cache address agree against the AMP page."""
    web, page = link(item, "web-url"), ampcache.page_of(cached.text)
    named = urls.parse(page or "")
    if web is None or page is None or named is None or not is_cached_at(item, cached.text, page):
        return None
    if not urls.same_site(named.host, web.url.host):
        return None
    if not urls.same_site(amp.url.host, web.url.host):
        keys = f"{quoted(web.field.key)} and {quoted(cached.field.key)}"
        return f"is at another site than both {keys}"
    if page_key(amp.text) == page_key(web.text):
        return f"is the same page as {quoted(web.field.key)}, but not the one that is cached"
    return None


@once
def web_fault(item: Entry) -> str | None:
    """Say how an item's web page is an AMP page; None if it is not."""
    web, amp = link(item, "web-url"), link(item, "amp-url")
    if web is None:
        return None
    if ampcache.is_cache_host(web.url.host):
        return "is an address in an AMP cache"
    if ampcache.is_viewer(web.text):
        return "is an address in a viewer of AMP pages"
    if amp is not None and page_key(web.text) == page_key(amp.text) and amp_fault(item) is None:
        return f"is the same page as {quoted(amp.field.key)}"
    return None


def refusal(page: str) -> str | None:
    """Say why no cache address of `page` exists ("its host has no dot"); None if one does."""
    try:
        ampcache.cache_address(page)
    except ampcache.NoCacheAddress as refused:
        return refused.reason
    return None


def is_cached_at(item: Entry, cached: str, page: str) -> bool:
    """Whether `cached` is an address at which caches keep `page`, at the time of the item."""
    return ampcache.mismatch(cached, page, published_before_2020=_is_old(item)) is None


def _difference(item: Entry, cached: str, page: str) -> str | None:
    return ampcache.mismatch(_tidy(cached), _tidy(page), published_before_2020=_is_old(item))


def _tidy(text: str) -> str:
    return urls.normalise(urls.without_tracking(text, DEFAULT_TRACKING_PARAMETERS))


def _is_old(item: Entry) -> bool:
    """Whether the item is of a time when caches used hashed labels that they no longer use."""
    year = _YEAR.match(item.text("published-at") or "")
    return year is not None and int(year[1]) < _FIRST_YEAR_OF_READABLE_LABELS
