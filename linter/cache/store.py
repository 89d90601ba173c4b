"""Keeps what was found in files, so that a file that is as it was need not be linted again.

One SQLite file (https://sqlite.org/fileformat2.html), with a write-ahead log, that several
processes may use at once. It only ever saves time: whatever goes wrong with it, the run goes on
without. Its values are plain numbers, bytes and JSON texts, each row with a checksum, because
SQLite has none for its pages.

The file may come from anywhere. So it is opened only if it is laid out as `_TABLE` says and holds
nothing else, since views, triggers and the like would be SQL of a stranger; each piece of work is
cut off after many steps; and whoever reads a row checks it.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar
from zlib import crc32

from linter.core.filesystem import Stamp, reason

if TYPE_CHECKING:
    from sqlite3 import Connection

Result = TypeVar("Result")

FILE_NAME: Final = "results.sqlite3"

MAX_BYTES: Final = 256_000_000
"""The size to which the file may grow between two runs."""

VERSION: Final = 2
"""The number of the tables' layout; a file of another one is made anew."""

_OWN_FILES: Final = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", f"{FILE_NAME}-journal")

# Seconds. Longer than linting a few files takes, waiting for a lock is of no use.
_PATIENCE: Final = 2.0
_PAUSE: Final = 0.01
_ROWS_AT_ONCE: Final = 500
# The share of its bounds to which an overgrown file is cut back.
_KEPT_SHARE: Final = 0.75
# Days after which a row that was used is marked so again: each mark is a write.
_MARK_AFTER: Final = 2
_SECONDS_A_DAY: Final = 86_400
# Nanoseconds. A file can change twice within one tick of a file system's clock, FAT's takes 2 s.
_RACY: Final = 2_000_000_000

# Steps of SQLite's machine that one piece of work may take, many times those of the largest one; a
# damaged file can have loops.
_STEPS_AT_ONCE: Final = 100_000
_MOST_STEPS: Final = 100_000_000
# Bytes. Files of ours stay far below, and hold no longer text.
_LARGEST_FILE: Final = 1_000_000_000
_LONGEST_TEXT: Final = 50_000_000

_SETTINGS: Final = (
    "PRAGMA synchronous = NORMAL",
    # A table's definition, which may be a stranger's, calls no functions.
    "PRAGMA trusted_schema = OFF",
)
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS results (
    path BLOB NOT NULL, context BLOB NOT NULL, used INTEGER NOT NULL, checksum INTEGER NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, digest BLOB NOT NULL,
    needs BLOB NOT NULL, outcome BLOB NOT NULL, facts BLOB NOT NULL,
    PRIMARY KEY (path, context)
) WITHOUT ROWID"""
_READ: Final = """
SELECT used, checksum, size, mtime_ns, ctime_ns, inode, digest, needs, outcome, facts
FROM results WHERE path = ? AND context = ?"""
_WRITE: Final = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MARK: Final = "UPDATE results SET used = ? WHERE path = ? AND context = ?"
_DROP: Final = """
DELETE FROM results
WHERE (path, context) IN (SELECT path, context FROM results ORDER BY used LIMIT ?)"""


class Row(NamedTuple):
    """What is kept of one file.

    `stamp` is the file's when it was read, `digest` that of its bytes (BLAKE2b, 16 bytes). The
    texts are JSON, or empty for nothing: `needs` is what else the result depends on, `outcome` what
    was found, `facts` what the file tells the rules over the whole site.
    """

    stamp: Stamp
    digest: bytes
    needs: str
    outcome: str
    facts: str


class Cache:
    """The results of earlier runs; opened when first used, and for one process and thread only.

    No method raises. After a failure all of them do nothing, and `trouble` says why in a sentence.
    A result that has just been put is there for `get` at once, for other processes soon.
    """

    def __init__(self, folder: Path | None = None, max_bytes: int = MAX_BYTES) -> None:
        """Take the folder that holds the file; without one it is the user's cache folder."""
        self.trouble: str | None = None
        self._folder = folder
        self._max_bytes = max_bytes
        self._today = int(time.time()) // _SECONDS_A_DAY
        self._connection: Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._was_renewed = False
        self._waiting: dict[tuple[bytes, bytes], Row] = {}
        self._used: list[tuple[bytes, bytes]] = []
        self._steps = 0

    def get(self, context: bytes, path: str) -> Row | None:
        """Return what is kept of a file; None for nothing.

        `context` stands for everything else that decides what is found in it.
        """
        key = (_bytes(path), context)
        if key in self._waiting:
            return self._waiting[key]
        found = self._attempt(lambda connection: _read(connection, key))
        if found is None:
            return None
        used, checksum, *values = found
        try:
            if checksum != _checksum(key, values):
                return None
            row = _row(*values)
            is_old = abs(self._today - used) >= _MARK_AFTER
        except (TypeError, ValueError):
            return None
        if is_old:
            self._used.append(key)
            if len(self._used) >= _ROWS_AT_ONCE:
                self._flush()
        return row

    def put(self, context: bytes, path: str, row: Row) -> None:
        """Keep what was found in a file, in place of what was kept before.

        A stamp that is so young that the file may yet change under it becomes one that no file has.
        """
        if self.trouble is not None:
            return
        if time.time_ns() - max(row.stamp.mtime_ns, row.stamp.ctime_ns) < _RACY:
            row = row._replace(stamp=row.stamp._replace(mtime_ns=-1))
        self._waiting[_bytes(path), context] = row
        if len(self._waiting) >= _ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write what is left to write, and if the file has outgrown its bounds cut it back.

        The results that were not used for longest go first.
        """
        if self._waiting or self._used:
            self._flush()
        if self._connection is not None:
            self._attempt(self._prune)
            self._disconnect()

    def _attempt(self, work: Callable[["Connection"], Result]) -> Result | None:
        """Return what comes of some work, which is done again if the file must be made anew."""
        while self.trouble is None:
            self._steps = 0
            try:
                return work(self._connection or self._open())
            except _failures() as error:
                self._recover(error)
        return None

    def _recover(self, error: Exception) -> None:
        """Delete a damaged file, but only once; after any other failure give up."""
        self._disconnect()
        if not self._was_renewed and _is_damage(error):
            self._was_renewed = True
            try:
                self._discard()
            except OSError as second:
                error = second
            else:
                return
        why = reason(error) if isinstance(error, OSError) else str(error)
        where = f" in {self._folder}" if self._folder is not None else ""
        self.trouble = f"the cache{where} is not used: {why}"
        self._waiting.clear()
        self._used.clear()

    def _open(self) -> "Connection":
        """Open the file, or make it, with its folder.

        Raises:
            OSError: there can be no such folder or file.
            sqlite3.Error: it is no database, is locked, or is of another version.

        """
        import sqlite3

        if self._folder is None:
            self._folder = default_folder()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._folder / FILE_NAME
        for name in _OWN_FILES:
            if (self._folder / name).is_symlink():
                raise OSError(None, f"{name} is a link")
        # Transactions are begun by hand.
        connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
        self._connection = connection
        connection.set_progress_handler(self._is_too_long, _STEPS_AT_ONCE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
        self._identity = _identity(file)
        size = file.stat().st_size
        if size > _LARGEST_FILE:
            raise sqlite3.DatabaseError("it is too large")
        if not size:
            # It must come before all that looks into the file.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        for setting in _SETTINGS:
            connection.execute(setting)
        if _number(connection, "PRAGMA user_version") != VERSION:
            _lay_out(connection)
        _check_layout(connection)
        return connection

    def _is_too_long(self) -> bool:
        """Count steps; SQLite gives up where this is true."""
        self._steps += _STEPS_AT_ONCE
        return self._steps > _MOST_STEPS

    def _disconnect(self) -> None:
        if self._connection is not None:
            # What could not be written is lost, which only costs time.
            with suppress(*_failures()):
                self._connection.close()
            self._connection = None

    def _discard(self) -> None:
        """Delete the file that was opened, unless another process has done so already.

        Raises:
            OSError: it cannot be deleted.

        """
        if self._folder is not None and _identity(self._folder / FILE_NAME) == self._identity:
            _delete(self._folder)

    def _flush(self) -> None:
        """Write the waiting rows and marks."""
        today = self._today
        rows = [_columns(key, row, today) for key, row in self._waiting.items()]
        marks = [(today, *key) for key in self._used]

        def write(connection: "Connection") -> None:
            _end_reading(connection)
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_MARK, marks)
            connection.executemany(_WRITE, rows)
            connection.execute("COMMIT")

        self._attempt(write)
        self._waiting.clear()
        self._used.clear()

    def _prune(self, connection: "Connection") -> None:
        """Delete rows until the file is well within its bounds."""
        _end_reading(connection)
        if _bytes_on_disk(connection) <= self._max_bytes:
            return
        goal = self._max_bytes * _KEPT_SHARE
        while (size := _bytes_in_use(connection)) > goal:
            # Counting a whole table at once is one step, which nothing could cut off.
            rows = _number(connection, "SELECT count(*) FROM (SELECT 1 FROM results LIMIT -1)")
            if not rows:
                break
            connection.execute(_DROP, (1 + int(rows * (1 - goal / size)),))
        # This one does a page a step, of which `execute` takes only the first.
        connection.executescript("PRAGMA incremental_vacuum")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def default_folder() -> Path:
    """Return the folder of this program among the user's caches, as the platform has it.

    Raises:
        OSError: the user has no home folder.

    """
    from platformdirs import user_cache_path

    folder = user_cache_path("articlelint", appauthor=False)
    if not folder.is_absolute():
        raise OSError(None, "the user has no home folder")
    return folder


def remove(folder: Path) -> int | None:
    """Delete the cache in a folder, and the folder if it is then empty.

    Returns how many bytes it had; None where there was none.

    Raises:
        OSError: it cannot be deleted.

    """
    found = [folder / name for name in _OWN_FILES if os.path.lexists(folder / name)]
    if not found:
        return None
    size = sum(file.lstat().st_size for file in found)
    _delete(folder)
    # It may hold something else, or be the user's to keep.
    with suppress(OSError):
        folder.rmdir()
    return size


def _delete(folder: Path) -> None:
    for name in _OWN_FILES:
        (folder / name).unlink(missing_ok=True)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _failures() -> tuple[type[Exception], ...]:
    """Return what may go wrong with the file; some builds of Python lack SQLite."""
    try:
        from sqlite3 import Error
    except ImportError:
        return (ImportError,)
    return (OSError, Error)


def _is_damage(error: Exception) -> bool:
    """Whether an error of SQLite means that the file is not what it should be.

    Anything else, such as a lock or a full disk, is no reason to delete it.
    """
    if isinstance(error, OSError | ImportError):
        return False
    import sqlite3

    if isinstance(error, sqlite3.InterfaceError | sqlite3.ProgrammingError):
        return False
    # The codes are those of https://sqlite.org/rescode.html; an error of our own has none.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_CONSTRAINT,
    }


def _lay_out(connection: "Connection") -> None:
    """Make the table in a new file.

    Raises:
        sqlite3.Error: there is another version's, or the file cannot be written.

    """
    import sqlite3

    _use_log(connection)
    connection.execute("BEGIN IMMEDIATE")
    is_new = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
    if not is_new and _number(connection, "PRAGMA user_version") != VERSION:
        raise sqlite3.DatabaseError("it is of another version")
    connection.execute(_TABLE)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _check_layout(connection: "Connection") -> None:
    """Make sure that a file holds our table and nothing besides.

    Raises:
        sqlite3.Error: it holds something else, or cannot be read.

    """
    import sqlite3

    found = connection.execute("SELECT sql FROM sqlite_master LIMIT 2").fetchall()
    # Without the words that the statement has and what SQLite keeps of it has not.
    own = _TABLE.strip().replace("IF NOT EXISTS ", "")
    if found != [(own,)]:
        raise sqlite3.DatabaseError("it holds something else")


def _use_log(connection: "Connection") -> None:
    """Turn the write-ahead log on; for this alone SQLite does not wait until a lock is free.

    Raises:
        sqlite3.Error: it stays locked, or cannot be written.

    """
    import sqlite3

    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _read(connection: "Connection", key: tuple[bytes, bytes]) -> Any:
    # One transaction for all that is read until something is written: it halves the time.
    if not connection.in_transaction:
        connection.execute("BEGIN")
    return connection.execute(_READ, key).fetchone()


def _end_reading(connection: "Connection") -> None:
    if connection.in_transaction:
        connection.execute("COMMIT")


def _bytes_in_use(connection: "Connection") -> int:
    free = _number(connection, "PRAGMA freelist_count") * _number(connection, "PRAGMA page_size")
    return _bytes_on_disk(connection) - free


def _bytes_on_disk(connection: "Connection") -> int:
    return _number(connection, "PRAGMA page_count") * _number(connection, "PRAGMA page_size")


def _number(connection: "Connection", question: str) -> int:
    return int(connection.execute(question).fetchone()[0])


def _columns(key: tuple[bytes, bytes], row: Row, today: int) -> tuple[Any, ...]:
    texts = (row.needs, row.outcome, row.facts)
    values = (*row.stamp, row.digest, *map(_bytes, texts))
    return (*key, today, _checksum(key, values), *values)


def _row(  # noqa: PLR0913, PLR0917 - as many as the table has
    size: int,
    mtime_ns: int,
    ctime_ns: int,
    inode: int,
    digest: bytes,
    needs: bytes,
    outcome: bytes,
    facts: bytes,
) -> Row:
    """Return a row of the table as it was put.

    Raises:
        ValueError: a text is none.

    """
    stamp = Stamp(size, mtime_ns, ctime_ns, inode)
    return Row(stamp, digest, _text(needs), _text(outcome), _text(facts))


def _checksum(key: tuple[bytes, bytes], values: Any) -> int:
    """Return a number that changes with a row; it guards against accidents, not against people.

    Raises:
        TypeError: a value is not of its column's type.

    """
    numbers, blobs = values[: len(Stamp._fields)], values[len(Stamp._fields) :]
    sizes = [len(blob) for blob in blobs]
    return crc32(b"".join((repr((*numbers, sizes)).encode(), *key, *blobs)))


def _bytes(text: str) -> bytes:
    # Names of files and texts out of YAML may hold lone surrogates.
    return text.encode(errors="surrogatepass")


def _text(data: bytes) -> str:
    return data.decode(errors="surrogatepass")
