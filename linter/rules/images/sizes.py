"""What the rules over pictures share: the size that an address states, and which pictures lead."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from linter.core.diagnostic import Fix, Safety
from linter.editing.edits import write_plain
from linter.schema.entries import Entry, Field, once
from linter.web import urls
from linter.web.imagehints import SizeHint, size_hint

if TYPE_CHECKING:
    from linter.core.text import Edit

SIDES = ("image-width", "image-height")


class Side(NamedTuple):
    """One side of a picture in pixels, at least 1, and the field that states it."""

    field: Field
    pixels: int


class Mismatch(NamedTuple):
    """A size that is not the one in the picture's address.

    `wrong` are the sides that differ, `right` is what the address states of each of them.
    """

    hint: SizeHint
    wrong: tuple[Side, ...]
    right: tuple[int, ...]


def sides(picture: Entry) -> tuple[Side | None, Side | None]:
    """Return a picture's width and height; None for what is missing or no size at all."""
    width, height = (_side(picture, role) for role in SIDES)
    return width, height


def _side(picture: Entry, role: str) -> Side | None:
    field, pixels = picture.field(role), picture.number(role)
    return Side(field, pixels) if field is not None and pixels is not None and pixels > 0 else None


@once
def mismatch(picture: Entry) -> Mismatch | None:
    """Return how a picture's size is not that in its address; None where they agree."""
    address = picture.field("image-url")
    if address is None or not isinstance(address.value, str):
        return None
    hint = size_hint(address.value)
    if hint is None or urls.problem(address.value, allow_path=True) is not None:
        return None
    pairs = [
        (side, stated)
        for side, stated in zip(sides(picture), (hint.width, hint.height), strict=True)
        if side is not None and stated is not None and side.pixels != stated
    ]
    if not pairs:
        return None
    wrong, right = zip(*pairs, strict=True)
    return Mismatch(hint, wrong, right)


def true_sides(picture: Entry) -> list[Side]:
    """Return the sides that a picture has as far as is known: its address is believed first.

    Sides that the address contradicts come last, and of two such the width, where another rule
    reports them.
    """
    found = mismatch(picture)
    stated = [side for side in sides(picture) if side is not None]
    if found is None:
        return stated
    corrected = [
        side._replace(pixels=pixels) for side, pixels in zip(found.wrong, found.right, strict=True)
    ]
    return [side for side in stated if side not in found.wrong] + corrected[::-1]


def is_lead(picture: Entry) -> bool:
    """Whether a picture is one that apps show with an item, not a logo or a portrait.

    It is in the item's list of pictures, or the item (that is what has a title) holds it alone, as
    an object or in its own properties.
    """
    if "images" in picture.list_roles:
        return True
    owner = picture.owner
    return "title" in owner.shape.keys_by_role and (
        picture.path == owner.path or len(picture.path) == len(owner.path) + 1
    )


def size_fix(sides: Iterable[tuple[Field, int]], title: str, safety: Safety) -> Fix | None:
    """Return the fix that writes pixels in the place of widths or heights; None if it cannot."""
    edits: list[Edit] = []
    pointers: list[str] = []
    for field, pixels in sides:
        written = write_plain(field.document, field.path, str(pixels))
        if written is None:
            return None
        edits += written
        pointers.append(field.pointer)
    return Fix(title, tuple(edits), safety, tuple(pointers))
