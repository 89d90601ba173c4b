"""Pictures as they are served: their size, from no more bytes than the header needs."""

from io import BytesIO

import pytest

from linter.online.replies import Failure
from linter.online.request_limits import FIRST_RANGE, MAX_BODY
from linter.web.answers import Answer, Verdict, Wanted
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize
from linter.web.image_size import image_size
from tests.online.conftest import Fetch
from tests.online.servers import Serve, answer, page, picture, redirect

GIF = b"GIF89a\x04\x00\x03\x00\x00\x00\x00;"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x04\x00\x00\x00\x03\x08\x00\x00\x00\x00"
    b"\x00\x00\x00\x00\x00\x00\x00\x00IEND\xaeB`\x82"
)
FRAME = b"\xff\xc0\x00\x0b\x08\x00\x03\x00\x04\x01\x01\x11\x00"
JPEG = b"\xff\xd8" + FRAME + b"\xff\xd9"
WEBP = b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x02\x00\x00"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>"
SIZES = {
    ImageKind.GIF: GIF,
    ImageKind.PNG: PNG,
    ImageKind.JPEG: JPEG,
    ImageKind.WEBP: WEBP,
    ImageKind.SVG: SVG,
}


def late(before: int) -> bytes:
    """Return a JPEG whose size comes after that many bytes of comments."""
    comment = b"\xff\xfe\xff\xff" + b"c" * 0xFFFD
    return b"\xff\xd8" + comment * (before // len(comment) + 1) + FRAME + b"\xff\xd9"


@pytest.mark.parametrize("ranges", [True, False], ids=["by-range", "whole"])
@pytest.mark.parametrize("kind", SIZES)
def test_the_size_of_each_kind_is_read(
    serve: Serve, fetch: Fetch, kind: ImageKind, *, ranges: bool
) -> None:
    assert image_size(BytesIO(SIZES[kind])) == ImageSize(4, 3, kind)
    server = serve({"/a": picture(SIZES[kind] + bytes(200_000), ranges=ranges)})
    found = fetch.one(f"{server.url}/a", Wanted.PICTURE)
    assert found == Answer(picture=ImageSize(4, 3, kind))
    assert server.requests[0].headers["range"] == f"bytes=0-{FIRST_RANGE - 1}"
    assert len(server.requests) == 1


def test_more_is_requested_where_the_size_comes_late(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": picture(late(FIRST_RANGE) + bytes(100_000))})
    found = fetch.one(f"{server.url}/a", Wanted.PICTURE)
    assert found == Answer(picture=ImageSize(4, 3, ImageKind.JPEG))
    assert [each.headers["range"] for each in server.requests] == [
        f"bytes=0-{FIRST_RANGE - 1}",
        f"bytes=0-{MAX_BODY - 1}",
    ]


def test_a_size_beyond_the_bound_is_not_known(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": picture(late(MAX_BODY))})
    found = fetch.one(f"{server.url}/a", Wanted.PICTURE)
    assert found == Answer()


def test_a_server_that_refuses_the_range_is_requested_without(serve: Serve, fetch: Fetch) -> None:
    async def refuse(request, writer):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        has_range = "range" in request.headers
        await (answer(416) if has_range else answer(200, GIF))(request, writer)

    server = serve({"/a": refuse})
    found = fetch.one(f"{server.url}/a", Wanted.PICTURE)
    assert found == Answer(picture=ImageSize(4, 3, ImageKind.GIF))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"<!doctype html><html><title>Sign in</title>", ImageFault.NOT_A_PICTURE),
        (b'{"error": 1}', ImageFault.NOT_A_PICTURE),
        (b"", ImageFault.DAMAGED),
        (PNG[:20], ImageFault.DAMAGED),
        (b"II*\x00" + bytes(20), ImageFault.NO_SIZE),
    ],
    ids=["page", "json", "empty", "cut", "tiff"],
)
def test_what_has_no_size_is_a_problem(
    serve: Serve, fetch: Fetch, body: bytes, fault: ImageFault
) -> None:
    server = serve({"/a": answer(200, body)})
    found = fetch.one(f"{server.url}/a", Wanted.PICTURE)
    assert isinstance(found, Answer)
    assert isinstance(found.picture, ImageProblem)
    assert found.picture.fault is fault


def test_a_challenge_in_place_of_a_picture_is_not_known(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": page("<title>Just a moment...</title>")})
    assert isinstance(fetch.one(f"{server.url}/a", Wanted.PICTURE), Failure)


def test_a_picture_that_ends_too_early_is_not_known(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": answer(200, PNG[:20], length=9999)})
    assert isinstance(fetch.one(f"{server.url}/a", Wanted.PICTURE), Failure)


def test_a_picture_that_is_gone_is_dead(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": redirect("/b"), "/b": answer(404)})
    found = fetch.one(f"{server.url}/a", Wanted.PICTURE)
    assert isinstance(found, Answer)
    assert found.verdict is Verdict.GONE
