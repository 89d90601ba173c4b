"""Paths as users write them and reports show them: of files, or URLs on other file systems."""

from linter.core.patterns import lazy_pattern

# A scheme by RFC 3986, section 3.1; a normal path has no two slashes in a row.
_URL = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_url(path: str) -> bool:
    """Whether a path is a URL: `s3://bucket/_news`."""
    return _URL.match(path) is not None
