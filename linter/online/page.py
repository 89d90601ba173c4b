"""What the head of a page states, read by the parser of the standard library."""

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

from linter.core.patterns import lazy_pattern
from linter.web import urls
from linter.web.answers import Page

_LONGEST_TITLE: Final = 300
# The parser takes long for some hostile texts, more than twice as long for twice as much.
_LONGEST_HEAD: Final = 128 * 1024

_HEAD_END: Final = lazy_pattern(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_CHARSET: Final = lazy_pattern(
    rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)


def ends_head(part: bytes) -> bool:
    """Whether the head of a page ends in this part of it."""
    return len(part) > _LONGEST_HEAD or _HEAD_END.search(part) is not None


def read_head(data: bytes, charset: str | None, url: str) -> Page:
    """Return what the head of the page at a URL states; `data` is its beginning."""
    end = _HEAD_END.search(data)
    head = data[: end.start() if end else len(data)][:_LONGEST_HEAD]
    parser = _Head(url)
    # It refuses some declarations; what came before counts.
    with suppress(AssertionError):
        parser.feed(_decoded(head, charset))
    return Page(parser.amp, parser.canonical, " ".join("".join(parser.title).split()))


def _decoded(head: bytes, charset: str | None) -> str:
    stated = _CHARSET.search(head)
    for name in (charset, stated[1].decode("ascii") if stated else None):
        try:
            if name:
                return head.decode(name, errors="replace")
        except (LookupError, ValueError):
            continue
    return head.decode(errors="replace")


class _Head(HTMLParser):
    """Collects the links and the title of a head; the first of each counts."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.amp = ""
        self.canonical = ""
        self.title: list[str] = []
        self._base = url
        self._in_title = False
        self._has_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self._has_title:
            self._in_title = self._has_title = True
        elif tag == "base":
            self._base = self._absolute(dict(attrs).get("href")) or self._base
        elif tag == "link":
            values = dict(attrs)
            relations = (values.get("rel") or "").lower().split()
            address = self._absolute(values.get("href"))
            if "amphtml" in relations:
                self.amp = self.amp or address
            if "canonical" in relations:
                self.canonical = self.canonical or address

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title and sum(map(len, self.title)) < _LONGEST_TITLE:
            self.title.append(data[:_LONGEST_TITLE])

    def _absolute(self, address: str | None) -> str:
        """Return the absolute URL that an address in the page leads to; empty without one."""
        try:
            joined = urljoin(self._base, (address or "").strip()) if address else ""
        except ValueError:
            return ""
        return joined if urls.parse(joined) is not None else ""
