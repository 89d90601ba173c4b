"""Where the files of a site name what is at a caret, or else the file that it is in."""

from collections.abc import Iterator
from typing import Final

from lsprotocol.types import Location

from linter.lsp.last_good import readable
from linter.lsp.mentions import Mention, Name, mentions, mentions_at, own_mentions, present_mentions
from linter.lsp.neighbours import Neighbours
from linter.lsp.open_document import OpenDocument
from linter.lsp.open_site import in_slices
from linter.lsp.session import Session

MOST_FILES: Final = 50_000
"""How many files of a site are searched."""
MOST_PARSED: Final = 5_000
"""How many of those that may have a name are parsed."""
MOST_FOUND: Final = 1_000
"""How many places a client gets."""


async def references(
    session: Session, opened: OpenDocument, caret: int, *, with_own: bool
) -> list[Location]:
    """Return the places at which files of the site name what the name at a caret stands for.

    Elsewhere it is the file itself that they name. A link by which a file says which page it is
    about is left out, unless `with_own`.
    """
    wanted = _wanted(opened, caret)
    names = {each.name for each in wanted}
    needles = {each.needle.encode() for each in wanted}
    neighbours = Neighbours(session, opened)
    found: list[Location] = []
    parsed = 0
    async for path in in_slices(neighbours.paths[:MOST_FILES] if names else ()):
        document = neighbours.with_any(path, needles)
        if document is None:
            continue
        found += _places(document, names, with_own=with_own)
        parsed += 1
        if parsed >= MOST_PARSED or len(found) >= MOST_FOUND:
            break
    return found[:MOST_FOUND]


def _wanted(opened: OpenDocument, caret: int) -> list[Mention]:
    """Return the names at a caret, or else those that the file itself has."""
    found = mentions_at(opened, caret)
    if found:
        return found
    read = readable(opened)
    if read is None or opened.site is None:
        return []
    return list(own_mentions(opened.site, mentions(read.document, opened.schema, opened.site)))


def _places(document: OpenDocument, names: set[Name], *, with_own: bool) -> Iterator[Location]:
    for mention in present_mentions(document):
        if mention.name in names and (with_own or not mention.is_own):
            yield Location(document.uri, document.positions.range(mention.span))
