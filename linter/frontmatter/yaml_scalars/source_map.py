"""Where each character of a scalar's value comes from."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.scalar_text import ScalarMap
from linter.frontmatter.yaml_scalars.escapes import CHARACTER_OF
from linter.frontmatter.yaml_scalars.tokens import (
    BLOCK_STYLES,
    BREAK,
    BREAKS,
    HEADER,
    PROPERTIES,
    QUOTES,
    WHITE,
    end_of_match,
)

_LINE = lazy_pattern(f"[^{BREAKS}]*")
_SPACES = lazy_pattern(" *")
# A text ends with a character that is not a space, which leaves spaces before a break to `white`.
_PLAIN = lazy_pattern(f"(?P<text>[^{BREAKS}]*[^{WHITE}])|(?P<white>[{WHITE}]+)")
_SINGLE = lazy_pattern(f"(?P<text>[^'{BREAKS}]*[^'{WHITE}])|(?P<white>[{WHITE}]+)|(?P<quote>'')")
_DOUBLE = lazy_pattern(
    rf'(?P<text>[^"\\{BREAKS}]*[^"\\{WHITE}])|(?P<white>[{WHITE}]+)'
    rf"|(?P<joint>\\(?:\r\n|[{BREAKS}])[{WHITE}]*)"
    r'|(?P<name>\\[0abt\tnvfre "/\\N_LP])'
    r"|(?P<number>\\(?:x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r"|U00(?!00[dD][89a-fA-F])(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}))"
)


class _Piece(NamedTuple):
    """Characters of a value and the part of the token that gives them.

    If both have the same length, each character comes from one character.
    """

    text: str
    start: int
    end: int


def source_map(token: str, style: str | None, indent: int | None = None) -> ScalarMap | None:
    """Return the value of a token as libyaml reads it, and where its characters come from.

    `indent` (see `parent_indent`) is needed only for a block scalar that states its indentation
    (`|2`). The result is None where the reading is not certain.
    """
    start = end_of_match(PROPERTIES, token, 0)
    if style in BLOCK_STYLES:
        return _block_map(token, start, indent)
    if style in QUOTES:
        if len(token) < start + 2 or not token[start] == token[-1] == style:
            return None
        start += 1
        pattern, end = (_SINGLE if style == "'" else _DOUBLE), len(token) - 1
    else:
        pattern, end = _PLAIN, len(token)
    pieces = _flow_pieces(pattern, token, start, end)
    return None if pieces is None else _as_map(pieces, start)


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
            return CHARACTER_OF[source[1]]
        case "number":
            return chr(int(source.lstrip("\\xuU"), 16))
    return source


def _read_break(source: str) -> str:
    return source if source in "\u2028\u2029" else "\n"


def _read_breaks(source: str) -> list[str]:
    return [_read_break(match) for match in BREAK.findall(source)]


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
    header = HEADER.match(token, start)
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
        end = end_of_match(_LINE, token, gap.end)
        before, line = line, token[gap.end : end]
        if header[0][0] == ">" and folds(before, line):
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
    while match := BREAK.match(token, position):
        start, limit = match.end(), match.end() + indent
        position = end_of_match(_SPACES, token, start, limit)
        column = position - start
        breaks.append(_Piece(_read_break(match[0]), match.start(), position))
    return _Gap(breaks, position, column)


def folds(before: str, after: str) -> bool:
    """Whether a `>` scalar folds the break between two lines: neither starts with a space."""
    return bool(before) and before[0] not in " \t" and after[0] not in " \t"


def _folded_pieces(breaks: Sequence[_Piece]) -> list[_Piece]:
    text = _folded([piece.text for piece in breaks])
    return [_Piece(text, breaks[0].start, breaks[-1].end)]
