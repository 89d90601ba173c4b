"""Symbolic links for tests of which only some cases follow one."""

import sys
from pathlib import Path


def link_on_posix(link: Path, to: str | Path) -> None:
    """Make a symbolic link; on Windows, which skips cases marked `posix`, there is none."""
    if sys.platform != "win32":
        link.symlink_to(to)
