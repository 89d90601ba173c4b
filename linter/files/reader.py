"""Reads the files to lint, wherever they are: on the disk, in git, at a URL, in memory."""

from typing import NamedTuple

from linter.config.settings import Kind
from linter.core.filesystem import Stamp, checked, read_stamped
from linter.files.targets import Target, known_kind
from linter.frontmatter import block
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.profiles import news_api

# What a file must start with to have front matter: `---`, after a byte-order mark or without one.
_FRONT_MATTER_STARTS = (b"---", b"\xef\xbb\xbf---")
# Other generators than Jekyll skip blank lines, and most read other notations too.
_LENIENT_STARTS = (*_FRONT_MATTER_STARTS, b"+++", b"{", b"\n", b"\r", b" ", b"\t", b"\xef\xbb\xbf")
_ANY_START = (b"",)


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
    if target.named or target.kind is not None:
        starts: tuple[bytes, ...] = _ANY_START
    elif target.other_kind is None or target.other_kind.dialect is Dialect.JEKYLL:
        starts = _FRONT_MATTER_STARTS
    else:
        starts = _LENIENT_STARTS
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
    """Return the kind of a file by its place or its text; None if it is not an article."""
    if target.kind is not None:
        return target.kind
    page, dialect, name = target.other_kind, target.config.dialect, None
    if page is None or page.profile.has_known_kinds:
        name = news_api.of_text(text, dialect or Dialect.JEKYLL, is_named=target.named)
    if name is not None:
        return known_kind(name, dialect)
    return page if page is not None and block.is_begun(text, page.dialect) else None
