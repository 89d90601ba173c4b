"""A file system of macOS on Linux, for a process that has this folder in its `PYTHONPATH`.

A name leads to the file whose name differs in upper and lower case only. Listings, and paths that
are free of links, have the case that a name was given, or that it is on the disk, as on macOS.
"""

import builtins
import functools
import io
import os
import sys

# It imports another module on macOS, which is not here.
import urllib.request
from collections.abc import Callable
from typing import Any

_LOADED = urllib.request
_ONE_PATH = "access chdir chmod listdir lstat mkdir open readlink remove rmdir scandir stat unlink"
_listdir, _lstat = os.listdir, os.lstat


def _is_there(path: Any) -> bool:
    try:
        _lstat(path)
    except (OSError, ValueError):
        return False
    return True


def _on_disk(path: Any) -> Any:
    """Return a path as it is on the disk; what is no path, or not there, is returned as it is."""
    if not isinstance(path, (str, os.PathLike)) or _is_there(path):
        return path
    folder, _, name = os.fspath(path).rstrip("/").rpartition("/")
    folder = _on_disk(folder or ".")
    try:
        names = _listdir(folder)
    except OSError:
        return path
    found = (each for each in names if each.casefold() == name.casefold())
    return f"{folder}/{next(found, name)}"


def _finding(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function whose first argument may be a path in any case."""

    @functools.wraps(call)
    def finding(path: Any = ".", *arguments: Any, **named: Any) -> Any:
        return call(_on_disk(path), *arguments, **named)

    return finding


for _name in _ONE_PATH.split():
    setattr(os, _name, _finding(getattr(os, _name)))
io.open = builtins.open = _finding(io.open)
sys.platform = "darwin"
