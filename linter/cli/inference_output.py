"""What `articlelint infer` prints and writes: schemas and outliers."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.cli import terminal
from linter.cli.exit_status import CommandError
from linter.core.filesystem import reason

if TYPE_CHECKING:
    from linter.inference.infer import Inference
    from linter.inference.update import Update

_MOST_LINES = 20
"""The most outliers of a collection on standard error; a report has all."""


def print_findings(inferences: Sequence["Inference"]) -> None:
    """Print outliers to standard error, by collection, the most certain mistakes first."""
    from linter.inference.wording import heading

    for inference in inferences:
        terminal.print_message("inferred", heading(inference))
        lines = _lines(inference)
        for kind, text in lines[:_MOST_LINES]:
            terminal.print_message(kind, text)
        if len(lines) > _MOST_LINES:
            more = len(lines) - _MOST_LINES
            terminal.print_message("more", f"{more:,} that stand out less; --report FILE lists all")


def print_update(inference: "Inference", update: "Update") -> None:
    """Print what a schema accepts now, and what it refuses still."""
    from linter.inference.wording import label, update_sentences

    widened = {
        f"{label(each.pointer)} {each.words}": tally for each, tally in update.widened.items()
    }
    left = {f"{label(pointer)} stays refused": tally for pointer, tally in update.left.items()}
    for kind, tallies in (("widened", widened), ("left", left)):
        for text in update_sentences(inference, tallies):
            terminal.print_message(kind, text)
    if not (widened or left):
        terminal.print_message("widened", "nothing: the schema accepts every file")


def report_text(inferences: Sequence["Inference"]) -> str:
    """Return all outliers, a section for each collection."""
    from linter.inference.wording import heading

    sections = (
        "".join(f"{line}\n" for line in (heading(each), *_report_lines(each)))
        for each in inferences
    )
    return "\n".join(sections)


def _report_lines(inference: "Inference") -> list[str]:
    return [f"  {kind}: {text}" for kind, text in _lines(inference)]


def _lines(inference: "Inference") -> list[tuple[str, str]]:
    from linter.inference.positions import outlier_locations
    from linter.inference.wording import outlier_sentences

    found = outlier_sentences(inference, outlier_locations(inference))
    sentences = zip(inference.outliers, found, strict=True)
    lines = [("outlier" if each.is_refused else "rare", text) for each, text in sentences]
    return lines + [("unread", path) for path in inference.unread]


def as_json(inferences: Sequence["Inference"]) -> str:
    """Return schemas and outliers as one JSON document."""
    from linter.reporters.shared.json_text import document

    return document({"version": 1, "collections": [_collection(each) for each in inferences]})


def _collection(inference: "Inference") -> dict[str, Any]:
    from linter.inference.positions import outlier_locations
    from linter.inference.wording import outlier_sentences

    found = outlier_locations(inference)
    messages = outlier_sentences(inference, found)
    return {
        "name": inference.name,
        "files": len(inference.targets),
        "unread": list(inference.unread),
        "schema": inference.schema,
        "outliers": [
            {
                "pointer": each.pointer,
                "kind": each.oddity.value,
                "refused": each.is_refused,
                "message": message,
                "usual": each.usual,
                "usual_files": each.usual_files,
                "odd": each.odd,
                "odd_files": each.odd_files,
                "places": [
                    {
                        "path": place.file,
                        "row": position.row if position else None,
                        "column": position.column if position else None,
                        "pointer": place.pointer,
                    }
                    for place, position in map(found.__getitem__, each.places)
                ],
            }
            for each, message in zip(inference.outliers, messages, strict=True)
        ],
    }


def file_name(name: str) -> str:
    """Return the name of the schema file of a collection."""
    return f"{re.sub('[^A-Za-z0-9_.-]+', '-', name).strip('-.') or 'collection'}.schema.json"


def write_schemas(inferences: Sequence["Inference"], folder: Path) -> list[Path]:
    """Write each schema to a file in a folder, which is made if it is not there.

    Raises:
        CommandError: a file is there already, two have one name, or it cannot be written.

    """
    from linter.inference.schema_text import schema_text

    files = [folder / file_name(each.name) for each in inferences]
    for file in files:
        if file.exists() or files.count(file) > 1:
            why = "is there already" if file.exists() else "is the schema of two collections"
            raise CommandError(f"{file} {why}; name a folder for each, or widen it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, each in zip(files, inferences, strict=True):
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(schema_text(each.schema))
    except OSError as error:
        place = error.filename or folder
        raise CommandError(f"{place}: {reason(error)}") from None
    return files
