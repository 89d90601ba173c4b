"""Writes a file so that at any moment it is either the old or the new one."""

import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from linter.core.patterns import lazy_pattern

_PREFIX = ".articlelint-"
_LEFTOVER = lazy_pattern(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")

STALE_AFTER = 3_600
"""Seconds after which a temporary file cannot belong to a run that is still at work."""

_PRIVATE, _BY_UMASK = 0o600, 0o666


def write_atomically(path: Path, data: bytes, check: Callable[[], None] | None = None) -> None:
    """Write a file, new or in place of an old one.

    The bytes are written to a temporary file beside it, flushed to the disk and renamed; `check`
    runs just before that. An old file keeps its mode and, where the system allows it, its owner and
    its extended attributes. `path` must not be a symbolic link, which would be replaced.

    Raises:
        OSError: it cannot be written, or `check` raises one; the old file is whole.

    """
    try:
        status = path.stat()
    except FileNotFoundError:
        status = None
    if status is not None and not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    name = f"{path.parent}{os.sep}{_PREFIX}{os.urandom(4).hex()}"
    mode = _BY_UMASK if status is None else _PRIVATE
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            # In this order: a change of owner can take set-user-ID bits away.
            _keep_owner(name, status)
            os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101 - a name, not a path
            _keep_attributes(name, path)
        if check is not None:
            check()
        os.replace(name, path)  # noqa: PTH105 - as above
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - as above
        raise


def remove_leftovers(folder: Path) -> None:
    """Delete the temporary files of killed runs in a folder."""
    limit = time.time() - STALE_AFTER
    with suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            if _LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < limit:
                        os.unlink(entry.path)  # noqa: PTH108 - a name, not a path


def _keep_owner(name: str, status: os.stat_result) -> None:
    """Give the file its old owner and group; only root may, and nobody else needs to."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(name, status.st_uid, status.st_gid)


def _keep_attributes(name: str, target: Path) -> None:
    """Give the file its old extended attributes, such as access lists; those that can be given."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for attribute in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(name, attribute, os.getxattr(target, attribute))
