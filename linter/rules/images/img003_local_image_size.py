"""IMG003: a picture of the site whose size differs from the stated one."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.images.local import local_picture
from linter.rules.images.silence import is_in_site
from linter.rules.shared.pictures import address_of, size_findings
from linter.schema.entries import Entry
from linter.schema.roles import IMAGES
from linter.web.image import ImageSize

_WIDE = b"GIF89a\x04\x00\x03\x00\x00\x00\x00;"
# 4 by 3 pixels; the eXIf chunk rotates it by 90 degrees.
_TURNED = bytes.fromhex(
    "89504e470d0a1a0a 0000000d 49484452 00000004 00000003 0800000000 00000000"
    "0000001a 65584966 4d4d002a00000008 0001 0112000300000001 00060000 00000000 d6674b69"
    "00000000 49454e44 ae426082"
)


class LocalImageSize(EntryRule):
    """A picture of the site has a different size than stated.

    ## What it does
    Compares width and height with the header of the picture's file, as browsers show it: rotated by
    the Exif data of a JPEG or PNG or by the header of an AVIF; a JPEG also scaled by the resolution
    in its Exif data, if that agrees with the size stated there.

    ## Why is this bad?
    Apps reserve a box of the stated size: a wrong size stretches the picture or makes the page
    jump.

    ## Example
    ```yaml
    - url: /assets/images/organizations/pbs.org-50x50.jpg
      width: 50
      height: 50
    ```
    when the file has 48 by 50 pixels.

    ## Fix safety
    Safe: the fix writes the size in which browsers show the picture.
    """

    code = "IMG003"
    name = "local-image-size"
    severity = Severity.ERROR
    needs_site = True
    fixes = frozenset({Safety.SAFE})
    roles = IMAGES
    silence = Silence(in_site=is_in_site)

    good = (
        Good("images: [{url: /a.gif, width: 4, height: 3}]\n", files={"a.gif": _WIDE}),
        Good("images: [{url: /a.gif, width: '5'}]\n", files={"a.gif": _WIDE}),
        Good("images: [{url: /a.gif, width: 5}]\n"),
        Good("images: [{url: /a.png, width: 3, height: 4}]\n", files={"a.png": _TURNED}),
    )
    bad = (
        Bad(
            "images:\n  - url: /a.gif\n    width: ⟦5⟧ # px\n    height: 3\n",
            fixed="images:\n  - url: /a.gif\n    width: 4 # px\n    height: 3\n",
            says="`width` is 5, but `a.gif` is 4 by 3",
            files={"a.gif": _WIDE},
        ),
        Bad(
            "images: [{url: /a-5x3.gif, width: ⟦5⟧, height: 3}]\n",
            fixed="images: [{url: /a-5x3.gif, width: 4, height: 3}]\n",
            files={"a-5x3.gif": _WIDE},
        ),
        Bad(
            "provider:\n  images: [{url: /a.gif, width: ⟦50⟧, height: 50}]\n",
            fixed="provider:\n  images: [{url: /a.gif, width: 4, height: 3}]\n",
            says="`width` is 50 and `height` is 50",
            files={"a.gif": _WIDE},
        ),
        Bad(
            "images: [{url: /a.png, width: ⟦4⟧, height: 3}]\n",
            fixed="images: [{url: /a.png, width: 3, height: 4}]\n",
            says="`a.png` is 3 by 4",
            files={"a.png": _TURNED},
        ),
        Bad(
            "images:\n  - url: /a.gif\n    width: ⟦5⟧\n",
            fixed="images:\n  - url: /a.gif\n    width: 4\n",
            files={"a.gif": _WIDE},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the number that differs, or at the width if both differ."""
        picture = local_picture(address_of(entry), context)
        if picture is None or not isinstance(picture.found, ImageSize):
            return
        yield from size_findings(entry, picture.found, quoted(picture.path, limit=100))
