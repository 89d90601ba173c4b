"""What a text names: topics, organisations, items, pages and files, and where it does."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.lsp.last_good import readable
from linter.lsp.open_document import OpenDocument
from linter.rules.shared.fact_keys import longest_plain_run
from linter.rules.shared.links import link_of, page_key
from linter.rules.shared.single_values import single_values
from linter.schema.entries import Entry, Field, entries
from linter.schema.own_keywords import ListReference
from linter.schema.roles import IMAGES, LISTED
from linter.schema.schema import Schema
from linter.site.view import SiteView

_LINKS: Final = frozenset({"web-url", "original-url"})
"""Roles of the links that stand for an article or a related item."""

_LISTS: Final = frozenset({"topics", "items"})
_FILES: Final = IMAGES | {"page-link"}


class Named(Enum):
    """What a name stands for."""

    TOPIC = auto()
    ORGANISATION = auto()
    ITEM = auto()
    PAGE = auto()
    FILE = auto()
    VALUE = auto()


class Name(NamedTuple):
    """What is named: names of one thing are equal, however they are written."""

    kind: Named
    text: str
    """A topic; the domain of an organisation; the path of an item in its collection; the key of a
    page, by `page_key`; the path of a file from the site's root; a value."""
    within: ListReference | None = None
    """The list of the site that has the value."""


class Mention(NamedTuple):
    """A name with its place; every file that has it contains `needle`, unless it is escaped."""

    name: Name
    span: Span
    needle: str
    is_own: bool = False
    """Whether it says what the file itself is, or is about."""


def mentions(document: Document, schema: Schema, site: SiteView) -> Iterator[Mention]:
    """Yield what a document that could be read names, object by object."""
    for key, value in document.data.items():
        template = site.template(key, value) if isinstance(value, str) else None
        if template is not None:
            yield _file(template, document.span((key,)))
    for entry in entries(document, schema.shape):
        yield from _in_lists(entry)
        yield from _pages(entry)
        yield from _organisations(entry, site)
        for field in entry.fields(_FILES):
            for path in site.files(field.value) if isinstance(field.value, str) else ():
                yield _file(path, field.span)
        yield from _listed(entry, schema)


def present_mentions(opened: OpenDocument) -> Iterator[Mention]:
    """Yield what a text names; while it does not parse, what it named before and still does."""
    read = readable(opened)
    if read is None or opened.site is None:
        return
    for mention in mentions(read.document, opened.schema, opened.site):
        span = read.span(mention.span)
        if span is not None:
            yield mention._replace(span=span)


def mentions_at(opened: OpenDocument, caret: int) -> list[Mention]:
    """Return the names at a caret, with their places in the present text."""
    return [each for each in present_mentions(opened) if each.span.start <= caret <= each.span.end]


def own_mentions(site: SiteView, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the names by which other files may name a file, whose own mentions are `found`."""
    files, start = site.index.files, Span(0, 0)
    for kind, names in (
        (Named.TOPIC, files.topics),
        (Named.ORGANISATION, files.organisations),
        (Named.ITEM, files.items),
    ):
        yield from (
            Mention(Name(kind, name), start, name)
            for name, path in names.items()
            if path == site.page
        )
    yield _file(site.page, start)
    yield from (each for each in found if each.is_own)


def _in_lists(entry: Entry) -> Iterator[Mention]:
    for field in entry.fields(_LISTS):
        kind = Named.TOPIC if "topics" in field.roles else Named.ITEM
        for item, word in single_values(field) if isinstance(field.value, list) else ():
            yield Mention(Name(kind, word), item.span, word)


def _pages(entry: Entry) -> Iterator[Mention]:
    for field in entry.fields(_LINKS):
        link = link_of(field)
        if link is not None:
            needle = longest_plain_run(link.url.path) or link.url.host
            name = Name(Named.PAGE, page_key(link.text))
            yield Mention(name, field.span, needle, is_own=entry.is_article)


def _organisations(entry: Entry, site: SiteView) -> Iterator[Mention]:
    field = entry.field("provider-domain")
    if field is not None and isinstance(field.value, str):
        is_own = site.index.files.organisations.get(field.value) == site.page
        name = Name(Named.ORGANISATION, field.value)
        yield Mention(name, field.span, field.value, is_own)


def _listed(entry: Entry, schema: Schema) -> Iterator[Mention]:
    for field in entry.fields(frozenset({LISTED})):
        shape = schema.shape_at(field.path)
        for reference in sorted(shape.lists) if shape is not None else ():
            yield from _values(field, reference)


def _values(field: Field, reference: ListReference) -> Iterator[Mention]:
    for item, word in single_values(field):
        yield Mention(Name(Named.VALUE, word, reference), item.span, word)


def _file(path: str, span: Span) -> Mention:
    return Mention(Name(Named.FILE, path), span, longest_plain_run(PurePosixPath(path).stem))
