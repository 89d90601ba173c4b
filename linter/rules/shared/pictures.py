"""Helpers for rules about pictures: their addresses, and fixes of their sizes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from linter.core.diagnostic import Fix, Safety
from linter.editing.scalar import write_plain
from linter.schema.entries import Entry, Field

if TYPE_CHECKING:
    from linter.core.text import Edit


def address_of(picture: Entry) -> Field | None:
    """Return the field of an object that holds the address of its picture; None without one."""
    return picture.field("image-url") or picture.field("page-image")


def size_fix(sides: Iterable[tuple[Field, int]], title: str, safety: Safety) -> Fix | None:
    """Return a fix that writes widths or heights in pixels, or None if one cannot be written."""
    edits: list[Edit] = []
    pointers: list[str] = []
    for field, pixels in sides:
        written = write_plain(field.document, field.path, str(pixels))
        if written is None:
            return None
        edits += written
        pointers.append(field.pointer)
    return Fix(title, tuple(edits), safety, tuple(pointers))
