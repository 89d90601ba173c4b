"""The addresses of files, spelt by the links through which the client has opened a text."""

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
