"""Paths of the site's pictures, one folder at a time, with their sizes."""

from typing import Final, NamedTuple

from linter.lsp.value_note import size_text
from linter.site.view import SiteView
from linter.web.image import ImageSize
from linter.web.image_kinds import kind_by_name

MOST_PATHS: Final = 500
_MOST_MEASURED: Final = 100
"""How many pictures of a folder are opened for their size."""


class PicturePath(NamedTuple):
    """An address of a picture, or of a folder, which ends with `/`; and the picture's size."""

    address: str
    size: str = ""


def picture_paths(site: SiteView, typed: str) -> list[PicturePath]:
    """Return the pictures and folders that an address may go on to, of which a part is typed."""
    before = typed[: typed.rfind("/") + 1]
    found = []
    measured = 0
    for name, is_folder in site.folder(before)[:MOST_PATHS]:
        address = f"{before}{name}"
        if is_folder:
            found.append(PicturePath(f"{address}/"))
        elif kind_by_name(name) is not None:
            measured += 1
            size = _size(site, address) if measured <= _MOST_MEASURED else ""
            found.append(PicturePath(address, size))
    return found


def _size(site: SiteView, address: str) -> str:
    picture = site.picture(address)
    found = None if picture is None else picture.found
    return size_text(found) if isinstance(found, ImageSize) else ""
