"""Between paths of files and their addresses, spelt by the links that a text was opened through."""

from itertools import takewhile
from pathlib import Path

from pygls.uris import from_fs_path, to_fs_path

from linter.lsp.open_document import OpenDocument


def uri_of(opened: OpenDocument, path: Path) -> str:
    """Return the address of a file of the site around an open text.

    Where the workspace lies behind a link, the path without it would be another file to the client.
    """
    own, real = Path(to_fs_path(opened.uri) or "/"), Path(opened.target.location)
    if own == real:
        return from_fs_path(str(path)) or ""
    pairs = zip(reversed(own.parts), reversed(real.parts), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if shared and path.is_relative_to(real.parents[shared - 1]):
        path = own.parents[shared - 1] / path.relative_to(real.parents[shared - 1])
    return from_fs_path(str(path)) or ""


def path_of(uri: str) -> Path | None:
    """Return the absolute path of an address; None for that of no file."""
    path = to_fs_path(uri)
    return Path(path) if path and Path(path).is_absolute() and "\0" not in path else None
