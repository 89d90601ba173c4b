"""NET005: a picture on the web whose size differs from the stated one."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.net.destinations import answered_link
from linter.rules.shared.pictures import address_of, size_findings
from linter.schema.entries import Entry
from linter.schema.roles import IMAGES
from linter.web.answers import Answer, Redirect, Wanted
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize
from linter.web.image_hints import size_hint

_URL = "https://a.com/b.jpg"
_HINT = "https://a.com/b-1024x683.jpg"


def _of(width: int, height: int, kind: ImageKind = ImageKind.JPEG) -> Answer:
    return Answer(picture=ImageSize(width, height, kind))


class RemoteImageSize(EntryRule):
    """A picture on the web has a different size than stated.

    ## What it does
    Compares width and height with the header of the picture that its server sends, as browsers show
    it (see IMG003). Drawings in SVG, which fit any size, are ignored.

    ## Why is this bad?
    Apps reserve a box of the stated size: a wrong size stretches the picture or makes the page
    jump.

    ## Example
    ```yaml
    - url: https://example.com/a.jpg
      width: 1200
      height: 800
    ```
    when the server sends a picture of 1,024 by 683 pixels.

    ## Fix safety
    Safe: the fix writes the size in which browsers show the picture. There is no fix where the
    address itself states another size, nor after a redirect, which may lead to a picture that
    stands for one that is not there.
    """

    code = "NET005"
    name = "remote-image-size"
    severity = Severity.WARNING
    needs_web = True
    fixes = frozenset({Safety.SAFE})
    yields_to = ("IMG001", "SCH")
    roles = IMAGES

    good = (
        Good(f"images: [{{url: '{_URL}', width: 4, height: 3}}]\n", web={_URL: _of(4, 3)}),
        Good(f"images: [{{url: '{_URL}', width: 400, height: 300}}]\n", web={}),
        Good(f"images: [{{url: '{_URL}', width: 400}}]\n", web={_URL: Answer()}),
        Good(f"images: [{{url: '{_URL}'}}]\n", web={_URL: _of(4, 3)}),
        Good(f"images: [{{url: '{_URL}', width: '5'}}]\n", web={_URL: _of(4, 3)}),
        Good(
            f"images: [{{url: '{_URL}', width: 5, height: 5}}]\n",
            web={_URL: _of(4, 3, ImageKind.SVG)},
        ),
        Good(
            f"images: [{{url: '{_URL}', width: 5}}]\n",
            web={_URL: Answer(picture=ImageProblem(ImageFault.NO_SIZE, ""))},
        ),
        Good(
            f"images: [{{url: '{_URL}', width: 5}}]\n",
            web={_URL: _of(4, 3)._replace(redirects=(Redirect(302, "https://a.com/404.png"),))},
        ),
    )
    bad = (
        Bad(
            f"images:\n  - url: {_URL}\n    width: ⟦1200⟧ # px\n    height: 683\n",
            fixed=f"images:\n  - url: {_URL}\n    width: 1024 # px\n    height: 683\n",
            says="`width` is 1200, but the picture is 1024 by 683",
            web={_URL: _of(1024, 683)},
        ),
        Bad(
            f"provider: {{images: [{{url: '{_URL}', width: ⟦50⟧, height: 50}}]}}\n",
            fixed=f"provider: {{images: [{{url: '{_URL}', width: 48, height: 40}}]}}\n",
            says="`width` is 50 and `height` is 50",
            web={_URL: _of(48, 40)},
        ),
        Bad(
            f"images: [{{url: '{_HINT}', width: ⟦1024⟧, height: 683}}]\n",
            web={_HINT: _of(1000, 667)},
        ),
        Bad(
            f"images: [{{url: '{_URL}', width: ⟦5⟧}}]\n",
            web={_URL: _of(4, 3)._replace(redirects=(Redirect(302, "https://a.com/c.jpg"),))},
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the number that differs, or at the width if both differ."""
        if not any(map(entry.field, ("image-width", "image-height"))):
            return
        found = answered_link(address_of(entry), context, Wanted.PICTURE)
        if found is None or found.is_diverted:
            return
        size = found.answer.picture
        if not isinstance(size, ImageSize) or size.kind is ImageKind.SVG:
            return
        # IMG001 takes the size in the address for the right one.
        is_sure = size_hint(found.link.text) is None and not found.answer.redirects
        yield from size_findings(entry, size, "the picture", is_fixable=is_sure)
