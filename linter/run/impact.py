"""Which findings a change of a schema adds and removes."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from linter.config.files import Configs
from linter.config.settings import Kind
from linter.core.diagnostic import Diagnostic
from linter.core.paths import real_path
from linter.files.targets import Found, RunError, Target
from linter.run.report import Report
from linter.run.runner import RunOptions
from linter.run.schema_trial import Trial, lint_by
from linter.schema.builtin import is_file
from linter.schema.files import load_with


class Change(StrEnum):
    """What becomes of a finding."""

    STARTS = "starts"
    """It is there with the new schema alone."""
    STOPS = "stops"
    """It was there with the old schema alone."""
    DIFFERS = "differs"
    """Its message or its severity is another."""


class ChangedFinding(NamedTuple):
    """A finding that changes: as it is with the new schema, or as it was with the old one."""

    change: Change
    finding: Diagnostic


class Impact(NamedTuple):
    """What the change of a schema does.

    `changed` is in order of path and position. `old` and `new` are what is found in the same files
    by both schemas.
    """

    changed: tuple[ChangedFinding, ...]
    old: Report
    new: Report

    @property
    def files(self) -> int:
        """How many files there are."""
        return len(self.new.files)

    @property
    def errors(self) -> list[RunError]:
        """What could not be linted."""
        return sorted({*self.old.errors, *self.new.errors})


class Comparison:
    """The files of a site that are held to a schema, or to another one that leads to it."""

    def __init__(self, found: Found, configs: Configs, schema: Path, old: bytes) -> None:
        """Find the files; `old` is the content that the schema had.

        Raises:
            SchemaError: the old or the new schema cannot be used.

        """
        self._found = found
        self._configs = configs
        self._old: list[Trial] = []
        self._new: list[Trial] = []
        replaced = {real_path(schema): old}
        for (kind, root), targets in _by_schema(found.targets).items():
            before = load_with(kind.schema, root, replaced).bundled()
            after = load_with(kind.schema, root, {}).bundled()
            if before != after:
                self._old.append(Trial(targets, kind, before))
                self._new.append(Trial(targets, kind, after))

    @property
    def files(self) -> int:
        """How many files there are to lint."""
        return sum(len(trial.targets) for trial in self._new)

    def impact(self, options: RunOptions) -> Impact:
        """Lint the files by both schemas, and return what changes.

        Raises:
            ConfigError: the settings name no such rule.

        """
        old = lint_by(self._old, self._found, self._configs, options)
        new = lint_by(self._new, self._found, self._configs, options)
        return Impact(tuple(_changed(old, new)), old, new)


def _by_schema(targets: Iterable[Target]) -> dict[tuple[Kind, Path | None], tuple[Target, ...]]:
    """Return the targets that are held to a file of the site, by their kind and its root."""
    found: dict[tuple[Kind, Path | None], list[Target]] = {}
    for target in targets:
        if target.kind is not None and is_file(target.kind.schema):
            found.setdefault((target.kind, target.config.site_root), []).append(target)
    return {key: tuple(each) for key, each in found.items()}


def _changed(old: Report, new: Report) -> list[ChangedFinding]:
    """Return the findings that only one of two reports has, in order of path and place."""
    before = {_content(each): each for each in old.diagnostics}
    after = {_content(each): each for each in new.diagnostics}
    stopped = [each for content, each in before.items() if content not in after]
    started = [each for content, each in after.items() if content not in before]
    faults = {_place(each): each.faults for each in stopped}
    places = set(map(_place, started))
    changed = [ChangedFinding(_change(each, faults), each) for each in started]
    changed += [
        ChangedFinding(Change.STOPS, each) for each in stopped if _place(each) not in places
    ]
    return sorted(changed, key=lambda each: (each.finding.sort_key, each.change))


def _change(finding: Diagnostic, faults: Mapping[tuple[object, ...], int]) -> Change:
    """Return what a new finding is to an old one at its place, which names so many faults."""
    is_there = finding.faults <= faults.get(_place(finding), 0)
    return Change.DIFFERS if is_there else Change.STARTS


def _place(finding: Diagnostic) -> tuple[object, ...]:
    return (finding.path, finding.code, finding.span, finding.pointer)


def _content(finding: Diagnostic) -> tuple[object, ...]:
    """Return all of a finding but explanations, which a schema's descriptions change."""
    return (*_place(finding), finding.severity, finding.message)
