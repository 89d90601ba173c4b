"""Reads the files to lint, wherever they lie: on the disk, in git, behind a URL, in memory."""

from typing import NamedTuple

from linter.config.settings import Kind
from linter.core.filesystem import Stamp, checked, read_stamped
from linter.files import kinds
from linter.files.targets import Target
from linter.frontmatter.source import Source, decode

# What a file must start with to have front matter: `---`, after a byte-order mark or without one.
_FRONT_MATTER_STARTS = (b"---", b"\xef\xbb\xbf---")


class FileContent(NamedTuple):
    """The bytes of a file, with its stamp from before they were read; only files on disk have one.

    Of a file that cannot have front matter, and need not have any, there are no bytes.
    """

    data: bytes
    stamp: Stamp | None = None


def read(target: Target) -> FileContent:
    """Read a file.

    Raises:
        OSError: it cannot be read, or is larger than the settings allow.

    """
    is_certain = target.named or target.kind is not None
    starts = (b"",) if is_certain else _FRONT_MATTER_STARTS
    limit = target.settings.limits.max_file_bytes
    if target.text is not None:
        return FileContent(checked(target.text, starts, limit))
    if target.url is None:
        stamp, data = read_stamped(target.location, starts, limit)
        return FileContent(data, stamp)
    from linter.files import remote

    return FileContent(remote.read(target.url, starts, limit))


def read_source(target: Target) -> Source:
    """Read a file as text.

    Raises:
        OSError: as `read`.

    """
    return decode(target.shown_as, read(target).data)


def kind_of(target: Target, text: str) -> Kind | None:
    """Return the kind of a file by its place or its text; None where it is no article."""
    return kinds.of_file(target.kind, text, target.config.dialect, named=target.named)
