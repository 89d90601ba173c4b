"""The rows and columns of outliers, from the files read again."""

from collections.abc import Iterable
from typing import NamedTuple

from linter.core.text import Position
from linter.core.values import json_pointer
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.inference.infer import Inference
from linter.inference.scan import document_of
from linter.inference.tally import Place


class Location(NamedTuple):
    """A place with its row and column, which are None if the file has changed meanwhile."""

    place: Place
    position: Position | None

    def __str__(self) -> str:
        """Return `path:row:column`."""
        row, column = (self.position.row, self.position.column) if self.position else (1, 1)
        return f"{self.place.file}:{row}:{column}"


def locations(inference: Inference, places: Iterable[Place]) -> dict[Place, Location]:
    """Return the locations of places in the files of a collection; each file is read once."""
    targets = {target.shown_as: target for target in inference.targets}
    by_file: dict[str, list[Place]] = {}
    for place in sorted(set(places)):
        by_file.setdefault(place.file, []).append(place)
    return {
        location.place: location
        for file, inner in by_file.items()
        for location in _in_file(targets[file], inference, inner)
    }


def outlier_locations(inference: Inference) -> dict[Place, Location]:
    """Return the locations of the first places of all outliers of a collection."""
    return locations(inference, (place for each in inference.outliers for place in each.places))


def _in_file(target: Target, inference: Inference, places: Iterable[Place]) -> list[Location]:
    try:
        document = document_of(target, inference.kind)
    except OSError:
        return [Location(place, None) for place in places]
    return [Location(place, _position(document, place.pointer)) for place in places]


def _position(document: Document, pointer: str) -> Position | None:
    if document.root is None:
        return None
    if not pointer:
        return document.lines.position(document.mapping_span(()).start)
    for member in document.members:
        if json_pointer(member.path) == pointer:
            return document.lines.position(document.node_span(member.node).start)
    return None
