"""Source lines, help and fixes, for reading on a terminal."""

from collections.abc import Iterator, Mapping
from itertools import islice

from linter.core.diagnostic import Diagnostic, Fix, Related, Safety
from linter.core.messages import plural, printable
from linter.core.text import Span
from linter.reporters import Format, Look
from linter.reporters.shared.cells import Marked, cut, width, wrap
from linter.reporters.shared.commands import escape_in_line, escape_lines
from linter.reporters.shared.data_path import data_path
from linter.reporters.shared.diff import Change, changes, differing_part
from linter.reporters.shared.fix_mark import fix_mark
from linter.reporters.shared.paint import SEVERITY_STYLES, Paint, painter
from linter.reporters.shared.redacted_file import RedactedFile, redacted_files
from linter.reporters.shared.summary import summary
from linter.run.report import Report

FIX_OPTIONS = {Safety.SAFE: "--fix", Safety.UNSAFE: "--unsafe-fixes"}
"""The option that applies a fix of each safety."""

_FRAME = "blue"
_INDENT = "  "
_MAX_CHANGED_LINES = 12
_MIN_WIDTH = 40


def render(report: Report, look: Look) -> str:
    """Return every finding with its source line, help and fix, and a summary."""
    file_of = redacted_files(report)
    paint = painter(color=look.color)
    columns = max(look.width, _MIN_WIDTH)
    blocks = [_Block(item, file_of, paint, columns).text() for item in report.diagnostics]
    last = summary(report, look, paint)
    return escape_lines("".join(f"{block}\n" for block in (*blocks, last) if block))


FORMAT = Format(render)


class _Block:
    """One finding: a headline, source lines after a gutter, notes."""

    def __init__(
        self,
        diagnostic: Diagnostic,
        file_of: Mapping[str, RedactedFile],
        paint: Paint,
        columns: int,
    ) -> None:
        self._diagnostic = diagnostic
        self._page_of = file_of
        self._file = file_of[diagnostic.path]
        self._paint = paint
        self._columns = columns
        self._style = SEVERITY_STYLES[diagnostic.severity]
        fix = diagnostic.fix
        # More of a long line than this is never shown on either side of the marked part.
        self._reach = 2 * columns
        self._changes = [] if fix is None else list(changes(self._file, fix, self._reach))
        self._digits = len(str(max(self._rows())))

    def text(self) -> str:
        """Return the finding's lines."""
        return "".join(f"{line.rstrip()}\n" for line in self._lines())

    def _rows(self) -> Iterator[int]:
        """Yield every row number that the gutter shows."""
        yield self._diagnostic.start.row
        yield from (change.row + len(change.before) for change in self._changes)
        for related in self._diagnostic.related:
            file = self._page_of.get(related.path or self._diagnostic.path)
            if file is not None:
                yield file.lines.position(related.span.start).row

    def _lines(self) -> Iterator[str]:
        diagnostic = self._diagnostic
        yield from self._headline()
        place = self._place("-->", self._file, diagnostic.path, diagnostic.span)
        path = data_path(diagnostic.pointer, self._file)
        yield f"{place} at {escape_in_line(path)}" if path else place
        yield from self._excerpt(self._file, diagnostic.span, "^", self._style, "")
        for related in diagnostic.related:
            yield from self._related(related)
        if diagnostic.help is not None or diagnostic.fix is not None:
            yield self._gutter("|")
        if diagnostic.help is not None:
            yield from self._note("help", diagnostic.help)
        if diagnostic.fix is not None:
            yield from self._fix(diagnostic.fix)

    def _headline(self) -> Iterator[str]:
        diagnostic = self._diagnostic
        code = f"{diagnostic.severity.value}[{diagnostic.code}]"
        used = len(code) + len(diagnostic.name) + len(" : ")
        first, *rest = wrap(
            self._clean(diagnostic.message), self._columns - len(_INDENT), used - len(_INDENT)
        )
        yield f"{self._paint(self._style, code)} {self._paint('bold', diagnostic.name)}: {first}"
        yield from (f"{_INDENT}{line}" for line in rest)

    def _place(self, arrow: str, file: RedactedFile, path: str, span: Span) -> str:
        row, column = file.lines.position(span.start)
        frame = self._paint(_FRAME, f"{' ' * self._digits}{arrow}")
        return f"{frame} {printable(path)}:{row}:{column}"

    def _related(self, related: Related) -> Iterator[str]:
        path = related.path or self._diagnostic.path
        message = self._clean(related.message)
        file = self._page_of.get(path)
        if file is None:
            frame = self._paint(_FRAME, f"{' ' * self._digits}:::")
            where = f":{related.start.row}:{related.start.column}" if related.start else ""
            yield f"{frame} {printable(path)}{where}: {message}"
            return
        if path != self._diagnostic.path:
            yield self._place(":::", file, path, related.span)
        yield from self._excerpt(file, related.span, "-", _FRAME, message)

    def _excerpt(
        self, file: RedactedFile, span: Span, marker: str, style: str, label: str
    ) -> Iterator[str]:
        """Yield the first line of a span, a line of markers under it, and a label."""
        row = file.lines.position(span.start).row
        line = file.lines.line(row)
        more = file.lines.position(max(span.end - 1, span.start)).row - row
        left = max(line.start, span.start - self._reach)
        right = min(line.end, span.start + 2 * self._reach)
        marked = Span(span.start - left, max(min(span.end, line.end, right) - left, 0))
        room = self._columns - self._digits - len(" | ")
        before, under, after = cut([Marked(file.text[left:right], marked)], room)[0]
        yield self._gutter("|")
        yield f"{self._gutter('|', row)} {before}{under}{after}"
        indent = width(before)
        length = max(width(under), 1)
        markers = self._paint(style, marker * length)
        words = [label] if label else []
        words += [f"and {plural(more, 'more line')}"] if more else []
        text = ", ".join(words)
        if text and indent + length + 1 + width(text) <= room:
            markers += f" {self._paint(style, text)}"
            text = ""
        yield f"{self._gutter('|')} {' ' * indent}{markers}"
        if text:
            for part in wrap(text, room, 0):
                yield f"{self._gutter('|')} {self._paint(style, part)}"

    def _gutter(self, sign: str, row: int | None = None) -> str:
        return self._paint(_FRAME, f"{'' if row is None else row:>{self._digits}} {sign}")

    def _note(self, title: str, text: str) -> Iterator[str]:
        indent = self._digits + len(" = ")
        used = len(title) + len(": ")
        first, *rest = wrap(self._clean(text), self._columns - indent, used)
        yield f"{self._gutter('=')} {self._paint('bold', title)}: {first}"
        yield from (f"{' ' * indent}{line}" for line in rest)

    def _fix(self, fix: Fix) -> Iterator[str]:
        mark = fix_mark(fix.safety, painter(color=False))
        title = f"fix {mark} ({fix.safety.value}, {FIX_OPTIONS[fix.safety]})"
        yield from self._note(title, fix.title)
        total = sum(len(change.before) + len(change.after) for change in self._changes)
        lines = (line for change in self._changes for line in self._change(change))
        yield from islice(lines, _MAX_CHANGED_LINES)
        if total > _MAX_CHANGED_LINES:
            hidden = plural(total - _MAX_CHANGED_LINES, "more changed line")
            yield f"{' ' * self._digits} … {hidden}"

    def _change(self, change: Change) -> Iterator[str]:
        """Yield the removed lines, then the added ones; differing parts are emphasized."""
        in_pairs = len(change.before) == len(change.after)
        old_lines, new_lines = (
            lines[:_MAX_CHANGED_LINES] for lines in (change.before, change.after)
        )
        removed = [Marked(line, Span(0, len(line))) for line in old_lines]
        added = [Marked(line, Span(0, len(line))) for line in new_lines]
        if in_pairs:
            for index, (old, new) in enumerate(zip(old_lines, new_lines, strict=True)):
                old_part, new_part = differing_part(old, new)
                removed[index], added[index] = Marked(old, old_part), Marked(new, new_part)
        # Secrets are covered after the comparison, since covers can look alike.
        removed, added = ([self._safe(each) for each in lines] for lines in (removed, added))
        for index, marked in enumerate(removed):
            partner = [added[index]] if in_pairs else []
            yield self._changed_line("-", change.row + index, marked, partner)
        for index, marked in enumerate(added):
            partner = [removed[index]] if in_pairs else []
            yield self._changed_line("+", None, marked, partner)

    def _changed_line(
        self, sign: str, row: int | None, marked: Marked, partner: list[Marked]
    ) -> str:
        style = "red" if sign == "-" else "green"
        room = self._columns - self._digits - len(" - ")
        before, part, after = cut([marked, *partner], room)[0]
        gutter = self._paint(_FRAME, f"{'' if row is None else row:>{self._digits}}")
        emphasis = f"{style} reverse" if partner else style
        text = "".join(
            self._paint(each, piece)
            for each, piece in ((style, f"{sign} {before}"), (emphasis, part), (style, after))
            if piece
        )
        return f"{gutter} {text}"

    def _safe(self, marked: Marked) -> Marked:
        """Return a line with its secrets covered, which keeps its length."""
        return marked._replace(line=self._file.safe(marked.line))

    def _clean(self, text: str) -> str:
        return escape_in_line(printable(self._file.safe(text)))
