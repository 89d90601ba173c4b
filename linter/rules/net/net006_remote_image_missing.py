"""NET006: an address of a picture at which there is none."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.net.destinations import AnsweredLink, answered_link
from linter.schema.entries import Field
from linter.schema.roles import IMAGES
from linter.web.answers import Answer, Redirect, Verdict, Wanted
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize

_URL = "https://a.com/b.jpg"
_PAGE = ImageProblem(ImageFault.NOT_A_PICTURE, "it is an HTML page, not a picture")


class RemoteImageMissing(FieldRule):
    """There is no picture at its address on the web.

    ## What it does
    Reports pictures whose server answers 404 or 410, or cannot be connected to for certain (see
    NET001), and addresses at which there is something else than a picture, such as a page. What a
    person in a browser may get, such as a picture that is refused with 403, is no finding.

    ## Why is this bad?
    Readers see an empty box.

    ## Example
    ```yaml
    images:
      - url: https://example.com/a-picture-that-was-deleted.jpg
    ```
    """

    code = "NET006"
    name = "remote-image-missing"
    severity = Severity.WARNING
    needs_web = True
    roles = IMAGES

    good = (
        Good(
            f"images: [{{url: '{_URL}'}}]\n",
            web={_URL: Answer(picture=ImageSize(4, 3, ImageKind.PNG))},
        ),
        Good(f"images: [{{url: '{_URL}'}}]\n", web={}),
        Good(f"images: [{{url: '{_URL}'}}]\n", web={_URL: Answer()}),
        Good(
            f"images: [{{url: '{_URL}'}}]\n",
            web={_URL: Answer(picture=ImageProblem(ImageFault.DAMAGED, "it is empty"))},
        ),
        Good(
            f"images: [{{url: '{_URL}'}}]\n",
            web={_URL: Answer(redirects=(Redirect(302, "https://a.com/login"),), picture=_PAGE)},
        ),
        Good("images: [{url: /a.jpg}]\n", web={"/a.jpg": Answer(Verdict.GONE)}),
    )
    bad = (
        Bad(
            f"images: [{{url: ⟦'{_URL}'⟧}}]\n",
            says="`url` is no picture: its server answers 404 Not Found",
            web={_URL: Answer(Verdict.GONE, "its server answers 404 Not Found")},
        ),
        Bad(
            f"images:\n  - url: ⟦{_URL}⟧\n",
            says="it is an HTML page, not a picture",
            web={_URL: Answer(picture=_PAGE)},
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the address."""
        found = answered_link(field, context, Wanted.PICTURE)
        reason = None if found is None else _reason(found)
        if reason is not None:
            yield field.finding(f"{quoted(field.key)} is no picture: {reason}")


def _reason(found: AnsweredLink) -> str | None:
    """Return why there is no picture; None for a picture, and for a log-in."""
    if found.answer.is_dead:
        return found.answer.reason
    picture = found.answer.picture
    if not isinstance(picture, ImageProblem) or picture.fault is not ImageFault.NOT_A_PICTURE:
        return None
    return None if found.is_diverted else picture.reason
