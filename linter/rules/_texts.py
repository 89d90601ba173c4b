"""What the rules over text share: changes of a text that leave its blanks tidy."""

from collections.abc import Iterable, Sequence

from linter.diagnostic import Fix, Safety
from linter.edits import part_span, rewrite_parts
from linter.entries import Field
from linter.text import Span

Change = tuple[int, int, str]
"""A range of a text's characters and what to write there."""


def place(field: Field, start: int, end: int) -> Span:
    """Return where a range of a text value stands in the file."""
    return part_span(field.document, field.path, start, end)


def fix(field: Field, title: str, changes: Sequence[Change], safety: Safety) -> Fix | None:
    """Return the fix that makes these changes; None where there is no way to write them."""
    edits = rewrite_parts(field.document, field.path, changes) if changes else None
    return Fix(title, edits, safety, (field.pointer,)) if edits else None


def tidy(text: str, changes: Iterable[Change]) -> list[Change]:
    """Return changes that write nothing or a blank, so that no two blanks come together.

    Neighbouring changes become one. A blank is not written beside another or at an end of the text,
    and where something between two blanks goes, one of them goes too.
    """
    joined: list[Change] = []
    for start, end, new in sorted(changes):
        if joined and joined[-1][1] == start and not joined[-1][2].strip() and not new.strip():
            before = joined.pop()
            joined.append((before[0], end, before[2] or new))
        else:
            joined.append((start, end, new))
    return [_seamless(text, change) for change in joined]


def _seamless(text: str, change: Change) -> Change:
    start, end, new = change
    if new.strip():
        return change
    blank_before = start == 0 or text[start - 1].isspace()
    blank_behind = end == len(text) or text[end].isspace()
    if not (blank_before or blank_behind):
        return change
    if blank_before and blank_behind:
        if end < len(text):
            return (start, end + 1, "")
        return (max(start - 1, 0), end, "")
    return (start, end, "")
