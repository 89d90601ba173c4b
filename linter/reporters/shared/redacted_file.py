"""The text of a file with its secrets covered, and its rows and columns."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from linter.core.secret_text import Secrets, cover
from linter.core.text import ByteIndex, Edit, LineIndex, Position, Span, joined
from linter.lint.results import FileResult
from linter.run.report import Report

# The characters that a fix may show of a secret: padding, or one of the other Base64 alphabet.
_HARMLESS = 2


class RedactedFile:
    """Covers the secrets of one file in its text, and in texts about it."""

    def __init__(self, result: FileResult) -> None:
        """Take a file, whose result has the spans of its secrets."""
        self._source = result.source.text
        self._secrets = result.secrets
        self._spans = joined(sorted(result.secrets))

    @cached_property
    def lines(self) -> LineIndex:
        """Rows and columns of the file."""
        return LineIndex(self._source)

    def byte_position(self, offset: int) -> Position:
        """Return the row of an offset, and its column in bytes of UTF-8."""
        row, column = self.lines.position(offset)
        start = offset - (column - 1)
        return Position(row, self._bytes.before(offset) - self._bytes.before(start) + 1)

    @cached_property
    def text(self) -> str:
        """The text with every character of its secrets covered; offsets stay the same."""
        pieces: list[str] = []
        end = 0
        for secret in self._spans:
            pieces += (self._source[end : secret.start], cover(self._text_of(secret)))
            end = secret.end
        return "".join(pieces) + self._source[end:]

    def safe(self, text: str) -> str:
        """Return a text about the file with the secrets in it covered."""
        return self._known.covered_in(text)

    def safe_edit(self, edit: Edit) -> Edit:
        """Return an edit with its new text covered if that is, or may be, secret."""
        in_secret = self._touches_secret(edit.span)
        return Edit(edit.span, cover(edit.text) if in_secret else self.safe(edit.text))

    def reveals(self, edit: Edit) -> bool:
        """Whether the new text of an edit would show a secret."""
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


class _RedactedFiles(Mapping[str, RedactedFile]):
    """Files by their paths, made when they are looked up; only the last ones are kept."""

    # Those of a large report would take several times its memory.
    _KEPT = 16

    def __init__(self, report: Report) -> None:
        self._results = {result.source.path: result for result in report.results}
        self._made = lru_cache(self._KEPT)(lambda path: RedactedFile(self._results[path]))

    def __getitem__(self, path: str) -> RedactedFile:
        return self._made(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)


def redacted_files(report: Report) -> Mapping[str, RedactedFile]:
    """Return each file with findings, by its path."""
    return _RedactedFiles(report)
