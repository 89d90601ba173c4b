"""When rules about pictures are certainly silent."""

from typing import TYPE_CHECKING, Any

from linter.fastpath.silence import Item
from linter.web.image import ImageSize
from linter.web.image_hints import SizeHint, size_hint

if TYPE_CHECKING:
    from linter.site.site import SiteView

_LONGEST_END = len("x12345.jpeg")


def agrees_with_address(item: Item) -> bool:
    """Whether the size of a picture is what its address states, if it states one."""
    address = _address(item)
    hint = _hint(address) if isinstance(address, str) else None
    if hint is None:
        return True
    width, height = item.own.get("image-width"), item.own.get("image-height")
    return _is_side(width, hint.width) and _is_side(height, hint.height)


def is_plausible(item: Item, least: int, most: int, ratio: float) -> bool:
    """Whether both sides of a picture are within bounds, and what its address states."""
    width, height = item.own.get("image-width"), item.own.get("image-height")
    if type(width) is not int or type(height) is not int:
        return False
    if not (least <= width <= most and least <= height <= most and min(width, height) > 0):
        return False
    return max(width, height) <= ratio * min(width, height) and agrees_with_address(item)


def are_different(item: Item) -> bool:
    """Whether no two pictures of a list have the same address, which are ordinary URLs."""
    for role in ("images", "logos"):
        addresses = [each.values.get("image-url") for each in item.lists.get(role, ())]
        pages = {each.rstrip("/") for each in addresses if isinstance(each, str)}
        if len(pages) < len(addresses):
            return False
    return True


def is_in_site(item: Item, site: "SiteView") -> bool:
    """Whether a picture of the site is there, can be read, and has the size that is stated.

    Pictures elsewhere are not looked at.
    """
    address = _address(item)
    picture = site.picture(address) if isinstance(address, str) else None
    if picture is None:
        return True
    size = picture.found
    if not isinstance(size, ImageSize):
        return False
    width, height = item.own.get("image-width"), item.own.get("image-height")
    return _is_side(width, size.width) and _is_side(height, size.height)


def _address(item: Item) -> Any:
    return item.own.get("image-url", item.own.get("page-image"))


def _hint(address: str) -> SizeHint | None:
    is_plain = "?" not in address and "#" not in address and "you" not in address
    if is_plain and "x" not in address[-_LONGEST_END:] and "ytimg" not in address:
        return None
    return size_hint(address)


def _is_side(side: Any, stated: int | None) -> bool:
    """Whether a side is missing, or as stated."""
    return side is None or stated is None or (type(side) is int and side == stated)
