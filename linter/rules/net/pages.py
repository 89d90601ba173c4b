"""Comparing what a page states of itself with the links in front matter."""

from linter.core.diagnostic import Fix, Safety
from linter.core.messages import quoted
from linter.editing.scalar import rewrite
from linter.rules.shared.amp import pair_fault
from linter.rules.shared.links import Link, link, page_key
from linter.schema.entries import Entry
from linter.web import amp_cache


def same_page(one: str, other: str) -> bool:
    """Whether two URLs are addresses of one page, but for a slash at the end and `www.`."""
    return _loose_key(one) == _loose_key(other)


def _loose_key(url: str) -> str:
    return page_key(url).removeprefix("//").removeprefix("www.").rstrip("/")


def write_link(item: Entry, found: Link, url: str) -> Fix | None:
    """Return an unsafe fix that writes another URL, and with an AMP page its cache address.

    None if one of them cannot be written.
    """
    edits = rewrite(found.field.document, found.field.path, url)
    if edits is None:
        return None
    pointers = [found.field.pointer]
    cached = link(item, "amp-cache-url") if "amp-url" in found.field.roles else None
    if cached is not None:
        # The two name each other, so neither can change alone.
        address = _cache_address(url)
        others = rewrite(cached.field.document, cached.field.path, address) if address else None
        if others is None or pair_fault(item) is not None:
            return None
        edits = (*edits, *others)
        pointers.append(cached.field.pointer)
    return Fix(f"Write {quoted(url, limit=200)}", edits, Safety.UNSAFE, tuple(pointers))


def _cache_address(page: str) -> str | None:
    try:
        found = amp_cache.cache_address(page)
    except amp_cache.NoCacheAddress:
        return None
    return found.url if found.certain else None
