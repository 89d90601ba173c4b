"""Unquoted dates and times: text to JSON Schema, another type to the reader of the document."""

from collections.abc import Collection, Iterator

from yaml import ScalarNode

from linter.core.values import Path
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.reading import TIMES, Type
from linter.schema.entries import Entry


def times_for_text(entry: Entry) -> Iterator[Path]:
    """Yield the paths of unquoted dates and times where the schema requires other text.

    To JSON Schema a date is text, but Jekyll prints it in another form than it is written.
    """
    times = entry.document.times
    for key in entry.shape.texts if times else ():
        value = entry.data.get(key)
        if isinstance(value, str):
            if value in times and is_time(entry.document, (*entry.path, key)):
                yield (*entry.path, key)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                path = (*entry.path, key, index)
                if isinstance(item, str) and item in times and is_time(entry.document, path):
                    yield path


def is_time(document: Document, path: Path, types: Collection[Type] = TIMES) -> bool:
    """Whether a value is an unquoted scalar that the document's dialect types as one of `types`."""
    node = document.member(path).node
    return isinstance(node, ScalarNode) and document.reading(node).type in types
