"""When rules about references across the site are certainly silent."""

from typing import TYPE_CHECKING

from linter.fastpath.silence import Item

if TYPE_CHECKING:
    from linter.site.site import SiteView


def are_topics(item: Item, site: "SiteView") -> bool:
    """Whether the site has all topics of an item, or none at all."""
    index = site.index
    if not index.topics or index.problems:
        return True
    return _are_in(item.own.get("topics"), index.topics)


def are_items(item: Item, site: "SiteView") -> bool:
    """Whether the site has all items of a collection, or none at all."""
    return not site.index.items or _are_in(item.own.get("items"), site.index.items)


def _are_in(names: object, known: frozenset[str]) -> bool:
    return not isinstance(names, list) or all(
        not isinstance(name, str) or name in known for name in names
    )
