"""IMG005: a lead picture of an implausible size."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from linter.core.diagnostic import Finding, Related, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, EntryRule, Good, Where
from linter.rules.images.silence import is_plausible
from linter.rules.images.sizes import Side, actual_sides, is_lead, is_lead_at
from linter.schema.entries import Entry
from linter.schema.roles import IMAGES

_USUAL_SIDE = 1000
_HUGO = {
    "properties": {
        "title": {"x-role": "title"},
        "cover": {
            "properties": {
                "image": {"x-role": "image-url"},
                "width": {"x-role": "image-width"},
                "height": {"x-role": "image-height"},
            }
        },
        "author": {
            "properties": {
                "portrait": {
                    "properties": {
                        "image": {"x-role": "image-url"},
                        "width": {"x-role": "image-width"},
                    }
                }
            }
        },
    }
}


@dataclass(frozen=True, slots=True)
class Options:
    """The range of plausible sizes."""

    min_side: Annotated[int, "The minimum width and height in pixels.", ("examples", [200])] = 100
    max_side: Annotated[int, "The maximum width and height in pixels.", ("examples", [10_000])] = (
        20_000
    )
    max_ratio: Annotated[
        float, "The maximum ratio of the longer side to the shorter one.", ("examples", [4.0])
    ] = 8.0


class ImplausibleSize(EntryRule):
    """A lead picture has an implausible size.

    ## What it does
    Reports lead pictures with a side below 100 or above 20,000 pixels, or with one side more than 8
    times as long as the other. Logos are ignored. If the address of the picture states a different
    size, that size is checked.

    ## Why is this bad?
    A picture with a height of 41 pixels is an icon or a button, but apps show it as the picture of
    the article. A size with a wrong number of digits makes the page jump.

    ## Example
    ```yaml
    images:
      - url: https://example.com/button.png
        width: 543
        height: 41
    ```
    Use a picture of the story instead.
    """

    code = "IMG005"
    name = "implausible-size"
    severity = Severity.WARNING
    roles = IMAGES
    # These rules report a definite mistake.
    yields_to = ("IMG001", "SCH006")
    options: Options = Options()

    good = (
        Good("images: [{url: 'https://a.com/b', width: 100, height: 800}]\n"),
        Good("images: [{url: 'https://a.com/b', width: 20000, height: 2500}]\n"),
        Good("provider: {images: [{url: 'https://a.com/b', width: 50, height: 50}]}\n"),
        Good("images: [{url: 'https://a.com/b', width: 0, height: 800}]\n"),
        Good("images: [{url: 'https://a.com/b-1024x683.jpg', width: 1024, height: 68}]\n"),
        Good("author: {portrait: {image: 'https://a.com/b', width: 50}}\n", schema=_HUGO),
        Good(
            "logo: {image: 'https://a.com/b', width: 50}\n",
            schema={
                "properties": {
                    "name": {"x-role": "name"},
                    "logo": {
                        "properties": {
                            "image": {"x-role": "image-url"},
                            "width": {"x-role": "image-width"},
                        }
                    },
                }
            },
        ),
    )
    bad = (
        Bad(
            "images:\n  - url: https://a.com/b\n    width: 800\n    height: ⟦99⟧\n",
            says="`height` is `99`, less than the 100 pixels of a lead picture",
        ),
        Bad(
            "related: [{images: [{url: 'https://a.com/b', width: ⟦20001⟧, height: 2600}]}]\n",
            says="`width` is `20001`, more than the 20,000 pixels",
        ),
        Bad("images: [{url: 'https://a.com/b', width: ⟦50⟧, height: 50}]\n"),
        Bad(
            "images: [{url: 'https://a.com/b', width: 900, height: ⟦110⟧}]\n",
            says="`height` is `110`, but `width` is `900`, more than 8 times as much",
        ),
        Bad(
            "images: [{url: 'https://a.com/b', width: ⟦12800⟧, height: 720}]\n",
            says="`width` is `12800`, more than 8 times as much as `height`, which is `720`",
        ),
        Bad("images: [{url: 'https://a.com/b', width: 10000, height: ⟦100⟧}]\n"),
        Bad("images: [{url: 'https://a.com/b-90x60.jpg', width: ⟦90⟧, height: 60}]\n"),
        Bad("images: [{url: 'https://a.com/b-90x60.jpg', width: 900, height: ⟦60⟧}]\n"),
        Bad("images: [{url: 'https://a.com/b-90x60.jpg', width: 900, height: ⟦600⟧}]\n"),
        Bad("images: [{url: 'https://a.com/b-900x110.jpg', width: ⟦900⟧, height: 11}]\n"),
        Bad("cover: {image: 'https://a.com/b', width: ⟦50⟧, height: 500}\n", schema=_HUGO),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about pictures that are no lead pictures, and about plausible sizes."""
        if not is_lead_at(where.list_roles, where.owner, where.depth):
            return Silence()
        limits = (self.options.min_side, self.options.max_side, self.options.max_ratio)
        return Silence(holds=is_plausible, of_objects=True, options=limits)

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at the implausible side."""
        if not is_lead(entry):
            return
        both = actual_sides(entry)
        wrong = [side for side in both if self._fault(side) is not None]
        if wrong:
            first, *others = wrong
            yield first.field.finding(
                f"{_stated(first)}, {self._fault(first)}",
                related=tuple(Related(_stated(other), other.field.span) for other in others),
            )
        elif len(both) > 1:
            short, long = sorted(both, key=lambda side: side.pixels)
            if long.pixels > self.options.max_ratio * short.pixels:
                # The side further from the usual length is more likely to be wrong.
                is_long = short.pixels * long.pixels > _USUAL_SIDE**2
                if any(side.field.value != side.pixels for side in both):
                    is_long = both[0] is long
                yield self._out_of_ratio(short, long, is_long=is_long)

    def _fault(self, side: Side) -> str | None:
        if side.pixels < self.options.min_side:
            return f"less than the {self.options.min_side:,} pixels of a lead picture"
        if side.pixels > self.options.max_side:
            return f"more than the {self.options.max_side:,} pixels of a lead picture"
        return None

    def _out_of_ratio(self, short: Side, long: Side, *, is_long: bool) -> Finding:
        """Return the finding at one of the two sides."""
        ratio = f"more than {self.options.max_ratio:g} times as much"
        if is_long:
            key, pixels = quoted(short.field.key), quoted(short.pixels)
            return long.field.finding(
                f"{_stated(long)}, {ratio} as {key}, which is {pixels}",
                related=(Related(_stated(short), short.field.span),),
            )
        return short.field.finding(
            f"{_stated(short)}, but {_stated(long)}, {ratio}",
            related=(Related(_stated(long), long.field.span),),
        )


def _stated(side: Side) -> str:
    verb = "is" if side.field.value == side.pixels else "is, by the address,"
    return f"{quoted(side.field.key)} {verb} {quoted(side.pixels)}"
