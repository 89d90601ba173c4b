"""States of files and of the code, which are equal only as long as nothing has changed.

They are taken at the start of each run, so that nothing here imports `pathlib` or `hashlib`.
"""

import os
import stat
import sys
import time
from binascii import crc32
from operator import itemgetter
from typing import Final

State = list[int] | str | None
"""The size, times and inode of a file, a word for anything else, or None where nothing is."""

FOLDER: Final = "folder"
"""The state of any folder."""

FILE: Final = "file"
"""The state of a regular file of which the name alone counts."""

STARTED = time.time_ns()
"""When this process started, in nanoseconds of the clock; code was imported since."""

_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
_OF_INSTALLERS: Final = ("site-packages", "dist-packages")
_CODE: Final = (".py", ".json")
_CACHE: Final = "__pycache__"


def state_of(path: str) -> State:
    """Return the state of what is at a path; that of a link is what it leads to."""
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            status = os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return "broken link" if os.path.lexists(path) else None
    except OSError as error:
        return f"error {error.errno}"
    if stat.S_ISREG(status.st_mode):
        return _stamp(status)
    return FOLDER if stat.S_ISDIR(status.st_mode) else "other"


def entry_state(entry: os.DirEntry[str]) -> State:
    """Return the state of an entry of a folder; a link has a state of its own."""
    if entry.is_symlink():
        return f"link {state_of(entry.path)}"
    try:
        status = entry.stat()
    except OSError as error:
        return f"error {error.errno}"
    if stat.S_ISREG(status.st_mode):
        return _stamp(status)
    return FOLDER if stat.S_ISDIR(status.st_mode) else "other"


def code_state() -> str:
    """Return a text that changes with this package, with Python, and with what is installed.

    No file is read, unlike for the fingerprint in keys of the cache, which takes ten times as long.
    """
    parts = repr((sys.version_info, sorted(_code())))
    return f"{crc32(parts.encode(errors='surrogatepass')):08x}"


def package_states() -> list[tuple[str, State]]:
    """Return the states of the files of this package and of its schemas, by path, sorted."""
    # Only a checkout has the schemas beside the package.
    beside = os.path.join(os.path.dirname(_PACKAGE), "schemas")  # noqa: PTH118, PTH120
    return sorted([*_files(_PACKAGE), *_files(beside)], key=itemgetter(0))


def is_as_imported(racy: int) -> bool:
    """Whether the code is that of this process: older than it by some nanoseconds."""
    return not any(is_younger(state, STARTED - racy) for _, state in _code())


def is_younger(state: State, instant: int) -> bool:
    """Whether a file of a state has changed after an instant, in nanoseconds."""
    return isinstance(state, list) and max(state[1:3]) > instant


def _code() -> list[tuple[str, State]]:
    """Return the states of this package, and of the folders on `sys.path`.

    A folder changes when a package is installed in it or deleted, so that the files of this one
    count in a checkout alone. Nothing is installed in the folder of a checkout.
    """
    folder = os.path.dirname(_PACKAGE)  # noqa: PTH120
    places = [os.path.abspath(place) for place in sys.path]  # noqa: PTH100
    if os.path.basename(folder) in _OF_INSTALLERS:  # noqa: PTH119
        return [(place, _stamp_of(place)) for place in (*places, _PACKAGE)]
    others = [(place, _stamp_of(place)) for place in places if place != folder]
    return [*others, *package_states()]


def _stamp_of(path: str) -> State:
    try:
        return _stamp(os.stat(path))  # noqa: PTH116
    except OSError:
        return None


def _files(folder: str) -> list[tuple[str, State]]:
    """Return the states of the files of code in a folder and below."""
    found: list[tuple[str, State]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(_CODE):
                    found.append((entry.path, _stamp(entry.stat())))
                elif entry.name != _CACHE and entry.is_dir():
                    found += _files(entry.path)
    except OSError:
        return []
    return found


def _stamp(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
