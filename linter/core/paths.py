"""Paths as users write them and reports show them: of files, or URLs on other file systems."""

import os
from pathlib import Path

from linter.core.patterns import lazy_pattern

# A scheme by RFC 3986, section 3.1; a normal path has no two slashes in a row.
_URL = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_url(path: str) -> bool:
    """Whether a path is a URL: `s3://bucket/_news`."""
    return _URL.match(path) is not None


def real_path(path: str | Path) -> str:
    """Return an absolute path free of links, as `path_text`."""
    return path_text(os.path.realpath(path))


def path_text(path: str | Path) -> str:
    """Return a path with `/` between folders on every system.

    Windows takes both signs. Paths are compared as texts, and so all of them have this form.
    """
    return str(path).replace(os.sep, "/")
