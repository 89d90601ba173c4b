"""Reads the simplest front matter: one key or item a line, each value on its line.

That is a subset of YAML which all readers understand alike. A block with anything else (anchors,
tags, block texts, texts of several lines, tabs, comments beside a value, trailing whitespace, a
key twice) is not read: None is always a right answer.
"""

import re
from typing import Any, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.values import Value
from linter.fastpath.scalars import Times, UncertainError, scalar

_OPENING = b"---\n"
_DEEPEST = 12
_QUOTED = r'"[^"\\\n]*+(?:\\"[^"\\\n]*+)*+"'
_SINGLE_QUOTED = r"'[^'\n]*+(?:''[^'\n]*+)*+'"
# A colon ends a key before a space, a number sign starts a comment after one.
_PLAIN = (
    r"""[^\s\-?:,\[\]{}#&*!|>'"%@`.+~=<\\][^:#\n]*+"""
    r"(?:(?::(?![ \n])|(?<! )#)[^:#\n]*+)*+(?<! )"
)
_NEGATIVE = "-[0-9][0-9.]*+"
_LIST = r"\[[^\]\n]*+\]"
_VALUE = f"{_QUOTED}|{_PLAIN}|{_NEGATIVE}|{_SINGLE_QUOTED}|{_LIST}"
# Of a row: indentation, dash, key, its value, or the item after a dash; of a comment or an empty
# line, none but the indentation.
_ROW = re.compile(
    rf"^( *+)(- |)(?:([A-Za-z_][A-Za-z0-9_-]{{0,99}}+):(?: ++({_VALUE})|)"
    rf"|(?<=- )({_VALUE})|#[^\n]*+(?<! )|(?<! ))\n",
    re.MULTILINE,
)
_CLOSING = b"\n---\n"
_CRLF = b"\r\n"
_MAX_BYTES_OF_A_CHARACTER = 4
# Control characters but the line feed; the first bytes of others, of line separators, byte-order
# marks and what is no character.
_CONTROLS = bytes({*range(0x20), 0x7F} - {ord("\n")})
_MAY_BE_ODD = (b"\xc2", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef")
_ODD = lazy_pattern(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")
_SUPPRESSION = b"articlelint"
_SCHEMA_CHOICE = b"$schema"


class Scanned(NamedTuple):
    """The data of a block, typed as its reader types it, and the block's text with LF."""

    data: dict[str, Value]
    times: Times
    text: str
    has_crlf: bool

    def value_span(self, key: str) -> tuple[int, int]:
        """Return the offsets in the file between which the value of a key at the top stands."""
        start = self.text.index(f"\n{key}: ") + len(f"\n{key}: ")
        end = self.text.index("\n", start)
        rows = self.text.count("\n", 0, start) if self.has_crlf else 0
        return end - len(self.text[start:end].lstrip(" ")) + rows, end + rows


def scan(data: bytes, max_characters: int) -> Scanned | None:
    """Return the front matter in a file's UTF-8; None if it is not simple enough.

    Times are text, as in `Document.data`. A block of more than `max_characters` is not read. The
    lines around the block are those that every reader takes, and no row looks like one of them to
    any. All line ends are LF, or all are CRLF.
    """
    has_crlf = data.startswith(_OPENING.replace(b"\n", _CRLF))
    raw = _with_lf(data) if has_crlf else data
    end = raw.find(_CLOSING)
    is_in_reach = 0 <= end < _MAX_BYTES_OF_A_CHARACTER * max_characters
    if not is_in_reach or not raw.startswith(_OPENING):
        return None
    raw = raw[: end + 1]
    if _is_odd(raw) or _has_directive(raw):
        return None
    text = raw.decode()
    rows = _ROW.findall(text, len(_OPENING))
    is_long = len(text) + has_crlf * (len(rows) + 1) > max_characters
    if len(rows) != text.count("\n") - 1 or is_long:
        return None
    times = Times()
    try:
        tree = _tree(rows, times)
    except UncertainError:
        return None
    if tree is None or not times.are_distinct:
        return None
    return Scanned(tree, times, text, has_crlf)


def _with_lf(data: bytes) -> bytes:
    """Return a file up to the end of its block with LF; no bytes if other line ends are there."""
    end = data.find(_CLOSING.replace(b"\n", _CRLF)) + len(_CRLF)
    block = data[: max(data.find(b"\n", end), 0) + 1]
    if not block.count(b"\r") == block.count(b"\n") == block.count(_CRLF):
        return b""
    return block.replace(_CRLF, b"\n")


def _has_directive(raw: bytes) -> bool:
    """Whether a block may have comments that suppress findings, or name a schema."""
    # Single characters are searched for much faster than words.
    return (b"#" in raw and _SUPPRESSION in raw) or (b"$" in raw and _SCHEMA_CHOICE in raw)


def _is_odd(raw: bytes) -> bool:
    """Whether a text has characters that YAML refuses, or that end a line for some reader."""
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return True
    if raw.isascii():
        return False
    return any(start in raw for start in _MAY_BE_ODD) and _ODD.search(raw) is not None


def _tree(  # noqa: C901, PLR0912 - one loop over all rows, as calls would take most of its time
    rows: list[tuple[str, str, str, str, str]], times: Times
) -> dict[str, Value] | None:
    """Return the mapping that rows make; None if their indentation is not plain.

    `columns` and `containers` are those of the collections around a row, outside in; `pending` is
    a key without a value on its line, below which a collection may start.
    """
    root: dict[str, Value] = {}
    columns = [0]
    containers: list[Any] = [root]
    top: Any = root
    column = 0
    pending: str | None = None
    for indentation, dash, key, value, item in rows:
        if not (key or dash):
            continue
        at = len(indentation)
        if pending is not None:
            # The items of a list may stand at the column of its key.
            if at > column or (dash and at == column):
                top[pending] = top = [] if dash else {}
                column = at
                columns.append(column)
                containers.append(top)
            pending = None
        if at != column or bool(dash) != (top.__class__ is list):
            while columns[-1] > at or (columns[-1] == at and containers[-1].__class__ is list):
                if dash and columns[-1] == at:
                    break
                columns.pop()
                containers.pop()
            top, column = containers[-1], at
            if columns[-1] != at or bool(dash) != (top.__class__ is list):
                return None
        if dash:
            if item:
                top.append(scalar(item, times))
                continue
            fresh: dict[str, Value] = {}
            top.append(fresh)
            top = fresh
            column = at + len(dash)
            columns.append(column)
            containers.append(top)
        if not key or key in top:
            return None
        if value:
            top[key] = scalar(value, times)
        else:
            top[key] = None
            pending = key
            if len(columns) > _DEEPEST:
                return None
    return root or None
