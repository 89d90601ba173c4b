"""When rules about related items and scores are certainly silent."""

from itertools import pairwise
from typing import Any

from linter.fastpath.silence import Item
from linter.rules.shared.link_silence import page

HEAT_PER_ITEM = 10
"""How much each related item adds to the heat of its article."""


def is_sorted(item: Item) -> bool:
    """Whether related items are sorted by quality, highest first."""
    scores: list[Any] = [each.own.get("quality") for each in item.lists.get("related", ())]
    if any(type(score) is not int or score < 0 for score in scores):
        return not scores
    return all(one >= other for one, other in pairwise(scores))


def pages_differ(item: Item) -> bool:
    """Whether no two of an article and its related items link to the same page."""
    related = item.lists.get("related")
    if not related:
        return True
    links = [
        page(link)
        for each in (item, *related)
        for role in ("web-url", "original-url", "amp-url")
        if (link := each.values.get(role)) is not None
        and not (role == "original-url" and "web-url" in each.values)
    ]
    return len(set(links)) == len(links)


def heat_counts_items(item: Item) -> bool:
    """Whether the heat of a published article counts its related items."""
    own = item.own
    heat, quality = own.get("heat"), own.get("quality")
    if heat is None or own.get("published") is not True:
        return True
    related = own.get("related", [])
    if type(heat) is not int or type(quality) is not int or not isinstance(related, list):
        return False
    return quality >= 0 and heat == quality + HEAT_PER_ITEM * len(related)
