"""Where a caret is in front matter: in which key, value or comment, parsed or not."""

from linter.core.text import Span
from linter.frontmatter.block import DATA_SUFFIXES, Format, content_start, reads, start_of
from linter.frontmatter.cursors.cursor import Cursor
from linter.frontmatter.cursors.in_json import in_json
from linter.frontmatter.cursors.in_toml import in_toml
from linter.frontmatter.cursors.in_yaml import in_yaml
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind

_NOT_SCANNED = frozenset(
    {ProblemKind.BAD_BYTE, ProblemKind.MISSING, ProblemKind.TOO_DEEP, ProblemKind.TOO_LARGE}
)


def cursor_at(document: Document, caret: int) -> Cursor | None:
    """Return the place of a caret, an offset of the file; None outside of the front matter.

    The keys of its path are spelt as in the document's data. A block that is not closed goes on to
    the end of the file. Beyond the size to which front matter is read, there is no place.
    """
    if document.problem is not None and document.problem.kind in _NOT_SCANNED:
        return None
    is_whole = document.source.path.lower().endswith(DATA_SUFFIXES)
    if not is_whole and not reads(document.dialect, document.format):
        return None
    content = _content(document, is_whole=is_whole)
    if not content.start <= caret <= content.end:
        return None
    if caret - content.start > document.limits.max_front_matter:
        return None
    found = _scanned(document, content, caret, is_whole=is_whole)
    if found is None:
        return None
    *path, name = (_spelt(document, token) for token in (*found.path, found.name))
    return found._replace(path=tuple(path), name=str(name))


def _content(document: Document, *, is_whole: bool) -> Span:
    """Return the part of the text to scan, which ends before the closing line."""
    text, block = document.source.text, document.block
    if document.format is Format.JSON:
        # The object ends where its bracket is closed.
        return Span(start_of(text) if is_whole else content_start(text), len(text))
    if block is None:
        opening = content_start(text)
        is_outside = document.format is Format.TOML
        return Span(text.find("\n", opening) + 1 if is_outside else opening, len(text))
    is_closed = block.closing.start < block.closing.end
    return Span(block.content.start, block.content.end - is_closed)


def _scanned(document: Document, content: Span, caret: int, *, is_whole: bool) -> Cursor | None:
    text = document.source.text
    match document.format:
        case Format.JSON:
            return in_json(text, content, caret, is_whole=is_whole)
        case Format.TOML:
            return in_toml(text, content, caret)
        case Format.YAML:
            return in_yaml(text, content, caret)


def _spelt(document: Document, token: str | int) -> str | int:
    return document.spellings.get(token.lower(), token) if isinstance(token, str) else token
