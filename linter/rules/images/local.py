"""Helpers for rules about the site's own pictures."""

from typing import NamedTuple

from linter.rules.base import Context
from linter.schema.entries import Entry, Field
from linter.site.files import Unresolved
from linter.web.image import ImageProblem, ImageSize


class Picture(NamedTuple):
    """A picture of the site: the field with its address, its path in the site, and the result."""

    address: Field
    path: str
    found: ImageSize | ImageProblem | Unresolved


def local_picture(entry: Entry, context: Context) -> Picture | None:
    """Return the picture of an object, or None if its address is not a published path."""
    address, site = entry.field("image-url"), context.site
    if site is None or address is None or not isinstance(address.value, str):
        return None
    path = site.published_path(address.value)
    return None if path is None else Picture(address, path, site.picture(path))
