"""The SQLite files of the cache: where they lie, how they are opened, checked and deleted.

A file (https://sqlite.org/fileformat2.html) has a write-ahead log, and several processes may use
it at once. It may come from anywhere: it is opened only if it holds the table of its layout and
nothing else, since views and triggers would be a stranger's SQL, and each piece of work is cut off
after many steps.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from linter.fastpath import entry
from linter.fastpath.fact_index import INDEX_PREFIX

if TYPE_CHECKING:
    from sqlite3 import Connection

Result = TypeVar("Result")


class Layout(NamedTuple):
    """A file: its name, the statement that creates its only table, and the version of both.

    A file of another version is replaced.
    """

    name: str
    table: str
    version: int

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the file and of those that SQLite keeps beside it."""
        return (self.name, f"{self.name}-wal", f"{self.name}-shm", f"{self.name}-journal")


# Seconds. Waiting longer for a lock takes more time than linting a few files.
_PATIENCE: Final = 2.0
_PAUSE: Final = 0.01

# Steps of SQLite's machine that one piece of work may take, many times those of the largest one; a
# damaged file can have loops.
_STEPS_AT_ONCE: Final = 100_000
_MOST_STEPS: Final = 100_000_000
# Bytes. Our files and texts are far smaller.
_LARGEST_FILE: Final = 1_000_000_000
_LONGEST_TEXT: Final = 50_000_000

_SETTINGS: Final = (
    "PRAGMA synchronous = NORMAL",
    # A table's definition, which may be a stranger's, calls no functions.
    "PRAGMA trusted_schema = OFF",
)
RESULTS: Final = Layout(
    "results.sqlite3",
    """
CREATE TABLE IF NOT EXISTS results (
    path BLOB NOT NULL, context BLOB NOT NULL, used INTEGER NOT NULL, checksum INTEGER NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, digest BLOB NOT NULL,
    needs BLOB NOT NULL, outcome BLOB NOT NULL, facts BLOB NOT NULL, article BLOB NOT NULL,
    PRIMARY KEY (path, context)
) WITHOUT ROWID""",
    version=4,
)
"""The results of files."""

ANSWERS: Final = Layout(
    "answers.sqlite3",
    """
CREATE TABLE IF NOT EXISTS answers (
    url TEXT NOT NULL, wanted TEXT NOT NULL, at INTEGER NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (url, wanted)
) WITHOUT ROWID""",
    version=1,
)
"""The answers of servers on the web."""

_LAYOUTS: Final = (RESULTS, ANSWERS)


class Database:
    """A SQLite file in a folder, opened when first used; for one process and thread only."""

    def __init__(self, folder: Path | None = None, layout: Layout = RESULTS) -> None:
        """Take the folder, which is made if needed; the default is the user's cache folder."""
        self._layout = layout
        self.folder = folder
        self._connection: Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._steps = 0

    @property
    def is_open(self) -> bool:
        """Whether the file is open."""
        return self._connection is not None

    def run(self, work: Callable[["Connection"], Result]) -> Result:
        """Return what some work with a connection returns.

        Raises:
            OSError: the folder or the file cannot be made or opened.
            sqlite3.Error: the file is no database, is locked, or is of another version; or the work
                fails, or takes too many steps.

        """
        self._steps = 0
        try:
            return work(self._connection or self._open())
        except UnicodeDecodeError:
            # Messages of SQLite quote a damaged file, and Python fails to decode them.
            from sqlite3 import DatabaseError

            raise DatabaseError("it is damaged") from None

    def close(self) -> None:
        """Close the file, if it is open."""
        if self._connection is not None:
            # What could not be written is lost, which only costs time.
            with suppress(*failures()):
                self._connection.close()
            self._connection = None

    def discard(self) -> None:
        """Delete the file that was opened, unless another process has replaced it.

        Raises:
            OSError: it cannot be deleted.

        """
        if self.folder is not None and _identity(self.folder / self._layout.name) == self._identity:
            for name in self._layout.files:
                (self.folder / name).unlink(missing_ok=True)

    def _open(self) -> "Connection":
        """Open the file; make it, and its folder, if needed."""
        import sqlite3

        if self.folder is None:
            self.folder = default_folder()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.folder / self._layout.name
        for name in self._layout.files:
            if (self.folder / name).is_symlink():
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
            # It must be set before anything reads the file.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        for setting in _SETTINGS:
            connection.execute(setting)
        if number(connection, "PRAGMA user_version") != self._layout.version:
            _create_table(connection, self._layout)
        _check_layout(connection, self._layout)
        return connection

    def _is_too_long(self) -> bool:
        """Count steps; SQLite interrupts the work if this returns true."""
        self._steps += _STEPS_AT_ONCE
        return self._steps > _MOST_STEPS


def default_folder() -> Path:
    """Return the folder of this program among the user's caches, as is usual on the platform.

    Raises:
        OSError: the user has no home folder.

    """
    if sys.platform == "linux":
        folder = Path(entry.default_folder())
    else:
        # It takes 5 ms to import, and settles what is unusual elsewhere.
        from platformdirs import user_cache_path

        folder = user_cache_path("articlelint", appauthor=False)
    if not folder.is_absolute():
        raise OSError(None, "the user has no home folder")
    return folder


def remove(folder: Path) -> int | None:
    """Delete the cache in a folder, and the folder if it is then empty.

    Returns its size in bytes, or None if there was none.

    Raises:
        OSError: it cannot be deleted.

    """
    own = (name for layout in _LAYOUTS for name in layout.files)
    found = [folder / name for name in own if os.path.lexists(folder / name)]
    found += [*folder.glob(f"{entry.ENTRY_PREFIX}*"), *folder.glob(f"{INDEX_PREFIX}*")]
    if not found:
        return None
    size = sum(file.lstat().st_size for file in found)
    for file in found:
        file.unlink(missing_ok=True)
    # The folder may hold something else.
    with suppress(OSError):
        folder.rmdir()
    return size


def prune(folder: Path, prefix: str, most: int) -> None:
    """Delete the oldest files of a cache with a prefix, beyond the most that are kept.

    Raises:
        OSError: they cannot be listed or deleted.

    """
    files = sorted(folder.glob(f"{prefix}*"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-most]:
        file.unlink(missing_ok=True)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def failures() -> tuple[type[Exception], ...]:
    """Return the errors that using the file can raise; some builds of Python lack SQLite."""
    try:
        from sqlite3 import Error
    except ImportError:
        return (ImportError,)
    return (OSError, Error)


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite means that the file is damaged or not ours.

    After other errors, such as a lock or a full disk, it must not be deleted.
    """
    if isinstance(error, OSError | ImportError):
        return False
    import sqlite3

    if isinstance(error, sqlite3.InterfaceError | sqlite3.ProgrammingError):
        return False
    # The codes are those of https://sqlite.org/rescode.html; the errors raised here have none.
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


def _create_table(connection: "Connection", layout: Layout) -> None:
    """Create the table in a new file.

    Raises:
        sqlite3.Error: the file is of another version, or cannot be written.

    """
    import sqlite3

    _use_log(connection)
    connection.execute("BEGIN IMMEDIATE")
    is_new = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
    if not is_new and number(connection, "PRAGMA user_version") != layout.version:
        raise sqlite3.DatabaseError("it is of another version")
    connection.execute(layout.table)
    connection.execute(f"PRAGMA user_version = {layout.version}")
    connection.execute("COMMIT")


def _check_layout(connection: "Connection", layout: Layout) -> None:
    """Check that the file holds our table and nothing else.

    Raises:
        sqlite3.Error: it holds something else, or cannot be read.

    """
    import sqlite3

    found = connection.execute("SELECT sql FROM sqlite_master LIMIT 2").fetchall()
    # SQLite keeps the statement without these words.
    own = layout.table.strip().replace("IF NOT EXISTS ", "")
    if found != [(own,)]:
        raise sqlite3.DatabaseError("it holds something else")


def _use_log(connection: "Connection") -> None:
    """Turn the write-ahead log on; only here SQLite itself does not wait for a lock.

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


def bytes_in_use(connection: "Connection") -> int:
    """Return the size of the pages that hold something, in bytes."""
    free = number(connection, "PRAGMA freelist_count") * number(connection, "PRAGMA page_size")
    return bytes_on_disk(connection) - free


def bytes_on_disk(connection: "Connection") -> int:
    """Return the size of the file, in bytes."""
    return number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size")


def number(connection: "Connection", statement: str) -> int:
    """Return the one number that a statement yields."""
    return int(connection.execute(statement).fetchone()[0])
