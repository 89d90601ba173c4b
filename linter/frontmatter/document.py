"""The front matter as data, each piece with its place in the file.

One parse by libyaml gives nodes with marks; values are typed as the site's dialect of YAML types
them, dates stay text. JSON front matter gives the same kind of nodes.
Of the marks only `index` is used: it counts code points, while `line` counts U+2028 and U+0085 as
line ends.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer

from linter.core.limits import DEFAULT, Limits
from linter.core.text import LineIndex, Span, quoted
from linter.frontmatter import json_text
from linter.frontmatter.block import (
    JEKYLL,
    LENIENT,
    YAML_SUFFIXES,
    Absence,
    Delimiters,
    FrontMatter,
    Notation,
    around_json,
    content_start,
    find,
    notation,
    start_of,
    whole,
)
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.scalars.dialect import Dialect, plain, tagged
from linter.frontmatter.scalars.reading import Reading, Type
from linter.frontmatter.source import Source

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]
Types: TypeAlias = "Type | list[Types] | dict[str, Types]"
"""Keys and list indices from the whole front matter down to one value."""

TIMES = (Type.DATE, Type.TIME)
_BLOCK_PREFIX = r"\-?: \t\ufeff"
_OTHER_LINE_ENDS = "\r\x85\u2028\u2029"
_TEXT_TAG = "tag:yaml.org,2002:str"
# Only tags that stand in the text are set; PyYAML's types do not know of that.
_NO_TAG: Any = None
_JSON_SUFFIX = ".json"
# libyaml ends the name of an anchor at the first character that cannot be in one: `&a: b`.
_PROPERTIES = re.compile(
    r"(?:(?:&[0-9A-Za-z_-]*|!\S*)"
    r"(?:\s+(?:#[^\r\n\x85\u2028\u2029]*\s+)*|\Z|(?<=[0-9A-Za-z_-])(?=[?:,\]}%@`])))+"
)
_TAG = re.compile(r"(?:&\S*\s+(?:#[^\r\n\x85\u2028\u2029]*\s+)*)?!\S*")
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Trouble(Enum):
    """Why a file's front matter could not be read as a mapping."""

    BAD_BYTE = auto()
    MISSING = auto()
    UNCLOSED = auto()
    TOO_LARGE = auto()
    SYNTAX = auto()
    NOT_READ_HERE = auto()
    """The site's reader takes it, and the parser used here does not."""
    TOO_DEEP = auto()
    ALIAS_EXPANSION = auto()
    NOT_A_MAPPING = auto()


class Problem(NamedTuple):
    """Trouble, its place, and the mistake where it is the syntax."""

    trouble: Trouble
    span: Span
    mistake: Mistake | None = None


class Member(NamedTuple):
    """One value below the root: its path, its key's node (None in a list), its node."""

    path: Path
    key: yaml.Node | None
    node: yaml.Node


class Document:
    """A file's front matter, or the whole of a file whose name says that it is YAML.

    `data` holds the typed values; it is empty where `problem` says why nothing could be read.
    `notation` is what the front matter is written in, whether or not that is read: Jekyll reads
    YAML alone, a `dialect` of YAML 1.2 stands for generators such as Hugo, which take JSON too.
    """

    def __init__(
        self, source: Source, dialect: Dialect = Dialect.JEKYLL, limits: Limits = DEFAULT
    ) -> None:
        """Read the front matter of `source`; never raises for anything a file can hold."""
        self.source = source
        self.dialect = dialect
        self.limits = limits
        self.notation = Notation.YAML
        self.problem: Problem | None = None
        self.block: FrontMatter | None = None
        self.root: yaml.MappingNode | None = None
        self.data: dict[str, Value] = {}
        self._offset = 0
        self._lines: LineIndex | None = None
        self._members: list[Member] | None = None
        self._pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}
        self.has_repeated_keys = False
        """Whether a mapping may have a key twice; where it has, this is true."""
        self.plain_texts: set[str] = set()
        """What stands without quotes as a key or value, but for what another key overrides."""
        self.times: set[str] = set()
        """What stands somewhere as a value that the dialect reads as a date or a time."""
        self._read()

    # Reading

    def _read(self) -> None:
        source = self.source
        if source.bad_byte is not None:
            offset = source.bad_byte.offset
            self.problem = Problem(Trouble.BAD_BYTE, Span(offset, offset + 1))
            return
        name = source.path.lower()
        is_whole = name.endswith(YAML_SUFFIXES)
        if not is_whole:
            self.notation = notation(source.text)
        elif self.dialect is not Dialect.JEKYLL and name.endswith(_JSON_SUFFIX):
            self.notation = Notation.JSON
        if self.notation is Notation.JSON and self.dialect is not Dialect.JEKYLL:
            self._read_json(is_whole=is_whole)
        else:
            self._read_yaml(
                whole(source.text) if is_whole else find(source.text, delimiters(self.dialect))
            )

    def _read_yaml(self, block: FrontMatter | Absence) -> None:
        if isinstance(block, Absence):
            self.problem = self._absence(block)
            return
        self.block = block
        self._offset = block.yaml.start
        text = self.text(block.yaml)
        self.problem = self._excess(text)
        root = None if self.problem else self._compose(text)
        if self.problem is not None:
            return
        if isinstance(root, yaml.MappingNode) and "*" in text:
            expansion = _alias_trouble(root, self.limits)
            if expansion is not None:
                self.problem = Problem(expansion, self._alias_span(text))
                return
        self._take(root, block)

    def _absence(self, absence: Absence) -> Problem:
        if absence is Absence.MISSING:
            return Problem(Trouble.MISSING, self.lines.line(1))
        row = self.lines.position(content_start(self.source.text)).row
        line = self.lines.line(row)
        # A byte-order mark is no part of the line.
        return Problem(Trouble.UNCLOSED, Span(line.start if row > 1 else 0, line.end))

    def _take(self, root: yaml.Node | None, block: FrontMatter) -> None:
        """Keep the root of a block, which must be a mapping; nothing is an empty one."""
        if root is None or _is_nothing(root):
            root = _empty_mapping(len(self.text(block.opening).rstrip()))
        if isinstance(root, yaml.MappingNode):
            self.root = root
            self.data = self._mapping(root)
            return
        self.problem = Problem(Trouble.NOT_A_MAPPING, self._span_of(root))

    def _read_json(self, *, is_whole: bool) -> None:
        """Read a JSON object at the start of the text, or JSON as a whole file."""
        text = self.source.text
        start = start_of(text) if is_whole else content_start(text)
        deep = json_text.too_deep_at(text, start, self.limits.max_depth)
        if deep is not None:
            self.problem = Problem(Trouble.TOO_DEEP, Span(deep, deep + 1))
            return
        root = json_text.read(text, start)
        if isinstance(root, json_text.NotJson):
            self.problem = self._json_problem(root, start)
            return
        block = around_json(text, Span(start, self._end_of(root)))
        self.block = whole(text) if is_whole else block
        rest = self.text(block.body)
        if is_whole and rest.strip():
            extra = block.body.start + len(rest) - len(rest.lstrip())
            self.problem = self._json_problem(json_text.NotJson(extra, "Extra data"), start)
        else:
            self._take(root, block)

    def _json_problem(self, found: json_text.NotJson, start: int) -> Problem:
        offset = found.offset
        if offset >= len(self.source.text.rstrip()):
            return Problem(Trouble.UNCLOSED, Span(start, min(start + 1, len(self.source.text))))
        # Few files need it.
        from linter.frontmatter import json_errors

        return _of_syntax(json_errors.mistake(self.source.text, start, offset, found.reason))

    def _excess(self, text: str) -> Problem | None:
        """Return what is too much for libyaml or for us; None if nothing is."""
        # libyaml's composer recurses on the C stack.
        max_depth = self.limits.max_depth
        if len(text) > self.limits.max_front_matter:
            return Problem(Trouble.TOO_LARGE, self.lines.line(1))
        deep = _too_deep_at(text, max_depth) if _may_be_deeper(text, max_depth) else None
        return None if deep is None else Problem(Trouble.TOO_DEEP, self._shifted(deep, deep + 1))

    def _compose(self, text: str) -> yaml.Node | None:
        try:
            try:
                root, following = _first_document(_Loader(text))
            except yaml.composer.ComposerError as error:
                if not _is_of_repeated_anchor(error):
                    raise
                root, following = _first_document(_LastAnchorLoader(text))
        except yaml.reader.ReaderError:
            self.problem = self._unreadable_character(text)
        except yaml.MarkedYAMLError as error:
            self.problem = self._syntax_problem(error, text)
        else:
            if self.dialect is not Dialect.JEKYLL and "?" in text:
                self.problem = self._misread(text)
            is_second = isinstance(following, yaml.DocumentStartEvent)
            # A whole file may end with `---`, as front matter does.
            if is_second and text[following.end_mark.index :].strip():
                self.problem = self._second_document(following)
            return root
        return None

    def _second_document(self, event: Any) -> Problem:
        start = event.start_mark.index
        end = start + len("---" if event.explicit else " ")
        return _of_syntax(
            Mistake(
                self._shifted(start, end),
                "a second YAML document starts here; it and all that follows is ignored",
                "Put all fields between the first `---` and the closing one.",
            )
        )

    def _unreadable_character(self, text: str) -> Problem:
        match = _NOT_YAML.search(text)
        start = match.start() if match else 0
        return _of_syntax(
            Mistake(
                self._shifted(start, start + 1),
                f"YAML does not allow this control character: {quoted(text[start : start + 1])}",
                "Delete it, or write it as an escape inside double quotes.",
            )
        )

    def _syntax_problem(self, error: yaml.MarkedYAMLError, text: str) -> Problem:
        # Few files need them.
        from linter.frontmatter import yaml_gaps
        from linter.frontmatter.yaml_errors.broken_text import stop_of
        from linter.frontmatter.yaml_errors.causes import mistake

        if self.dialect is not Dialect.JEKYLL:
            gap = yaml_gaps.gap(text, stop_of(error, text))
            if gap is not None:
                return self._not_read_here(gap)
        return _of_syntax(mistake(text, error).shifted(self._offset))

    def _misread(self, text: str) -> Problem | None:
        from linter.frontmatter import yaml_gaps

        gap = yaml_gaps.misread(text)
        return None if gap is None else self._not_read_here(gap)

    def _not_read_here(self, gap: Mistake) -> Problem:
        shifted = gap.shifted(self._offset)
        return Problem(Trouble.NOT_READ_HERE, shifted.span, shifted)

    def _alias_span(self, text: str) -> Span:
        anchor = re.search(r"\*[^\s,\[\]{}]+", text)
        return self._shifted(*anchor.span()) if anchor else self._shifted(0, 3)

    # Typed values

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Value]:
        return {name: self._value(value) for name, (_, value) in self._pairs_of(node).items()}

    def _pairs_of(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return the pairs of a mapping that count, by key: the last of equal ones, and merged."""
        pairs = self._pairs.get(id(node))
        if pairs is None:
            pairs = self._pairs[id(node)] = {}
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                    pairs[key.value] = (key, value)
                    if not key.style and not key.tag:
                        self.plain_texts.add(key.value)
                elif self.is_merge(key, value):
                    for merged in _merged_mappings(value):
                        pairs.update(self._pairs_of(merged))
                else:
                    pairs[self.key_text(key)] = (key, value)
            self.has_repeated_keys |= len(pairs) != len(node.value)
        return pairs

    def _value(self, node: yaml.Node) -> Value:
        if isinstance(node, yaml.ScalarNode):
            if not node.tag:
                if node.style:
                    return node.value  # type: ignore[no-any-return]  # yaml's stubs leave it open
                self.plain_texts.add(node.value)
            kind, value = self.reading(node)
            if kind in TIMES:
                self.times.add(node.value)
            # What is refused is still text to the other rules.
            return node.value if kind is Type.REFUSED else value
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        return [self._value(item) for item in node.value]

    def types(self, node: yaml.Node) -> Types:
        """Return a node's values in the form of `data`, but with the type of each scalar."""
        if isinstance(node, yaml.ScalarNode):
            return self.reading(node).type
        if isinstance(node, yaml.MappingNode):
            return {name: self.types(value) for name, (_, value) in self._pairs_of(node).items()}
        return [self.types(item) for item in node.value]

    def reading(self, node: yaml.ScalarNode) -> Reading:
        """Return a scalar's type and value as the document's dialect reads it."""
        if node.tag is not None:
            return tagged(node.value, node.tag, self.dialect)
        if node.style:
            return Reading(Type.STRING, node.value)
        return plain(node.value, self.dialect)

    def is_merge(self, key: yaml.Node, value: yaml.Node) -> bool:
        """Whether a pair is a YAML merge (`<<: *defaults`) that the dialect carries out.

        Psych merges under a quoted `"<<"` too, and keeps a literal `<<` for what is no mapping or
        list of mappings, and for an alias to a list (measured with Psych 4.0.4). Others merge under
        `<<` without quotes alone, and JSON has no merges.
        """
        if not isinstance(key, yaml.ScalarNode) or key.value != "<<" or key.tag == _TEXT_TAG:
            return False
        if key.style and self.dialect is not Dialect.JEKYLL:
            return False
        is_alias = value.start_mark.index < key.start_mark.index
        if is_alias and isinstance(value, yaml.SequenceNode):
            return False
        return isinstance(value, yaml.MappingNode) or _is_list_of_mappings(value)

    def key_text(self, node: yaml.Node) -> str:
        """Return a key as text; a key that is itself a collection is its source text."""
        if isinstance(node, yaml.ScalarNode):
            text: str = node.value
            return text
        return self.text(self._span_of(node))

    # Places

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
            self._members = list(self._walk(self.root, (), set())) if self.root else []
        return self._members

    def _walk(self, node: yaml.Node, path: Path, seen: set[int]) -> Iterator[Member]:
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                inner: Path = (*path, self.key_text(key_node))
                yield Member(inner, key_node, value_node)
                yield from self._walk(value_node, inner, seen)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                yield Member((*path, index), None, item)
                yield from self._walk(item, (*path, index), seen)

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
                        if self.is_merge(key, value):
                            pending += ((merged, path) for merged in _merged_mappings(value))
                        else:
                            pending.append((value, (*path, self.key_text(key))))
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
            return self._pairs_of(node).get(token)
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
        return self._span_of(self.member(path).node)

    def key_span(self, path: Path) -> Span:
        """Return where the key of a value stands; for a list item, the item itself.

        Raises:
            KeyError: nothing stands there.

        """
        member = self.member(path)
        return self._span_of(member.node if member.key is None else member.key)

    def node_span(self, node: yaml.Node) -> Span:
        """Return where a node of this document stands."""
        return self._span_of(node)

    def mapping_span(self, path: Path) -> Span:
        """Return the first key of a mapping, which stands for the mapping as a place.

        Raises:
            KeyError: nothing stands there.

        """
        node = self.member(path).node
        if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
            return self._span_of(node.value[0][0])
        return self._span_of(node)

    def text(self, span: Span) -> str:
        """Return the source text at `span`."""
        return self.source.text[span.start : span.end]

    def token_span(self, node: yaml.Node) -> Span:
        """Return the span between a node's marks, with its anchor and tag."""
        return self._shifted(node.start_mark.index, node.end_mark.index)

    def tag_span(self, node: yaml.Node) -> Span:
        """Return where the tag of a tagged node stands, with an anchor before it."""
        start, end = self.token_span(node)
        tag = _TAG.match(self.source.text, start, end)
        return Span(start, tag.end() if tag else start + 1)

    def _span_of(self, node: yaml.Node) -> Span:
        start, end = self._shifted(node.start_mark.index, self._end_of(node))
        if self.source.text.startswith(("&", "!"), start):
            properties = _PROPERTIES.match(self.source.text, start)
            start = min(properties.end(), end) if properties else start
        return Span(start, end)

    def _end_of(self, node: yaml.Node) -> int:
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            # libyaml ends a block scalar behind the blank lines that follow it.
            if node.style in ("|", ">"):
                start = node.start_mark.index + self._offset
                token = self.source.text[start : end + self._offset]
                return int(node.start_mark.index) + len(token.rstrip())
            return end
        if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            alias_end = self._alias_ends.get(_place_of(node))
            if alias_end is not None:
                return alias_end
            last = node.value[-1]
            return self._end_of(last[1] if isinstance(last, tuple) else last)
        return end

    @cached_property
    def _alias_ends(self) -> dict[tuple[int, bool], int]:
        """Where the block collections end that end with an alias, whose node stands elsewhere."""
        text = self.text(self.block.yaml) if self.block else ""
        return _alias_ends(text) if "*" in text else {}

    def _shifted(self, start: int, end: int) -> Span:
        return Span(start + self._offset, end + self._offset)


class _Loader(CParser):
    """libyaml's composer without PyYAML's own typing: only tags that stand in the text are set."""

    def resolve(self, _kind: type[yaml.Node], _value: object, _implicit: object) -> None:
        """Return no tag."""

    def descend_resolver(self, _current: object, _index: object) -> None:
        """Do nothing: paths do not decide types here."""

    def ascend_resolver(self) -> None:
        """Do nothing: paths do not decide types here."""


class _LastAnchorLoader(Composer, _Loader):
    """PyYAML's own composer over libyaml's events, for texts that use an anchor's name again.

    An alias means the last anchor of its name before it (YAML 1.2.2, section 3.2.2.2); PyYAML
    refuses the second one. This composer takes several times as long as the one in C.
    """

    def __init__(self, text: str) -> None:
        """Take the text."""
        Composer.__init__(self)
        _Loader.__init__(self, text)

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; its anchor hides an earlier one of the same name."""
        event: Any = self.peek_event()
        if not isinstance(event, yaml.AliasEvent):
            self.anchors.pop(event.anchor, None)
        return super().compose_node(parent, index)


def _first_document(loader: Any) -> tuple[yaml.Node | None, Any]:
    """Return the root of the first document, all that Psych reads, and the event behind it.

    Raises:
        YAMLError: the text is broken.

    """
    try:
        if not loader.check_node():
            return None, None
        return loader.get_node(), loader.get_event()
    finally:
        loader.dispose()


def _of_syntax(mistake: Mistake) -> Problem:
    return Problem(Trouble.SYNTAX, mistake.span, mistake)


def _is_of_repeated_anchor(error: yaml.composer.ComposerError) -> bool:
    return error.problem == "second occurrence"


def _is_nothing(root: yaml.Node) -> bool:
    """Whether a root is what stands behind `---` where nothing does: no anchor, no tag, no text."""
    return isinstance(root, yaml.ScalarNode) and root.start_mark.index == root.end_mark.index


def _empty_mapping(width: int) -> yaml.MappingNode:
    """Return the root of a block that holds nothing; its place is the opening line's dashes."""
    start, end = (yaml.Mark("", index, 0, index, None, 0) for index in (0, width))
    return yaml.MappingNode(_NO_TAG, [], start, end, flow_style=False)


def delimiters(dialect: Dialect) -> Delimiters:
    """Return the lines that enclose front matter where values are read in a dialect."""
    return JEKYLL if dialect is Dialect.JEKYLL else LENIENT


def _is_list_of_mappings(value: yaml.Node) -> bool:
    return isinstance(value, yaml.SequenceNode) and all(
        isinstance(item, yaml.MappingNode) for item in value.value
    )


def _merged_mappings(value: yaml.Node) -> list[yaml.MappingNode]:
    """Return the mappings that a merge joins, the strongest last."""
    nodes = reversed(value.value) if isinstance(value, yaml.SequenceNode) else [value]
    return [node for node in nodes if isinstance(node, yaml.MappingNode)]


def json_pointer(path: Path) -> str:
    """Return a path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in path)


def _may_be_deeper(text: str, limit: int) -> bool:
    """Whether the text could nest deeper than `limit`: a cheap bound that never says no wrongly.

    Block collections nest by indentation or by `- - -` at the start of a line, and a sequence may
    stand at its parent's own column: two at most for each column. Flow collections nest by
    brackets, of which `[` may hold a mapping without braces: `[a: b]`.
    """
    in_flow = 2 * text.count("[") + text.count("{")
    # So wide an indentation is enough.
    widest = (limit - in_flow) // 2
    if widest <= 0:
        return True
    # To look for one character is many times faster than for one of several. Where lines end in
    # other ways, a run inside a line counts too, which errs on this side.
    has_other_ends = any(end in text for end in _OTHER_LINE_ENDS)
    start = "" if has_other_ends else "\n"
    return re.search(rf"{start}[{_BLOCK_PREFIX}]{{{widest}}}", f"\n{text}") is not None


def _too_deep_at(text: str, limit: int) -> int | None:
    """Return the offset of the first collection below `limit` levels; None if there is none.

    Where libyaml stops, what comes before that place is read again by itself: the scanner is up to
    1,024 characters ahead of the events, and from version 0.2.6 on it ends at a depth of its own.
    """
    events = _Events(text)
    found = _deeper(events, limit)
    if found is None and events.stopped_at is not None:
        found = _deeper(_Events(text[: events.stopped_at]), limit)
    return found


def _deeper(events: Iterable[yaml.Event], limit: int) -> int | None:
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > limit:
                return _place_of(event)[0]
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


class _Events:
    """libyaml's events, which need no recursion, up to the end or the first error."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.stopped_at: int | None = None
        """The offset of a syntax error, once all events before it were taken."""

    def __iter__(self) -> Iterator[yaml.Event]:
        loader: Any = _Loader(self._text)
        try:
            while loader.check_event():
                yield loader.get_event()
        except yaml.MarkedYAMLError as error:
            if error.problem_mark is not None:
                self.stopped_at = int(error.problem_mark.index)
        except yaml.YAMLError:
            return
        finally:
            loader.dispose()


def _place_of(start: yaml.Node | yaml.Event) -> tuple[int, bool]:
    """Return where a collection's node or event starts, and whether it is a mapping."""
    is_mapping = isinstance(start, (yaml.MappingNode, yaml.MappingStartEvent))
    mark: Any = start.start_mark
    return int(mark.index), is_mapping


def _alias_ends(text: str) -> dict[tuple[int, bool], int]:
    ends: dict[tuple[int, bool], int] = {}
    opened: list[Any] = []
    alias_end: Any = None
    for event in _Events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            start = opened.pop()
            if alias_end is not None and not start.flow_style:
                ends[_place_of(start)] = alias_end.index
        alias_end = event.end_mark if isinstance(event, yaml.AliasEvent) else None
    return ends


class _Extent(NamedTuple):
    """How much a node holds once aliases are written out: nodes, itself included, and levels."""

    nodes: int
    levels: int


_SCALAR = _Extent(1, 0)


def _alias_trouble(root: yaml.Node, limits: Limits) -> Trouble | None:
    """Return what is wrong with what aliases expand to; None if nothing is."""
    extents: dict[int, _Extent] = {}
    # Depth first without recursion; a node met again before its extent is known contains itself.
    stack: list[tuple[yaml.Node, bool]] = [(root, False)]
    open_nodes: set[int] = set()
    while stack:
        node, children_done = stack.pop()
        if isinstance(node, yaml.ScalarNode) or id(node) in extents:
            continue
        children = _children(node)
        if children_done:
            inner = [extents.get(id(child), _SCALAR) for child in children]
            nodes = 1 + sum(extent.nodes for extent in inner)
            if nodes > limits.max_nodes:
                return Trouble.ALIAS_EXPANSION
            levels = 1 + max((extent.levels for extent in inner), default=0)
            extents[id(node)] = _Extent(nodes, levels)
            open_nodes.discard(id(node))
        elif id(node) in open_nodes:
            return Trouble.ALIAS_EXPANSION
        else:
            open_nodes.add(id(node))
            stack.append((node, True))
            stack += ((child, False) for child in children)
    return Trouble.TOO_DEEP if extents[id(root)].levels > limits.max_depth else None


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)
