"""Helpers for rules about links: the links of an item, and comparing pages."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.rules.base import Context
from linter.schema.entries import Entry, Field, once
from linter.web import urls
from linter.web.normal_form import comparable, normalise
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS, without_tracking

# The start of a URL inside a path, as archives and image services have it.
_EMBEDDED_URL = lazy_pattern(
    r"https?(?::|%3a)/|//(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}/", re.IGNORECASE
)
_SLASHES = lazy_pattern(r"//+")


class Link(NamedTuple):
    """A field that holds an absolute http(s) URL."""

    field: Field
    text: str
    url: urls.Url


def link_of(field: Field | None) -> Link | None:
    """Return the link in a field, or None if its value is not an absolute http(s) URL."""
    if field is None or not isinstance(field.value, str):
        return None
    url = urls.parse(field.value)
    return None if url is None else Link(field, field.value, url)


@once
def link(item: Entry, role: str) -> Link | None:
    """Return the link of an item with a role, or None if it is missing or broken."""
    return link_of(item.find(role))


def linked_items(context: Context) -> list[Entry]:
    """Return the items of the file that link to a web page, the article included."""
    items = (entry.owner for entry in context.entries if entry.field("web-url") is not None)
    return list({item.path: item for item in items}.values())


def repeated_pages(items: Iterable[Entry]) -> frozenset[str]:
    """Return the keys (`page_key`) of the pages that several of the items link to.

    REL002 and REL003 report these links. Other rules skip them, as a repeated link is expected not
    to match the rest of its item.
    """
    links = (link(item, "web-url") for item in items)
    counts = Counter(page_key(web.text) for web in links if web is not None)
    return frozenset(key for key, count in counts.items() if count > 1)


@lru_cache(maxsize=1024)
def page_key(text: str) -> str:
    """Return a key that is equal for links to the same page, whatever other rules would fix."""
    return comparable(single_slashed(text), DEFAULT_TRACKING_PARAMETERS)


def tidy(text: str) -> str:
    """Return a link in its usual form, without tracking parameters."""
    return normalise(without_tracking(text, DEFAULT_TRACKING_PARAMETERS))


def double_slash(text: str) -> int | None:
    """Return the offset of a doubled slash in the path of a link, or None.

    Paths that contain another URL (`/web/2020/https://…`) may have one.
    """
    start, end = _path_span(text)
    path = text[start:end]
    at = path.find("//")
    return None if at < 0 or _EMBEDDED_URL.search(path) else start + at


def single_slashed(text: str) -> str:
    """Return a link with single slashes where `double_slash` finds repeated ones."""
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
