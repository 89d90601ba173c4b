"""The rows of the cache's table: plain numbers, bytes and JSON texts, with a checksum.

SQLite has no checksum of its own for its pages.
"""

import struct
from typing import Any, Final, NamedTuple
from zlib import crc32

from linter.core.filesystem import Stamp

_READ: Final = """
SELECT path, used, checksum, size, mtime_ns, ctime_ns, inode, digest, needs, outcome, facts, article
FROM results WHERE context = ? AND path IN"""


def read_statement(paths: int) -> str:
    """Return the statement that reads the rows of one context and of that many paths."""
    return f"{_READ} ({', '.join('?' * paths)})"


WRITE: Final = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

# Those of a stamp, and the lengths of the texts.
_NUMBERS = struct.Struct("<4q4Q")


class Row(NamedTuple):
    """The result of one file.

    `stamp` is the file's when it was read, `digest` that of its bytes (BLAKE2b, 16 bytes). The
    texts are JSON, or empty for nothing: `needs` is what else the result depends on, `outcome` what
    was found, `facts` the facts for the rules over the whole site, `article` what a report counts
    of the file, where a report was made.
    """

    stamp: Stamp
    digest: bytes
    needs: str
    outcome: str
    facts: str
    article: str = ""


Key = tuple[bytes, bytes]
"""The path of a file and the context of its result, as the table has them."""


def key_of(context: bytes, path: str) -> Key:
    """Return the key of a row."""
    return _bytes(path), context


def to_columns(key: Key, row: Row, today: int) -> tuple[Any, ...]:
    """Return the values of `WRITE`; `today` is the day of the last use."""
    texts = (row.needs, row.outcome, row.facts, row.article)
    values = (*row.stamp, row.digest, *map(_bytes, texts))
    return (*key, today, _checksum(key, values), *values)


def from_columns(key: Key, columns: Any) -> tuple[Row, int] | None:
    """Return a row and the day of its last use from what is read of it; None if damaged."""
    _path, used, checksum, *values = columns
    try:
        if checksum != _checksum(key, values) or not isinstance(used, int):
            return None
        size, mtime_ns, ctime_ns, inode, digest, *texts = values
        stamp = Stamp(size, mtime_ns, ctime_ns, inode)
        row = Row(stamp, digest, *map(_text, texts))
    except (TypeError, ValueError, struct.error):
        return None
    else:
        return row, used


def _checksum(key: Key, values: Any) -> int:
    """Return a number that changes with a row; it guards against accidents, not against people.

    Raises:
        TypeError, struct.error: a value is not of its column's type.

    """
    size, mtime_ns, ctime_ns, inode, digest, *texts = values
    numbers = _NUMBERS.pack(size, mtime_ns, ctime_ns, inode, *map(len, texts))
    return crc32(b"".join((numbers, *key, digest, *texts)))


def _bytes(text: str) -> bytes:
    # Names of files and texts out of YAML may hold lone surrogates.
    return text.encode(errors="surrogatepass")


def _text(data: bytes) -> str:
    return data.decode(errors="surrogatepass")
