"""Sizes of pictures, made here byte by byte, and of those of a real site."""

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.imagesize import ImageProblem, ImageSize, Kind, Trouble, image_size, read_image_size

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "site"

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


def exif(orientation: int, order: str = ">") -> bytes:
    mark = b"MM" if order == ">" else b"II"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = mark + struct.pack(f"{order}HIH", 42, 8, 1) + entry + bytes(4)
    return segment(0xE1, b"Exif\x00\x00" + tiff)


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


def trouble(data: bytes, name: str = "") -> Trouble:
    result = measured(data, name)
    assert isinstance(result, ImageProblem)
    assert result.reason
    return result.trouble


# Sizes


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(png, Kind.PNG, id="png"),
        pytest.param(jpeg, Kind.JPEG, id="jpeg"),
        pytest.param(gif, Kind.GIF, id="gif"),
        pytest.param(webp_lossy, Kind.WEBP, id="webp-lossy"),
        pytest.param(webp_lossless, Kind.WEBP, id="webp-lossless"),
        pytest.param(webp_extended, Kind.WEBP, id="webp-extended"),
        pytest.param(avif, Kind.AVIF, id="avif"),
    ],
)
@given(width=SIDES, height=SIDES)
def test_size_and_kind(make: Maker, kind: Kind, width: int, height: int) -> None:
    assert measured(make(width, height)) == (width, height, kind)


@pytest.mark.parametrize("order", ["<", ">"], ids=["little-endian", "big-endian"])
@pytest.mark.parametrize("orientation", range(10))
def test_a_jpeg_is_turned_as_its_exif_says(orientation: int, order: str) -> None:
    expected = (20, 30) if orientation in {5, 6, 7, 8} else (30, 20)
    assert measured(jpeg(30, 20, exif(orientation, order)))[:2] == expected


def test_the_exif_of_a_thumbnail_does_not_count() -> None:
    thumbnail = jpeg(8, 4)
    before = segment(0xE0, b"JFIF\x00" + thumbnail) + exif(6)
    assert measured(jpeg(30, 20, before))[:2] == (20, 30)


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2], ids=["baseline", "extended", "progressive"])
def test_frames_of_a_jpeg(frame: int) -> None:
    assert measured(jpeg(30, 20, frame=frame))[:2] == (30, 20)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [(None, (30, 20)), (0, (30, 20)), (1, (20, 30)), (2, (30, 20)), (3, (20, 30))],
)
def test_an_avif_is_turned_as_its_box_says(turns: int | None, expected: tuple[int, int]) -> None:
    assert measured(avif(30, 20, turns))[:2] == expected


def test_a_header_longer_than_the_first_piece_is_read_on() -> None:
    profile = segment(0xE2, bytes(60_000)) * 6
    assert measured(jpeg(30, 20, profile + exif(6)))[:2] == (20, 30)


def test_a_header_without_end_has_no_size_and_is_not_called_damaged() -> None:
    assert trouble(jpeg(30, 20, segment(0xE2, bytes(60_000)) * 20)) is Trouble.NO_SIZE


@pytest.mark.parametrize("side", [40_000, 2**31 - 1])
def test_a_huge_size_is_only_a_number(side: int) -> None:
    assert measured(png(side, side)) == (side, side, Kind.PNG)


# SVG


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        pytest.param('width="24" height="16"', (24, 16), id="plain"),
        pytest.param("width='24px' height='16.4px'", (24, 16), id="px"),
        pytest.param('height="1in" stroke-width="7" width="72pt"', (96, 96), id="in-pt"),
        pytest.param('width="25.4mm" height="2.54cm"', (96, 96), id="mm-cm"),
        pytest.param('width="1PC" height="40Q"', (16, 38), id="pc-q"),
        pytest.param('width=" +.5e " height="1"', None, id="no-number"),
        pytest.param('width="100%" height="16"', None, id="percent"),
        pytest.param('width="2em" height="16"', None, id="em"),
        pytest.param('viewBox="0 0 24 16"', None, id="view-box-only"),
        pytest.param('width="24"', None, id="one-side"),
        pytest.param('width="0" height="16"', None, id="zero"),
        pytest.param('width="-1" height="16"', None, id="negative"),
        pytest.param(f'width="{"9" * 400}" height="16"', None, id="endless-digits"),
        pytest.param('width="auto" height="auto"', None, id="auto"),
    ],
)
def test_size_of_an_svg(attributes: str, expected: tuple[int, int] | None) -> None:
    if expected is None:
        assert trouble(svg(attributes)) is Trouble.NO_SIZE
    else:
        assert measured(svg(attributes)) == (*expected, Kind.SVG)


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
def test_what_may_stand_before_an_svg(before: str) -> None:
    assert measured(svg('width="24" height="16"', before)) == (24, 16, Kind.SVG)


def test_an_svg_in_utf_16_with_a_prefix() -> None:
    text = '<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg" width="9" height="8"/>'
    assert measured(text.encode("utf-16")) == (9, 8, Kind.SVG)


def test_the_rest_of_an_svg_is_not_read() -> None:
    data = svg('width="24" height="16"').replace(b"</svg>", b"<broken <<&nothing;")
    assert measured(data) == (24, 16, Kind.SVG)


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
        pytest.param(b"<!DOCTYPE html><html><svg width='1' height='1'/></html>", id="html"),
        pytest.param(b"<rss><svg/></rss>", id="another-xml"),
        pytest.param(b"<svg", id="cut-off"),
        pytest.param(b"<" * 300_000, id="angle-brackets"),
        pytest.param(b"<!--" + b"x" * 3_000_000, id="endless-comment"),
    ],
)
def test_what_is_no_svg_or_unsafe(data: bytes) -> None:
    assert trouble(data, "x.svg") is Trouble.NOT_A_PICTURE


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
def test_a_suffix_that_is_right_or_says_nothing(name: str, data: bytes) -> None:
    assert measured(data, name)[:2] == (1, 1)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jpg", png(1, 1), "its content is PNG, not JPEG"),
        ("a.png", jpeg(1, 1), "its content is JPEG, not PNG"),
        ("a.JPG", webp_lossy(1, 1), "its content is WebP, not JPEG"),
        ("a.gif", svg('width="1" height="1"'), "its content is SVG, not GIF"),
        ("a.svg", gif(1, 1), "its content is GIF, not SVG"),
        ("a.jpg", b"\x1f\x8b\x08" + bytes(20), "its content is gzip, not JPEG"),
        ("a.jpg", avif(1, 1, brands=b"heicmif1"), "its content is HEIC, not JPEG"),
    ],
)
def test_a_suffix_that_is_wrong(name: str, data: bytes, words: str) -> None:
    assert measured(data, name) == ImageProblem(Trouble.OTHER_KIND, words)


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
    assert trouble(data, name) is Trouble.NO_SIZE


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
    assert trouble(data, "x.jpg") is Trouble.NOT_A_PICTURE


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
        pytest.param(webp(b"ALPH", bytes(40)), id="webp-unknown-chunk"),
        pytest.param(avif(3, 2)[:60], id="avif-header"),
        pytest.param(png(0, 2), id="no-width"),
        pytest.param(jpeg(3, 0), id="no-height"),
        pytest.param(b"\xff\xd8\xff" + bytes(5_000), id="jpeg-of-zeros"),
    ],
)
def test_damage(data: bytes) -> None:
    assert trouble(data) is Trouble.DAMAGED


@pytest.mark.parametrize("behind", [b"\n", bytes(100_000)], ids=["short", "long"])
@pytest.mark.parametrize("make", [png, jpeg, gif, webp_lossy], ids=lambda make: make.__name__)
def test_what_stands_behind_a_picture_does_no_harm(make: Maker, behind: bytes) -> None:
    assert measured(make(3, 2) + behind)[:2] == (3, 2)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xd8" + b"\xff\xe1\x00\x02" * 1_000_000, id="empty-segments"),
        pytest.param(b"\xff\xd8" + b"\xff" * 4_000_000, id="fill-bytes"),
        pytest.param(avif(1, 1)[:20] + box(b"free", b"") * 500_000, id="boxes"),
        pytest.param(
            box(b"ftyp", b"avif\x00\x00\x00\x00avif")
            + box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", box(b"irot", b"\x01") * 99_000))),
            id="properties",
        ),
    ],
)
def test_what_would_take_long_ends(data: bytes) -> None:
    assert trouble(data) in {Trouble.DAMAGED, Trouble.NO_SIZE}


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


# Files


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(png(3, 2))
    assert read_image_size(file) == (3, 2, Kind.PNG)
    assert read_image_size(file.rename(tmp_path / "a.gif")) == ImageProblem(
        Trouble.OTHER_KIND, "its content is PNG, not GIF"
    )


def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "loop.png").symlink_to("loop.png")
    unreadable = Trouble.UNREADABLE
    assert read_image_size(tmp_path / "pipe.png") == (unreadable, "not a regular file")
    assert read_image_size(tmp_path / "folder.png") == (unreadable, "not a regular file")
    assert read_image_size(tmp_path / "gone.png") == (unreadable, "no such file or directory")
    assert read_image_size(tmp_path / "loop.png")[0] is unreadable


def test_the_library_is_loaded_only_for_a_picture() -> None:
    code = "import sys, linter.imagesize; sys.exit('imagesize' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real articles is not here")
def test_pictures_of_a_real_site() -> None:
    pictures = sorted((CORPUS / "assets").rglob("*.jpg"))
    sizes = {picture.name: read_image_size(picture) for picture in pictures}
    assert len(pictures) == 174
    assert [size for size in sizes.values() if isinstance(size, ImageProblem)] == []
    as_named = [name for name, size in sizes.items() if f"-{size[0]}x{size[1]}." in name]
    assert len(as_named) == 161
