"""Widens an existing schema until it accepts the files of a collection."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linter.config.settings import Kind
from linter.core.paths import real_path
from linter.core.values import json_pointer
from linter.files import reader
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.inference.infer import Inference
from linter.inference.scan import counted
from linter.inference.schema_file import SchemaFile
from linter.inference.tally import Tally
from linter.inference.widening import Widening, alike, general, single, widen
from linter.lint.violations import violations
from linter.schema.entries import entries
from linter.schema.files import load_with
from linter.schema.schema import Schema
from linter.schema.violation import Violation

_MOST_ROUNDS = 20
"""How often the files are read: a violation may hide behind another one."""


@dataclass
class Update:
    """The result: what the schema accepts now, and what it still refuses, with the files."""

    widened: dict[Widening, Tally] = field(default_factory=dict)
    left: dict[str, Tally] = field(default_factory=dict)
    """The general paths of values that no change of this file would let pass."""


def update(
    file: SchemaFile, inference: Inference, advance: Callable[[int], None] | None = None
) -> Update:
    """Widen the content of a schema's file until it accepts the files of a collection.

    The file is not written.

    Raises:
        SchemaError: the schema cannot be used.

    """
    result = Update()
    waiting = list(inference.targets)
    root = waiting[0].config.site_root
    for _ in range(_MOST_ROUNDS):
        this_round = _Round(file.content, inference.schema)
        schema = _loaded(file, root)
        waiting = [
            target
            for target in counted(waiting, advance)
            if this_round.add(target.shown_as, _violations(target, inference.kind, schema))
        ]
        for widening, tally in this_round.widened.items():
            result.widened.setdefault(widening, Tally()).merge(tally)
        result.left = this_round.left
        if not this_round.widened:
            break
    return result


class _Round:
    """One pass over the files: what the schema refuses in them, each kind of it widened once."""

    def __init__(self, content: dict[str, Any], described: dict[str, Any]) -> None:
        self._content = content
        self._described = described
        self._known: dict[tuple[str, ...], list[Widening]] = {}
        self.widened: dict[Widening, Tally] = {}
        self.left: dict[str, Tally] = {}

    def add(self, file: str, found: list[Violation]) -> bool:
        """Widen the schema for the violations of a file, and return whether there are any."""
        for violation in (each for several in found for each in single(several)):
            same = alike(violation)
            if same not in self._known:
                self._known[same] = widen(self._content, violation, self._described)
            pointer = general(violation.path)
            for widening in self._known[same]:
                self.widened.setdefault(widening, Tally()).add(file, json_pointer(violation.path))
            if not self._known[same]:
                self.left.setdefault(pointer, Tally()).add(file, json_pointer(violation.path))
        return bool(found)


def _loaded(file: SchemaFile, root: Path | None) -> Schema:
    real = real_path(file.path)
    return load_with(real, root, {real: file.text.encode()})


def _violations(target: Target, kind: Kind, schema: Schema) -> list[Violation]:
    try:
        source = reader.read_source(target)
    except OSError:
        return []
    spellings = schema.spellings(kind.dialect)
    document = Document(source, kind.dialect, target.settings.limits, spellings)
    if document.root is None:
        return []
    return violations(document, schema, entries(document, schema.shape))
