"""A file as reporters may show it: with its secrets covered, and rows and columns at hand."""

from bisect import bisect_right
from functools import cached_property

from linter.core.secret_text import Secrets, cover
from linter.core.text import ByteIndex, Edit, LineIndex, Position, Span, joined
from linter.lint.results import FileResult
from linter.run.report import Report

# A padding sign, or a letter of the other alphabet, gives nothing away.
_HARMLESS = 2


class Page:
    """The text of one file, and other texts about it."""

    def __init__(self, result: FileResult) -> None:
        """Take a file and the spans of it that must not be shown."""
        self._source = result.source.text
        self._secrets = result.secrets
        self._spans = joined(sorted(result.secrets))

    @cached_property
    def lines(self) -> LineIndex:
        """Rows and columns of the file."""
        return LineIndex(self._source)

    def byte_position(self, offset: int) -> Position:
        """Return the row of an offset, and its column as it is counted in bytes of UTF-8."""
        row, column = self.lines.position(offset)
        start = offset - (column - 1)
        return Position(row, self._bytes.before(offset) - self._bytes.before(start) + 1)

    @cached_property
    def text(self) -> str:
        """The file's text with every character of its secrets covered; offsets are the file's."""
        pieces: list[str] = []
        end = 0
        for secret in self._spans:
            pieces += (self._source[end : secret.start], cover(self._text_of(secret)))
            end = secret.end
        return "".join(pieces) + self._source[end:]

    def safe(self, text: str) -> str:
        """Return a text about the file with any secret that it repeats covered."""
        return self._known.covered_in(text)

    def safe_edit(self, edit: Edit) -> Edit:
        """Return an edit with what it writes covered where that is, or may be, secret."""
        in_secret = self._touches_secret(edit.span)
        return Edit(edit.span, cover(edit.text) if in_secret else self.safe(edit.text))

    def reveals(self, edit: Edit) -> bool:
        """Whether what an edit writes must not be shown."""
        if self._touches_secret(edit.span):
            return len(edit.text) > _HARMLESS
        return self.safe(edit.text) != edit.text

    def _touches_secret(self, span: Span) -> bool:
        index = bisect_right(self._spans, span.start, key=lambda secret: secret.end)
        return index < len(self._spans) and self._spans[index].start < span.end

    @cached_property
    def _bytes(self) -> ByteIndex:
        return ByteIndex(self._source)

    @cached_property
    def _known(self) -> Secrets:
        return Secrets.of(self._source, self._secrets)

    def _text_of(self, span: Span) -> str:
        return self._source[span.start : span.end]


def pages(report: Report) -> dict[str, Page]:
    """Return a page for each file with findings, by its path."""
    return {result.source.path: Page(result) for result in report.results}
