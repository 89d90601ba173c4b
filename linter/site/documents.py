"""Files of the site as values: data, or Markdown with front matter, or why a file has none.

Parsers are imported where a file is parsed: the settings of every run import this module.
"""

import json
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from linter.core.filesystem import reason
from linter.core.limits import DEFAULT
from linter.core.messages import printable
from linter.core.paths import real_path
from linter.core.patterns import import_lazily
from linter.core.text import LineIndex, Span
from linter.core.values import Value
from linter.frontmatter.block import Format
from linter.frontmatter.problem import Problem, ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.site.files import is_inside
from linter.site.unsaved import read_present

_REASONS: Final = {
    ProblemKind.BAD_BYTE: "it is not UTF-8",
    ProblemKind.UNCLOSED: "nothing closes its front matter",
    ProblemKind.TOO_LARGE: "it is too large",
    ProblemKind.TOO_DEEP: "it is nested too deeply",
    ProblemKind.ALIAS_EXPANSION: "its aliases expand to too many values",
    ProblemKind.NOT_A_MAPPING: "it is not a mapping of keys to values",
}

_JSON: Final = ".json"
_TOML: Final = ".toml"
_LONGEST_REASON: Final = 200


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
    if not is_inside(path, real_path(root)):
        return SiteProblem(relative, 1, "it leads outside the site")
    try:
        return decode(relative, read_present(path))
    except OSError as error:
        return SiteProblem(relative, 1, reason(error))


def mapping(source: Source) -> dict[str, Value] | SiteProblem:
    """Return the mapping that a file of YAML holds, typed as Jekyll types it."""
    import_lazily("yaml")
    from linter.frontmatter.document import Document

    document = Document(source)
    problem = document.problem
    if problem is None:
        return document.data
    return _site_problem(source.path, document.lines, problem)


def front_matter(source: Source) -> dict[str, Value] | SiteProblem:
    """Return the front matter of a Markdown file; nothing for a file without, such as a README."""
    import_lazily("yaml")
    from linter.frontmatter.document import Document

    document = Document(source)
    problem = document.problem
    if problem is None or problem.kind is ProblemKind.MISSING:
        return document.data
    return _site_problem(source.path, document.lines, problem)


def read_data(root: Path, relative: str, dialect: Dialect) -> "Value | SiteProblem":
    """Return what a data file of the site at `root` holds: JSON, TOML, or YAML of a dialect."""
    source = read(root, relative)
    return source if isinstance(source, SiteProblem) else _data(source, dialect)


def _data(source: Source, dialect: Dialect) -> "Value | SiteProblem":
    suffix = PurePosixPath(source.path).suffix.lower()
    if source.bad_byte is not None:
        problem = Problem(
            ProblemKind.BAD_BYTE, Span(source.bad_byte.offset, source.bad_byte.offset)
        )
        return _site_problem(source.path, LineIndex(source.text), problem)
    if suffix != _JSON:
        return _composed(source, dialect, Format.TOML if suffix == _TOML else Format.YAML)
    try:
        value: Value = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        return SiteProblem(source.path, 1, printable(str(error))[:_LONGEST_REASON])
    return value


def _composed(source: Source, dialect: Dialect, written_in: Format) -> "Value | SiteProblem":
    import_lazily("yaml")
    from yaml import SequenceNode

    from linter.frontmatter.notations import notation_for
    from linter.frontmatter.values import NodeValues
    from linter.frontmatter.yaml_depth import expansion_problem

    notation = notation_for(written_in)
    composed = notation.compose(source, dialect, DEFAULT, is_whole=True)
    root, problem = composed.root, composed.problem
    if isinstance(root, SequenceNode) and problem is None and "*" in source.text:
        # The parser has tested the aliases of a mapping.
        kind = expansion_problem(root, DEFAULT)
        problem = None if kind is None else Problem(kind, Span(0, 0))
    if problem is not None:
        return _site_problem(source.path, LineIndex(source.text), problem)
    if root is None:
        return None
    return NodeValues(notation, dialect, composed.spans).value(root)


def text(value: Value) -> str:
    """Return a value that is text; an empty text for any other."""
    return value if isinstance(value, str) else ""


def texts(value: Value) -> tuple[str, ...]:
    """Return the texts in a list; none for a value that is no list."""
    return tuple(filter(None, map(text, value))) if isinstance(value, list) else ()


def _site_problem(path: str, lines: LineIndex, problem: Problem) -> SiteProblem:
    row = lines.position(problem.span.start).row
    reason = problem.mistake.cause if problem.mistake else _REASONS[problem.kind]
    return SiteProblem(path, row, reason)
