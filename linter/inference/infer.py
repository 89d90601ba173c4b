"""Infers the schema of each collection, and the outliers in its files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from linter.config.settings import Kind
from linter.files.targets import Target
from linter.inference.description import described
from linter.inference.outliers import Outlier
from linter.inference.scan import Collected, collect
from linter.schema.builtin import is_file
from linter.schema.schema import builtin


@dataclass(frozen=True)
class Inference:
    """The schema of one collection, and the outliers in its files.

    `targets` are the files that it comes from; `unread` those whose front matter cannot be read.
    """

    name: str
    kind: Kind
    schema: dict[str, Any]
    outliers: tuple[Outlier, ...]
    targets: tuple[Target, ...]
    unread: tuple[str, ...]


def infer(
    targets: Iterable[Target], advance: Callable[[int], None] | None = None
) -> list[Inference]:
    """Return the schema of each collection of files; one without readable front matter has none.

    The schema of pages adds to that of their generator. A built-in schema that
    allows no other keys is not extended, since the site may have others.
    """
    return [_inferred(each) for each in collect(targets, advance) if each.targets]


def _inferred(collected: Collected) -> Inference:
    kind = collected.kind
    known = kind.profile.schema if is_file(kind.schema) else kind.schema
    base = builtin(known)
    reference = None if base.shape.closed else base.content["$id"]
    found = described(collected.summary, base.shape, reference)
    return Inference(
        collected.name,
        kind,
        found.schema,
        found.outliers,
        tuple(collected.targets),
        tuple(collected.unread),
    )
