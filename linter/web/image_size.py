"""The size of a picture in a file, from its header.

Files are not trusted: only a bounded part of one is read, and nothing is decoded or unpacked.
"""

import stat
from pathlib import Path
from typing import BinaryIO, Final

from linter.core.filesystem import reason
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize
from linter.web.image_kinds import kind_by_name, kind_by_signature, other_content
from linter.web.raster import CUT_OFF, RASTER_KINDS, raster_size, shown_sides
from linter.web.svg import root_attributes, svg_size

_HEAD: Final = 256 * 1024
"""Bytes in which nearly every header ends."""

_EMPTY: Final = ImageProblem(ImageFault.DAMAGED, "it is empty")
_LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"


def read_image_size(path: Path) -> ImageSize | ImageProblem:
    """Return the size of the picture in a file, or why there is none."""
    try:
        # To open a pipe would wait for its writer.
        if not stat.S_ISREG(path.stat().st_mode):
            return ImageProblem(ImageFault.UNREADABLE, "not a regular file")
        with path.open("rb") as file:
            return image_size(file, path.name)
    except OSError as error:
        return ImageProblem(ImageFault.UNREADABLE, reason(error))


def image_size(file: BinaryIO, name: str = "") -> ImageSize | ImageProblem:
    """Return the size of the picture in an open file that can seek, or why there is none.

    A picture of another kind than the suffix of `name` states is a problem; an unknown suffix
    states none.

    Raises:
        OSError: the file cannot be read.

    """
    head = file.read(_HEAD)
    if not head:
        return _EMPTY
    found = _recognised(head, name)
    return raster_size(found, head, file) if isinstance(found, ImageKind) else found


def size_in_head(head: bytes, *, is_whole: bool = False) -> ImageSize | ImageProblem | None:
    """Return the size of the picture that begins with these bytes, or why there is none.

    None where more of the file is needed; `is_whole` if there is no more.
    """
    if not head:
        return _EMPTY if is_whole else None
    found = _recognised(head)
    if not isinstance(found, ImageKind):
        return found
    sides = shown_sides(found, head)
    if sides is not None:
        return ImageSize(*sides, found)
    return ImageProblem(ImageFault.DAMAGED, CUT_OFF) if is_whole else None


def _recognised(head: bytes, name: str = "") -> ImageSize | ImageProblem | ImageKind:
    """Return the size of a drawing, the kind of a raster picture, or why there is neither.

    An empty name states no kind.
    """
    attributes = root_attributes(head)
    kind = kind_by_signature(head) if attributes is None else ImageKind.SVG
    if kind is None:
        return _no_picture(head)
    expected = kind_by_name(name) or kind
    if expected is not kind:
        return ImageProblem(ImageFault.OTHER_KIND, f"it is of the kind {kind}, not {expected}")
    if attributes is not None:
        return svg_size(attributes)
    if kind not in RASTER_KINDS:
        return ImageProblem(ImageFault.NO_SIZE, f"the size of {kind} pictures is not read")
    return kind


def _no_picture(head: bytes) -> ImageProblem:
    if head.startswith(_LFS_POINTER):
        return ImageProblem(
            ImageFault.LFS_POINTER, "it is a Git LFS pointer, not the picture itself"
        )
    found = other_content(head)
    instead = f"it is {found}, " if found else "it is "
    return ImageProblem(ImageFault.NOT_A_PICTURE, f"{instead}not a picture")
