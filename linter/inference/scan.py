"""Reads files, and summarises the front matter of each collection."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from linter.config.settings import Kind
from linter.files import reader
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.handlers import DialectHandler
from linter.frontmatter.source import Source
from linter.inference.summary import Summary

_CHOICE = "$schema"
"""The key by which a file names its own schema; it is no part of the data."""


@dataclass
class Collected:
    """The files of one collection, and the summary of those whose front matter can be read."""

    kind: Kind
    root: str
    """The top folder of their site; empty where there is none."""
    summary: Summary = field(default_factory=Summary)
    targets: list[Target] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """The files whose front matter cannot be read, as outputs show them."""

    @property
    def name(self) -> str:
        """Its name in the config; of pages without a collection, that of their built-in schema."""
        return self.kind.collection or self.kind.schema


def collect(
    targets: Iterable[Target], advance: Callable[[int], None] | None = None
) -> list[Collected]:
    """Return the collections of files, sorted by name; files that are not articles are skipped."""
    found: dict[tuple[str, Kind], Collected] = {}
    for target in counted(targets, advance):
        _add(target, found)
    return sorted(found.values(), key=lambda each: (each.name, each.root))


def counted(targets: Iterable[Target], advance: Callable[[int], None] | None) -> Iterator[Target]:
    """Yield files, and call `advance` with the number of those done so far."""
    for count, target in enumerate(targets, start=1):
        yield target
        if advance is not None:
            advance(count)


def document_of(target: Target, kind: Kind) -> Document:
    """Read the front matter of a file, with its keys as they are written.

    Raises:
        OSError: it cannot be read.

    """
    return _document(target, kind, reader.read_source(target))


def _add(target: Target, found: dict[tuple[str, Kind], Collected]) -> None:
    try:
        source = reader.read_source(target)
    except OSError:
        # `check` reports it.
        return
    kind = reader.kind_of(target, source.text)
    if kind is None:
        return
    root = target.site.path if target.site is not None else ""
    collected = found.setdefault((root, kind), Collected(kind, root))
    document = _document(target, kind, source)
    if document.root is None:
        is_broken = document.block is not None or source.bad_byte is not None
        collected.unread += [target.shown_as] if is_broken else []
        return
    # Targets outlive this function, and sources are large: the target is kept without its own.
    collected.targets.append(target)
    data = {key: value for key, value in document.data.items() if key != _CHOICE}
    folds = kind.dialect.ignores_case
    collected.summary.add(data, document.types(document.root), target.shown_as, "", folds=folds)


def _document(target: Target, kind: Kind, source: Source) -> Document:
    return DialectHandler(kind.dialect, target.settings.limits).document(source)
