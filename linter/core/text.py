"""Places in a text: spans, edits, rows and columns.

Every offset in the project counts Unicode code points from the start of the whole file, a
byte-order mark included. Rows and columns start at 1.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of code points, `start <= offset < end`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a character; an empty span shares those at its sides."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans, which come in order, with those that overlap as one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Edit(NamedTuple):
    """Replace the text at `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Position(NamedTuple):
    """A row and a column, both starting at 1; columns count code points."""

    row: int
    column: int


class OverlappingEditsError(ValueError):
    """Two edits want to change the same characters."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all `edits` applied, whatever their order.

    Edits that insert at the same place are applied in the order given.

    Raises:
        OverlappingEditsError: two edits overlap, or one lies outside the text.

    """
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if not end <= edit.span.start <= edit.span.end <= len(text):
            message = f"edit {edit.span} overlaps the one before it or lies outside the text"
            raise OverlappingEditsError(message)
        pieces += (text[end : edit.span.start], edit.text)
        end = edit.span.end
    pieces.append(text[end:])
    return "".join(pieces)


class LineIndex:
    r"""Finds rows and columns; lines end with `\n`, `\r\n` or a lone `\r`, as in editors."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        """Index the line starts of `text`."""
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """Return the row and column of a code-point offset."""
        row = bisect_right(self._starts, offset)
        return Position(row, offset - self._starts[row - 1] + 1)

    @property
    def last_row(self) -> int:
        """The number of the last row, which is empty where the text ends with a line end."""
        return len(self._starts)

    def line(self, row: int) -> Span:
        """Return the span of a row without its line end."""
        start = self._starts[row - 1]
        if row == len(self._starts):
            return Span(start, len(self._text))
        end = self._starts[row]
        width = len("\r\n") if self._text.startswith("\r\n", end - 2) else 1
        return Span(start, end - width)


class ByteIndex:
    """Tells how many bytes of UTF-8 stand before an offset, in time that no long line adds to."""

    __slots__ = ("_before", "_text")

    _STEP = 1024

    def __init__(self, text: str) -> None:
        """Count the bytes of `text`."""
        self._text = text
        parts = (text[at : at + self._STEP] for at in range(0, len(text), self._STEP))
        self._before = [0, *accumulate(map(_utf8_length, parts))]

    def before(self, offset: int) -> int:
        """Return the number of bytes before a code-point offset."""
        step = offset // self._STEP
        return self._before[step] + _utf8_length(self._text[step * self._STEP : offset])


def _utf8_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))


def quoted(value: object, limit: int = 60) -> str:
    """Return a value for use in a message: in backticks, on one line, without control characters.

    Text beyond `limit` characters is cut, since messages quote values only to recognise them.
    """
    text = printable(value if isinstance(value, str) else yaml_word(value))
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f"`{text}`"


def yaml_word(value: object) -> str:
    """Return how YAML writes a value that is not text: `true`, `null`, `12`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)


# With accents of Western Europe and the quotes, dashes and dots that typographers set.
_WORDS = re.compile("[ !-%'-;=-~À-ÖØ-öø-ÿ‘’“”–—…]*")  # noqa: RUF001
# Two of these may be text that was read in a wrong encoding.
_TWO_BEYOND_ASCII = re.compile("[À-ÿ][^ -~]")


def is_plain(text: str) -> bool:
    """Whether a text is made of plain words with single blanks, and holds no markup.

    Words are of printable ASCII, with accented letters that are one character each, and with
    typographic punctuation, but not beside those letters.
    """
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    if text.isascii():
        return text.isprintable() and not ("&" in text or "<" in text)
    return _WORDS.fullmatch(text) is not None and _TWO_BEYOND_ASCII.search(text) is None


def printable(text: str) -> str:
    r"""Return `text` with everything that could steer a terminal or break a line made visible.

    Control characters, line separators, bidirectional overrides and lone surrogates are written
    as `\x1b`, `\u202e`; printable text of any script stays as it is.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in text
    )


@lru_cache(maxsize=1024)
def nearest_key(name: str, known: tuple[str, ...]) -> str | None:
    """Return the known key that is spelt most alike, whatever the case of its letters."""
    # No key of twice the length can be alike, and preparing to compare a huge one takes long.
    if len(name) > 2 * max(map(len, known), default=0):
        return None
    by_lower = {key.lower(): key for key in known}
    found = get_close_matches(name.lower(), by_lower, 1, cutoff=0.75)
    return by_lower[found[0]] if found else None


# The authority of an address (RFC 3986, section 3.2). One whose port is no number has a `/` in its
# password, where `%2F` is meant; then everything up to the last `@` of the word is a password. What
# fsspec has there for GitHub is a repository.
_USER = re.compile(
    r"(?<![A-Za-z0-9+.-])(?P<scheme>(?!github://)[A-Za-z][A-Za-z0-9+.-]{0,40}+://)"
    r"(?P<user>[^\s/?#@]{0,1000}+(?:@[^\s/?#@]{0,1000}+)*@"
    r"|[^\s/?#@:]{0,1000}+:(?![0-9]{0,9}+(?:[/?#]|\s|$))\S{0,1000}@)"
)
_SHORTEST_SECRET = 3


def without_user(text: str) -> str:
    """Return a text in which addresses have neither user nor password: `ftp://host/a.md`."""
    return _USER.sub(r"\g<scheme>", text) if "@" in text else text


def without_user_of(address: str, text: str) -> str:
    """Return what a library says of an address, without the user and password that this has.

    Libraries repeat them in other forms: decoded, or what stands behind a `:` or `/` alone.
    """
    text = without_user(text)
    for match in _USER.finditer(address):
        user = match["user"].removesuffix("@")
        parts = {user, *user.split("/"), *user.partition(":")[2].split("/")}
        for part in sorted({*parts, *map(unquote, parts)}, key=len, reverse=True):
            if len(part) >= _SHORTEST_SECRET:
                text = text.replace(part, "…")
    return text


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Return `1 error`, `2 errors`; `nouns` is the plural where that takes more than an `s`."""
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"
