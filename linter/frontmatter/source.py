"""The decoded text of a file; bytes that are not UTF-8 are a value, not an exception."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from linter.core.digests import digest

BYTE_ORDER_MARK = "\ufeff"


class BadByte(NamedTuple):
    """The first byte that is not UTF-8: its offset in bytes, and the characters before it."""

    byte_offset: int
    offset: int
    value: int


@dataclass(frozen=True)
class Source:
    """One file's text.

    `path` is the path as shown, with `/`. `text` starts with a byte-order mark where the file does.
    Where `bad_byte` is set, `text` holds replacement characters and must never be written back.
    """

    path: str
    text: str
    bad_byte: BadByte | None = None

    @cached_property
    def newline(self) -> str:
        r"""The file's line end: `\r\n` where most lines end so, else `\n`."""
        return "\r\n" if 2 * self.text.count("\r\n") > self.text.count("\n") else "\n"

    @property
    def has_byte_order_mark(self) -> bool:
        """Whether the text starts with a byte-order mark."""
        return self.text.startswith(BYTE_ORDER_MARK)

    @cached_property
    def digest(self) -> bytes:
        """Sixteen bytes that stand for the file's content (BLAKE2b of its UTF-8 bytes).

        Text that Python code hands in may hold lone surrogates, which UTF-8 has no bytes for.
        """
        return digest(self.text.encode(errors="surrogatepass"))


def decode(path: str, data: bytes) -> Source:
    """Return the source for a file's bytes."""
    try:
        return Source(path, data.decode())
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        bad_byte = BadByte(error.start, len(before), data[error.start])
        return Source(path, data.decode(errors="replace"), bad_byte)
