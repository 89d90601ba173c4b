"""What kind of picture a file is: by its first bytes, and by the suffix of its name."""

import re
from pathlib import PurePath
from typing import Final

from linter.core.patterns import lazy_pattern
from linter.web.image import ImageKind

_SIGNATURES: Final = tuple(
    (kind, lazy_pattern(signature, re.DOTALL))
    for kind, signature in (
        (ImageKind.PNG, rb"\x89PNG\r\n\x1a\n"),
        (ImageKind.JPEG, rb"\xff\xd8\xff"),
        (ImageKind.GIF, rb"GIF8[79]a"),
        (ImageKind.WEBP, rb"RIFF.{4}WEBP"),
        # The first box of an ISO file lists the brands that it complies with.
        (ImageKind.AVIF, rb".{4}ftyp(?:.{4}){0,40}?avi[fs]"),
        (ImageKind.HEIC, rb".{4}ftyp(?:.{4}){0,40}?(?:hei[cx]|hevc|mif1|msf1)"),
        (ImageKind.BMP, rb"BM.{4}\x00{4}"),
        (ImageKind.GZIP, rb"\x1f\x8b\x08"),
        (ImageKind.ICO, rb"\x00\x00\x01\x00"),
        (ImageKind.JPEG_2000, rb"\x00\x00\x00\x0cjP  "),
        (ImageKind.JPEG_XL, rb"\xff\x0a|\x00\x00\x00\x0cJXL "),
        (ImageKind.TIFF, rb"II\*\x00|MM\x00\*"),
    )
)

_SUFFIXES: Final = {
    ".apng": ImageKind.PNG,
    ".avif": ImageKind.AVIF,
    ".bmp": ImageKind.BMP,
    ".gif": ImageKind.GIF,
    ".heic": ImageKind.HEIC,
    ".ico": ImageKind.ICO,
    ".jfif": ImageKind.JPEG,
    ".jp2": ImageKind.JPEG_2000,
    ".jpe": ImageKind.JPEG,
    ".jpeg": ImageKind.JPEG,
    ".jpg": ImageKind.JPEG,
    ".jxl": ImageKind.JPEG_XL,
    ".png": ImageKind.PNG,
    ".svg": ImageKind.SVG,
    ".svgz": ImageKind.GZIP,
    ".tif": ImageKind.TIFF,
    ".tiff": ImageKind.TIFF,
    ".webp": ImageKind.WEBP,
}

# What is saved in place of a picture most often; matched in lower case, without leading spaces.
_OTHER_CONTENTS: Final = tuple(
    (name, lazy_pattern(signature, re.DOTALL))
    for name, signature in (
        ("an HTML page", rb"<!doctype html|<html|<head|<body"),
        ("XML", rb"<\?xml"),
        ("a PDF file", rb"%pdf-"),
        ("a video", rb".{4}ftyp|\x1ae\xdf\xa3"),
        ("a ZIP file", rb"pk\x03\x04"),
        ("JSON", rb"[{\[]\s*[\"{\[]"),
    )
)
_SHORT_HEAD: Final = 256
_SPACE_OR_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def kind_by_signature(head: bytes) -> ImageKind | None:
    """Return the kind that a file's first bytes are of, SVG aside, which has no signature."""
    return next((kind for kind, signature in _SIGNATURES if signature.match(head)), None)


def kind_by_name(name: str) -> ImageKind | None:
    """Return the kind that the suffix of a file's name stands for; None for an unknown suffix."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def other_content(head: bytes) -> str | None:
    """Return what a file holds instead of a picture, such as `an HTML page`; None if unknown."""
    starts = (head[:_SHORT_HEAD].lower(), text_start(head)[:_SHORT_HEAD].lower())
    return next((name for name, form in _OTHER_CONTENTS if any(map(form.match, starts))), None)


def text_start(head: bytes) -> bytes:
    """Return a file's first bytes without leading spaces and byte-order mark, in any UTF."""
    return head.lstrip(_SPACE_OR_BYTE_ORDER_MARK)
