"""Reads files safely: pipes, devices, files without end and missing ones raise an `OSError`."""

import errno
import os
import stat
import sys
from io import FileIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 10_000_000
"""The size up to which a file is read, some hundred times that of the largest article seen."""

RACY = 2_000_000_000
"""Nanoseconds within which a file can change twice and have one time: FAT's clock takes 2 s."""

# Opening a pipe must not wait for its writer; Windows changes line ends without `O_BINARY`.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# As much as most files hold: a larger buffer costs time even if the file does not fill it.
_PIECE = 65_536


_BYTES_OF_A_NUMBER = 8


class Stamp(NamedTuple):
    """What changes when a file does: its size in bytes, its times in nanoseconds, its inode.

    Anybody can set back the time of the last change of content (`mtime`), but not that of the last
    change of any kind (`ctime`). Windows has neither `ctime` nor inodes: there both are 0.
    """

    size: int
    mtime_ns: int
    ctime_ns: int = 0
    inode: int = 0

    @classmethod
    def unpacked(cls, data: bytes) -> "Stamp":
        """Return the stamp that was packed as these bytes."""
        numbers = [
            int.from_bytes(data[at : at + _BYTES_OF_A_NUMBER], signed=True)
            for at in range(0, len(data), _BYTES_OF_A_NUMBER)
        ]
        return cls(*numbers)

    def packed(self) -> bytes:
        """Return the stamp in a third of its memory."""
        # To import `struct` takes longer than to look at one file.
        return b"".join([each.to_bytes(_BYTES_OF_A_NUMBER, signed=True) for each in self])

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Return the stamp in a file's status."""
        if sys.platform == "win32":
            return cls(status.st_size, status.st_mtime_ns)
        # SQLite stores signed numbers.
        inode = status.st_ino & 0x7FFF_FFFF_FFFF_FFFF
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode)


def holds(test: "Callable[[], bool]") -> bool:
    """Return the result of a test of a path; False for a path that the system does not accept."""
    try:
        return test()
    except OSError:
        return False


def read_bytes(
    path: "Path | str", starts: tuple[bytes, ...] = (b"",), max_bytes: int = MAX_BYTES
) -> bytes:
    """Return the content of a regular file, or nothing if it begins with none of `starts`.

    Raises:
        OSError: it cannot be read, is no regular file, or is larger than `max_bytes`; `reason`
            returns which.

    """
    return read_stamped(path, starts, max_bytes)[1]


def read_stamped(
    path: "Path | str", starts: tuple[bytes, ...], max_bytes: int
) -> tuple[Stamp, bytes]:
    """Return a file's stamp from before it is read, and its content as `read_bytes` does.

    Raises:
        OSError: as `read_bytes`.

    """
    # A file object would call the system twice as often.
    descriptor = os.open(path, _AT_ONCE)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "not a regular file")
        wanted = min(status.st_size, _PIECE) + 1
        data = os.read(descriptor, wanted)
        if not data.startswith(starts):
            data = b""
        elif len(data) == wanted:
            data += read_to_end(FileIO(descriptor, closefd=False), wanted, max_bytes)
        if len(data) > max_bytes:
            raise _too_large(max_bytes)
    finally:
        os.close(descriptor)
    return Stamp.of(status), data


def read_to_end(file: BinaryIO | FileIO, before: int = 0, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the rest of a stream, of which `before` bytes have been read.

    Raises:
        OSError: it cannot be read, or is larger than `max_bytes`.

    """
    pieces = []
    while piece := file.read(_PIECE):
        pieces.append(piece)
        before += len(piece)
        if before > max_bytes:
            raise _too_large(max_bytes)
    return b"".join(pieces)


def checked(data: bytes, starts: tuple[bytes, ...], max_bytes: int) -> bytes:
    """Return bytes that have been read already as `read_bytes` returns a file's.

    Raises:
        OSError: it is larger than `max_bytes`.

    """
    if not data.startswith(starts):
        return b""
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    return data


def _too_large(most: int) -> OSError:
    is_round = most % 100_000 == 0
    shown = f"{most / 1_000_000:g} MB" if is_round else f"{most:,} bytes"
    return OSError(None, f"larger than {shown}")


def reason(error: Exception) -> str:
    """Return why a file could not be used: `no such file or directory`.

    Other errors than those of the system state it in their own words.
    """
    if not isinstance(error, OSError):
        return str(error)
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
