"""Outliers in words."""

from collections.abc import Mapping, Sequence

from linter.core.messages import plural, quoted
from linter.core.values import pointer_tokens
from linter.inference.infer import Inference
from linter.inference.outliers import Oddity, Outlier
from linter.inference.positions import Location, locations
from linter.inference.tally import Place, Tally


def outlier_sentences(inference: Inference, found: Mapping[Place, Location]) -> list[str]:
    """Return each outlier in a sentence that ends with its first places, located by `found`.

    `slug` is text in 1,196 files and a number in 7: content/x.md:5:7, …
    """
    return [
        f"{_what(each)}{_where(each.places, each.odd_count, found)}" for each in inference.outliers
    ]


def update_sentences(inference: Inference, tallies: Mapping[str, Tally]) -> list[str]:
    """Return what a schema accepts now or still refuses, with numbers of files and first places."""
    found = locations(inference, (place for each in tallies.values() for place in each.places))
    return [
        f"{words} ({plural(each.files, 'file')}){_where(each.places, each.count, found)}"
        for words, each in tallies.items()
    ]


def _where(places: Sequence[Place], count: int, found: Mapping[Place, Location]) -> str:
    """Return the first places after a colon, and whether there are more."""
    texts = [str(found[place]) for place in places]
    more = ["…"] if count > len(texts) else []
    return f": {', '.join((*texts, *more))}" if texts else ""


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
    """Return a place in words: `tags`, an item of `tags`, `src` in `images`."""
    if not pointer:
        return "front matter"
    *around, last = pointer_tokens(pointer)
    inside = ".".join("[]" if each == "*" else each for each in around).replace(".[]", "[]")
    if last == "*":
        return f"an item of {quoted(inside)}"
    return f"{quoted(last)} in {quoted(inside)}" if inside else quoted(last)


def heading(inference: Inference) -> str:
    """Return what was inferred in a few words: `posts: 12 keys in 230 files`."""
    keys = plural(len(inference.schema.get("properties", {})), "key")
    return f"{inference.name}: {keys} in {plural(len(inference.targets), 'file')}"
