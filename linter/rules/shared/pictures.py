"""Helpers for rules about pictures: their addresses, and stated sizes that are wrong."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linter.core.diagnostic import Finding, Fix, Related, Safety
from linter.core.messages import quoted
from linter.editing.scalar import write_plain
from linter.schema.entries import Entry, Field
from linter.web.image import ImageSize

if TYPE_CHECKING:
    from linter.core.text import Edit


def address_of(picture: Entry) -> Field | None:
    """Return the field of an object that holds the address of its picture; None without one."""
    return picture.field("image-url") or picture.field("page-image")


def size_findings(
    picture: Entry, actual: ImageSize, name: str, *, is_fixable: bool = True
) -> Iterator[Finding]:
    """Yield a finding at the number that differs from the actual size, or at the width if both do.

    Its message calls the picture `name`, and its fix is safe.
    """
    pixels_by_role = {"image-width": actual.width, "image-height": actual.height}
    wrong = [
        (field, pixels)
        for role, pixels in pixels_by_role.items()
        if (field := picture.field(role)) is not None and picture.number(role) not in {None, pixels}
    ]
    if not wrong:
        return
    stated = " and ".join(f"{quoted(field.key)} is {field.value}" for field, _ in wrong)
    title = f"Write {' and '.join(str(pixels) for _, pixels in wrong)}"
    (first, _), *others = wrong
    yield first.finding(
        f"{stated}, but {name} is {actual.width} by {actual.height}",
        fix=size_fix(wrong, title, Safety.SAFE) if is_fixable else None,
        related=tuple(Related("this one differs too", field.span) for field, _ in others),
    )


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
