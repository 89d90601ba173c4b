"""IMG001: a picture size that contradicts the picture's address."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.images.local import local_picture
from linter.rules.images.silence import agrees_with_address
from linter.rules.images.sizes import SizeMismatch, size_mismatch
from linter.rules.shared.pictures import address_of, size_fix
from linter.schema.entries import Entry
from linter.schema.roles import IMAGES

_URL = "https://a.com/b-1024x683.jpg"


class SizeHintMismatch(EntryRule):
    """A picture's size contradicts its address.

    ## What it does
    Compares width and height with the size in the address of the picture: at the end of the file
    name (`-1024x683.jpg`), in the query (`?w=1200&h=600`), or in the name of a YouTube still.
    Addresses that allow for a different size are ignored.

    ## Why is this bad?
    Apps reserve a box of the stated size: a wrong size stretches the picture or makes the page
    jump.

    ## Example
    ```yaml
    - url: https://example.com/taser-1024x683.jpg
      width: 683
      height: 1024
    ```
    Use instead:
    ```yaml
    - url: https://example.com/taser-1024x683.jpg
      width: 1024
      height: 683
    ```

    ## Fix safety
    Unsafe: the fix writes the size from the address, but the address may be the wrong one.
    """

    code = "IMG001"
    name = "size-hint-mismatch"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = IMAGES
    silence = Silence(holds=agrees_with_address, of_objects=True)

    good = (
        Good(f"images:\n  - url: {_URL}\n    width: 1024\n    height: 683\n"),
        Good("images: [{url: 'https://a.com/b.jpg', width: 1, height: 1}]\n"),
        Good("images: [{url: 'https://a.com/800x800/b.jpg', width: 640, height: 480}]\n"),
        Good("images: [{url: 'https://a.com/b?w=640', width: 640, height: 480}]\n"),
        # Other rules report values that are not sizes.
        Good(f"images: [{{url: '{_URL}', width: 0, height: '683'}}]\n"),
        Good(f"images: [{{url: '{_URL}'}}, {{width: 1, height: 1}}, {{url: 1}}]\n"),
        Good("images: [{url: 'a b-1024x683.jpg', width: 1, height: 1}]\n"),
    )
    bad = (
        Bad(
            f"images:\n  - url: {_URL}\n    width: 1024\n    height: ⟦682⟧ # px\n",
            fixed=f"images:\n  - url: {_URL}\n    width: 1024\n    height: 683 # px\n",
            says="`height` is `682`, but the address states `1024x683`",
        ),
        Bad(
            f"provider: {{images: [{{width: ⟦683⟧, height: 1024, url: '{_URL}'}}]}}\n",
            fixed=f"provider: {{images: [{{width: 1024, height: 683, url: '{_URL}'}}]}}\n",
            says="`width` and `height` are swapped: the address states `1024x683`",
        ),
        Bad(
            "related:\n  - images:\n    - url: https://a.com/b?w=1200&h=600\n"
            "      height: 60\n      width: ⟦120⟧\n",
            fixed="related:\n  - images:\n    - url: https://a.com/b?w=1200&h=600\n"
            "      height: 600\n      width: 1200\n",
            says="`width` is `120` and `height` is `60`, but the address states `w=1200&h=600`",
        ),
        Bad(
            "images: [{url: /assets/logo-50x50.png, width: ⟦500⟧, height: 50}]\n",
            fixed="images: [{url: /assets/logo-50x50.png, width: 50, height: 50}]\n",
        ),
        Bad(
            "image: https://a.com/b-640x480.png\nimage_width: ⟦64⟧\n",
            fixed="image: https://a.com/b-640x480.png\nimage_width: 640\n",
            says="`image_width` is `64`",
            schema={
                "properties": {
                    "image": {"x-role": "image-url"},
                    "image_width": {"x-role": "image-width"},
                }
            },
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the number that differs, or at the width if both differ."""
        found = size_mismatch(entry)
        # IMG002 to IMG004 check the file of a picture in the site, which is more exact.
        if found is None or local_picture(address_of(entry), context) is not None:
            return
        first, *others = found.wrong
        yield first.field.finding(
            _message(found),
            fix=_fix(found),
            related=tuple(
                Related(f"{quoted(other.field.key)} differs too", other.field.span)
                for other in others
            ),
        )


def _message(found: SizeMismatch) -> str:
    stated = f"the address states {quoted(found.hint.source)}"
    if len(found.wrong) > 1 and tuple(side.pixels for side in found.wrong) == found.right[::-1]:
        keys = " and ".join(quoted(side.field.key) for side in found.wrong)
        return f"{keys} are swapped: {stated}"
    sides = [f"{quoted(side.field.key)} is {quoted(side.pixels)}" for side in found.wrong]
    return f"{' and '.join(sides)}, but {stated}"


def _fix(found: SizeMismatch) -> Fix | None:
    title = f"Write {' and '.join(quoted(pixels) for pixels in found.right)}"
    fields = (side.field for side in found.wrong)
    return size_fix(zip(fields, found.right, strict=True), title, Safety.UNSAFE)
