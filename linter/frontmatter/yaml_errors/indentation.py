"""Mistakes of indentation, and of the spaces that it is made of."""

import re
from typing import Any

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.broken_text import (
    BEFORE_ENTRY,
    LINE_END,
    ODD_SPACES,
    BrokenText,
    Line,
    commented_out,
    events,
    left_of_block_text,
    start_of,
)
from linter.frontmatter.yaml_errors.wording import ONE_COLUMN

_DASHES_OF_ITEMS = lazy_pattern(BEFORE_ENTRY)


def tab(broken: BrokenText) -> Mistake | None:
    """Recognise a tab in an indentation."""
    is_named = broken.has_reason("tab character")
    for line in broken.suspects:
        tab = line.text.find("\t", 0, line.column)
        if tab >= 0 and (is_named or broken.has_reason("cannot start any token", "mapping values")):
            place = line.start + tab
            return Mistake(
                Span(place, line.first),
                "this line is indented with a tab",
                "Indent with spaces, never with tabs.",
            )
    if broken.text.startswith("\t", broken.stop) and broken.has_reason(
        "tab", "cannot start any token"
    ):
        return Mistake(
            Span(broken.stop, broken.stop + 1),
            "a tab is not allowed here, only spaces",
            "Write spaces instead of the tab.",
        )
    return None


def odd_space(broken: BrokenText) -> Mistake | None:
    """Recognise a no-break space, or another such character, where a space belongs."""
    odd = re.compile(f"[{ODD_SPACES}]")
    for line in broken.suspects:
        found = odd.search(line.text)
        if found is None:
            continue
        edits = (
            Edit(Span(line.start + match.start(), line.start + match.end()), " ")
            for match in odd.finditer(line.text)
        )
        if broken.parses_further(*edits):
            name = "a no-break space" if found[0] == "\xa0" else _code_point(found[0])
            return Mistake(
                line.content if found.start() > line.column else Span(line.start, line.first),
                f"{name} is in place of a space, and YAML reads it as a letter",
                "Write an ordinary space instead.",
                ("here", Span(line.start + found.start(), line.start + found.end())),
            )
    return None


def _code_point(character: str) -> str:
    return f"the character U+{ord(character):04X}"


def indented_too_far(broken: BrokenText) -> Mistake | None:
    """Recognise a key, or an item, indented so far that it continues the value above."""
    line = broken.stop_line
    if not broken.has_reason("mapping values", "did not find expected key", "sequence entries"):
        return None
    before = broken.last_token
    if before is None or start_of(before) >= line.start:
        return None
    if isinstance(before, yaml.ScalarEvent) and before.style in ("|", ">"):
        return None
    above = broken.line(start_of(before))
    entry = _DASHES_OF_ITEMS.match(above.text)
    columns = sorted({above.column, entry.end() if entry else above.column}, reverse=True)
    is_item = broken.text.startswith("- ", line.first)
    for column in columns:
        moved = Edit(Span(line.start, line.first), " " * column)
        repair = commented_out(line) if is_item else moved
        if column < line.column and broken.parses_further(repair):
            return Mistake(
                Span(line.first, line.first + 1),
                "this line is indented further than the key above, which has its value already",
                "A list belongs below a key that has no other value." if is_item else ONE_COLUMN,
                ("the key above", Span(above.start + column, above.start + column + 1)),
            )
    return None


def first_line_indented(broken: BrokenText) -> Mistake | None:
    """Recognise a first key that is indented while the others are not."""
    if not broken.has_reason("<document start>") or broken.stop_line.column > 0:
        return None
    first = next(
        (
            event
            for event in events(broken.text[: broken.stop])
            if isinstance(event, yaml.CollectionStartEvent)
        ),
        None,
    )
    if first is None or first.flow_style:
        return None
    line = broken.line(start_of(first))
    if line.column == 0 or not broken.parses_further(Edit(Span(line.start, line.first), "")):
        return None
    return Mistake(
        Span(line.start, line.first),
        "the first line is indented, and those below it are not",
        ONE_COLUMN,
    )


def dedented_block_text(broken: BrokenText) -> Mistake | None:
    """Recognise a line that would continue a block text if it were indented as far."""
    line, before = broken.stop_line, broken.last_token
    if broken.stop != line.first or getattr(before, "style", None) not in ("|", ">"):
        return None
    return (
        left_of_block_text(before, line)
        if broken.parses_further(_as_far_as(broken, before, line))
        else None
    )


def _as_far_as(broken: BrokenText, block: Any, line: Line) -> Edit:
    """Return the edit that indents a line as far as the first one of a block text."""
    first = LINE_END.search(broken.text, start_of(block))
    width = line.column + 1
    if first is not None:
        while first is not None and not broken.line(first.end()).text.strip():
            first = LINE_END.search(broken.text, first.end())
        width = broken.line(first.end()).column if first is not None else width
    return Edit(Span(line.start, line.first), " " * width)


def misaligned(broken: BrokenText) -> Mistake | None:
    """Recognise a line that starts in no column in which one above does."""
    line, begun = broken.stop_line, broken.begun_at
    if broken.stop != line.first or begun is None or "flow" in broken.context:
        return None
    place = Span(line.first, line.first + 1)
    related = ("the others start here", Span(begun, begun + 1))
    is_item = broken.text.startswith("-", broken.stop)
    if broken.has_reason("'-' indicator") and not is_item:
        return Mistake(
            place,
            "a key is among the items of a list",
            "Indent it less if it follows the list, more if it belongs to the item above.",
            related,
        )
    is_aligned = begun - broken.line(begun).start == line.column
    if is_item and is_aligned:
        return Mistake(
            place,
            "a list item is among the keys of a mapping",
            "Write the key that the list belongs to above it.",
            related,
        )
    if is_aligned or not broken.has_reason("expected key", "'-' indicator"):
        return None
    what = "list item" if is_item else "key"
    cause = f"this {what} starts in a column in which nothing above it starts"
    return Mistake(place, cause, ONE_COLUMN, related)
