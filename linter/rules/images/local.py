"""What the rules over the site's own pictures share."""

from typing import NamedTuple

from linter.rules.base import Context
from linter.schema.entries import Entry, Field
from linter.site.files import Unresolved
from linter.web.imagesize import ImageProblem, ImageSize


class Picture(NamedTuple):
    """A picture of the site itself: its address, where that lies in the site, what was found."""

    address: Field
    path: str
    found: ImageSize | ImageProblem | Unresolved


def local_picture(entry: Entry, context: Context) -> Picture | None:
    """Return the picture of an object if its address lies in the site; None elsewhere."""
    address, site = entry.field("image-url"), context.site
    if site is None or address is None or not isinstance(address.value, str):
        return None
    path = site.published_path(address.value)
    return None if path is None else Picture(address, path, site.picture(path))
