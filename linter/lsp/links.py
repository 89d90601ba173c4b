"""Links of a text to open: addresses of the web, and files of the site."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from lsprotocol import types

from linter.core.text import Span
from linter.lsp.file_uri import uri_of
from linter.lsp.last_good import Readable, readable
from linter.lsp.mentions import Named, mentions
from linter.lsp.open_document import OpenDocument
from linter.schema.entries import entries
from linter.schema.roles import PATHS, URLS
from linter.web import urls

MOST_LINKS: Final = 2000
"""How many links a client gets."""

# All of ASCII that URLs may have, and escapes as they are.
_KEPT: Final = "%!#$&'()*+,/:;=?@[]~"


def links(opened: OpenDocument) -> list[types.DocumentLink]:
    """Return the links of a text; while it does not parse, those of before that still fit."""
    read = readable(opened)
    if read is None:
        return []
    found: dict[Span, str] = {}
    for span, target in _targets(opened, read):
        place = read.span(span)
        if place is not None and not any(each.overlaps(place) for each in opened.secrets):
            found.setdefault(place, target)
    return [
        types.DocumentLink(opened.positions.range(place), target=target)
        for place, target in list(found.items())[:MOST_LINKS]
    ]


def _targets(opened: OpenDocument, read: Readable) -> Iterator[tuple[Span, str]]:
    """Yield the spans of addresses, each with what it leads to."""
    document, site = read.document, opened.site
    for entry in entries(document, opened.schema.shape):
        for field in entry.fields(URLS | PATHS):
            if isinstance(field.value, str) and urls.parse(field.value) is not None:
                yield field.span, quote(field.value, safe=_KEPT)
    for mention in () if site is None else mentions(document, opened.schema, site):
        if mention.name.kind is Named.FILE and site is not None:
            yield mention.span, uri_of(opened, site.path_of(mention.name.text))
