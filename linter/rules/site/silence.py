"""When rules that compare files of a site are certainly silent, and their facts."""

from typing import TYPE_CHECKING

from linter.fastpath.silence import FactParts, Item
from linter.rules.shared.fact_keys import fact_key, longest_plain_run
from linter.web import urls
from linter.web.normal_form import comparable
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS

if TYPE_CHECKING:
    from linter.site.view import SiteView

_SCHEME = len("https://")


def are_topics(item: Item, site: "SiteView") -> bool:
    """Whether the site has all topics of an item, or none at all."""
    index = site.index
    if not index.topics or index.problems:
        return True
    return _are_in(item.own.get("topics"), index.topics)


def are_items(item: Item, site: "SiteView") -> bool:
    """Whether the site has all items of a collection, or none at all."""
    return not site.index.items or _are_in(item.own.get("items"), site.index.items)


def link_fact(url: str, key: str) -> FactParts | None:
    """Return the fact about the link of an article, a URL in its usual form."""
    if not ("%" in url or "?" in url or "#" in url):
        name, slash, path = url[_SCHEME:].partition("/")
        needle = longest_plain_run(slash + path) or name
        return FactParts(fact_key(f"//{name}/{path}"), needle, key)
    parts = urls.parse(url)
    if parts is None:
        return None
    needle = longest_plain_run(parts.path) or parts.host
    return FactParts(fact_key(comparable(url, DEFAULT_TRACKING_PARAMETERS)), needle, key)


def _are_in(names: object, known: frozenset[str]) -> bool:
    return not isinstance(names, list) or all(
        not isinstance(name, str) or name in known for name in names
    )
