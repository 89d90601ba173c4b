"""Helpers for rules about related items: duplicate links, and scores."""

from collections.abc import Iterator
from typing import NamedTuple

from linter.core.messages import quoted
from linter.core.values import Path
from linter.rules.related.silence import HEAT_PER_ITEM
from linter.rules.shared.links import Link, link, page_key
from linter.rules.shared.providers import provider_mismatch
from linter.schema.entries import Entry

_LARGEST_SCORE = 10**18


class DuplicateLink(NamedTuple):
    """An item that links to the page of another item or of the article.

    `item` is the one whose link is wrong. It is the article if the article's link does not match
    its provider and the other link does.
    """

    item: Entry
    link: Link
    other: Entry
    other_link: Link


def links_to_own_page(entry: Entry) -> Iterator[DuplicateLink]:
    """Yield a duplicate for each related item that links to the page of its article."""
    own = page_of(entry.owner)
    addresses = _addresses(entry.owner)
    for item in entry.entries("related"):
        found = page_of(item)
        if found is None or own is None or page_key(found.text) not in addresses:
            continue
        is_own_wrong = (
            provider_mismatch(entry.owner) is not None and provider_mismatch(item) is None
        )
        if is_own_wrong and page_key(own.text) == page_key(found.text):
            yield DuplicateLink(entry.owner, own, item, found)
        else:
            yield DuplicateLink(item, found, entry.owner, own)


def links_to_same_page(entry: Entry) -> Iterator[DuplicateLink]:
    """Yield a duplicate for each related item that links to the page of another one.

    The later of the two items is the wrong one, unless only the earlier one's link does not match
    its provider. Links to the article's own page are ignored.
    """
    ignored = {duplicate.item.path for duplicate in links_to_own_page(entry)}
    pages: dict[str, tuple[Entry, Link]] = {}
    addresses: dict[str, tuple[Entry, Link]] = {}
    for item in entry.entries("related"):
        found = page_of(item)
        if found is None or item.path in ignored:
            continue
        keys = _addresses(item)
        page = page_key(found.text)
        matches = [addresses.get(page), *(pages.get(key) for key in keys)]
        before = next((match for match in matches if match is not None), None)
        if before is not None and not _is_misplaced(before[0], item):
            yield DuplicateLink(item, found, *before)
            continue
        if before is not None:
            yield DuplicateLink(*before, item, found)
        pages[page] = item, found
        addresses |= dict.fromkeys(keys, (item, found))


def label(item: Entry) -> str:
    """Return the words for an item in a message."""
    index = item.path[-1] if item.path else None
    return (
        f"item {index + 1} of {quoted(item.path[-2])}" if isinstance(index, int) else "the article"
    )


def duplicate_items(entry: Entry) -> set[Path]:
    """Return the paths of the related items that link to the same page as another item."""
    duplicates = (*links_to_own_page(entry), *links_to_same_page(entry))
    return {duplicate.item.path for duplicate in duplicates} - {entry.owner.path}


def counted_items(entry: Entry) -> int | None:
    """Return how many related items the heat of an entry counts, or None if it is wrong.

    The heat may count duplicate items or not, since they are to be removed. Returns None as well if
    quality or heat is not a score.
    """
    quality, heat, items = score(entry, "quality"), score(entry, "heat"), item_count(entry)
    if quality is None or heat is None or items is None:
        return None
    count, rest = divmod(heat - quality, HEAT_PER_ITEM)
    if rest or not 0 <= count <= items:
        return None
    return count if count == items or count >= items - len(duplicate_items(entry)) else None


def score(entry: Entry, role: str) -> int | None:
    """Return the score of an entry with a role; None unless it is a whole number below 10**18."""
    number = entry.number(role)
    return number if number is not None and abs(number) < _LARGEST_SCORE else None


def item_count(entry: Entry) -> int | None:
    """Return the number of related items of an entry, or None if they are not a list."""
    field = entry.field("related")
    if field is None:
        return 0
    return len(field.value) if isinstance(field.value, list) else None


def page_of(item: Entry) -> Link | None:
    """Return the link to the page of an item: the web link, or else the original link."""
    return link(item, "web-url") or link(item, "original-url")


def _addresses(item: Entry) -> list[str]:
    """Return the page keys of an item's page and of its AMP page."""
    links = (page_of(item), link(item, "amp-url"))
    return [page_key(found.text) for found in links if found is not None]


def _is_misplaced(earlier: Entry, later: Entry) -> bool:
    """Whether of two links to the same page only the earlier one does not match its provider."""
    return provider_mismatch(earlier) is not None and provider_mismatch(later) is None
