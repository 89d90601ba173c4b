"""Replaces a file so that at any moment it is either the old or the new one."""

import os
import re
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from linter.core.filesystem import MAX_BYTES, read_bytes
from linter.frontmatter.source import Source

_PREFIX = ".articlelint-"
# The names that `tempfile` and `new_name` give.
_LEFTOVER = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")

STALE_AFTER = 3_600
"""Seconds after which the new text of a file cannot be of a run that is still at work."""


class ChangedSinceReadError(OSError):
    """The file no longer has the bytes that were read; it was left as it is."""


def replace_file(path: Path, before: Source, after: str) -> None:
    """Write `after` in place of a file that still holds what was read.

    The new text is written beside the file, flushed to the disk and renamed over it. The file keeps
    its mode and, where the system allows it, its owner and its extended attributes; a symbolic link
    stays, and the file that it leads to is replaced.

    Raises:
        ChangedSinceReadError: the file was changed, or vanished, since it was read.
        OSError: it cannot be written; the old file is whole.

    """
    target = path.resolve(strict=True)
    status = target.stat()
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    handle, name = tempfile.mkstemp(prefix=_PREFIX, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after.encode())
            file.flush()
            os.fsync(file.fileno())
        # In this order: a change of owner can take set-user-ID bits away.
        _keep_owner(name, status)
        os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101 - a name, not a path
        _keep_attributes(name, target)
        _check_unchanged(target, before)
        os.replace(name, target)  # noqa: PTH105 - as above
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - as above
        raise


def new_name() -> str:
    """Return a name for a new text, until it is renamed."""
    return f"{_PREFIX}{os.urandom(4).hex()}"


def remove_leftovers(folder: Path) -> None:
    """Delete the new texts in a folder whose runs were killed before they could be renamed."""
    limit = time.time() - STALE_AFTER
    with suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            if _LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < limit:
                        os.unlink(entry.path)  # noqa: PTH108 - a name, not a path


def _check_unchanged(target: Path, before: Source) -> None:
    old = before.text.encode()
    if read_bytes(target, max_bytes=max(len(old), MAX_BYTES)) != old:
        raise ChangedSinceReadError(None, "changed while it was being fixed; left as it is")


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
