"""A text that libyaml refuses: its lines, the place where libyaml stops, and trials of repairs."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span, apply_edits, line_start
from linter.frontmatter.mistake import Mistake

# How many lines between the start of what broke and the stop are looked at.
_MAX_SUSPECTS = 8
# Characters that are parsed again to prove causes: some hundred times an ordinary block.
_MOST_PARSED = 2_000_000

# Patterns of several families. These characters look like spaces, or like nothing, and are text.
ODD_SPACES = "\xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
BEFORE_ENTRY = r"[ \t]*+(?:- ++)*+"
KEY_AND_COLON = lazy_pattern(r"[^\n]*?:[ \t]+")
QUOTES = ("'", '"')
LINE_END = lazy_pattern(r"\r\n|[\r\n]")
_INDENTATION = lazy_pattern(rf"[ \t{ODD_SPACES}]*")


class Line(NamedTuple):
    """One line without its end, its offsets, and the offset of its first character of text."""

    start: int
    end: int
    first: int
    text: str

    @property
    def column(self) -> int:
        """The width of its indentation."""
        return self.first - self.start

    @property
    def content(self) -> Span:
        """Where its text stands, without the spaces around it."""
        return Span(self.first, self.start + len(self.text.rstrip()))


class BrokenText:
    """A text that libyaml refuses, with the place and the state in which the parser stopped."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError) -> None:
        """Take a text and the error that libyaml raised on it."""
        self.text = text
        self.reason = error.problem or error.context or ""
        self.context = error.context or ""
        self.stop = stop_of(error, text)
        # Where the key, quoted text or collection starts that the parser was reading.
        self.begun_at = _index(error.context_mark)
        self._to_parse = _MOST_PARSED

    def has_reason(self, *reasons: str) -> bool:
        """Whether the parser's message contains one of these texts."""
        return any(reason in self.reason for reason in reasons)

    def line(self, offset: int) -> Line:
        """Return the line that holds an offset."""
        start = line_start(self.text, offset)
        match = LINE_END.search(self.text, offset)
        end = match.start() if match else len(self.text)
        blanks = _INDENTATION.match(self.text, start, end)
        return Line(start, end, blanks.end() if blanks else start, self.text[start:end])

    @cached_property
    def stop_line(self) -> Line:
        """The line on which the parser stopped."""
        return self.line(self.stop)

    @cached_property
    def suspects(self) -> list[Line]:
        """The lines that may hold the mistake, in order.

        The line whose plain text or key broke, those below it, and the one of the stop.
        """
        first = self.begun_at if "simple key" in self.context else None
        before = self.last_token
        if first is None and isinstance(before, yaml.ScalarEvent):
            first = start_of(before) if not before.style else None
        lines = {self.stop_line.start: self.stop_line}
        if first is not None:
            for offset in (first, *self._line_starts(first, self.stop_line.start)):
                line = self.line(offset)
                lines.setdefault(line.start, line)
        return [line for _, line in sorted(lines.items()) if line.content.start < line.content.end]

    def _line_starts(self, start: int, end: int) -> list[int]:
        """Return where the first few lines between two offsets start."""
        starts = (match.end() for match in LINE_END.finditer(self.text, start, end))
        return [offset for offset, _ in zip(starts, range(_MAX_SUSPECTS), strict=False)]

    @cached_property
    def last_token(self) -> Any:
        """The event of the last scalar, alias or bracket before the stop; None if there is none."""
        last: Any = None
        for event in events(self.text[: self.stop]):
            is_flow_end = isinstance(event, yaml.CollectionEndEvent) and start_of(event) < end_of(
                event
            )
            if isinstance(event, yaml.NodeEvent) or is_flow_end:
                last = event if start_of(event) < end_of(event) else last
        return last

    @property
    def follows_last_token(self) -> bool:
        """Whether the last token ends on the stop's line with nothing but spaces up to the stop."""
        if self.last_token is None:
            return False
        end = end_of(self.last_token)
        return not self.text[end : self.stop].strip(" \t") and end > self.stop_line.start

    def parses_further(self, *edits: Edit, beyond: int | None = None) -> bool:
        """Whether libyaml gets past the line of the stop once the edits are made.

        `beyond` is an offset on another line to get past.
        """
        self._to_parse -= len(self.text)
        if self._to_parse < 0:
            return False
        line = self.stop_line if beyond is None else self.line(beyond)
        moved = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)
        stop = _stop(apply_edits(self.text, edits))
        return stop is None or stop > line.end + moved


def stop_of(error: yaml.MarkedYAMLError, text: str) -> int:
    """Return the offset at which libyaml stopped, at most the end of the last text."""
    return min(_index(error.problem_mark or error.context_mark) or 0, len(text.rstrip()))


def start_of(event: Any) -> int:
    """Return the offset at which an event starts."""
    return int(event.start_mark.index)


def end_of(event: Any) -> int:
    """Return the offset at which an event ends."""
    return int(event.end_mark.index)


def events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a text up to its end or the first error."""
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return


def _index(mark: Any) -> int | None:
    return None if mark is None else int(mark.index)


def _stop(text: str) -> int | None:
    """Return where libyaml stops in a text; None if it reads the first document to its end."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentEndEvent):
                return None
    except yaml.MarkedYAMLError as error:
        return _index(error.problem_mark or error.context_mark)
    except yaml.YAMLError:
        return 0
    return None


def is_quoted(event: Any) -> bool:
    """Whether an event is a scalar in quotes."""
    return isinstance(event, yaml.ScalarEvent) and event.style in QUOTES


def commented_out(line: Line) -> Edit:
    """Return the edit that makes a comment of a line."""
    return Edit(Span(line.first, line.first), "#")


def left_of_block_text(block: Any, line: Line) -> Mistake:
    """Return the mistake of a line that is indented less than the block text above it."""
    header = start_of(block)
    return Mistake(
        line.content,
        f"this line is indented less than the text that `{block.style}` starts",
        "All lines of that text are indented at least as far as its first one.",
        ("the text starts here", Span(header, header + 1)),
    )
