"""The front matter of a file as data, each piece with its place in the file."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from linter.core.limits import DEFAULT, Limits
from linter.core.text import LineIndex, Span
from linter.core.values import Path, Value, json_pointer
from linter.frontmatter.block import DATA_SUFFIXES, Format, FrontMatter, format_of, reads
from linter.frontmatter.layout import Layout
from linter.frontmatter.notation import Composed, Notation
from linter.frontmatter.notations import notation_for
from linter.frontmatter.problem import Problem, ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.reading import Reading
from linter.frontmatter.source import Source
from linter.frontmatter.spans import NodeSpans
from linter.frontmatter.values import NodeValues, Types, merged_mappings

# Only tags that are in the text are set, which PyYAML's types do not allow for.
_NO_TAG: Any = None
_JSON_SUFFIX = ".json"
_TOML_SUFFIX = ".toml"


class Member(NamedTuple):
    """One value below the root: its path, its key's node (None in a list), its node."""

    path: Path
    key: yaml.Node | None
    node: yaml.Node


class Document:
    """A file's front matter, or the whole of a data file, by its name.

    `data` holds the typed values; it is empty where `problem` explains why nothing could be read.
    `format` is what the front matter is written in, whether or not the reader of `dialect` takes
    that. `notation` reads it and writes what fixes change. Data and paths have keys as `spellings`
    has them by their lower-case form, and others as they are written.
    """

    def __init__(
        self,
        source: Source,
        dialect: Dialect = Dialect.JEKYLL,
        limits: Limits = DEFAULT,
        spellings: Mapping[str, str] = MappingProxyType({}),
        data: dict[str, Value] | None = None,
    ) -> None:
        """Read the front matter of `source`; never raises for anything a file can hold.

        `data` is what the document holds, if that is known.
        """
        self.source = source
        self.dialect = dialect
        self.limits = limits
        self.spellings = spellings
        name = source.path.lower()
        is_whole = name.endswith(DATA_SUFFIXES)
        self.format = _whole_format(name, dialect) if is_whole else format_of(source.text)
        is_read = is_whole or reads(dialect, self.format)
        self.notation: Notation = notation_for(self.format if is_read else Format.YAML)
        if source.bad_byte is None:
            composed = self.notation.compose(source, dialect, limits, is_whole=is_whole)
        else:
            composed = _bad_byte(source.text, source.bad_byte.offset)
        self.block: FrontMatter | None = composed.block
        self.problem: Problem | None = composed.problem
        self._spans = composed.spans
        self._values = NodeValues(self.notation, dialect, self._spans, spellings)
        self.scalars = self._values.scalars
        """How scalars are typed: by the dialect, or by the notation if that has types."""
        self._lines: LineIndex | None = None
        self._members: list[Member] | None = None
        self.root: yaml.MappingNode | None = None
        self.data: dict[str, Value] = {}
        if composed.problem is None:
            self._take(composed.root, data)

    def _take(self, root: yaml.Node | None, data: dict[str, Value] | None) -> None:
        """Keep the root of a block, which must be a mapping; nothing is an empty one."""
        if root is None or _is_nothing(root):
            root = self._empty_mapping()
        if isinstance(root, yaml.MappingNode):
            self.root = root
            self.data = self._values.of_root(root) if data is None else data
        else:
            self.problem = Problem(ProblemKind.NOT_A_MAPPING, self._spans.value(root))

    def _empty_mapping(self) -> yaml.MappingNode:
        """Return the root of a block that holds nothing; its place is the opening line's dashes."""
        width = len(self.text(self.block.opening).rstrip()) if self.block else 0
        start, end = (yaml.Mark("", index, 0, index, None, 0) for index in (0, width))
        return yaml.MappingNode(_NO_TAG, [], start, end, flow_style=False)

    @cached_property
    def layout(self) -> Layout:
        """Where keys, values, items and aliases stand; empty without a root."""
        if self.root is None or self.block is None:
            return Layout({}, [], {})
        return self.notation.layout(self.root, self.source.text, self.block.content)

    # Typed values

    @property
    def has_repeated_keys(self) -> bool:
        """Whether a mapping may have a key twice; False is certain."""
        return self._of_all.has_repeated_keys

    @property
    def plain_texts(self) -> set[str]:
        """Keys and values without quotes, except values that another key overrides."""
        return self._of_all.plain_texts

    @property
    def times(self) -> set[str]:
        """Values that the dialect reads as a date or a time."""
        return self._of_all.times

    @property
    def _of_all(self) -> NodeValues:
        if self.root is not None:
            self._values.of_root(self.root)
        return self._values

    def types(self, node: yaml.Node) -> Types:
        """Return a node's values in the form of `data`, with the type of each scalar."""
        return self._values.types(node)

    def reading(self, node: yaml.ScalarNode) -> Reading:
        """Return a scalar's type and value as the document's dialect reads it."""
        return self._values.reading(node)

    def is_merge(self, key: yaml.Node, value: yaml.Node) -> bool:
        """Whether a pair is a YAML merge (`<<: *defaults`) that the dialect carries out."""
        return self._values.is_merge(key, value)

    def key_text(self, node: yaml.Node) -> str:
        """Return a key as it is written; one that is itself a collection is its source text."""
        return self._spans.key_text(node)

    def name(self, node: yaml.Node) -> str:
        """Return the name under which `data` has the value of a key."""
        return self._values.name(node)

    # Places and paths

    @property
    def lines(self) -> LineIndex:
        """Rows and columns of the whole file."""
        if self._lines is None:
            self._lines = LineIndex(self.source.text)
        return self._lines

    @property
    def members(self) -> list[Member]:
        """Every value below the root, in the order of the text; what aliases repeat comes once."""
        if self._members is None:
            self._members = []
            if self.root is not None:
                self._add_members(self._members, self.root, (), set())
        return self._members

    def _add_members(
        self, found: list[Member], node: yaml.Node, path: Path, seen: set[int]
    ) -> None:
        if id(node) in seen:
            return
        if isinstance(node, yaml.MappingNode):
            seen.add(id(node))
            for key_node, value_node in node.value:
                inner: Path = (*path, self._values.name(key_node))
                found.append(Member(inner, key_node, value_node))
                if isinstance(value_node, yaml.CollectionNode):
                    self._add_members(found, value_node, inner, seen)
        elif isinstance(node, yaml.SequenceNode):
            seen.add(id(node))
            for index, item in enumerate(node.value):
                found.append(Member((*path, index), None, item))
                if isinstance(item, yaml.CollectionNode):
                    self._add_members(found, item, (*path, index), seen)

    def shared_places(self) -> list[list[Path]]:
        """Return the paths of each node that aliases show in more than one place.

        A merged mapping shows its values at the path of the mapping that merges it.
        """
        places: dict[int, list[Path]] = {}
        if self.root is not None and "*" in self.source.text:
            pending: list[tuple[yaml.Node, Path]] = [(self.root, ())]
            while pending:
                node, path = pending.pop()
                places.setdefault(id(node), []).append(path)
                if isinstance(node, yaml.MappingNode):
                    for key, value in node.value:
                        if self._values.is_merge(key, value):
                            pending += ((merged, path) for merged in merged_mappings(value))
                        else:
                            pending.append((value, (*path, self._values.name(key))))
                elif isinstance(node, yaml.SequenceNode):
                    pending += ((item, (*path, at)) for at, item in enumerate(node.value))
        return [paths for paths in places.values() if len(paths) > 1]

    def member(self, path: Path) -> Member:
        """Return the member at `path`, the one that counts where a key stands twice.

        Raises:
            KeyError: nothing stands there.

        """
        member = Member((), None, self._root_node())
        for index, token in enumerate(path):
            inner = self._child(member.node, token)
            if inner is None:
                raise KeyError(json_pointer(path))
            member = Member(path[: index + 1], *inner)
        return member

    def counts(self, member: Member) -> bool:
        """Whether a member is what stands at its path: no later key overrides it or its parents."""
        try:
            return self.member(member.path).node is member.node
        except KeyError:
            return False

    def _child(
        self, node: yaml.Node, token: str | int
    ) -> tuple[yaml.Node | None, yaml.Node] | None:
        if isinstance(node, yaml.SequenceNode):
            is_there = isinstance(token, int) and 0 <= token < len(node.value)
            return (None, node.value[token]) if is_there else None
        if isinstance(node, yaml.MappingNode) and isinstance(token, str):
            return self._values.pairs(node).get(token)
        return None

    def _root_node(self) -> yaml.MappingNode:
        if self.root is None:
            raise KeyError("")
        return self.root

    def span(self, path: Path) -> Span:
        """Return where a value stands, its quotes included.

        Raises:
            KeyError: nothing stands there.

        """
        return self._spans.value(self.member(path).node)

    def key_span(self, path: Path) -> Span:
        """Return where the key of a value stands; for a list item, the item itself.

        Raises:
            KeyError: nothing stands there.

        """
        member = self.member(path)
        return self._spans.value(member.node if member.key is None else member.key)

    def node_span(self, node: yaml.Node) -> Span:
        """Return where a node of this document stands."""
        return self._spans.value(node)

    def mapping_span(self, path: Path) -> Span:
        """Return the first key of a mapping, which stands for the mapping as a place.

        Raises:
            KeyError: nothing stands there.

        """
        node = self.member(path).node
        if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
            return self._spans.value(node.value[0][0])
        return self._spans.value(node)

    def text(self, span: Span) -> str:
        """Return the source text at `span`."""
        return self.source.text[span.start : span.end]

    @property
    def block_text(self) -> str:
        """The source text of the block's content; empty without a block."""
        return "" if self.block is None else self.text(self.block.content)

    def token_span(self, node: yaml.Node) -> Span:
        """Return the span between a node's marks, with its anchor and tag."""
        return self._spans.token(node)

    def tag_span(self, node: yaml.Node) -> Span:
        """Return where the tag of a tagged node stands, with an anchor before it."""
        return self._spans.tag(node)


def _whole_format(name: str, dialect: Dialect) -> Format:
    if name.endswith(_TOML_SUFFIX):
        return Format.TOML
    is_json = dialect.has_json_files and name.endswith(_JSON_SUFFIX)
    return Format.JSON if is_json else Format.YAML


def _bad_byte(text: str, offset: int) -> Composed:
    problem = Problem(ProblemKind.BAD_BYTE, Span(offset, offset + 1))
    return Composed(NodeSpans(text), problem=problem)


def _is_nothing(root: yaml.Node) -> bool:
    """Whether a root is the empty scalar below `---`: no anchor, no tag, no text."""
    return isinstance(root, yaml.ScalarNode) and root.start_mark.index == root.end_mark.index
