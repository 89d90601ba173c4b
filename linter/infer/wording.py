"""Outliers in words."""

from collections.abc import Mapping

from linter.core.messages import plural, quoted
from linter.infer.inference import Inference
from linter.infer.outliers import Oddity, Outlier
from linter.infer.positions import Location
from linter.infer.tally import Place


def sentence(outlier: Outlier, locations: Mapping[Place, Location]) -> str:
    """Return an outlier in a sentence that ends with its first places.

    `slug` is text in 1,196 files and a number in 7: content/x.md:5:7, …
    """
    places = [str(locations[place]) for place in outlier.places]
    more = ["…"] if outlier.odd_count > len(places) else []
    where = ", ".join((*places, *more))
    return f"{_what(outlier)}: {where}" if places else _what(outlier)


def _what(outlier: Outlier) -> str:
    name = label(outlier.pointer)
    usual, odd = plural(outlier.usual_files, "file"), f"{outlier.odd_files:,}"
    match outlier.oddity:
        case Oddity.KEY:
            files = plural(outlier.odd_files, "file")
            return f"{outlier.odd} in {files} may be {outlier.usual} misspelt, which is in {usual}"
        case Oddity.MISSING:
            return f"{name} is in {usual} and missing in {odd}"
    return f"{name} is {outlier.usual} in {usual} and {outlier.odd} in {odd}"


def label(pointer: str) -> str:
    """Return the place of an outlier in words: `tags`, an item of `tags`, `src` in `images`."""
    *around, last = (each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:])
    inside = ".".join("[]" if each == "*" else each for each in around).replace(".[]", "[]")
    if last == "*":
        return f"an item of {quoted(inside)}"
    return f"{quoted(last)} in {quoted(inside)}" if inside else quoted(last)


def heading(inference: Inference) -> str:
    """Return what was inferred in a few words: `posts: 12 keys in 230 files`."""
    keys = plural(len(inference.schema.get("properties", {})), "key")
    return f"{inference.name}: {keys} in {plural(len(inference.targets), 'file')}"
