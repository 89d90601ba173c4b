"""IMG004: a picture of the site that cannot be read."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.images.local import local_picture
from linter.rules.images.silence import is_in_site
from linter.schema.entries import Field
from linter.schema.roles import IMAGES
from linter.web.image import ImageFault, ImageProblem

_DOT = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


class LocalImageUnreadable(FieldRule):
    """A picture of the site cannot be read.

    ## What it does
    Reads the header of pictures in the site: PNG, JPEG, GIF, WebP, AVIF and SVG. Reports files that
    are not pictures, that are truncated, or whose type does not match their name. A Git LFS
    pointer, in place of a picture that was not fetched, is only a warning.

    ## Why is this bad?
    Readers see a broken picture, or a server sends it with the wrong type.

    ## Example
    A page with "404 not found" that was saved as `logo.png`. Download the picture again.
    """

    code = "IMG004"
    name = "local-image-unreadable"
    severity = Severity.ERROR
    needs_site = True
    roles = IMAGES
    silence = Silence(in_site=is_in_site)

    good = (Good("images: [{url: /a.gif}]\n", files={"a.gif": _DOT}),)
    bad = (
        Bad(
            "images: [{url: ⟦/a.gif⟧}]\n",
            says="`a.gif`: it is an HTML page, not a picture",
            files={"a.gif": b"<html></html>"},
        ),
        Bad(
            "images: [{url: ⟦/a.png⟧}]\n",
            says="`a.png`: it is a Git LFS pointer, not the picture itself",
            files={"a.png": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"},
        ),
        Bad("images: [{url: ⟦/a.png⟧}]\n", says="GIF", files={"a.png": _DOT}),
        Bad("images: [{url: ⟦/a.gif⟧}]\n", files={"a.gif": b"GIF89a"}),
        Bad("images:\n  - url: ⟦/a.gif⟧\n", files={"a.gif": b""}),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the address."""
        picture = local_picture(field, context)
        if picture is None or not isinstance(picture.found, ImageProblem):
            return
        message = f"{quoted(picture.path)}: {picture.found.reason}"
        if picture.found.fault is ImageFault.LFS_POINTER:
            finding = picture.address.finding(message, help="`git lfs pull` fetches the picture.")
            yield finding._replace(severity=Severity.WARNING)
        elif picture.found.fault is not ImageFault.NO_SIZE:
            yield picture.address.finding(message)
