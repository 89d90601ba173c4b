"""When rules about pictures are certainly silent."""

from typing import TYPE_CHECKING, Any

from linter.fastpath.silence import Item
from linter.rules.shared.link_silence import page
from linter.web.image_hints import size_hint

if TYPE_CHECKING:
    from linter.site.view import SiteView

_LISTS = frozenset({"images", "logos"})
_LONGEST_END = len("-12345x12345.jpeg")


def agrees_with_address(item: Item) -> bool:
    """Whether the size of a picture is what its address states, if it states one."""
    own = item.own
    address, width, height = _address(item), own.get("image-width"), own.get("image-height")
    if not isinstance(address, str):
        return True
    if _is_plain(address):
        name = address[-_LONGEST_END:].rpartition("-")[2]
        if "x" not in name or name.startswith(f"{width}x{height}."):
            return True
    hint = size_hint(address)
    return hint is None or (_is_side(width, hint.width) and _is_side(height, hint.height))


def is_plausible(item: Item, least: int, most: int, ratio: float) -> bool:
    """Whether both sides of a picture are within bounds, and what its address states."""
    width, height = item.own.get("image-width"), item.own.get("image-height")
    if type(width) is not int or type(height) is not int:
        return False
    if not (least <= width <= most and least <= height <= most and min(width, height) > 0):
        return False
    return max(width, height) <= ratio * min(width, height) and agrees_with_address(item)


def are_different(item: Item) -> bool:
    """Whether no two pictures of a list have the same address, which are in their usual form."""
    for role, pictures in item.lists.items():
        if len(pictures) > 1 and role in _LISTS:
            addresses = [each.own.get("image-url") for each in pictures]
            pages = {page(each) for each in addresses if isinstance(each, str)}
            if len(pages) < len(addresses):
                return False
    return True


def is_in_site(item: Item, site: "SiteView") -> bool:
    """Whether a picture of the site is there, can be read, and has the size that is stated.

    Pictures elsewhere are not looked at.
    """
    address = _address(item)
    if not isinstance(address, str) or site.is_elsewhere(address):
        return True
    picture = site.picture(address)
    if picture is None:
        return True
    from linter.web.image import ImageSize

    size = picture.found
    if not isinstance(size, ImageSize):
        return False
    width, height = item.own.get("image-width"), item.own.get("image-height")
    return _is_side(width, size.width) and _is_side(height, size.height)


def _address(item: Item) -> Any:
    return item.own.get("image-url", item.own.get("page-image"))


def _is_plain(address: str) -> bool:
    """Whether an address has no query, and is not that of a still of a video."""
    return not ("?" in address or "#" in address or "you" in address or "ytimg" in address)


def _is_side(side: Any, stated: int | None) -> bool:
    """Whether a side is missing, or as stated."""
    return side is None or stated is None or (type(side) is int and side == stated)
