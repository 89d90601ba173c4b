"""Sizes of pictures, made here byte by byte, and of those of a real site."""

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import imagesize  # type: ignore[import-untyped]
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize
from linter.web.image_size import image_size, read_image_size
from linter.web.raster import stored_sides
from tests.sites import OWN, REAL, on_each_site

Maker = Callable[[int, int], bytes]

SIDES = st.integers(1, 16_383)


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"
        + header
        + bytes(4)
        + bytes(4)
        + b"IEND\xae\x42\x60\x82"
    )


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b",\x00\x02D\x01\x00;"


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


def tiff(orientation: int, order: str = ">") -> bytes:
    mark = b"MM" if order == ">" else b"II"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(f"{order}HIH", 42, 8, 1) + entry + bytes(4)


def exif(orientation: int, order: str = ">") -> bytes:
    return segment(0xE1, b"Exif\x00\x00" + tiff(orientation, order))


def resolution(dots: tuple[int, int], size: tuple[int, int], unit: int = 2, turn: int = 1) -> bytes:
    """Return Exif data: a resolution, the size in pixels, and an orientation."""
    entries = [
        (0x0112, 3, turn << 16),
        (0x011A, 5, 100),
        (0x011B, 5, 108),
        (0x0128, 3, unit << 16),
        (0x8769, 4, 74),
    ]
    sides = [(0xA002, 4, size[0]), (0xA003, 4, size[1])]
    listed, inner = (
        struct.pack(">H", len(each))
        + b"".join(struct.pack(">HHII", tag, kind, 1, value) for tag, kind, value in each)
        + bytes(4)
        for each in (entries, sides)
    )
    ratios = struct.pack(">IIII", dots[0], 1, dots[1], 1)
    data = b"MM" + struct.pack(">HI", 42, 8) + listed + inner[:-4]
    assert len(data) == 100
    return segment(0xE1, b"Exif\x00\x00" + data + ratios)


def chunk(kind: bytes, payload: bytes) -> bytes:
    checksum = zlib.crc32(kind + payload)
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", checksum)


def jpeg(width: int, height: int, before: bytes = b"", *, frame: int = 0xC0) -> bytes:
    header = segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    return b"\xff\xd8" + before + header + scan + b"\x12\x34\xff\xd9"


def webp(chunk: bytes, payload: bytes) -> bytes:
    body = b"WEBP" + chunk + struct.pack("<I", len(payload)) + payload
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\x10\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height))


def webp_lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14))


def webp_extended(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", bytes(4) + sides)


def box(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", 8 + len(payload)) + kind + payload


def avif(width: int, height: int, turns: int | None = None, brands: bytes = b"avif") -> bytes:
    properties = box(b"ispe", bytes(4) + struct.pack(">II", width, height))
    uses = b"\x81"
    if turns is not None:
        properties += box(b"irot", bytes((turns,)))
        uses += b"\x82"
    associations = bytes(4) + struct.pack(">IHB", 1, 1, len(uses)) + uses
    meta = box(b"pitm", bytes(4) + b"\x00\x01") + box(
        b"iprp", box(b"ipco", properties) + box(b"ipma", associations)
    )
    return (
        box(b"ftyp", brands[:4] + bytes(4) + brands)
        + box(b"meta", bytes(4) + meta)
        + box(b"mdat", b"\x00")
    )


def svg(attributes: str, before: str = "") -> bytes:
    root = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>'
    return f'{before}{root}<rect width="1" height="1"/></svg>'.encode()


def measured(data: bytes, name: str = "") -> ImageSize | ImageProblem:
    return image_size(BytesIO(data), name)


def fault(data: bytes, name: str = "") -> ImageFault:
    result = measured(data, name)
    assert isinstance(result, ImageProblem)
    assert result.reason
    return result.fault


# Sizes


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(png, ImageKind.PNG, id="png"),
        pytest.param(jpeg, ImageKind.JPEG, id="jpeg"),
        pytest.param(gif, ImageKind.GIF, id="gif"),
        pytest.param(webp_lossy, ImageKind.WEBP, id="webp-lossy"),
        pytest.param(webp_lossless, ImageKind.WEBP, id="webp-lossless"),
        pytest.param(webp_extended, ImageKind.WEBP, id="webp-extended"),
        pytest.param(avif, ImageKind.AVIF, id="avif"),
    ],
)
@given(width=SIDES, height=SIDES)
def test_size_and_kind(make: Maker, kind: ImageKind, width: int, height: int) -> None:
    assert measured(make(width, height)) == (width, height, kind)


@pytest.mark.parametrize("order", ["<", ">"], ids=["little-endian", "big-endian"])
@pytest.mark.parametrize("orientation", range(10))
def test_a_jpeg_is_turned_by_its_exif_data(orientation: int, order: str) -> None:
    expected = (20, 30) if orientation in {5, 6, 7, 8} else (30, 20)
    assert measured(jpeg(30, 20, exif(orientation, order)))[:2] == expected


def test_the_exif_of_a_thumbnail_does_not_count() -> None:
    thumbnail = jpeg(8, 4)
    before = segment(0xE0, b"JFIF\x00" + thumbnail) + exif(6)
    assert measured(jpeg(30, 20, before))[:2] == (20, 30)


@pytest.mark.parametrize("orientation", range(10))
def test_a_png_is_turned_by_the_chunk_before_its_pixels(orientation: int) -> None:
    head, end = png(30, 20)[:33], png(30, 20)[33:]
    turn, pixels = chunk(b"eXIf", tiff(orientation)), chunk(b"IDAT", b"")
    expected = (20, 30) if orientation in {5, 6, 7, 8} else (30, 20)
    assert measured(head + turn + pixels + end)[:2] == expected
    assert measured(head + pixels + turn + end)[:2] == (30, 20)
    assert measured(head + turn[:-1] + b"\x00" + pixels + end)[:2] == (30, 20)


def test_a_jpeg_that_ends_anywhere_has_a_size_or_a_problem() -> None:
    whole = jpeg(30, 20, exif(6))
    for length in range(len(whole)):
        assert measured(whole[:length])[:2] in {(20, 30), (30, 20)} or isinstance(
            measured(whole[:length]), ImageProblem
        )


def test_a_webp_is_never_turned() -> None:
    turned = webp_extended(30, 20) + b"EXIF" + struct.pack("<I", 26) + tiff(6)
    assert measured(turned)[:2] == (30, 20)


def test_the_first_exif_segment_of_a_jpeg_counts() -> None:
    assert measured(jpeg(30, 20, exif(6) + exif(3)))[:2] == (20, 30)
    assert measured(jpeg(30, 20, exif(3) + exif(6)))[:2] == (30, 20)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(resolution((144, 144), (20, 10)), (20, 10), id="two-pixels-a-point"),
        pytest.param(resolution((100, 100), (29, 14)), (29, 14), id="rounded"),
        pytest.param(resolution((36, 36), (80, 40)), (80, 40), id="coarse"),
        pytest.param(resolution((144, 144), (20, 10), turn=6), (10, 20), id="and-turned"),
        pytest.param(resolution((144, 144), (40, 20)), (40, 20), id="another-size-stated"),
        pytest.param(resolution((144, 144), (20, 10), unit=3), (40, 20), id="a-centimetre"),
        pytest.param(resolution((0, 144), (20, 10)), (40, 20), id="no-resolution"),
    ],
)
def test_the_resolution_of_a_jpeg_counts_where_it_agrees_with_the_size_stated(
    data: bytes, expected: tuple[int, int]
) -> None:
    # Chromium 156 shows pictures of these sides so; a PNG, a WebP or an AVIF keeps its size.
    assert measured(jpeg(40, 20, data))[:2] == expected


@given(st.binary(max_size=120), st.sampled_from([b"MM\x00*", b"II*\x00"]))
def test_any_exif_data_is_read_without_harm(data: bytes, mark: bytes) -> None:
    whole = segment(0xE1, b"Exif\x00\x00" + mark + data)
    assert isinstance(measured(jpeg(30, 20, whole)), ImageSize)
    # A picture ends where the name of its last chunk stands.
    assume(b"IEND" not in data)
    assert isinstance(measured(png(30, 20)[:33] + chunk(b"eXIf", mark + data)), ImageProblem)


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2], ids=["baseline", "extended", "progressive"])
def test_frames_of_a_jpeg(frame: int) -> None:
    assert measured(jpeg(30, 20, frame=frame))[:2] == (30, 20)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [(None, (30, 20)), (0, (30, 20)), (1, (20, 30)), (2, (30, 20)), (3, (20, 30))],
)
def test_an_avif_is_turned_by_its_box(turns: int | None, expected: tuple[int, int]) -> None:
    assert measured(avif(30, 20, turns))[:2] == expected


def test_a_header_longer_than_the_first_piece_is_read_on() -> None:
    profile = segment(0xE2, bytes(60_000)) * 6
    assert measured(jpeg(30, 20, profile + exif(6)))[:2] == (20, 30)


def test_a_header_without_end_has_no_size_and_is_not_called_damaged() -> None:
    assert fault(jpeg(30, 20, segment(0xE2, bytes(60_000)) * 20)) is ImageFault.NO_SIZE


@pytest.mark.parametrize("side", [40_000, 2**31 - 1])
def test_a_huge_size_is_only_a_number(side: int) -> None:
    assert measured(png(side, side)) == (side, side, ImageKind.PNG)


# SVG


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        pytest.param('width="24" height="16"', (24, 16), id="plain"),
        pytest.param("width='24px' height='16.4px'", (24, 16), id="px"),
        pytest.param('height="1in" stroke-width="7" width="72pt"', (96, 96), id="in-pt"),
        pytest.param('width="25.4mm" height="2.54cm"', (96, 96), id="mm-cm"),
        pytest.param('width="1PC" height="40Q"', (16, 38), id="pc-q"),
        pytest.param('width="1.23e2" height="4560E-1"', (123, 456), id="exponents"),
        pytest.param('width="1e2px" height=".2e+2mm"', (100, 76), id="exponents-and-units"),
        pytest.param('width="1e999" height="1"', None, id="infinite"),
        pytest.param('width="1e-9" height="1"', None, id="nothing-left"),
        pytest.param('width=" +.5e " height="1"', None, id="no-number"),
        pytest.param('width="100%" height="16"', None, id="percent"),
        pytest.param('width="2em" height="16"', None, id="em"),
        pytest.param('viewBox="0 0 24 16"', None, id="view-box-only"),
        pytest.param('width="24"', None, id="one-side"),
        pytest.param('width="0" height="16"', None, id="zero"),
        pytest.param('width="0.5" height="16"', None, id="half-a-pixel"),
        pytest.param('width="0.51" height="16"', (1, 16), id="more-than-half-a-pixel"),
        pytest.param('width="-1" height="16"', None, id="negative"),
        pytest.param(f'width="{"9" * 400}" height="16"', None, id="endless-digits"),
        pytest.param('width="auto" height="auto"', None, id="auto"),
    ],
)
def test_size_of_an_svg(attributes: str, expected: tuple[int, int] | None) -> None:
    if expected is None:
        assert fault(svg(attributes)) is ImageFault.NO_SIZE
    else:
        assert measured(svg(attributes)) == (*expected, ImageKind.SVG)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("\ufeff", id="byte-order-mark"),
        pytest.param(" \n\t", id="blanks"),
        pytest.param('<?xml version="1.0" encoding="UTF-8"?>\n', id="declaration"),
        pytest.param('<!-- <rect width="9" height="9"/> ' + "x" * 5_000 + "-->", id="comment"),
        pytest.param('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">', id="doctype"),
        pytest.param(
            '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>', id="entity-as-namespace"
        ),
    ],
)
def test_what_may_precede_an_svg(before: str) -> None:
    assert measured(svg('width="24" height="16"', before)) == (24, 16, ImageKind.SVG)


def test_an_svg_in_utf_16_with_a_prefix() -> None:
    text = '<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg" width="9" height="8"/>'
    assert measured(text.encode("utf-16")) == (9, 8, ImageKind.SVG)


@pytest.mark.parametrize("encoding", ["gb2312", "Shift_JIS", "euc-kr", "windows-1251", "big5"])
def test_an_svg_in_an_encoding_of_its_region(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + svg('width="9" height="8"').decode()
    titled = text.replace("<svg", "<!-- 中 --><svg") if encoding == "gb2312" else text
    assert measured(titled.encode(encoding)) == (9, 8, ImageKind.SVG)


def test_the_rest_of_an_svg_is_not_read() -> None:
    data = svg('width="24" height="16"').replace(b"</svg>", b"<broken <<&nothing;")
    assert measured(data) == (24, 16, ImageKind.SVG)


NESTED_ENTITIES = (
    "<!DOCTYPE svg [<!ENTITY a0 'lol'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(svg('width="&a9;" height="1"', NESTED_ENTITIES), id="nested-entities"),
        pytest.param(
            svg('width="&a;" height="1"', f"<!DOCTYPE svg [<!ENTITY a '{'9' * 500}'>]>"),
            id="long-entity",
        ),
        pytest.param(
            svg(
                'width="&a;" height="1"', "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hosts'>]>"
            ),
            id="external-entity",
        ),
        pytest.param(svg('width="&a;" height="1"'), id="unknown-entity"),
        pytest.param(b'<?xml version="1.0" encoding="none"?><svg/>', id="unknown-encoding"),
        pytest.param(b'<?xml version="1.0" encoding="zip"?><svg/>', id="no-encoding-of-text"),
        pytest.param(b"<!DOCTYPE html><html><svg width='1' height='1'/></html>", id="html"),
        pytest.param(b"<rss><svg/></rss>", id="another-xml"),
        pytest.param(b"<svg", id="cut-off"),
        pytest.param(b"<" * 300_000, id="angle-brackets"),
        pytest.param(b"<!--" + b"x" * 3_000_000, id="endless-comment"),
    ],
)
def test_what_is_no_svg_or_unsafe(data: bytes) -> None:
    assert fault(data, "x.svg") is ImageFault.NOT_A_PICTURE


# Kinds


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png(1, 1)),
        ("a.PNG", png(1, 1)),
        ("a.jpg", jpeg(1, 1)),
        ("a.jpeg", jpeg(1, 1)),
        ("a.gif", gif(1, 1)),
        ("a.webp", webp_lossy(1, 1)),
        ("a.avif", avif(1, 1)),
        ("a.avif", avif(1, 1, brands=b"mif1miafavif")),
        ("a.svg", svg('width="1" height="1"')),
        ("a.image", png(1, 1)),
        ("a", gif(1, 1)),
        ("a.jpg.png", png(1, 1)),
    ],
)
def test_a_suffix_that_is_right_or_unknown(name: str, data: bytes) -> None:
    assert measured(data, name)[:2] == (1, 1)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jpg", png(1, 1), "it is of the kind PNG, not JPEG"),
        ("a.png", jpeg(1, 1), "it is of the kind JPEG, not PNG"),
        ("a.JPG", webp_lossy(1, 1), "it is of the kind WebP, not JPEG"),
        ("a.gif", svg('width="1" height="1"'), "it is of the kind SVG, not GIF"),
        ("a.svg", gif(1, 1), "it is of the kind GIF, not SVG"),
        ("a.jpg", b"\x1f\x8b\x08" + bytes(20), "it is of the kind gzip, not JPEG"),
        ("a.jpg", avif(1, 1, brands=b"heicmif1"), "it is of the kind HEIC, not JPEG"),
    ],
)
def test_a_suffix_that_is_wrong(name: str, data: bytes, words: str) -> None:
    assert measured(data, name) == ImageProblem(ImageFault.OTHER_KIND, words)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.bmp", b"BM" + bytes(60)),
        ("a.ico", b"\x00\x00\x01\x00\x01\x00"),
        ("a.heic", avif(1, 1, brands=b"heicmif1")),
        ("a.svgz", b"\x1f\x8b\x08" + bytes(20)),
        ("a.tiff", b"II*\x00" + bytes(20)),
        ("a.jxl", b"\xff\x0a" + bytes(20)),
        ("a.jp2", b"\x00\x00\x00\x0cjP  \r\n\x87\n"),
    ],
)
def test_other_pictures_are_known_but_not_measured(name: str, data: bytes) -> None:
    assert fault(data, name) is ImageFault.NO_SIZE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"Not found", id="text"),
        pytest.param(b"BMW is no bitmap", id="text-like-a-bitmap"),
        pytest.param(b"%PDF-1.7\n", id="pdf"),
        pytest.param(box(b"ftyp", b"isom\x00\x00\x00\x00mp42"), id="film"),
        pytest.param(bytes(400_000), id="zeros"),
    ],
)
def test_what_is_no_picture(data: bytes) -> None:
    assert fault(data, "x.jpg") is ImageFault.NOT_A_PICTURE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\n<!DOCTYPE html><title>404</title>", "it is an HTML page, not a picture"),
        (b"<html><svg/></html>", "it is an HTML page, not a picture"),
        (b"%PDF-1.7\n", "it is a PDF file, not a picture"),
        (box(b"ftyp", b"isom\x00\x00\x00\x00mp42"), "it is a video, not a picture"),
        (b'{"error": 404}', "it is JSON, not a picture"),
        (b"Not found", "it is not a picture"),
    ],
)
def test_what_a_file_holds_instead_of_a_picture(data: bytes, words: str) -> None:
    assert measured(data, "x.jpg") == ImageProblem(ImageFault.NOT_A_PICTURE, words)


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a"])
def test_a_git_lfs_pointer_is_called_so(name: str) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    expected = ImageProblem(
        ImageFault.LFS_POINTER, "it is a Git LFS pointer, not the picture itself"
    )
    assert measured(pointer, name) == expected


# Damage


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(png(3, 2)[:20], id="png-header"),
        pytest.param(png(3, 2)[:-8], id="png-end"),
        pytest.param(jpeg(3, 2)[:8], id="jpeg-header"),
        pytest.param(jpeg(3, 2)[:-2], id="jpeg-end"),
        pytest.param(jpeg(3, 2)[:-2] + bytes(100_000), id="jpeg-end-of-zeros"),
        pytest.param(gif(3, 2)[:9], id="gif-header"),
        pytest.param(gif(3, 2)[:-2], id="gif-end"),
        pytest.param(webp_lossy(3, 2)[:28], id="webp-header"),
        pytest.param(webp_lossless(3, 2)[:-2], id="webp-end"),
        pytest.param(webp(b"VP8L", webp_lossless(3, 2)[20:] + bytes(5))[:-2], id="webp-pixels"),
        pytest.param(webp(b"ALPH", bytes(40)), id="webp-unknown-chunk"),
        pytest.param(avif(3, 2)[:60], id="avif-header"),
        pytest.param(png(0, 2), id="no-width"),
        pytest.param(jpeg(3, 0), id="no-height"),
        pytest.param(b"\xff\xd8\xff" + bytes(5_000), id="jpeg-of-zeros"),
    ],
)
def test_damage(data: bytes) -> None:
    assert fault(data) is ImageFault.DAMAGED


@pytest.mark.parametrize("behind", [b"\n", bytes(100_000)], ids=["short", "long"])
@pytest.mark.parametrize("make", [png, jpeg, gif, webp_lossy], ids=lambda make: make.__name__)
def test_data_after_a_picture_does_no_harm(make: Maker, behind: bytes) -> None:
    assert measured(make(3, 2) + behind)[:2] == (3, 2)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xd8" + b"\xff\xe1\x00\x02" * 300_000, id="empty-segments"),
        pytest.param(b"\xff\xd8" + b"\xff" * 1_200_000, id="fill-bytes"),
        pytest.param(avif(1, 1)[:20] + box(b"free", b"") * 150_000, id="boxes"),
        pytest.param(
            box(b"ftyp", b"avif\x00\x00\x00\x00avif")
            + box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", box(b"irot", b"\x01") * 99_000))),
            id="properties",
        ),
    ],
)
def test_what_would_take_long_ends(data: bytes) -> None:
    assert fault(data) in {ImageFault.DAMAGED, ImageFault.NO_SIZE}


@given(
    st.sampled_from(
        [
            png(9, 8),
            jpeg(9, 8, exif(6)),
            gif(9, 8),
            webp_lossy(9, 8),
            webp_lossless(9, 8),
            webp_extended(9, 8),
            avif(9, 8, 1),
            svg('width="9" height="8"'),
        ]
    ),
    st.data(),
)
def test_any_bytes_have_an_answer(picture: bytes, draw: st.DataObject) -> None:
    data = bytearray(picture)
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    result = measured(bytes(data[: draw.draw(st.integers(0, len(data)))]))
    assert isinstance(result, ImageSize | ImageProblem)
    assert isinstance(result, ImageProblem) or min(result[:2]) > 0


@given(st.sampled_from([png, jpeg]), SIDES, st.binary(max_size=12), st.data())
def test_own_readers_agree_with_the_library(
    make: Maker, side: int, before: bytes, draw: st.DataObject
) -> None:
    data = bytearray(jpeg(side, 8, before) if make is jpeg else png(side, 8))
    for _ in range(draw.draw(st.integers(0, 4))):
        place = draw.draw(st.integers(2 if make is jpeg else 8, len(data) - 1))
        data[place] = draw.draw(st.one_of(st.just(0xFF), st.integers(0, 255)))
    head = bytes(data[: draw.draw(st.integers(16, len(data)))])
    kind = ImageKind.JPEG if make is jpeg else ImageKind.PNG
    assert stored_sides(kind, head) == imagesize.get(BytesIO(head), exif_rotation=False)


# Files


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(png(3, 2))
    assert read_image_size(file) == (3, 2, ImageKind.PNG)
    assert read_image_size(file.rename(tmp_path / "a.gif")) == ImageProblem(
        ImageFault.OTHER_KIND, "it is of the kind PNG, not GIF"
    )


@pytest.mark.posix("symbolic links and named pipes")
def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "loop.png").symlink_to("loop.png")
    unreadable = ImageFault.UNREADABLE
    assert read_image_size(tmp_path / "pipe.png") == (unreadable, "not a regular file")
    assert read_image_size(tmp_path / "folder.png") == (unreadable, "not a regular file")
    assert read_image_size(tmp_path / "gone.png") == (unreadable, "no such file or directory")
    assert read_image_size(tmp_path / "loop.png")[0] is unreadable


@pytest.mark.parametrize(("make", "is_loaded"), [(png, 0), (jpeg, 0), (gif, 1)])
def test_the_library_is_loaded_only_for_rarer_kinds(
    make: Maker, is_loaded: int, tmp_path: Path
) -> None:
    (tmp_path / "picture").write_bytes(make(3, 2))
    code = """
import sys
from pathlib import Path
from linter.web.image_size import read_image_size
assert read_image_size(Path(sys.argv[1]))[:2] == (3, 2)
sys.exit("imagesize" in sys.modules)
"""
    command = [sys.executable, "-c", code, str(tmp_path / "picture")]
    assert subprocess.run(command, check=False).returncode == is_loaded


@on_each_site
def test_pictures_of_a_site(folder: Path) -> None:
    pictures = sorted((folder / "assets").rglob("*.jpg"))
    sizes = {picture.name: read_image_size(picture) for picture in pictures}
    assert [size for size in sizes.values() if isinstance(size, ImageProblem)] == []
    as_named = [name for name, size in sizes.items() if f"-{size[0]}x{size[1]}." in name]
    assert (len(pictures), len(as_named)) == {OWN: (13, 12), REAL: (174, 161)}[folder]
