"""Texts that are open in an editor, which the site's files are read with before they are saved."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Final

from linter.core.filesystem import MAX_BYTES, checked, read_bytes
from linter.core.paths import real_path

_NONE: Final[Mapping[str, bytes]] = MappingProxyType({})
_TEXTS: Final = ContextVar("unsaved texts", default=_NONE)


@contextmanager
def reading_unsaved(texts: Mapping[str, bytes]) -> Iterator[None]:
    """Read these texts in place of files of the site; those without a file are files of it too.

    They are given by their absolute paths, free of links.
    """
    token = _TEXTS.set(texts)
    try:
        yield
    finally:
        _TEXTS.reset(token)


def read_present(path: Path) -> bytes:
    """Return the content of a file of the site, as it is in the editor if it is open.

    Raises:
        OSError: as `read_bytes`.

    """
    texts = _TEXTS.get()
    text = texts.get(real_path(path)) if texts else None
    return read_bytes(path) if text is None else checked(text, (b"",), MAX_BYTES)


def new_files_below(folder: Path) -> Iterator[str]:
    """Yield the paths, relative to a folder, of open texts in it that have no file yet."""
    texts = _TEXTS.get()
    start = f"{real_path(folder).rstrip('/')}/" if texts else ""
    for path in texts:
        if path.startswith(start) and not os.path.lexists(path):
            yield path[len(start) :]
