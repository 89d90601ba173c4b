"""Replaces a file so that at any moment it is either the old or the new one."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from linter.filesystem import MAX_BYTES, read_bytes
from linter.source import Source


class ChangedSinceReadError(OSError):
    """The file no longer has the bytes that were read; it was left as it is."""


def replace_file(path: Path, before: Source, after: str) -> None:
    """Write `after` in place of a file that still holds what was read.

    The new text is written beside the file, flushed to the disk and renamed over it. The file keeps
    its mode and, where the system allows it, its owner; a symbolic link stays, and the file that it
    leads to is replaced.

    Raises:
        ChangedSinceReadError: the file was changed, or vanished, since it was read.
        OSError: it cannot be written; the old file is whole.

    """
    target = path.resolve(strict=True)
    status = target.stat()
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    handle, name = tempfile.mkstemp(prefix=".articlelint-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after.encode())
            file.flush()
            os.fsync(file.fileno())
        # In this order: a change of owner can take set-user-ID bits away.
        _keep_owner(name, status)
        os.chmod(name, stat.S_IMODE(status.st_mode))  # noqa: PTH101 - a name, not a path
        _check_unchanged(target, before)
        os.replace(name, target)  # noqa: PTH105 - as above
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - as above
        raise


def _check_unchanged(target: Path, before: Source) -> None:
    old = before.text.encode()
    if read_bytes(target, max_bytes=max(len(old), MAX_BYTES)) != old:
        raise ChangedSinceReadError(None, "changed while it was being fixed; left as it is")


def _keep_owner(name: str, status: os.stat_result) -> None:
    """Give the file its old owner and group; only root may, and nobody else needs to."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(name, status.st_uid, status.st_gid)
