"""Helpers for rules about pictures: sizes, sizes stated in addresses, and lead pictures."""

from typing import NamedTuple

from linter.rules.shared.pictures import address_of
from linter.schema.entries import Entry, Field, once
from linter.schema.shape import Shape
from linter.web import urls
from linter.web.image_hints import SizeHint, size_hint

SIDES = ("image-width", "image-height")


class Side(NamedTuple):
    """One side of a picture in pixels, at least 1, and the field that states it."""

    field: Field
    pixels: int


class SizeMismatch(NamedTuple):
    """A size that contradicts the picture's address.

    `wrong` has the sides that differ, `right` the lengths in pixels that the address states for
    them.
    """

    hint: SizeHint
    wrong: tuple[Side, ...]
    right: tuple[int, ...]


def sides(picture: Entry) -> tuple[Side | None, Side | None]:
    """Return the width and height of a picture; None for a value that is missing or not a size."""
    width, height = (_side(picture, role) for role in SIDES)
    return width, height


def _side(picture: Entry, role: str) -> Side | None:
    field, pixels = picture.field(role), picture.number(role)
    return Side(field, pixels) if field is not None and pixels is not None and pixels > 0 else None


@once
def size_mismatch(picture: Entry) -> SizeMismatch | None:
    """Return how the size of a picture contradicts its address, or None if they agree."""
    address = address_of(picture)
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
    return SizeMismatch(hint, wrong, right)


def actual_sides(picture: Entry) -> list[Side]:
    """Return the sides of a picture, with the lengths that its address states if they differ.

    Sides that the address contradicts come last, and the width after the height, because IMG001
    reports them at the width.
    """
    found = size_mismatch(picture)
    stated = [side for side in sides(picture) if side is not None]
    if found is None:
        return stated
    corrected = [
        side._replace(pixels=pixels) for side, pixels in zip(found.wrong, found.right, strict=True)
    ]
    return [side for side in stated if side not in found.wrong] + corrected[::-1]


def is_lead(picture: Entry) -> bool:
    """Whether apps show a picture with an item, unlike a logo or a portrait."""
    owner = picture.owner
    return is_lead_at(picture.list_roles, owner.shape, len(picture.path) - len(owner.path))


def is_lead_at(list_roles: frozenset[str], owner: Shape, depth: int) -> bool:
    """Whether a picture is a lead picture: in a list with these roles, or in an item.

    A lead picture is in the item's list of pictures, or it is a single object or property of an
    item. An item is an object whose schema has a title. `depth` is how many objects are between.
    """
    return "images" in list_roles or ("title" in owner.keys_by_role and depth <= 1)
