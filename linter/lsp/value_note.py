"""Notes on a value for hovers: the size of a picture of the site, the instant of a date."""

from collections.abc import Iterator
from datetime import datetime, timezone

from linter.core.values import Path
from linter.lsp.markup import Markup
from linter.lsp.open_document import OpenDocument
from linter.rules.shared.date_texts import Moment, parse_date
from linter.schema.roles import DATES, IMAGES
from linter.site.files import Miss, Unresolved
from linter.web.image import ImageSize

_TIME_FORMATS = frozenset({"date", "date-time"})


def value_note(
    opened: OpenDocument, path: Path, data: object, value: object, markup: Markup
) -> Iterator[str]:
    """Yield the paragraphs about the value at a path."""
    place = opened.schema.lookup.place(path, data)
    if place is None or not isinstance(value, str):
        return
    if not place.roles.isdisjoint(IMAGES):
        yield from _picture(opened, value, markup)
    if not (place.roles.isdisjoint(DATES) and _TIME_FORMATS.isdisjoint(place.formats)):
        yield from _date(value)


def _picture(opened: OpenDocument, address: str, markup: Markup) -> Iterator[str]:
    picture = None if opened.site is None else opened.site.picture(address)
    if picture is None:
        return
    if isinstance(picture.found, ImageSize):
        yield f"{markup.text(size_text(picture.found))}: {markup.code(picture.path)}"
    elif isinstance(picture.found, Unresolved) and picture.found.miss is Miss.MISSING:
        yield f"There is no file {markup.code(picture.path)}"


def size_text(size: ImageSize) -> str:
    """Return the size and the kind of a picture, in words."""
    return f"{size.width} by {size.height} pixels, {size.kind.value}"


def _date(text: str) -> Iterator[str]:
    moment = parse_date(text)
    if not isinstance(moment, Moment):
        return
    if not moment.has_time:
        yield f"{moment.day:%A}, {moment.day.isoformat()}"
        return
    yield f"UTC: {_shown(moment.instant)}"
    if moment.has_offset:
        yield f"Local time: {_shown(moment.instant.astimezone(timezone(moment.offset)))}"


def _shown(instant: datetime) -> str:
    return f"{instant:%A}, {instant.isoformat(' ')}"
