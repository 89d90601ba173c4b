"""Replaces a file by its fixed text, if it still is the file that was read."""

from pathlib import Path

from linter.core.atomic_write import write_atomically
from linter.core.filesystem import MAX_BYTES, read_bytes
from linter.frontmatter.source import Source


class ChangedSinceReadError(OSError):
    """The file no longer has the bytes that were read; it was left as it is."""


def replace_file(path: Path, before: Source, after: str) -> None:
    """Write `after` in place of a file that still holds what was read, in one step.

    A symbolic link stays, and the file that it leads to is replaced.

    Raises:
        ChangedSinceReadError: the file was changed, or vanished, since it was read.
        OSError: it cannot be written; the old file is whole.

    """
    target = path.resolve(strict=True)
    write_atomically(target, after.encode(), lambda: _check_unchanged(target, before))


def _check_unchanged(target: Path, before: Source) -> None:
    old = before.text.encode()
    if read_bytes(target, max_bytes=max(len(old), MAX_BYTES)) != old:
        raise ChangedSinceReadError(None, "changed while it was being fixed; left as it is")
