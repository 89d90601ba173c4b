"""What the rules over links share: the links of an item, and what is known of them together."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from linter.rules.base import Context
from linter.schema.entries import Entry, Field, once
from linter.web import urls
from linter.web.urls import DEFAULT_TRACKING_PARAMETERS

# What begins like a URL of its own inside a path: image services and archives put them there.
_EMBEDDED_URL = re.compile(
    r"https?(?::|%3a)/|//(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}/", re.IGNORECASE
)
_SLASHES = re.compile(r"//+")


class Link(NamedTuple):
    """An absolute http(s) URL among the links of an item."""

    field: Field
    text: str
    url: urls.Url


def link_of(field: Field | None) -> Link | None:
    """Return the link that a field holds; None where that is no absolute http(s) URL."""
    if field is None or not isinstance(field.value, str):
        return None
    url = urls.parse(field.value)
    return None if url is None else Link(field, field.value, url)


@once
def link(item: Entry, role: str) -> Link | None:
    """Return an item's link of a role; None where it has none, or one that is broken."""
    return link_of(item.find(role))


def linked_items(context: Context) -> list[Entry]:
    """Return the article and every other item of the file that has a link to a web page."""
    items = (entry.owner for entry in context.entries if entry.field("web-url") is not None)
    return list({item.path: item for item in items}.values())


def repeated_pages(items: Iterable[Entry]) -> frozenset[str]:
    """Return the keys (`page_key`) of the pages that more than one of the items links to.

    Rules of their own report such links. That such a link does not fit the rest of its item follows
    from it and is not reported again.
    """
    links = (link(item, "web-url") for item in items)
    counts = Counter(page_key(web.text) for web in links if web is not None)
    return frozenset(key for key, count in counts.items() if count > 1)


@lru_cache(maxsize=1024)
def page_key(text: str) -> str:
    """Return what two links share that lead to the same page, after what other rules put right."""
    return urls.comparable(single_slashed(text), DEFAULT_TRACKING_PARAMETERS)


def double_slash(text: str) -> int | None:
    """Return the offset of a needless `//` in the path of a URL or of a site's own file.

    Paths that hold another URL (`/web/2020/https://…`) mean what they say.
    """
    start, end = _path_span(text)
    path = text[start:end]
    at = path.find("//")
    return None if at < 0 or _EMBEDDED_URL.search(path) else start + at


def single_slashed(text: str) -> str:
    """Return `text` with one slash wherever `double_slash` would find several."""
    if double_slash(text) is None:
        return text
    start, end = _path_span(text)
    return text[:start] + _SLASHES.sub("/", text[start:end]) + text[end:]


def _path_span(text: str) -> tuple[int, int]:
    if text.startswith("/") and urls.problem(text, allow_path=True) is None:
        return 0, len(text.partition("#")[0].partition("?")[0])
    url = urls.parse(text)
    if url is None:
        return 0, 0
    start = len(url.scheme) + len("://") + len(url.authority)
    return start, start + len(url.path)
