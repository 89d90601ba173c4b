"""IMG003: a picture of the site that has another size than stated."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Related, Safety, Severity
from linter.entries import Entry
from linter.imagesize import ImageSize
from linter.rule import Bad, Context, EntryRule, Good
from linter.rules._images import size_fix
from linter.rules._pictures import local_picture
from linter.text import quoted

_WIDE = b"GIF89a\x04\x00\x03\x00\x00\x00\x00;"


class LocalImageSize(EntryRule):
    """A picture of the site itself has another size than stated.

    ## What it does
    Compares width and height with the header of the picture's file, as it is shown: turned by what
    a camera noted about its position.

    ## Why is this bad?
    Apps reserve a box of the stated size: a wrong one stretches the picture or makes the page jump.

    ## Example
    ```yaml
    - url: /assets/images/organizations/pbs.org-50x50.jpg
      width: 50
      height: 50
    ```
    when the file has 48 by 50 pixels.

    ## Fix safety
    Safe: the fix writes the numbers that the file states.
    """

    code = "IMG003"
    name = "local-image-size"
    severity = Severity.ERROR
    needs_site = True
    fixes = frozenset({Safety.SAFE})
    roles = frozenset({"image-url"})

    good = (
        Good("images: [{url: /a.gif, width: 4, height: 3}]\n", files={"a.gif": _WIDE}),
        Good("images: [{url: /a.gif, width: '5'}]\n", files={"a.gif": _WIDE}),
        Good("images: [{url: /a.gif, width: 5}]\n"),
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
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the number that differs, at the width if both do."""
        picture = local_picture(entry, context)
        if picture is None or not isinstance(picture.found, ImageSize):
            return
        wrong = [
            (field, pixels)
            for role, pixels in (
                ("image-width", picture.found.width),
                ("image-height", picture.found.height),
            )
            if (field := entry.field(role)) is not None and entry.number(role) not in (None, pixels)
        ]
        if not wrong:
            return
        stated = " and ".join(f"{quoted(field.key)} is {field.value}" for field, _ in wrong)
        title = f"Write {' and '.join(str(pixels) for _, pixels in wrong)}"
        (first, _), *others = wrong
        yield first.finding(
            f"{stated}, but {quoted(picture.path, limit=100)} is"
            f" {picture.found.width} by {picture.found.height}",
            fix=size_fix(wrong, title, Safety.SAFE),
            related=tuple(Related("this one differs too", field.span) for field, _ in others),
        )
