"""Rewrites a token: the fewest characters of its text, or the whole scalar."""

from collections.abc import Sequence

from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.scalar_text import ScalarPlace
from linter.frontmatter.yaml_scalars.careful import careful_edits
from linter.frontmatter.yaml_scalars.proof import reads_as
from linter.frontmatter.yaml_scalars.source_map import source_map
from linter.frontmatter.yaml_scalars.tokens import (
    BLOCK_STYLES,
    BREAK,
    HEADER,
    PROPERTIES,
    WHITE,
    end_of_match,
)
from linter.frontmatter.yaml_scalars.write import INDENT_STEP, write


def rewrite_parts(
    token: str, style: str | None, old: str, changes: Sequence[Edit], place: ScalarPlace
) -> list[Edit]:
    """Return the edits of a token that have the effect of `changes` on its value `old`.

    They are those of `careful_edits`. Where there are none, the whole scalar is written anew as
    `write` does it, in the style and with the indentation that it had; its anchor, its tag, a
    comment after `|` or `>` and the blank lines below it stay. For numbers, booleans and times see
    `replace`.

    An empty token must have a colon or a dash before it; and below a plain scalar that gets quotes
    there must be no blank line with a tab, which libyaml takes only after a plain one.

    Raises:
        OverlappingEditsError: changes overlap or lie outside the value.
        ValueError: as `write`.

    """
    new = apply_edits(old, changes)
    if new == old:
        return []
    scalar = source_map(token, style, place.indent)
    width = scalar.indent if scalar and scalar.indent else place.indent + INDENT_STEP
    place = place._replace(width=width)
    if scalar is not None and scalar.value == old:
        found = careful_edits(scalar, token, style or "", changes, place)
        if found is not None:
            return found
    if style not in BLOCK_STYLES:
        return replace(token, style, write(new, style or "", place), flow=place.flow)
    rebuilt = _block_rebuilt(token, style, new, place)
    return rebuilt or replace(token, style, write(new, '"', place), flow=place.flow)


def replace(token: str, style: str | None, text: str, *, flow: bool) -> list[Edit]:
    """Return the edits that put `text`, one line of YAML, in the place of a whole scalar.

    Anchor and tag stay, as do a comment after `|` or `>` and the blank lines below a block scalar.
    Nothing is checked: this also writes numbers, booleans and times.
    """
    start = end_of_match(PROPERTIES, token, 0)
    header = HEADER.match(token, start) if style in BLOCK_STYLES else None
    if header is None:
        # A missing value has no space before it yet.
        missing = start == len(token) and (token or not flow)
        return [Edit(Span(start, len(token)), f" {text}" if missing else text)]
    # libyaml takes a comment right after `|`, but after plain text it needs a space.
    glued = header.start("comment") == header.end("marks")
    found = [Edit(Span(start, header.end("marks")), f"{text} " if glued else text)]
    content = header.end() if header["comment"] else header.end("marks")
    last_break = BREAK.search(token, len(token.rstrip(WHITE)))
    end = last_break.start() if last_break else len(token)
    if content < end:
        found.append(Edit(Span(content, end), ""))
    return found


def _block_rebuilt(token: str, style: str, value: str, place: ScalarPlace) -> list[Edit] | None:
    """Return the edits that write a block scalar's text anew; None if that style cannot hold it."""
    header = HEADER.match(token, end_of_match(PROPERTIES, token, 0))
    written = write(value, style, place)
    if header is None or not written.startswith(style):
        return None
    head, _, lines = written.partition(place.newline)
    first_break = BREAK.match(token, header.end())
    last_break = BREAK.search(token, len(token.rstrip(WHITE)))
    if first_break is None or last_break is None:
        return None
    end = len(token) if "+" in head else last_break.end()
    found = [
        Edit(Span(header.start(), header.end("marks")), head),
        Edit(Span(first_break.end(), max(end, first_break.end())), lines),
    ]
    return found if reads_as(apply_edits(token, found), style, value, place) else None
