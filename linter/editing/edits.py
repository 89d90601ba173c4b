"""Smallest edits on a document: rewrite a scalar, insert, remove, rename or move entries.

Every function returns edits for the original text and touches nothing else: comments, quotes,
indentation and line ends stay. Where no such edits can be given the result is None, and a rule then
reports without a fix.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from linter.core.text import Edit, Span
from linter.core.values import Path
from linter.frontmatter import json_text, yaml_text
from linter.frontmatter.block import Format
from linter.frontmatter.document import Document

_COMMA = re.compile(r"\s*,\s*")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
_KEEPS_BLANKS = re.compile(r"[|>][1-9]?\+")


def part_span(document: Document, path: Path, start: int, end: int) -> Span:
    """Return where the characters `start` to `end` of a text value stand in the file.

    Where the way from value to source is not certain, that is the whole value.
    """
    node = document.member(path).node
    whole = document.node_span(node)
    if not isinstance(node, yaml.ScalarNode):
        return whole
    token = document.token_span(node)
    source_map = _source_map(document, node, token)
    if source_map is None or not 0 <= start < end <= len(source_map.spans):
        return whole
    return Span(
        token.start + source_map.spans[start].start, token.start + source_map.spans[end - 1].end
    )


def _source_map(
    document: Document, node: yaml.ScalarNode, token: Span
) -> yaml_text.ScalarMap | None:
    if _is_json(document):
        return json_text.source_map(document.text(token)) if node.style else None
    indent = yaml_text.parent_indent(document.source.text, token.start)
    return yaml_text.source_map(document.text(token), node.style, indent)


def _is_json(document: Document) -> bool:
    return document.format is Format.JSON


def rewrite(document: Document, path: Path, value: str) -> tuple[Edit, ...] | None:
    """Return edits after which the text at `path` is `value`; what both have in common stays."""
    node = document.member(path).node
    if not isinstance(node, yaml.ScalarNode):
        return None
    return rewrite_parts(document, path, [yaml_text.difference(node.value, value)])


def rewrite_parts(
    document: Document, path: Path, changes: Sequence[tuple[int, int, str]]
) -> tuple[Edit, ...] | None:
    """Return edits that put texts in the place of ranges of the text at `path`.

    Each change is a range of the value's characters and what stands there afterwards. The scalar
    keeps its style where that can hold the new text.
    """
    node = document.member(path).node
    if not isinstance(node, yaml.ScalarNode):
        return None
    token = document.token_span(node)
    if _is_json(document):
        return _in_file(token, json_text.rewrite_parts(document.text(token), changes))
    replacements = yaml_text.rewrite_parts(
        document.text(token),
        node.style,
        node.value,
        changes,
        flow=_in_flow(document, path),
        indent=yaml_text.parent_indent(document.source.text, token.start),
        newline=document.source.newline,
    )
    return _in_file(token, replacements)


def write_plain(document: Document, path: Path, text: str) -> tuple[Edit, ...] | None:
    """Return edits that write a line of YAML, such as a number or a date, in place of a scalar.

    In JSON it is written as JSON does, a date in quotes.
    """
    node = document.member(path).node
    if not isinstance(node, yaml.ScalarNode):
        return None
    token = document.token_span(node)
    if _is_json(document):
        literal = json_text.literal(text)
        return None if literal is None else (Edit(token, literal),)
    flow = _in_flow(document, path)
    return _in_file(token, yaml_text.replace(document.text(token), node.style, text, flow=flow))


def _in_file(token: Span, replacements: Sequence[yaml_text.Replacement]) -> tuple[Edit, ...]:
    return tuple(
        Edit(Span(token.start + start, token.start + end), text)
        for start, end, text in replacements
    )


def rename_key(document: Document, path: Path, name: str) -> tuple[Edit, ...] | None:
    """Return the edit that gives the entry at `path` another key, in the quotes that it had."""
    pair = _pair(document, path)
    key = document.member(path).key
    if pair is None or not isinstance(key, yaml.ScalarNode) or key.tag is not None:
        return None
    if pair.key.span != document.token_span(key):
        # An alias stands for the key.
        return None
    text = _key_text(document, path, name)
    return (Edit(document.node_span(key), text),)


def insert_after(document: Document, path: Path, key: str, value: str) -> tuple[Edit, ...] | None:
    """Return the edit that puts `key: value` behind the entry at `path`, quoted as that one is.

    It gets a line of its own, in a flow mapping where that entry starts its line.
    """
    place = _insertion(document, path, key, value)
    if place is None or place.pair.value.keeps_blanks:
        return None
    end = place.pair.value.span.end
    if not place.flow:
        end = _line_end(document, end)
    separator = "," if place.flow else ""
    return (Edit(Span(end, end), f"{separator}{place.gap}{place.text}"),)


def insert_before(document: Document, path: Path, key: str, value: str) -> tuple[Edit, ...] | None:
    """Return the edit that puts `key: value` before the entry at `path`, quoted as that one is.

    Comments above that entry stay above both. It gets a line of its own as with `insert_after`.
    """
    place = _insertion(document, path, key, value)
    if place is None:
        return None
    start = place.pair.key.span.start
    separator = "," if place.flow else ""
    return (Edit(Span(start, start), f"{place.text}{separator}{place.gap}"),)


class _Insertion(NamedTuple):
    """What to write beside an entry, and what parts both."""

    pair: "_Pair"
    flow: bool
    text: str
    gap: str


def _insertion(document: Document, path: Path, key: str, value: str) -> _Insertion | None:
    member = document.member(path)
    pair = _pair(document, path)
    if pair is None or not isinstance(member.node, yaml.ScalarNode):
        return None
    flow = _in_flow(document, path)
    margin = document.text(_margin(document, pair.key.span.start))
    if not flow and margin.strip(" -"):
        # `? key`, or a mapping that starts behind its own anchor or tag.
        return None
    indent, newline = len(margin), document.source.newline
    if _is_json(document):
        token = json_text.written(value)
    else:
        style = '"' if member.node.style in ("|", ">") else member.node.style
        token = yaml_text.write(value, prefer=style, flow=flow, indent=indent, newline=newline)
    text = f"{_key_text(document, path, key)}: {token}"
    if not margin.strip():
        # JSON may be indented with tabs.
        return _Insertion(pair, flow, text, newline + margin)
    return _Insertion(pair, flow, text, " " if flow else f"{newline}{' ' * indent}")


def remove_pair(
    document: Document, parent: yaml.MappingNode, index: int
) -> tuple[Edit, ...] | None:
    """Return the edit that removes a mapping's pair, with a comment on its last line.

    Comments below it go as well if they are indented deeper than its key, and of blank lines on
    both sides those above.
    """
    layout = _layout(document)
    parts = layout.parts[id(parent)]
    spans = [
        Span(parts[at].span.start, parts[at + 1].span.end)
        for at in range(2 * max(index - 1, 0), min(2 * index + 4, len(parts)), 2)
    ]
    at = min(index, 1)
    if len(parent.value) < 2 or layout.is_used_outside(spans[at]):  # noqa: PLR2004 - one must stay
        return None
    if parent.flow_style:
        return _cut_from_flow(document, parent, spans, at)
    if any(value.keeps_blanks for value in parts[max(2 * index - 1, 1) : 2 * index + 2 : 2]):
        return None
    return _cut_pair(document, spans[at], spans[at + 1] if index + 1 < len(parent.value) else None)


def _cut_pair(document: Document, pair: Span, following: Span | None) -> tuple[Edit, ...] | None:
    """Remove a pair of a block mapping."""
    margin = document.text(_margin(document, pair.start))
    if not margin.strip(" "):
        first, last = (document.lines.position(offset).row for offset in pair)
        return _cut_rows(document, _Rows(first, last, len(margin)))
    # The pair shares its line with a dash: the next one moves up to it, if nothing stands between.
    if margin.strip(" -") or following is None:
        return None
    between = Span(_line_end(document, pair.end), following.start)
    if document.text(between).strip():
        return None
    return (Edit(Span(pair.start, following.start), ""),)


def remove_item(document: Document, path: Path) -> tuple[Edit, ...] | None:
    """Return the edit that removes an item of a list, with a comment on its last line.

    Comments below it go as well if they are indented deeper than its dash, and of blank lines on
    both sides those above. Removals of several items of a list do not overlap as long as its first
    one stays.
    """
    index = path[-1]
    parent = document.member(path[:-1]).node
    if not isinstance(parent, yaml.SequenceNode) or not isinstance(index, int):
        return None
    layout = _layout(document)
    parts = layout.parts[id(parent)]
    span = parts[index].span
    if len(parts) < 2 or layout.is_used_outside(span):  # noqa: PLR2004 - a list keeps one item
        return None
    if parent.flow_style:
        first = max(index - 1, 0)
        spans = [part.span for part in parts[first : index + 2]]
        return _cut_from_flow(document, parent, spans, index - first)
    before = parts[index - 1] if index else None
    item = _item_rows(document, _rows_start(document, path[:-1], parent, before), span)
    if item is None or parts[index].keeps_blanks or (before and before.keeps_blanks):
        return None
    return _cut_rows(document, item)


def reorder_items(document: Document, path: Path, order: Sequence[int]) -> tuple[Edit, ...] | None:
    """Return edits after which the list at `path` has its items in `order` (old indices).

    Items of a block list move as whole lines. With an item go the comments beside it, those inside
    or below it that are indented deeper than its dash, and those above it that are not; so do the
    blank lines above it. What stands above the first item and is parted from it by a blank line
    stays there, as do the blank lines. Items of a flow list change places.
    """
    parent = document.member(path).node
    if not isinstance(parent, yaml.SequenceNode) or not parent.value:
        return None
    layout = _layout(document)
    parts = layout.parts[id(parent)]
    spans = [part.span for part in parts]
    if any(layout.is_used_outside(span) for span in spans):
        return None
    if parent.flow_style:
        return _moved_in_flow(document, parent, spans, order)
    if any(part.keeps_blanks for part in parts):
        return None
    chunks = _chunks(document, _rows_start(document, path, parent, None), spans, _item_rows)
    if chunks is None:
        return None
    return _moved_chunks(chunks, order, _blanks_of_places(chunks, order))


def reorder_pairs(document: Document, path: Path, order: Sequence[int]) -> tuple[Edit, ...] | None:
    """Return edits after which the mapping at `path` has its pairs in `order` (old indices).

    Pairs of a block mapping move as items do in `reorder_items`, save that blank lines above the
    first pair go with it where its heir has none. The pair behind a dash moves likewise if its heir
    has no comments above it. Mappings with merges or with a key twice are not reordered, nor is a
    pair moved before an anchor that it repeats.
    """
    parent = document.member(path).node
    if not isinstance(parent, yaml.MappingNode) or not parent.value:
        return None
    names = {document.key_text(key) for key, _ in parent.value}
    if len(names) < len(parent.value) or any(document.is_merge(*pair) for pair in parent.value):
        return None
    layout = _layout(document)
    parts = layout.parts[id(parent)]
    spans = [
        Span(key.span.start, value.span.end)
        for key, value in zip(parts[::2], parts[1::2], strict=True)
    ]
    if not layout.allows_order(spans, order):
        return None
    if parent.flow_style:
        return _moved_in_flow(document, parent, spans, order)
    if any(part.keeps_blanks for part in parts):
        return None
    return _moved_pairs(document, spans, order)


def _moved_pairs(
    document: Document, spans: Sequence[Span], order: Sequence[int]
) -> tuple[Edit, ...] | None:
    """Return edits that move pairs of a block mapping."""
    margin = document.text(_margin(document, spans[0].start))
    behind_dash = "-" in margin
    start = document.lines.position(spans[0].start).row
    while not behind_dash and _is_blank_or_comment(document, start - 1):
        start -= 1
    chunks = _chunks(document, start, spans, _pair_rows)
    if chunks is None:
        return None
    if behind_dash:
        # Written as the others are, on a line of its own; the first place gets no indentation.
        own = Span(spans[0].start, chunks[0].span.end)
        chunks[0] = _Chunk(own, "", " " * len(margin) + document.text(own))
        heir = Span(chunks[order[0]].span.start, spans[order[0]].start)
        if "#" in document.text(heir):
            return None
    blanks = [chunks[index].blank for index in order]
    if chunks[0].blank.strip() or _gap(blanks[0]):
        blanks = _blanks_of_places(chunks, order)
    edits = _moved_chunks(chunks, order, blanks)
    if not behind_dash:
        return edits
    return tuple(
        Edit(span, text[len(margin) :] if span == chunks[0].span else text) for span, text in edits
    )


def _moved_in_flow(
    document: Document,
    parent: yaml.CollectionNode,
    spans: Sequence[Span],
    order: Sequence[int],
) -> tuple[Edit, ...] | None:
    """Let the parts of a flow collection change places."""
    if not _are_parted_by_commas(document, spans):
        return None
    if _has_comment_at_end(document, parent, spans[-1]):
        return None
    texts = [document.text(span) for span in spans]
    return _as_edits(spans, texts, [texts[index] for index in order])


class _Rows(NamedTuple):
    """The rows of an entry of a block collection, and the column, from 0, of its dash or key."""

    first: int
    last: int
    column: int


class _Chunk(NamedTuple):
    """An entry's lines: what is parted from it by a blank line, then its comments and itself."""

    span: Span
    blank: str
    body: str


def _chunks(
    document: Document,
    start: int,
    spans: Sequence[Span],
    rows_of: Callable[[Document, int, Span], _Rows | None],
) -> list[_Chunk] | None:
    """Cut lines of a block collection, from row `start` on, into one chunk an entry.

    `rows_of` tells an entry's rows by the row below the entry before it, and by its span. Where it
    cannot, the result is None.
    """
    chunks = []
    for span in spans:
        entry = rows_of(document, start, span)
        if entry is None:
            return None
        last = _with_comments_below(document, entry)
        above = start
        for row in range(start, entry.first):
            if _is_blank(document, row):
                above = row + 1
        whole = _rows(document, start, last)
        body = document.text(_rows(document, above, last))
        blank = document.text(Span(whole.start, whole.end - len(body)))
        if not body.endswith(("\n", "\r")):
            # The end of a data file, which may come to stand above another entry.
            body += document.source.newline
        chunks.append(_Chunk(whole, blank, body))
        start = last + 1
    return chunks


def _blanks_of_places(chunks: Sequence[_Chunk], order: Sequence[int]) -> list[str]:
    """Return what is parted from each entry in its new place: the first place keeps its own.

    Whoever leaves it takes over the blank lines of its heir, whose comments come along.
    """
    blanks = [chunks[index].blank for index in order]
    if order[0] != 0:
        gap = _gap(blanks[0])
        blanks[order.index(0)] = gap
        blanks[0] = chunks[0].blank + blanks[0][len(gap) :]
    return blanks


def _gap(blank: str) -> str:
    """Return the blank lines with which a chunk starts."""
    lines = _BLANK_LINES.match(blank)
    return lines[0] if lines else ""


def _moved_chunks(
    chunks: Sequence[_Chunk], order: Sequence[int], blanks: Sequence[str]
) -> tuple[Edit, ...]:
    texts = [blank + chunks[index].body for blank, index in zip(blanks, order, strict=True)]
    return _as_edits([chunk.span for chunk in chunks], [c.blank + c.body for c in chunks], texts)


def _as_edits(
    spans: Sequence[Span], before: Sequence[str], after: Sequence[str]
) -> tuple[Edit, ...]:
    triples = zip(spans, before, after, strict=True)
    return tuple(Edit(span, new) for span, old, new in triples if old != new)


def _rows_start(
    document: Document, path: Path, parent: yaml.SequenceNode, before: "_Part | None"
) -> int:
    """Return the row below the item before, or below the list's key for the first item."""
    if before is not None:
        return document.lines.position(before.span.end).row + 1
    pair = _pair(document, path)
    if pair is None:
        return document.lines.position(document.token_span(parent).start).row
    return document.lines.position(pair.key.span.end).row + 1


def _item_rows(document: Document, start: int, item: Span) -> _Rows | None:
    """Return the rows of a block list's item; None if it shares its first one.

    From row `start` on there are only blank lines and comments above it.
    """
    end = document.lines.position(item.start).row
    dash = start
    while dash <= end and _is_blank_or_comment(document, dash):
        dash += 1
    if dash > end:
        return None
    line = document.lines.line(dash)
    column = len(document.text(line)) - len(document.text(line).lstrip(" "))
    behind = document.text(Span(line.start + column, item.start))
    lines = behind.removeprefix("-").splitlines()
    if not behind.startswith("-") or any(line.partition("#")[0].strip() for line in lines):
        return None
    return _Rows(dash, document.lines.position(item.end).row, column)


def _pair_rows(document: Document, _start: int, pair: Span) -> _Rows | None:
    """Return the rows of a block mapping's pair; None if it shares its first one.

    Not so with dashes, behind which the first pair of an item stands.
    """
    margin = document.text(_margin(document, pair.start))
    if margin.strip(" -"):
        return None
    first, last = (document.lines.position(offset).row for offset in pair)
    return _Rows(first, last, len(margin))


def _with_comments_below(document: Document, entry: _Rows) -> int:
    """Return the entry's last row, or that of a comment below which is indented deeper than it."""
    last = entry.last
    row = last + 1
    while True:
        column = _comment_column(document, row)
        if column is not None and column > entry.column:
            last = row
        elif not _is_blank(document, row):
            return last
        row += 1


def _comment_column(document: Document, row: int) -> int | None:
    """Return the column, from 0, at which a row's comment starts; None if it is no comment line."""
    if not _is_row(document, row):
        return None
    line = document.text(document.lines.line(row))
    column = len(line) - len(line.lstrip())
    return column if line.startswith("#", column) else None


def _is_blank_or_comment(document: Document, row: int) -> bool:
    return _is_blank(document, row) or _comment_column(document, row) is not None


def _is_blank(document: Document, row: int) -> bool:
    return _is_row(document, row) and not document.text(document.lines.line(row)).strip()


def _is_row(document: Document, row: int) -> bool:
    """Whether the file has such a row: a data file has no lines around its YAML."""
    return 1 <= row <= document.lines.last_row


def _cut_rows(document: Document, entry: _Rows) -> tuple[Edit, ...]:
    """Remove rows with the comments that belong to them; gaps above and below become one."""
    first, last = entry.first, _with_comments_below(document, entry)
    if _is_blank(document, last + 1):
        while _is_blank(document, first - 1):
            first -= 1
    return (Edit(_rows(document, first, last), ""),)


def _rows(document: Document, first: int, last: int) -> Span:
    """Return whole rows with their line ends; the last row of a data file may have none."""
    start, end = document.lines.line(first).start, document.lines.line(last).end
    return Span(start, document.lines.line(last + 1).start if _is_row(document, last + 1) else end)


def _cut_from_flow(
    document: Document, parent: yaml.CollectionNode, spans: Sequence[Span], index: int
) -> tuple[Edit, ...] | None:
    """Remove one part of a flow collection with the comma before it, or behind the first one.

    `spans` are those of the part and its neighbours.
    """
    if not _are_parted_by_commas(document, spans):
        return None
    if index + 1 == len(spans) and _has_comment_at_end(document, parent, spans[index]):
        return None
    if index > 0:
        return (Edit(Span(spans[index - 1].end, spans[index].end), ""),)
    return (Edit(Span(spans[0].start, spans[1].start), ""),)


def _are_parted_by_commas(document: Document, spans: Sequence[Span]) -> bool:
    """Whether between parts of a flow collection there are commas only, and no comments."""
    gaps = (Span(one.end, other.start) for one, other in pairwise(spans))
    return all(_COMMA.fullmatch(document.text(gap)) for gap in gaps)


def _has_comment_at_end(document: Document, parent: yaml.CollectionNode, last: Span) -> bool:
    """Whether a comment stands behind the last part of a flow collection."""
    return "#" in document.text(Span(last.end, document.token_span(parent).end))


def _in_flow(document: Document, path: Path) -> bool:
    nodes = (document.member(path[:end]).node for end in range(len(path)))
    return any(isinstance(node, yaml.CollectionNode) and node.flow_style for node in nodes)


def _key_text(document: Document, path: Path, name: str) -> str:
    """Return how another key is written at the place of the entry at `path`."""
    if _is_json(document):
        return json_text.written(name)
    key = document.member(path).key
    return yaml_text.write(
        name,
        prefer=key.style if isinstance(key, yaml.ScalarNode) else "",
        flow=_in_flow(document, path),
        indent=0,
        newline=document.source.newline,
        key=True,
    )


def _margin(document: Document, offset: int) -> Span:
    """Return what stands on the line before `offset`."""
    return Span(document.lines.line(document.lines.position(offset).row).start, offset)


def _line_end(document: Document, offset: int) -> int:
    return document.lines.line(document.lines.position(offset).row).end


class _Part(NamedTuple):
    """Where a key, a value or an item stands, its anchor and tag included.

    An alias stands at its own place, not at that of the node which it repeats. A block scalar ends
    with its last line of text; `keeps_blanks` tells that blank lines below belong to it all the
    same (`|+`).
    """

    span: Span
    keeps_blanks: bool


class _Pair(NamedTuple):
    """Where a key and its value stand."""

    key: _Part
    value: _Part


def _pair(document: Document, path: Path) -> _Pair | None:
    """Return where the entry at `path` stands; None for a list's item and a merged entry."""
    if not path:
        return None
    parent = document.member(path[:-1]).node
    key = document.member(path).key
    if not isinstance(parent, yaml.MappingNode) or key is None:
        return None
    for index, (other, _) in enumerate(parent.value):
        if other is key:
            return _Pair(*_layout(document).parts[id(parent)][2 * index : 2 * index + 2])
    return None


class _Layout(NamedTuple):
    """What the tree of nodes does not tell, because aliases share nodes.

    `parts` has the items of each list, and the keys and values of each mapping in turn, by the id
    of their node. `anchors` are the offsets and names of all anchors in order, `aliases` the
    offsets of all aliases by name.
    """

    parts: dict[int, list[_Part]]
    anchors: list[tuple[int, str]]
    aliases: dict[str, list[int]]

    def is_used_outside(self, span: Span) -> bool:
        """Whether an alias elsewhere has the name of an anchor in `span`."""
        first = bisect_left(self.anchors, (span.start, ""))
        last = bisect_left(self.anchors, (span.end, ""))
        return any(
            offsets[0] < span.start or offsets[-1] >= span.end
            for _, name in self.anchors[first:last]
            if (offsets := self.aliases.get(name))
        )

    def allows_order(self, spans: Sequence[Span], order: Sequence[int]) -> bool:
        """Whether aliases still repeat the same once neighbouring `spans` stand in `order`."""
        whole = Span(spans[0].start, spans[-1].end)
        starts = [span.start for span in spans]
        places = {index: place for place, index in enumerate(order)}
        uses = Counter(name for _, name in self.anchors)

        def place(offset: int) -> int:
            return places[bisect_right(starts, offset) - 1]

        for offset, name in self.anchors:
            if not whole.start <= offset < whole.end:
                continue
            aliases = self.aliases.get(name, [])
            if aliases and uses[name] > 1:
                return False
            inside = [alias for alias in aliases if whole.start <= alias < whole.end]
            if any(place(alias) < place(offset) for alias in inside):
                return False
        return True


@lru_cache(maxsize=1)
def _layout(document: Document) -> _Layout:
    """Walk the nodes of a document beside the events of libyaml, which has one for each alias."""
    layout = _Layout({}, [], {})
    if document.root is None or document.block is None:
        return layout
    if _is_json(document):
        _note_parts(document, document.root, layout)
        return layout
    offset, end = document.block.content
    text = document.source.text[offset:end]
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            break
    _read_part(document.root, events, offset, text, layout)
    return layout


def _note_parts(document: Document, node: yaml.Node, layout: _Layout) -> None:
    """Note the parts of JSON, which has no aliases: they stand where their nodes do."""
    if isinstance(node, yaml.CollectionNode):
        children = list(_children(node))
        layout.parts[id(node)] = [
            _Part(document.token_span(child), keeps_blanks=False) for child in children
        ]
        for child in children:
            _note_parts(document, child, layout)


def _read_part(
    node: yaml.Node, events: Iterator[Any], offset: int, text: str, layout: _Layout
) -> _Part:
    """Read the events of one node, and note the parts that it has."""
    event = next(events)
    start, end = event.start_mark.index, event.end_mark.index
    keeps_blanks = False
    if isinstance(event, yaml.AliasEvent):
        layout.aliases.setdefault(str(event.anchor), []).append(start + offset)
        return _Part(Span(start + offset, end + offset), keeps_blanks)
    if event.anchor:
        layout.anchors.append((start + offset, event.anchor))
    if isinstance(node, yaml.CollectionNode):
        parts = layout.parts[id(node)] = [
            _read_part(child, events, offset, text, layout) for child in _children(node)
        ]
        end = next(events).end_mark.index
        if parts and not node.flow_style:
            end = parts[-1].span.end - offset
            keeps_blanks = parts[-1].keeps_blanks
    elif isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        token = text[start:end]
        end = start + len(token.rstrip(" \t\r\n"))
        keeps_blanks = _KEEPS_BLANKS.search(token) is not None
    return _Part(Span(start + offset, end + offset), keeps_blanks)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    for child in node.value:
        if isinstance(child, tuple):
            yield from child
        else:
            yield child
