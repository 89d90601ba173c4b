"""JSON front matter, and files that are JSON as a whole."""

from collections.abc import Sequence

import yaml

from linter.core.limits import Limits
from linter.core.text import Edit, Span
from linter.frontmatter import json_text
from linter.frontmatter.block import around_object, content_start, start_of, whole
from linter.frontmatter.layout import Layout, Part, layout_without_aliases
from linter.frontmatter.notation import Composed
from linter.frontmatter.problem import Problem, ProblemKind
from linter.frontmatter.scalar_text import Scalar, ScalarMap, ScalarPlace
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import ScalarReader, scalar_reader
from linter.frontmatter.source import Source
from linter.frontmatter.spans import NodeSpans


class JsonNotation:
    """JSON, as RFC 8259 defines it; every dialect types its literals alike."""

    readers_differ = False
    has_merges = False
    separator = ": "

    def scalars(self, dialect: Dialect) -> ScalarReader:
        """Return how the reader of a dialect types scalars: those of JSON as all others do."""
        return scalar_reader(dialect)

    def has_times(self, dialect: Dialect) -> bool:
        """Return False: all texts of JSON are in quotes."""
        del dialect
        return False

    def compose(
        self, source: Source, dialect: Dialect, limits: Limits, *, is_whole: bool
    ) -> Composed:
        """Return the nodes of the object at the start of the text, or of the whole file."""
        del dialect
        text = source.text
        spans = NodeSpans(text)
        start = start_of(text) if is_whole else content_start(text)
        deep = json_text.too_deep_at(text, start, limits.max_depth)
        if deep is not None:
            problem = Problem(ProblemKind.TOO_DEEP, Span(deep, deep + 1))
            return Composed(spans, problem=problem)
        root = json_text.read(text, start)
        if isinstance(root, json_text.NotJson):
            return Composed(spans, problem=_problem(text, root, start))
        block = around_object(text, Span(start, root.end_mark.index))
        if not is_whole:
            return Composed(spans, block, root)
        extra = _first_text(text, block.body)
        if extra is None:
            return Composed(spans, whole(text), root)
        found = json_text.NotJson(extra, "Extra data")
        return Composed(spans, whole(text), problem=_problem(text, found, start))

    def layout(self, root: yaml.Node, file_text: str, content: Span) -> Layout:
        """Return where keys, values and items stand: at their nodes, as JSON has no aliases."""
        del file_text, content
        return layout_without_aliases(root, _part)

    def scalar_map(self, file_text: str, token: Span, style: str | None) -> ScalarMap | None:
        """Return where each character of a string comes from; None for other scalars."""
        return json_text.source_map(file_text[token.start : token.end]) if style else None

    def rewrite(self, scalar: Scalar, changes: Sequence[Edit]) -> Sequence[Edit]:
        """Return edits of the file that have the effect of `changes` on the scalar's value."""
        edits = json_text.rewrite_parts(scalar.text, changes)
        return [edit.shifted(scalar.token.start) for edit in edits]

    def replace(self, scalar: Scalar, literal: str) -> Sequence[Edit] | None:
        """Return the edit that writes a literal of YAML as JSON, such as a date in quotes."""
        written = json_text.literal(literal)
        return None if written is None else [Edit(scalar.token, written)]

    def write(self, value: str, style: str | None, place: ScalarPlace) -> str:
        """Return a text as a string of JSON."""
        del style, place
        return json_text.written(value)


def _part(node: yaml.Node) -> Part:
    return Part(Span(node.start_mark.index, node.end_mark.index))


def _first_text(text: str, span: Span) -> int | None:
    """Return the offset of the first character in a span that is not a space."""
    rest = text[span.start : span.end]
    left = rest.lstrip()
    return span.start + len(rest) - len(left) if left else None


def _problem(text: str, found: json_text.NotJson, start: int) -> Problem:
    if found.offset >= len(text.rstrip()):
        return Problem(ProblemKind.UNCLOSED, Span(start, min(start + 1, len(text))))
    # Few files need it.
    from linter.frontmatter import json_errors

    return Problem.of_syntax(json_errors.mistake(text, start, found.offset, found.reason))
