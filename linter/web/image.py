"""The kind and size of a picture, or why it has no size, as values."""

from enum import Enum, StrEnum, auto
from typing import NamedTuple


class ImageKind(StrEnum):
    """The format of a picture file, by its usual name."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WebP"
    AVIF = "AVIF"
    SVG = "SVG"
    BMP = "BMP"
    GZIP = "gzip"
    HEIC = "HEIC"
    ICO = "ICO"
    JPEG_2000 = "JPEG 2000"
    JPEG_XL = "JPEG XL"
    TIFF = "TIFF"


class ImageSize(NamedTuple):
    """A picture's width and height in pixels, as browsers show it, and its kind."""

    width: int
    height: int
    kind: ImageKind


class ImageFault(Enum):
    """Why there is no size."""

    UNREADABLE = auto()
    """The file cannot be opened, or is no regular file."""

    LFS_POINTER = auto()
    """It is a pointer to a picture that Git LFS keeps elsewhere."""

    NOT_A_PICTURE = auto()
    DAMAGED = auto()
    """It ends too early, or its header makes no sense."""

    OTHER_KIND = auto()
    """Its kind is another one than the suffix of its name states."""

    NO_SIZE = auto()
    """Nothing is wrong, but it states no size in pixels where one is looked for."""


class ImageProblem(NamedTuple):
    """Why there is no size, with a reason in a few words: `it is of the kind PNG, not JPEG`."""

    fault: ImageFault
    reason: str
