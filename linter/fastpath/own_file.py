"""Reads files of the cache's folder that nobody but the user can have written."""

import os
import stat
import sys
from typing import Final

_OTHERS_MAY_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


def read_own(path: str, max_bytes: int) -> bytes:
    """Return the content of a file that nobody else can have written.

    Raises:
        OSError: there is none.

    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb", buffering=0) as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        is_own = sys.platform == "win32" or (
            status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE
        )
        if not is_own or not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:
            raise PermissionError(path)
        return file.read()
