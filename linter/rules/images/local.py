"""Helpers for rules about the site's own pictures."""

from typing import NamedTuple

from linter.rules.base import Context
from linter.schema.entries import Field
from linter.site.files import Unresolved
from linter.web.image import ImageProblem, ImageSize


class LocalPicture(NamedTuple):
    """A picture of the site: the field with its address, its path in the site, and the result."""

    address: Field
    path: str
    found: ImageSize | ImageProblem | Unresolved


def local_picture(address: Field | None, context: Context) -> LocalPicture | None:
    """Return the picture that an address leads to in the site; None where it leads elsewhere."""
    if context.site is None or address is None or not isinstance(address.value, str):
        return None
    picture = context.site.picture(address.value)
    return None if picture is None else LocalPicture(address, *picture)
