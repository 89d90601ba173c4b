r"""One YAML scalar at the level of characters: where each comes from, and how to change a few.

A *token* is the source text of one scalar node, `text[start_mark.index:end_mark.index]` of PyYAML
with libyaml (0.2.5, measured), with these facts:

- Anchor and tag belong to the token: `&a !!str 'x'`; comments and line breaks may stand between
  them and the text. No function here touches them.
- `style` is `"'"`, `'"'`, `"|"` or `">"`; a plain scalar has `""` from libyaml and `None` from
  PyYAML's own parser. Both are taken here.
- Plain and quoted tokens end with their last character: no trailing blanks, no comment. Only a
  missing value (`key:`) has an empty token. In a block collection it stands right behind the colon
  or dash, in a flow collection where the next token starts.
- A block scalar's token includes the comment behind `|` or `>`, the content, and all blank lines
  below it. It ends where the next line starts that is not blank: a key, or a comment indented less
  than the content. Only at the end of the text can the last line break be missing.
- Marks count code points. PyYAML does not count a byte-order mark at the start of the text, so
  all its marks are one too small there.
- An alias gives the node that it stands for, with that node's marks.
- Line breaks are `\n`, `\r\n`, `\r` and U+0085, which all read as `\n`, and U+2028 and U+2029,
  which stay what they are (YAML 1.1, section 4.2). YAML 1.2 knows only the first three.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import yaml

from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.scalars.agreement import may_be_ambiguous
from linter.frontmatter.scalars.jekyll import jekyll
from linter.frontmatter.scalars.reading import Type

_BREAKS = "\n\r\x85\u2028\u2029"
_WHITE = f" \t{_BREAKS}"
_QUOTES = ("'", '"')
_BLOCK_STYLES = ("|", ">")

_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_LINE = re.compile(f"[^{_BREAKS}]*")
_SPACES = re.compile(" *")
# libyaml ends the name of an anchor at the first character that cannot be in one: `&a: b`.
_PROPERTIES = re.compile(f"(?:(?:&[0-9A-Za-z_-]*|![^{_WHITE}]*)(?:[{_WHITE}]|#[^{_BREAKS}]*)*)*")
_HEADER = re.compile(f"[|>](?P<marks>[1-9][-+]|[-+]?[1-9]?)[ \t]*(?P<comment>#[^{_BREAKS}]*)?")
_SIGN_OR_END = re.compile("[-+]|(?![1-9])")
_COMMENT_OR_NOTHING = re.compile(r"\s*(?:#.*)?")
_INDICATORS = re.compile(r"(?: |[-?:](?=[ \t\r\n]|\Z))*")

# A text ends with a character that is not a blank, which leaves blanks before a break to `white`.
_PLAIN = re.compile(f"(?P<text>[^{_BREAKS}]*[^{_WHITE}])|(?P<white>[{_WHITE}]+)")
_SINGLE = re.compile(f"(?P<text>[^'{_BREAKS}]*[^'{_WHITE}])|(?P<white>[{_WHITE}]+)|(?P<quote>'')")
_DOUBLE = re.compile(
    rf'(?P<text>[^"\\{_BREAKS}]*[^"\\{_WHITE}])|(?P<white>[{_WHITE}]+)'
    rf"|(?P<joint>\\(?:\r\n|[{_BREAKS}])[{_WHITE}]*)"
    r'|(?P<name>\\[0abt\tnvfre "/\\N_LP])'
    r"|(?P<number>\\(?:x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r"|U00(?!00[dD][89a-fA-F])(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}))"
)

# The escapes of YAML 1.1, section 5.6, those first that this module also writes.
_ESCAPED = '\0\a\b\t\n\v\f\r\x1b"\\\x85\u2028\u2029'
_NAMES = '0abtnvfre"\\NLP'
_BY_NAME = dict(zip(f"{_NAMES}\t /_", f"{_ESCAPED}\t /\xa0", strict=True))
_BY_CHARACTER = dict(zip(_ESCAPED, _NAMES, strict=True))

# What every parser takes as it is and none as a line break; a tab only where it is named.
_RAW = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_SURROGATE = re.compile("[\ud800-\udfff]")

_TEXT_TAG = "tag:yaml.org,2002:str"
_LARGEST_BYTE = 0xFF
_LARGEST_BASIC = 0xFFFF
_LARGEST_INDICATOR = 9
_INDENT_STEP = 2


# These take long to compile, and only fixes need them.


@cache
def _raw_text() -> re.Pattern[str]:
    return re.compile(f"[{_RAW}]*")


@cache
def _raw_text_or_tabs() -> re.Pattern[str]:
    return re.compile(f"[{_RAW}\t]*")


@cache
def _raw_lines() -> re.Pattern[str]:
    return re.compile(f"[{_RAW}\t\n]*")


@cache
def _to_escape() -> re.Pattern[str]:
    return re.compile(rf'[^{_RAW}]|["\\]')


class Replacement(NamedTuple):
    """Put `text` in place of the characters from `start` up to, not including, `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ScalarMap:
    """Where each character of a scalar's value comes from.

    `spans[i]` is the part of the token that gives `value[i]`: one character, an escape, or a folded
    line break with the blanks around it. Line breaks that can be changed only together share one
    span. What gives no character (quotes, indentation, an escaped line break) is in no span.
    `start` is where the text starts in the token; `indent` is how many columns the lines of a block
    scalar are indented, 0 in the other styles.
    """

    value: str
    spans: tuple[Span, ...]
    start: int
    indent: int = 0


class _Piece(NamedTuple):
    """Characters of a value and the part of the token that gives them.

    If both have the same length, each character comes from one character.
    """

    text: str
    start: int
    end: int


class _Place(NamedTuple):
    """Where a scalar stands, and how a block scalar's lines end and are indented there."""

    indent: int
    flow: bool
    key: bool
    newline: str = "\n"
    width: int = 0


def parent_indent(text: str, start: int) -> int:
    r"""Return the indentation that the content of the scalar at `start` must exceed.

    That is the column, from 0, of the key or of the dash that the scalar belongs to, and what the
    other functions call `indent`. `start` is the start mark, before anchor and tag. Inside a flow
    collection, where indentation has no meaning, it is the column of some key. Only `\n` is taken
    as a line end here.
    """
    line = text.rfind("\n", 0, start) + 1
    opened = _after(_INDICATORS, text, line, start)
    if opened < start:
        return opened - line
    while line and not text[line:opened].strip(" "):
        # The scalar is first on its line: a line above has its key or dash.
        end = line - 1
        line = text.rfind("\n", 0, end) + 1
        opened = _after(_INDICATORS, text, line, end)
        rest = _after(_PROPERTIES, text, opened, end)
        if not _COMMENT_OR_NOTHING.fullmatch(text, rest, end):
            return opened - line
    return max(len(text[line:opened].rstrip(" ")) - 1, 0)


def source_map(token: str, style: str | None, indent: int | None = None) -> ScalarMap | None:
    """Return the value of a token as libyaml reads it, and where its characters come from.

    `indent` (see `parent_indent`) is needed only for a block scalar that states its indentation
    (`|2`). The result is None where the reading is not certain.
    """
    start = _after(_PROPERTIES, token, 0)
    if style in _BLOCK_STYLES:
        return _block_map(token, start, indent)
    if style in _QUOTES:
        if len(token) < start + 2 or not token[start] == token[-1] == style:
            return None
        start += 1
        pattern, end = (_SINGLE if style == "'" else _DOUBLE), len(token) - 1
    else:
        pattern, end = _PLAIN, len(token)
    pieces = _flow_pieces(pattern, token, start, end)
    return None if pieces is None else _as_map(pieces, start)


def difference(old: str, new: str) -> Replacement:
    """Return the one replacement that turns `old` into `new` and spares their common ends."""
    shorter = min(len(old), len(new))
    start = _common_length(old, new, shorter)
    kept = _common_length(reversed(old), reversed(new), shorter - start)
    return Replacement(start, len(old) - kept, new[start : len(new) - kept])


def edits(  # noqa: PLR0913 - the scalar and its place
    token: str,
    style: str | None,
    changes: Sequence[tuple[int, int, str]],
    *,
    flow: bool,
    indent: int,
    key: bool = False,
) -> list[Replacement] | None:
    """Turn changes of a scalar's value into the changes of its token, in the same style.

    Each change puts a text in place of a range of characters of the value; they must not overlap.
    Nothing else of the token changes, but for the `-` behind `|` or `>` when the last line break of
    the value comes or goes. `indent` is what `parent_indent` returns. The new token was read by
    libyaml and gives the new value; a plain one is text to Jekyll, PyYAML and YAML 1.2.

    Returns None if the style cannot hold the text, or not without touching more of the token.

    Raises:
        OverlappingEditsError: changes overlap or lie outside the value.

    """
    scalar = source_map(token, style, indent)
    if scalar is None:
        return None
    place = _Place(indent, flow, key, width=scalar.indent)
    return _edits(scalar, token, style or "", changes, place)


def write(  # noqa: PLR0913 - the value and its place
    value: str,
    *,
    prefer: str | None,
    flow: bool,
    indent: int,
    newline: str,
    key: bool = False,
) -> str:
    r"""Return a new token that every parser reads as the text `value`.

    `prefer` is the style to write it in. Where that cannot hold the text, it is written in double
    quotes on one line. Printable characters stay as they are; what YAML cannot hold, tabs, line
    separators and byte-order marks are escaped. A block scalar ends with a line break and is
    indented two columns more than its parent at `indent`.

    Raises:
        ValueError: the value holds a lone surrogate, which YAML cannot express, or is too long
            for a key (libyaml finds no colon more than 1024 characters behind the key's start).

    """
    place = _Place(indent, flow, key, newline, indent + _INDENT_STEP)
    return _written(value, prefer or "", place)


def rewrite(  # noqa: PLR0913 - the scalar and its place
    token: str,
    style: str | None,
    old: str,
    new: str,
    *,
    flow: bool,
    indent: int,
    newline: str,
    key: bool = False,
) -> list[Replacement]:
    """Return the smallest changes of a token after which its value is `new` instead of `old`.

    `old` is the value that the parser gave. See `rewrite_parts`, also for what is raised.
    """
    return rewrite_parts(
        token,
        style,
        old,
        [difference(old, new)],
        flow=flow,
        indent=indent,
        newline=newline,
        key=key,
    )


def rewrite_parts(  # noqa: PLR0913 - the scalar and its place
    token: str,
    style: str | None,
    old: str,
    changes: Sequence[tuple[int, int, str]],
    *,
    flow: bool,
    indent: int,
    newline: str,
    key: bool = False,
) -> list[Replacement]:
    """Return changes of a token that have the effect of `changes` on its value `old`.

    They are those of `edits`. Where there are none, the whole scalar is written anew as `write`
    does it, in the style and with the indentation that it had; its anchor, its tag, a comment
    behind `|` or `>` and the blank lines below it stay. For numbers, booleans and times see
    `replace`.

    Of what stands around the token only the place is known. So an empty token must have a colon
    or a dash before it; and below a plain scalar that gets quotes there must be no line of blanks
    with a tab, which libyaml takes only after a plain one.

    Raises:
        OverlappingEditsError: changes overlap or lie outside the value.
        ValueError: as `write`.

    """
    new = _changed(old, changes)
    if new == old:
        return []
    scalar = source_map(token, style, indent)
    width = scalar.indent if scalar and scalar.indent else indent + _INDENT_STEP
    place = _Place(indent, flow, key, newline, width)
    if scalar is not None and scalar.value == old:
        found = _edits(scalar, token, style or "", changes, place)
        if found is not None:
            return found
    if style not in _BLOCK_STYLES:
        return replace(token, style, _written(new, style or "", place), flow=flow)
    rebuilt = _block_rebuilt(token, style, new, place)
    return rebuilt or replace(token, style, _written(new, '"', place), flow=flow)


def replace(token: str, style: str | None, text: str, *, flow: bool) -> list[Replacement]:
    """Return the changes that put `text`, one line of YAML, in the place of a whole scalar.

    Anchor and tag stay, as do a comment behind `|` or `>` and the blank lines below a block scalar.
    Nothing is checked: this also writes numbers, booleans and times.
    """
    start = _after(_PROPERTIES, token, 0)
    header = _HEADER.match(token, start) if style in _BLOCK_STYLES else None
    if header is None:
        # A value that was missing has no blank before it yet.
        missing = start == len(token) and (token or not flow)
        return [Replacement(start, len(token), f" {text}" if missing else text)]
    # libyaml takes a comment right behind `|`, but behind plain text it needs a blank.
    glued = header.start("comment") == header.end("marks")
    found = [Replacement(start, header.end("marks"), f"{text} " if glued else text)]
    content = header.end() if header["comment"] else header.end("marks")
    last_break = _BREAK.search(token, len(token.rstrip(_WHITE)))
    end = last_break.start() if last_break else len(token)
    if content < end:
        found.append(Replacement(content, end, ""))
    return found


# Reading


def _after(pattern: re.Pattern[str], text: str, start: int, end: int = sys.maxsize) -> int:
    """Return where the match of `pattern` at `start` ends, or `start` if there is none."""
    match = pattern.match(text, start, end)
    return match.end() if match else start


def _as_map(pieces: Iterable[_Piece], start: int, indent: int = 0) -> ScalarMap:
    spans: list[Span] = []
    texts: list[str] = []
    for text, left, right in pieces:
        texts.append(text)
        if len(text) == right - left:
            spans.extend(map(Span, range(left, right), range(left + 1, right + 1)))
        else:
            spans.extend([Span(left, right)] * len(text))
    return ScalarMap("".join(texts), tuple(spans), start, indent)


def _flow_pieces(pattern: re.Pattern[str], token: str, start: int, end: int) -> list[_Piece] | None:
    """Cut a plain or quoted text into pieces; None if it holds what cannot stand there."""
    pieces = []
    while start < end:
        match = pattern.match(token, start, end)
        if match is None:
            return None
        pieces.append(_Piece(_decoded(match.lastgroup or "", match[0]), *match.span()))
        start = match.end()
    return pieces


def _decoded(kind: str, source: str) -> str:
    """Return the characters that a match of `_PLAIN`, `_SINGLE` or `_DOUBLE` stands for."""
    match kind:
        case "white":
            return _folded(_read_breaks(source)) or source
        case "joint":
            return "".join(_read_breaks(source)[1:])
        case "quote":
            return "'"
        case "name":
            return _BY_NAME[source[1]]
        case "number":
            return chr(int(source.lstrip("\\xuU"), 16))
    return source


def _read_break(source: str) -> str:
    return source if source in "\u2028\u2029" else "\n"


def _read_breaks(source: str) -> list[str]:
    return [_read_break(match) for match in _BREAK.findall(source)]


def _folded(breaks: Sequence[str]) -> str:
    """Return what consecutive line breaks between two lines of text become."""
    if not breaks:
        return ""
    if breaks[0] != "\n":
        return "".join(breaks)
    return "".join(breaks[1:]) or " "


class _Gap(NamedTuple):
    """Line breaks between two lines of text, where they end, and how far the next is indented."""

    breaks: list[_Piece]
    end: int
    column: int


def _block_map(token: str, start: int, parent: int | None) -> ScalarMap | None:
    """Read a block scalar as libyaml does in yaml_parser_scan_block_scalar."""
    header = _HEADER.match(token, start)
    if header is None:
        return None
    chomping, stated = _chomping_and_indent(header["marks"])
    if stated and parent is None:
        return None
    # Without a stated indentation the first line that is not blank sets it.
    indent = (parent or 0) + stated if stated else len(token)
    gap = _gap(token, header.end(), indent)
    start, indent = gap.end, indent if stated else gap.column
    pieces: list[_Piece] = []
    breaks = gap.breaks[1:]
    line = ""
    while gap.end < len(token):
        if gap.column != indent:
            return None
        end = _after(_LINE, token, gap.end)
        before, line = line, token[gap.end : end]
        if header[0][0] == ">" and _fold(before, line):
            breaks = _folded_pieces(breaks)
        pieces += [*breaks, _Piece(line, gap.end, end)]
        gap = _gap(token, end, indent)
        breaks = gap.breaks
    kept = {"-": 0, "": min(len(line), 1), "+": len(breaks)}[chomping]
    return _as_map([*pieces, *breaks[:kept]], start, indent)


def _chomping_and_indent(marks: str) -> tuple[str, int]:
    """Split what follows `|` or `>` into its sign and its digit, 0 if there is none."""
    digit = marks.strip("+-")
    return marks.strip("123456789"), int(digit or 0)


def _gap(token: str, position: int, indent: int) -> _Gap:
    """Return the gap that starts at `position`, the end of a line.

    Blank lines may have up to `indent` spaces; spaces belong to the break before them.
    """
    breaks = []
    column = 0
    while match := _BREAK.match(token, position):
        start, limit = match.end(), match.end() + indent
        position = _after(_SPACES, token, start, limit)
        column = position - start
        breaks.append(_Piece(_read_break(match[0]), match.start(), position))
    return _Gap(breaks, position, column)


def _fold(before: str, after: str) -> bool:
    """Whether a `>` scalar folds the break between two lines: neither starts with a blank."""
    return bool(before) and before[0] not in " \t" and after[0] not in " \t"


def _folded_pieces(breaks: Sequence[_Piece]) -> list[_Piece]:
    text = _folded([piece.text for piece in breaks])
    return [_Piece(text, breaks[0].start, breaks[-1].end)]


# Changing


def _edits(
    scalar: ScalarMap,
    token: str,
    style: str,
    changes: Sequence[tuple[int, int, str]],
    place: _Place,
) -> list[Replacement] | None:
    new = _changed(scalar.value, changes)
    body = len(scalar.value.rstrip("\n"))
    if style not in _QUOTES and not (body and new.rstrip("\n")):
        return None
    ordered = sorted(changes)
    if style in _BLOCK_STYLES:
        # The line breaks at a block scalar's end are set by its first line.
        ordered = [_before_end(change, body) for change in ordered]
    found: list[Replacement] = []
    previous = 0
    for change in _narrowed(scalar.value, ordered):
        start, end, text = _before_fold(scalar, token, change, previous)
        previous = end
        source = _source(scalar, start, end)
        encoded = _encoded(text, token, style, scalar.indent, place)
        if source is None or encoded is None:
            return None
        found.append(Replacement(*source, encoded))
    if style in _BLOCK_STYLES:
        found = [*_chomping_change(token, scalar.value, new), *found]
    return found if _reads_as(_changed(token, found), style, new, place) else None


def _common_length(one: Iterable[str], other: Iterable[str], limit: int) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if index == limit or left != right:
            return index
    return limit


def _changed(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    return apply_edits(text, [Edit(Span(start, end), new) for start, end, new in changes])


def _before_end(change: tuple[int, int, str], body: int) -> tuple[int, int, str]:
    """Return what a change does to the first `body` characters, before the last line breaks."""
    start, end, text = change
    return change if end < body else (min(start, body), body, text.rstrip("\n"))


def _narrowed(value: str, changes: Iterable[tuple[int, int, str]]) -> Iterator[Replacement]:
    """Cut changes down to the characters that differ, and leave out those that change nothing."""
    for start, end, text in changes:
        inner = difference(value[start:end], text)
        if inner.start < inner.end or inner.text:
            yield Replacement(start + inner.start, start + inner.end, inner.text)


def _before_fold(scalar: ScalarMap, token: str, change: Replacement, previous: int) -> Replacement:
    """Take the blanks before a folded line break away instead of the break, if that is the same."""
    start, end, text = change
    if text or start == previous or scalar.value[start - 1] != " ":
        return change
    ends_folded = scalar.value[end - 1] == " " and _BREAK.search(token, *scalar.spans[end - 1])
    return Replacement(start - 1, end - 1, "") if ends_folded else change


def _source(scalar: ScalarMap, start: int, end: int) -> Span | None:
    """Return what part of the token gives `value[start:end]`; None if an edge splits a span."""
    spans = scalar.spans
    for edge in (start, end):
        if 0 < edge < len(spans) and spans[edge - 1] == spans[edge]:
            return None
    if start < end:
        return Span(spans[start].start, spans[end - 1].end)
    if start > 0:
        return Span(spans[start - 1].end, spans[start - 1].end)
    position = spans[0].start if spans else scalar.start
    return Span(position, position)


def _chomping_change(token: str, old: str, new: str) -> list[Replacement]:
    """Return the change of a block scalar's first line that its value's last line break needs."""
    if old.endswith("\n") == new.endswith("\n"):
        return []
    header = _HEADER.match(token, _after(_PROPERTIES, token, 0))
    if header is None:
        return []
    sign = _SIGN_OR_END.search(token, header.start("marks"))
    return [Replacement(*sign.span(), "" if new.endswith("\n") else "-")] if sign else []


def _encoded(text: str, token: str, style: str, indent: int, place: _Place) -> str | None:
    """Return how `text` is written inside a token of this style; None if it cannot stand there."""
    if style == "":
        return text if _may_be_plain(text, place) else None
    if style == '"':
        return _to_escape().sub(_escape, text)
    if style == "'":
        return text.replace("'", "''") if _raw_text_or_tabs().fullmatch(text) else None
    if style == "|":
        return _lines_encoded(text, token, indent)
    return text if _raw_text_or_tabs().fullmatch(text) else None


def _may_be_plain(text: str, place: _Place) -> bool:
    """Whether a plain scalar can hold the characters of `text`, if perhaps not at its ends."""
    # PyYAML's own parser, other than libyaml, ends a plain scalar in a flow collection at `?`.
    return bool(_raw_text().fullmatch(text)) and not (place.flow and "?" in text)


def _lines_encoded(text: str, token: str, indent: int) -> str | None:
    newline = _BREAK.search(token, _after(_PROPERTIES, token, 0))
    if newline is None or not _raw_lines().fullmatch(text):
        return None
    return re.sub("\n+", lambda run: newline[0] * len(run[0]) + " " * indent, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _BY_CHARACTER:
        return f"\\{_BY_CHARACTER[character]}"
    number = ord(character)
    if number <= _LARGEST_BYTE:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number <= _LARGEST_BASIC else f"\\U{number:08X}"


# Writing


def _written(value: str, style: str, place: _Place) -> str:
    """Return a token for `value`, in double quotes if not in `style`.

    Raises:
        ValueError: see `write`.

    """
    if _SURROGATE.search(value):
        raise ValueError("YAML cannot express a lone surrogate")
    token = _in_style(value, style, place)
    if token is None or not _reads_as(token, style, value, place):
        token = f'"{_to_escape().sub(_escape, value)}"'
        if place.key and not _reads_as(token, '"', value, place):
            raise ValueError("too long for a key")
    return token


def _in_style(value: str, style: str, place: _Place) -> str | None:
    """Return `value` in a style if it may be possible; None if it is not, or in double quotes."""
    if style == "" and _may_be_plain(value, place):
        return value
    if style == "'" and _raw_text_or_tabs().fullmatch(value):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if style in _BLOCK_STYLES and _raw_lines().fullmatch(value) and not (place.flow or place.key):
        return _as_block(value, style, place)
    return None


def _as_block(value: str, style: str, place: _Place) -> str | None:
    body = value.rstrip("\n")
    last_breaks = len(value) - len(body)
    stated = place.width - place.indent if body.lstrip("\n").startswith((" ", "\t")) else 0
    if not body or stated > _LARGEST_INDICATOR:
        return None
    sign = {0: "-", 1: ""}.get(last_breaks, "+")
    lines = (_unfolded(body) if style == ">" else body).split("\n")
    margin, newline = " " * place.width, place.newline
    indented = newline.join(f"{margin}{line}" if line else "" for line in lines)
    return f"{style}{stated or ''}{sign}{newline}{indented}{newline * max(last_breaks, 1)}"


def _unfolded(body: str) -> str:
    """Add the line break that folding takes away between two lines that start with no blank."""
    parts = re.split("(\n+)", body)
    for index in range(1, len(parts), 2):
        if _fold(parts[index - 1], parts[index + 1]):
            parts[index] += "\n"
    return "".join(parts)


def _block_rebuilt(token: str, style: str, value: str, place: _Place) -> list[Replacement] | None:
    """Return changes that write a block scalar's text anew; None if that style cannot hold it."""
    header = _HEADER.match(token, _after(_PROPERTIES, token, 0))
    written = _written(value, style, place)
    if header is None or not written.startswith(style):
        return None
    head, _, lines = written.partition(place.newline)
    first_break = _BREAK.match(token, header.end())
    last_break = _BREAK.search(token, len(token.rstrip(_WHITE)))
    if first_break is None or last_break is None:
        return None
    end = len(token) if "+" in head else last_break.end()
    found = [
        Replacement(header.start(), header.end("marks"), head),
        Replacement(first_break.end(), max(end, first_break.end()), lines),
    ]
    return found if _reads_as(_changed(token, found), style, value, place) else None


# Reading back


def _reads_as(token: str, style: str, value: str, place: _Place) -> bool:
    """Whether `token` at that place is one scalar of that style with that value.

    A plain one must also be text to every parser.
    """
    before, after = _surroundings(token, style, place)
    try:
        root = yaml.compose(f"{before}{token}{after}", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    node = _innermost(root, place)
    return (
        node is not None
        and node.value == value
        and (node.style or "") == style
        and (node.start_mark.index, node.end_mark.index) == (len(before), len(before) + len(token))
        and (style != "" or (node.tag == _TEXT_TAG and _is_text(value)))
    )


def _surroundings(token: str, style: str, place: _Place) -> tuple[str, str]:
    """Return what makes a document of a token that stands at the same place.

    Blanks follow the token where some may, since that is where a plain scalar is soonest misread.
    """
    margin = " " * place.indent
    parent = f"x:\n{margin}" if margin else ""
    match place:
        case _Place(flow=True, key=True):
            return f"{parent}k: {{", " : 0}\n"
        case _Place(flow=True):
            return f"{parent}k: {{q: ", " }\n"
        case _Place(key=True):
            return parent, " : 0\n"
    if style not in _BLOCK_STYLES:
        return f"{parent}k: ", f"\n{margin}z: 0\n"
    if token[-1:] not in _BREAKS:
        # Only at the end of a text can a block scalar lack its last line break.
        return f"{parent}k: ", ""
    # A comment may follow that must not become content.
    comment = " " * (place.width - 1) + "#"
    return f"{parent}k: ", f"{comment}\n{margin}z: 0\n"


def _innermost(root: yaml.Node | None, place: _Place) -> yaml.ScalarNode | None:
    """Return the scalar that `_surroundings` was made for."""
    node = root
    levels = [1] * ((place.indent > 0) + place.flow) + [0 if place.key else 1]
    for part in levels:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = node.value[0][part]
    return node if isinstance(node, yaml.ScalarNode) else None


def _is_text(value: str) -> bool:
    """Whether Jekyll, PyYAML and YAML 1.2 all read a plain scalar as text."""
    is_text = jekyll(value).type is Type.STRING
    return is_text and not may_be_ambiguous(value)
