"""Stores the results of files between runs, so that unchanged files need not be linted again.

A cache only saves time: whatever goes wrong with it, the run goes on without.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from linter.cache.database import (
    Database,
    bytes_in_use,
    bytes_on_disk,
    default_folder,
    failures,
    is_damage,
    number,
)
from linter.cache.rows import (
    WRITE,
    Key,
    Row,
    from_columns,
    key_of,
    read_statement,
    to_columns,
)
from linter.core.filesystem import RACY, reason

if TYPE_CHECKING:
    from sqlite3 import Connection

Result = TypeVar("Result")

MAX_BYTES: Final = 256_000_000
"""The size to which the file may grow between two runs."""

ROWS_AT_ONCE: Final = 500
"""How many rows are read or written together."""

# The share of its bounds to which an overgrown file is cut back.
_KEPT_SHARE: Final = 0.75
# Days after which the use of a row is marked again: each mark is a write.
_MARK_AFTER: Final = 2
_SECONDS_A_DAY: Final = 86_400

_MARK: Final = "UPDATE results SET used = ? WHERE path = ? AND context = ?"
_DROP: Final = """
DELETE FROM results
WHERE (path, context) IN (SELECT path, context FROM results ORDER BY used LIMIT ?)"""


class Cache:
    """The results of earlier runs; opened when first used, and for one process and thread only.

    No method raises. After a failure no method does anything, and `warning` is a sentence with the
    reason. A result is there for `get` as soon as it is put, for other processes soon.
    """

    def __init__(self, folder: Path | None = None, max_bytes: int = MAX_BYTES) -> None:
        """Take the folder that holds the file; the default is the user's cache folder."""
        self.warning: str | None = None
        self._database = Database(folder)
        self._max_bytes = max_bytes
        self._today = int(time.time()) // _SECONDS_A_DAY
        self._was_renewed = False
        self._waiting: dict[Key, Row] = {}
        self._used: list[Key] = []

    @property
    def folder(self) -> Path:
        """The folder that holds the file.

        Raises:
            OSError: the user has no home folder.

        """
        return self._database.folder or default_folder()

    def get(self, context: bytes, path: str) -> Row | None:
        """Return the result of a file; None without one.

        `context` stands for everything else that decides what is found in the file.
        """
        return self.get_all(context, [path])[0]

    def get_all(self, context: bytes, paths: Sequence[str]) -> list[Row | None]:
        """Return the results of some files with one context, in their order; None without one."""
        keys = [key_of(context, path) for path in paths]
        found: dict[bytes, Any] = {}
        for start in range(0, len(keys), ROWS_AT_ONCE):
            some = keys[start : start + ROWS_AT_ONCE]
            found |= self._attempt(partial(_read, keys=some)) or {}
        return [self._row(key, found.get(key[0])) for key in keys]

    def _row(self, key: Key, columns: Any) -> Row | None:
        """Return a row that waits to be written, or that has been read; None without one."""
        if key in self._waiting:
            return self._waiting[key]
        found = None if columns is None else from_columns(key, columns)
        if found is None:
            return None
        row, used = found
        if abs(self._today - used) >= _MARK_AFTER:
            self._used.append(key)
            if len(self._used) >= ROWS_AT_ONCE:
                self._flush()
        return row

    def put(self, context: bytes, path: str, row: Row) -> None:
        """Store the result of a file, in place of an older one.

        The stamp of a file that is so young that it may change unnoticed is replaced by one that no
        file has.
        """
        if self.warning is not None:
            return
        if time.time_ns() - max(row.stamp.mtime_ns, row.stamp.ctime_ns) < RACY:
            row = row._replace(stamp=row.stamp._replace(mtime_ns=-1))
        self._waiting[key_of(context, path)] = row
        if len(self._waiting) >= ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write what is waiting, and cut the file back if it has outgrown its bounds.

        The results that were not used for longest go first.
        """
        if self._waiting or self._used:
            self._flush()
        if self._database.is_open:
            self._attempt(self._prune)
            self._database.close()

    def _attempt(self, work: Callable[["Connection"], Result]) -> Result | None:
        """Return what some work returns; it is done again if the file had to be made anew."""
        while self.warning is None:
            try:
                return self._database.run(work)
            except failures() as error:
                self._recover(error)
        return None

    def _recover(self, error: Exception) -> None:
        """Delete a damaged file, but only once; after any other failure give up."""
        self._database.close()
        if not self._was_renewed and is_damage(error):
            self._was_renewed = True
            try:
                self._database.discard()
            except OSError as second:
                error = second
            else:
                return
        folder = self._database.folder
        where = f" in {folder}" if folder is not None else ""
        self.warning = f"the cache{where} is not used: {reason(error)}"
        self._waiting.clear()
        self._used.clear()

    def _flush(self) -> None:
        """Write the waiting rows and marks."""
        today = self._today
        rows = [to_columns(key, row, today) for key, row in self._waiting.items()]
        marks = [(today, *key) for key in self._used]

        def write(connection: "Connection") -> None:
            _end_reading(connection)
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_MARK, marks)
            connection.executemany(WRITE, rows)
            connection.execute("COMMIT")

        self._attempt(write)
        self._waiting.clear()
        self._used.clear()

    def _prune(self, connection: "Connection") -> None:
        """Delete rows until the file is well within its bounds."""
        _end_reading(connection)
        if bytes_on_disk(connection) <= self._max_bytes:
            return
        goal = self._max_bytes * _KEPT_SHARE
        while (size := bytes_in_use(connection)) > goal:
            # Counting a whole table directly is a single step, which cannot be interrupted.
            rows = number(connection, "SELECT count(*) FROM (SELECT 1 FROM results LIMIT -1)")
            if not rows:
                break
            connection.execute(_DROP, (1 + int(rows * (1 - goal / size)),))
        # It frees one page a step; `execute` runs only the first step.
        connection.executescript("PRAGMA incremental_vacuum")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _read(connection: "Connection", keys: Sequence[Key]) -> dict[bytes, Any]:
    """Return what is stored under keys of one context, by paths."""
    # One transaction for all reads until something is written.
    if not connection.in_transaction:
        connection.execute("BEGIN")
    context = keys[0][1]
    rows = connection.execute(read_statement(len(keys)), (context, *(path for path, _ in keys)))
    return {columns[0]: columns for columns in rows}


def _end_reading(connection: "Connection") -> None:
    if connection.in_transaction:
        connection.execute("COMMIT")
