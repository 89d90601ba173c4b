r"""Paths of Windows on Linux, for a process that has this folder in its `PYTHONPATH`.

Paths have a drive and backslashes, as `ntpath` and pathlib make them, and calls of the system take
both signs. `/tmp/a` is `C:\tmp\a`. What Windows lacks in `os` is gone. Only Python 3.11 has the
parts of pathlib that are replaced.
"""

import builtins
import concurrent.futures.process
import functools
import io
import ntpath
import os
import pathlib
import posixpath
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Self

# These import other modules on Windows, which are not here.
import click

_LOADED = (click, concurrent.futures.process)
_ONE_PATH = "access chdir chmod listdir lstat mkdir open remove rmdir stat unlink utime"
_TWO_PATHS = "link rename replace symlink"
_MISSING = "O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK chown fchmod fchown getgid getuid geteuid"
_GIT = shutil.which("git")
_getcwd, _readlink, _realpath, _scandir = os.getcwd, os.readlink, posixpath.realpath, os.scandir
_start = subprocess.Popen.__init__


def _host(path: Any) -> Any:
    """Return a path of Windows as the system has it; what is no path is returned as it is."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return path
    text = os.fsdecode(path)
    text = text[2:] or "/" if text[1:2] == ":" else text
    text = text.replace("\\", "/")
    return os.fsencode(text) if isinstance(os.fspath(path), bytes) else text


def _windows(path: str) -> str:
    return ("C:" if path.startswith("/") else "") + path.replace("/", "\\")


def _translated(call: Callable[..., Any], count: int) -> Callable[..., Any]:
    """Return a function whose first arguments may be paths of Windows."""

    @functools.wraps(call)
    def translated(*arguments: Any, **named: Any) -> Any:
        return call(*map(_host, arguments[:count]), *arguments[count:], **named)

    return translated


class _Entry:
    def __init__(self, entry: os.DirEntry[str], folder: str) -> None:
        self._entry = entry
        self.path = ntpath.join(folder, entry.name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)

    def __fspath__(self) -> str:
        return self.path


class _Listing:
    def __init__(self, path: Any = ".") -> None:
        self._folder = os.fspath(path)
        self._entries = _scandir(_host(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._entries.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _Entry:
        return _Entry(next(self._entries), self._folder)


def _popen(self: Any, args: Any, *others: Any, **named: Any) -> None:
    args = [_host(each) if os.fsdecode(each)[1:2] == ":" else each for each in args]
    _start(self, args, *others, **{**named, "cwd": _host(named.get("cwd"))})


def _resolved(path: Any, *, strict: bool = False) -> str:
    return _windows(_realpath(_host(path), strict=strict))


for _names, _count in ((_ONE_PATH, 1), (_TWO_PATHS, 2)):
    for _name in _names.split():
        setattr(os, _name, _translated(getattr(os, _name), _count))
for _name in _MISSING.split():
    delattr(os, _name)
_replaced: list[tuple[Any, str, Any]] = [
    (os, "getcwd", lambda: _windows(_getcwd())),
    (os, "readlink", lambda path: _windows(_readlink(_host(path)))),
    (os, "scandir", _Listing),
    (os, "sep", "\\"),
    (os, "altsep", "/"),
    (os, "path", ntpath),
    (ntpath, "realpath", _resolved),
    (io, "open", _translated(io.open, 1)),
    (builtins, "open", _translated(io.open, 1)),
    (sqlite3, "connect", _translated(sqlite3.connect, 1)),
    (subprocess.Popen, "__init__", _popen),
    (shutil, "which", lambda name, *_, **__: _GIT if name == "git" else None),
    (pathlib.PosixPath, "_flavour", pathlib._windows_flavour),  # type: ignore[attr-defined]
    (pathlib._windows_flavour, "is_supported", True),  # type: ignore[attr-defined]
    (sys, "platform", "win32"),
]
for _owner, _name, _value in _replaced:
    setattr(_owner, _name, _value)
sys.modules["os.path"] = ntpath
