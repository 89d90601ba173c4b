"""Files of the site as values: YAML, or Markdown with front matter, or why a file has none."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from linter.core.filesystem import read_bytes, reason
from linter.core.values import Value
from linter.frontmatter.document import Document
from linter.frontmatter.problem import Problem, ProblemKind
from linter.frontmatter.source import Source, decode
from linter.site.files import is_inside

_REASONS: Final = {
    ProblemKind.BAD_BYTE: "it is not UTF-8",
    ProblemKind.UNCLOSED: "nothing closes its front matter",
    ProblemKind.TOO_LARGE: "it is too large",
    ProblemKind.TOO_DEEP: "it is nested too deeply",
    ProblemKind.ALIAS_EXPANSION: "its aliases expand to too many values",
    ProblemKind.NOT_A_MAPPING: "it is not a mapping of keys to values",
}


class SiteProblem(NamedTuple):
    """A file of the site that could not be used: where and why, in a few words.

    `path` is relative to the site's root; `row` starts at 1.
    """

    path: str
    row: int
    reason: str


def read(root: Path, relative: str) -> Source | SiteProblem:
    """Return the text of a file of the site at `root`."""
    path = root / relative
    if not is_inside(path, os.path.realpath(root)):
        return SiteProblem(relative, 1, "it leads outside the site")
    try:
        return decode(relative, read_bytes(path))
    except OSError as error:
        return SiteProblem(relative, 1, reason(error))


def mapping(source: Source) -> dict[str, Value] | SiteProblem:
    """Return the mapping that a file of YAML holds, typed as Jekyll types it."""
    document = Document(source)
    problem = document.problem
    return document.data if problem is None else _site_problem(document, problem)


def front_matter(source: Source) -> dict[str, Value] | SiteProblem:
    """Return the front matter of a Markdown file; nothing for a file without, such as a README."""
    document = Document(source)
    problem = document.problem
    if problem is None or problem.kind is ProblemKind.MISSING:
        return document.data
    return _site_problem(document, problem)


def text(value: Value) -> str:
    """Return a value that is text; an empty text for any other."""
    return value if isinstance(value, str) else ""


def texts(value: Value) -> tuple[str, ...]:
    """Return the texts in a list; none for a value that is no list."""
    return tuple(filter(None, map(text, value))) if isinstance(value, list) else ()


def _site_problem(document: Document, problem: Problem) -> SiteProblem:
    row = document.lines.position(problem.span.start).row
    reason = problem.mistake.cause if problem.mistake else _REASONS[problem.kind]
    return SiteProblem(document.source.path, row, reason)
