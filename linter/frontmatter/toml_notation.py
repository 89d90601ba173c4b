"""TOML front matter, and files that are TOML as a whole."""

from collections.abc import Sequence

import yaml

from linter.core import toml
from linter.core.limits import Limits
from linter.core.text import Edit, Span
from linter.frontmatter import toml_nodes, toml_strings
from linter.frontmatter.block import Absence, FrontMatter, content_start, find, whole
from linter.frontmatter.delimiters import TOML as LINES
from linter.frontmatter.layout import Layout, Part, layout_without_aliases
from linter.frontmatter.notation import Composed
from linter.frontmatter.problem import Problem, ProblemKind
from linter.frontmatter.scalar_text import Scalar, ScalarMap, ScalarPlace
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import ScalarReader
from linter.frontmatter.scalars.toml import TOML
from linter.frontmatter.source import Source
from linter.frontmatter.spans import NodeSpans

_WIDTH = len("+++")


class TomlNotation:
    """TOML, as the standard library reads it: every dialect types its values alike."""

    readers_differ = False
    has_merges = False
    separator = " = "

    def scalars(self, dialect: Dialect) -> ScalarReader:
        """Return how scalars are typed: by TOML, which leaves nothing to readers."""
        del dialect
        return TOML

    def has_times(self, dialect: Dialect) -> bool:
        """Whether dates and times without quotes are no text to a reader.

        Hugo 0.168 prints those without an offset as they are written (measured).
        """
        return dialect is not Dialect.HUGO

    def compose(
        self, source: Source, dialect: Dialect, limits: Limits, *, is_whole: bool
    ) -> Composed:
        """Return the nodes of the block between lines of `+++`, or of the whole file."""
        del dialect
        text, spans = source.text, NodeSpans(source.text)
        block = whole(text) if is_whole else find(text, LINES)
        if isinstance(block, Absence):
            return Composed(spans, problem=Problem(ProblemKind.UNCLOSED, _opening_line(text)))
        if block.content.end - block.content.start > limits.max_front_matter:
            line = block.opening if block.opening.end else Span(0, 0)
            return Composed(spans, block, problem=Problem(ProblemKind.TOO_LARGE, line))
        root = _root(text, block, limits)
        if isinstance(root, Problem):
            return Composed(spans, block, problem=root)
        return Composed(spans, block, root)

    def layout(self, root: yaml.Node, file_text: str, content: Span) -> Layout:
        """Return where keys, values and items stand; a key with what a dotted key has before it."""
        del file_text, content
        return layout_without_aliases(root, _part)

    def scalar_map(self, file_text: str, token: Span, style: str | None) -> ScalarMap | None:
        """Return where each character of a string comes from; None for other scalars."""
        return toml_strings.source_map(file_text[slice(*token)], style) if style else None

    def rewrite(self, scalar: Scalar, changes: Sequence[Edit]) -> Sequence[Edit]:
        """Return edits of the file that have the effect of `changes` on the scalar's value."""
        style = scalar.node.style
        edits = toml_strings.rewrite_parts(scalar.text, style or "", changes, scalar.newline)
        return [edit.shifted(scalar.token.start) for edit in edits]

    def replace(self, scalar: Scalar, literal: str) -> Sequence[Edit] | None:
        """Return the edit that writes a literal which YAML and TOML have in common."""
        return [Edit(scalar.token, literal)] if _is_value(literal) else None

    def write(self, value: str, style: str | None, place: ScalarPlace) -> str:
        """Return a key, or a text as a string on one line."""
        if place.key:
            return toml_strings.written_key(value, style or "")
        return toml_strings.written(value, style or "")


def _root(text: str, block: FrontMatter, limits: Limits) -> yaml.MappingNode | Problem:
    try:
        root = _read(text, block.content, limits.max_depth)
    except toml.TooDeepError as error:
        return Problem(ProblemKind.TOO_DEEP, Span(error.offset, error.offset + 1))
    if isinstance(root, yaml.MappingNode) and not root.value:
        # Where nothing is, the opening line stands for it.
        start = block.opening.start
        end = start + (_WIDTH if block.opening.end > start else 0)
        root.start_mark, root.end_mark = toml_nodes.marks(Span(start, end))
    return root


def _read(text: str, content: Span, max_depth: int) -> yaml.MappingNode | Problem:
    """Return the root of a text that is TOML but for keys that stand twice, or what is wrong.

    Raises:
        TooDeepError: values are nested too deeply.

    """
    reason = _refusal(text, content, max_depth)
    if reason is not None:
        # Few files need them.
        from linter.frontmatter.toml_errors.causes import mistake
        from linter.frontmatter.toml_errors.duplicates import are_only_mistake
        from linter.frontmatter.toml_versions import as_toml_1_0

        old = as_toml_1_0(text, content)
        reason = _refusal(old, content, max_depth)
        if reason is not None and not are_only_mistake(old, content, max_depth):
            return Problem.of_syntax(mistake(old, content, reason))
    return toml_nodes.read(text, content, max_depth)


def _refusal(text: str, content: Span, max_depth: int) -> str | None:
    """Return why the standard library refuses the TOML at `content`; None if it does not.

    Raises:
        TooDeepError: values are nested too deeply.

    """
    try:
        toml.loads(text, max_depth, content)
    except toml.TooDeepError:
        raise
    except ValueError as error:
        return str(error)
    return None


def _opening_line(text: str) -> Span:
    start = content_start(text)
    return Span(start, start + _WIDTH)


def _part(node: yaml.Node) -> Part:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, toml_nodes.KeyNode):
        in_header = node.opening is None
        opening = start if node.opening is None else node.opening
        return Part(Span(opening, end), in_header=in_header, repeats=tuple(node.repeats))
    in_pieces = isinstance(node, toml_nodes.TableNode) and node.in_pieces
    return Part(Span(start, end), in_pieces=in_pieces)


def _is_value(literal: str) -> bool:
    """Whether a text on one line is one value of TOML."""
    try:
        values = toml.parsed(f"a = [{literal}]")
    except ValueError:
        return False
    return len(values["a"]) == 1 and "\n" not in literal
