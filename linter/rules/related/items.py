"""What the rules over related items share: where items link to, and which of them are too many."""

from collections.abc import Iterator
from typing import NamedTuple

from linter.core.text import quoted
from linter.frontmatter.document import Path
from linter.rules.shared.links import Link, link, page_key
from linter.rules.shared.providers import mismatch
from linter.schema.entries import Entry

HEAT_OF_ITEM = 10
"""By how much each related item raises the heat of its article."""

_LARGEST_SCORE = 10**18


class Double(NamedTuple):
    """An item that links to the page of another, or of the article.

    `item` is the one whose link is out of place: the article itself, if its own link is not at its
    provider's and the other's is.
    """

    item: Entry
    link: Link
    other: Entry
    other_link: Link


def own_page(entry: Entry) -> Iterator[Double]:
    """Yield each of an entry's related items that links to the page of the entry itself."""
    own = page_of(entry.owner)
    addresses = _addresses(entry.owner)
    for item in entry.entries("related"):
        found = page_of(item)
        if found is None or own is None or page_key(found.text) not in addresses:
            continue
        is_own_wrong = mismatch(entry.owner) is not None and mismatch(item) is None
        if is_own_wrong and page_key(own.text) == page_key(found.text):
            yield Double(entry.owner, own, item, found)
        else:
            yield Double(item, found, entry.owner, own)


def same_page(entry: Entry) -> Iterator[Double]:
    """Yield each related item that links to the page of another one.

    That is the later of the two, if not the earlier one's link alone is not at its provider's. What
    links to the article's own page is left out.
    """
    left_out = {double.item.path for double in own_page(entry)}
    pages: dict[str, tuple[Entry, Link]] = {}
    addresses: dict[str, tuple[Entry, Link]] = {}
    for item in entry.entries("related"):
        found = page_of(item)
        if found is None or item.path in left_out:
            continue
        keys = _addresses(item)
        page = page_key(found.text)
        hits = [addresses.get(page), *(pages.get(key) for key in keys)]
        before = next((hit for hit in hits if hit is not None), None)
        if before is not None and not _is_misplaced(before[0], item):
            yield Double(item, found, *before)
            continue
        if before is not None:
            yield Double(*before, item, found)
        pages[page] = item, found
        addresses |= dict.fromkeys(keys, (item, found))


def label(item: Entry) -> str:
    """Return how a message names an item."""
    place = item.path[-1] if item.path else None
    return (
        f"item {place + 1} of {quoted(item.path[-2])}" if isinstance(place, int) else "the article"
    )


def superfluous(entry: Entry) -> set[Path]:
    """Return the paths of the related items that link to a page which has its link already."""
    doubles = (*own_page(entry), *same_page(entry))
    return {double.item.path for double in doubles} - {entry.owner.path}


def counted_items(entry: Entry) -> int | None:
    """Return how many related items an entry's heat counts; None where it counts no such number.

    Without quality and heat that are scores, it counts none. An item too many may be counted or
    not: it is to be removed.
    """
    quality, heat, items = score(entry, "quality"), score(entry, "heat"), item_count(entry)
    if quality is None or heat is None or items is None:
        return None
    count, rest = divmod(heat - quality, HEAT_OF_ITEM)
    if rest or not 0 <= count <= items:
        return None
    return count if count == items or count >= items - len(superfluous(entry)) else None


def score(entry: Entry, role: str) -> int | None:
    """Return an entry's score of a role; None where it is no whole number of a usual length."""
    number = entry.number(role)
    return number if number is not None and abs(number) < _LARGEST_SCORE else None


def item_count(entry: Entry) -> int | None:
    """Return how many items stand in an entry's list of related items; None if it is no list."""
    field = entry.field("related")
    if field is None:
        return 0
    return len(field.value) if isinstance(field.value, list) else None


def page_of(item: Entry) -> Link | None:
    """Return the link to an item's page: that to the web, or, as videos have it, the original."""
    return link(item, "web-url") or link(item, "original-url")


def _addresses(item: Entry) -> list[str]:
    """Return the keys of an item's page and of its AMP page."""
    links = (page_of(item), link(item, "amp-url"))
    return [page_key(found.text) for found in links if found is not None]


def _is_misplaced(earlier: Entry, later: Entry) -> bool:
    """Whether of two links to one page the earlier item's is the one that is out of place."""
    return mismatch(earlier) is not None and mismatch(later) is None
