"""Where a name of a text leads to: the file of a topic, an organisation, an item, a page."""

from typing import Final

from lsprotocol import types

from linter.core.text import Span
from linter.core.values import pointer_tokens
from linter.frontmatter.document import Document
from linter.lsp.file_uri import uri_of
from linter.lsp.known_data import value_at
from linter.lsp.mentions import Name, Named, mentions_at
from linter.lsp.neighbours import Neighbours
from linter.lsp.open_document import OpenDocument
from linter.lsp.positions import Positions
from linter.lsp.session import Session
from linter.site.documents import SiteProblem, read
from linter.site.index import IndexFiles
from linter.site.lists import list_word

Definitions = list[types.Location] | list[types.LocationLink]

_START: Final = types.Range(types.Position(0, 0), types.Position(0, 0))
_IN_DATA: Final = frozenset({Named.TOPIC, Named.ORGANISATION, Named.VALUE})
_NAMING: Final = frozenset({"name", "domain"})


def definition(session: Session, opened: OpenDocument, caret: int) -> Definitions:
    """Return the places that the name at a caret stands for; none where there is no name."""
    found = [
        (mention, place)
        for mention in mentions_at(opened, caret)
        for place in _places(session, opened, mention.name)
    ]
    if not session.client.has_location_links:
        return [place for _, place in found]
    return [
        types.LocationLink(
            place.uri, place.range, place.range, opened.positions.range(mention.span)
        )
        for mention, place in found
    ]


def _places(session: Session, opened: OpenDocument, name: Name) -> list[types.Location]:
    """Return the places in files of the site that a name stands for."""
    site = opened.site
    if site is None:
        return []
    if name.kind is Named.PAGE:
        return Neighbours(session, opened).about(name.text)
    file = _file_of(name, site.index.files)
    if file is None or not site.path_of(file).is_file():
        return []
    uri = uri_of(opened, site.path_of(file))
    source = read(site.path_of(""), file) if name.kind in _IN_DATA else None
    if source is None or isinstance(source, SiteProblem):
        return [types.Location(uri, _START)]
    span = _span(Document(source, opened.document.dialect), name)
    positions = Positions(source.text, session.client.encoding)
    return [types.Location(uri, positions.range(span))]


def _file_of(name: Name, files: IndexFiles) -> str | None:
    """Return the path of the file that a name stands for, relative to the site's root."""
    match name.kind:
        case Named.TOPIC:
            return files.topics.get(name.text)
        case Named.ORGANISATION:
            return files.organisations.get(name.text)
        case Named.ITEM:
            return files.items.get(name.text)
        case Named.FILE:
            return name.text
    return None if name.within is None else name.within.path


def _span(document: Document, name: Name) -> Span:
    """Return where a data file has a value of a list, or the key that names the whole file."""
    around = [] if name.within is None else pointer_tokens(name.within.pointer)
    for member in document.members:
        *tokens, last = map(str, member.path)
        if tokens != around:
            continue
        value = value_at(document.data, member.path)
        if name.within is None:
            is_it = last in _NAMING and value == name.text
        else:
            is_it = name.text == (_word(value) if member.key is None else last)
        if is_it:
            is_value = name.within is None or member.key is None
            return document.span(member.path) if is_value else document.key_span(member.path)
    return Span(0, 0)


def _word(value: object) -> str | None:
    return list_word(value) if isinstance(value, str | int | float) else None
