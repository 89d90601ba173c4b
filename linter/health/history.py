"""The history of a site's health: a file with one line of JSON for each run.

    {"date": "2026-11-27T09:30:00+00:00", "commit": "9fceb02…", "files": 192, "clean": 180,
     "errors": 3, "warnings": 14, "fixable": 9, "known": 0, "rules": {"DAT005": 3, "URL006": 14}}

`commit` is null outside of git, and `known` null where there is no baseline; else it is the number
of findings that the baseline still hides.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from linter.core.filesystem import read_bytes
from linter.core.patterns import lazy_pattern

_MOST_RUNS = 1_000
"""The most runs that are read: the last ones."""

_LARGEST = 10**12
"""The largest count that is one; charts are drawn with numbers that have bounds."""

# The beginning of the first line.
_START = lazy_pattern(rb'\s*\{"')
_DATE = lazy_pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[-+]\d\d:\d\d)")
_COUNTS = ("files", "clean", "errors", "warnings", "fixable")
_COMMIT = lazy_pattern(r"[0-9a-f]{7,64}")
_CODE = lazy_pattern(r"[A-Z][A-Z0-9]{0,15}")


class Run(NamedTuple):
    """What one run found; `clean` are files without findings, `fixable` those with any fix."""

    date: str
    commit: str | None
    files: int
    clean: int
    errors: int
    warnings: int
    fixable: int
    known: int | None
    rules: Mapping[str, int]

    @property
    def minute(self) -> str:
        """The date to the minute, for people: `2026-11-27 09:30`."""
        return self.date[:16].replace("T", " ")


class History(NamedTuple):
    """The runs of a file in its order, and the numbers of lines that hold none."""

    runs: tuple[Run, ...] = ()
    broken: tuple[int, ...] = ()


def read(file: Path) -> History:
    """Read the last runs of a file; a missing one has none.

    Raises:
        OSError: it cannot be read, or holds something else.

    """
    try:
        data = read_bytes(file)
    except FileNotFoundError:
        return History()
    if data.strip() and not _START.match(data):
        raise OSError(None, "not a history of runs")
    runs, broken = [], []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            run = _run(line)
            if run is None:
                broken.append(number)
            else:
                runs.append(run)
    return History(tuple(runs[-_MOST_RUNS:]), tuple(broken))


def append(file: Path, run: Run) -> None:
    """Append a run as one line, in one write, so that runs at the same time do not mix.

    A line that an interrupted run left without its end is ended first.

    Raises:
        OSError: the file cannot be written.

    """
    line = json.dumps(run._asdict(), separators=(",", ":")).encode() + b"\n"
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(file, flags, 0o666)
    try:
        size = os.fstat(handle).st_size
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                line = b"\n" + line
        while line:
            # On a full disk only a part is written; then the next write fails.
            line = line[os.write(handle, line) :]
    finally:
        os.close(handle)


def _run(line: bytes) -> Run | None:
    """Return the run of a line; None if it is none."""
    try:
        data = json.loads(line)
    # Deep nesting is a RecursionError.
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() != set(Run._fields):
        return None
    known, commit, rules = data["known"], data["commit"], data["rules"]
    is_run = (
        _is_date(data["date"])
        and (commit is None or (isinstance(commit, str) and _COMMIT.fullmatch(commit)))
        and all(map(_is_count, (data[name] for name in _COUNTS)))
        and (known is None or _is_count(known))
        and isinstance(rules, dict)
        and all(_CODE.fullmatch(code) and _is_count(count) for code, count in rules.items())
    )
    return Run(**data) if is_run else None


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST
