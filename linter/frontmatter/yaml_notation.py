"""YAML front matter, and files that are YAML as a whole."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import yaml

from linter.core.limits import Limits
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span, line_start
from linter.frontmatter.block import Absence, FrontMatter, content_start, find, whole
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.layout import Layout
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.notation import Composed
from linter.frontmatter.problem import Problem, ProblemKind
from linter.frontmatter.scalar_text import Scalar, ScalarMap, ScalarPlace
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import ScalarReader, scalar_reader
from linter.frontmatter.source import Source
from linter.frontmatter.spans import NodeSpans
from linter.frontmatter.yaml_depth import expansion_problem, may_be_deeper, too_deep_at
from linter.frontmatter.yaml_parser import REPEATED_ANCHOR, first_document
from linter.frontmatter.yaml_spans import YamlSpans

_LINE = lazy_pattern(r"[^\r\n]*")
# The scanner of libyaml 0.2.6 and later, where the parser has not yet seen an error before it.
_PARSER_TOO_DEEP = "exceeded maximum nesting depth"
_ALIAS = lazy_pattern(r"\*[^\s,\[\]{}]+")
_ANCHOR = lazy_pattern(r"&[^\s,\[\]{}]+")
_MAY_BE_MISREAD = lazy_pattern(r"\?|[&*][0-9A-Za-z_-]+:")
_NOT_YAML = lazy_pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class YamlNotation:
    """YAML, as libyaml parses it.

    The modules that only findings and fixes need are imported by the methods that use them.
    """

    readers_differ = True
    has_merges = True
    separator = ": "

    def scalars(self, dialect: Dialect) -> ScalarReader:
        """Return how the reader of a dialect types scalars."""
        return scalar_reader(dialect)

    def has_times(self, dialect: Dialect) -> bool:
        """Whether dates and times without quotes are values of their own to a reader."""
        return dialect.has_times

    def compose(
        self, source: Source, dialect: Dialect, limits: Limits, *, is_whole: bool
    ) -> Composed:
        """Return the nodes of the block between the dialect's delimiters, or of the whole file."""
        text = source.text
        block = whole(text) if is_whole else find(text, delimiters(dialect))
        if isinstance(block, Absence):
            return Composed(NodeSpans(text), problem=_absence(block, text))
        spans = YamlSpans(text, block.content)
        if block.content.end - block.content.start > limits.max_front_matter:
            too_large = Problem(ProblemKind.TOO_LARGE, _line(text, 0))
            return Composed(spans, block, problem=too_large)
        root, problem = _BlockParser(text, block, dialect).root_and_problem(limits)
        is_open = not is_whole and block.closing.start == block.closing.end
        if is_open and not isinstance(root, yaml.MappingNode):
            return Composed(spans, problem=_absence(Absence.UNCLOSED, text))
        return Composed(spans, block, root, problem)

    def layout(self, root: yaml.Node, file_text: str, content: Span) -> Layout:
        """Return where keys, values, items and aliases stand below the root of a block."""
        from linter.frontmatter.yaml_layout import yaml_layout

        return yaml_layout(root, file_text, content)

    def scalar_map(self, file_text: str, token: Span, style: str | None) -> ScalarMap | None:
        """Return where each character of a scalar's value comes from, in its token."""
        from linter.frontmatter.yaml_scalars.source_map import source_map
        from linter.frontmatter.yaml_scalars.tokens import parent_indent

        indent = parent_indent(file_text, token.start)
        return source_map(file_text[token.start : token.end], style, indent)

    def rewrite(self, scalar: Scalar, changes: Sequence[Edit]) -> Sequence[Edit]:
        """Return edits of the file that have the effect of `changes` on the scalar's value."""
        from linter.frontmatter.yaml_scalars.rewrite import rewrite_parts
        from linter.frontmatter.yaml_scalars.tokens import parent_indent

        indent = parent_indent(scalar.file_text, scalar.token.start)
        place = ScalarPlace(indent, flow=scalar.in_flow, newline=scalar.newline)
        node = scalar.node
        edits = rewrite_parts(scalar.text, node.style, node.value, changes, place)
        return [edit.shifted(scalar.token.start) for edit in edits]

    def replace(self, scalar: Scalar, literal: str) -> Sequence[Edit]:
        """Return edits of the file that put a literal, on one line, in a scalar's place."""
        from linter.frontmatter.yaml_scalars.rewrite import replace

        edits = replace(scalar.text, scalar.node.style, literal, flow=scalar.in_flow)
        return [edit.shifted(scalar.token.start) for edit in edits]

    def write(self, value: str, style: str | None, place: ScalarPlace) -> str:
        """Return a new token for a text, in double quotes where the style cannot hold it."""
        from linter.frontmatter.yaml_scalars.write import write

        return write(value, style or "", place)


def _absence(absence: Absence, text: str) -> Problem:
    if absence is Absence.MISSING:
        return Problem(ProblemKind.MISSING, _line(text, 0))
    return Problem(ProblemKind.UNCLOSED, _line(text, content_start(text)))


def _line(text: str, offset: int) -> Span:
    """Return the line that holds an offset, without its end."""
    start = line_start(text, offset)
    line = _LINE.match(text, start)
    return Span(start, line.end() if line else start)


_Root: TypeAlias = tuple[yaml.Node | None, Problem | None]


class _BlockParser:
    """Parses one block and finds what is wrong with it."""

    def __init__(self, file_text: str, block: FrontMatter, dialect: Dialect) -> None:
        self._dialect = dialect
        self._offset = block.content.start
        self._text = file_text[block.content.start : block.content.end]
        is_closed = block.closing.start < block.closing.end
        if is_closed and delimiters(dialect).cuts_line_end and self._text.endswith("\n\n"):
            self._text = self._text.removesuffix("\n")

    def root_and_problem(self, limits: Limits) -> _Root:
        """Return the root of the block, and what is wrong with it."""
        text, depth = self._text, limits.max_depth
        # libyaml's composer recurses on the C stack, so the depth is tested before.
        deep = too_deep_at(text, depth) if may_be_deeper(text, depth) else None
        root: yaml.Node | None = None
        if deep is not None:
            problem: Problem | None = self._too_deep(deep)
        else:
            root, problem = self._root()
        if problem is None and isinstance(root, yaml.MappingNode) and "*" in text:
            kind = expansion_problem(root, limits)
            problem = None if kind is None else Problem(kind, self._first_alias())
        return root, problem

    def _root(self) -> _Root:
        text = self._text
        try:
            root, following = first_document(text, anchors_repeat=self._dialect.anchors_repeat)
        except yaml.reader.ReaderError:
            return None, self._unreadable_character()
        except yaml.MarkedYAMLError as error:
            if error.problem == REPEATED_ANCHOR:
                return None, self._repeated_anchor(error)
            return None, self._syntax_problem(error)
        # A whole file may end with `---`, as front matter does.
        is_second = isinstance(following, yaml.DocumentStartEvent)
        if is_second and text[following.end_mark.index :].strip():
            return root, self._second_document(following)
        if not self._dialect.is_libyaml and _MAY_BE_MISREAD.search(text):
            return root, self._misread()
        return root, None

    def _too_deep(self, offset: int) -> Problem:
        return Problem(ProblemKind.TOO_DEEP, self._shifted(offset, offset + 1))

    def _second_document(self, event: Any) -> Problem:
        start = event.start_mark.index
        end = start + len("---" if event.explicit else " ")
        return Problem.of_syntax(
            Mistake(
                self._shifted(start, end),
                "a second YAML document starts here; it and all that follows is ignored",
                "Put all fields between the first `---` and the closing one.",
            )
        )

    def _repeated_anchor(self, error: yaml.MarkedYAMLError) -> Problem:
        first, second = (
            self._shifted(*match.span())
            for mark in (error.context_mark, error.problem_mark)
            if mark is not None and (match := _ANCHOR.match(self._text, mark.index))
        )
        reader = self._dialect.reader
        return Problem.of_syntax(
            Mistake(
                second,
                f"the name of this anchor is taken; {reader} refuses a second one",
                "Give one of the two another name.",
                ("the first one", first),
            )
        )

    def _unreadable_character(self) -> Problem:
        match = _NOT_YAML.search(self._text)
        start = match.start() if match else 0
        shown = quoted(self._text[start : start + 1])
        return Problem.of_syntax(
            Mistake(
                self._shifted(start, start + 1),
                f"YAML does not allow this control character: {shown}",
                "Delete it, or write it as an escape inside double quotes.",
            )
        )

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        # Few files need them.
        from linter.frontmatter import yaml_gaps
        from linter.frontmatter.yaml_errors.broken_text import stop_of
        from linter.frontmatter.yaml_errors.causes import mistake

        stop = stop_of(error, self._text)
        if error.problem == _PARSER_TOO_DEEP:
            return self._too_deep(stop)
        if not self._dialect.is_libyaml:
            gap = yaml_gaps.gap(self._text, stop)
            if gap is None and self._dialect is Dialect.YAML_1_2:
                # Any program may read the file.
                gap = yaml_gaps.indented_with_tabs(self._text)
            if gap is not None:
                return self._not_read_here(gap)
        return Problem.of_syntax(mistake(self._text, error).shifted(self._offset))

    def _misread(self) -> Problem | None:
        from linter.frontmatter import yaml_gaps

        gap = yaml_gaps.misread(self._text)
        return None if gap is None else self._not_read_here(gap)

    def _not_read_here(self, gap: Mistake) -> Problem:
        shifted = gap.shifted(self._offset)
        return Problem(ProblemKind.NOT_READ_HERE, shifted.span, shifted)

    def _first_alias(self) -> Span:
        alias = _ALIAS.search(self._text)
        return self._shifted(*alias.span()) if alias else self._shifted(0, 3)

    def _shifted(self, start: int, end: int) -> Span:
        return Span(start + self._offset, end + self._offset)
