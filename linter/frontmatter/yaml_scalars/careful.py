"""Changes of a token that keep its style and touch nothing but the changed characters."""

from collections.abc import Iterable, Iterator, Sequence

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span, apply_edits, difference
from linter.frontmatter.scalar_text import ScalarMap, ScalarPlace
from linter.frontmatter.yaml_scalars.encode import encoded
from linter.frontmatter.yaml_scalars.proof import reads_as
from linter.frontmatter.yaml_scalars.tokens import (
    BLOCK_STYLES,
    BREAK,
    HEADER,
    PROPERTIES,
    QUOTES,
    end_of_match,
)

_SIGN_OR_END = lazy_pattern("[-+]|(?![1-9])")


def careful_edits(
    scalar: ScalarMap,
    token: str,
    style: str,
    changes: Sequence[Edit],
    place: ScalarPlace,
) -> list[Edit] | None:
    """Return the edits of a token for `changes` of its value, in the same style.

    `scalar` is the token's source map. Nothing else of the token changes, except the `-` after `|`
    or `>` when the last line break of the value comes or goes. libyaml reads the new token as the
    new value; a plain one is text to Jekyll, PyYAML and YAML 1.2.

    Returns None if the style cannot hold the text, or not without touching more of the token.

    Raises:
        OverlappingEditsError: changes overlap or lie outside the value.

    """
    new = apply_edits(scalar.value, changes)
    body = len(scalar.value.rstrip("\n"))
    if style not in QUOTES and not (body and new.rstrip("\n")):
        return None
    ordered = sorted(changes)
    if style in BLOCK_STYLES:
        # The line breaks at a block scalar's end are set by its first line.
        ordered = [_before_end(change, body) for change in ordered]
    found: list[Edit] = []
    previous = 0
    for change in _narrowed(scalar.value, ordered):
        span, text = _before_fold(scalar, token, change, previous)
        previous = span.end
        source = _source(scalar, span)
        new_source = encoded(text, token, style, scalar.indent, place)
        if source is None or new_source is None:
            return None
        found.append(Edit(source, new_source))
    if style in BLOCK_STYLES:
        found = [*_chomping_change(token, scalar.value, new), *found]
    return found if reads_as(apply_edits(token, found), style, new, place) else None


def _before_end(change: Edit, body: int) -> Edit:
    """Return what a change does to the first `body` characters, before the last line breaks."""
    (start, end), text = change
    return change if end < body else Edit(Span(min(start, body), body), text.rstrip("\n"))


def _narrowed(value: str, changes: Iterable[Edit]) -> Iterator[Edit]:
    """Cut changes down to the characters that differ, and leave out those that change nothing."""
    for (start, end), text in changes:
        inner = difference(value[start:end], text)
        if inner.span.start < inner.span.end or inner.text:
            yield inner.shifted(start)


def _before_fold(scalar: ScalarMap, token: str, change: Edit, previous: int) -> Edit:
    """Remove the spaces before a folded line break instead of the break, if that is the same."""
    (start, end), text = change
    if text or start == previous or scalar.value[start - 1] != " ":
        return change
    ends_folded = scalar.value[end - 1] == " " and BREAK.search(token, *scalar.spans[end - 1])
    return Edit(Span(start - 1, end - 1), "") if ends_folded else change


def _source(scalar: ScalarMap, part: Span) -> Span | None:
    """Return the span of the token that gives a part of the value; None if an edge splits one."""
    start, end = part
    spans = scalar.spans
    for edge in (start, end):
        if 0 < edge < len(spans) and spans[edge - 1] == spans[edge]:
            return None
    if start < end:
        return Span(spans[start].start, spans[end - 1].end)
    if start > 0:
        return Span(spans[start - 1].end, spans[start - 1].end)
    position = spans[0].start if spans else scalar.start
    return Span(position, position)


def _chomping_change(token: str, old: str, new: str) -> list[Edit]:
    """Return the change of a block scalar's first line that its value's last line break needs."""
    if old.endswith("\n") == new.endswith("\n"):
        return []
    header = HEADER.match(token, end_of_match(PROPERTIES, token, 0))
    if header is None:
        return []
    sign = _SIGN_OR_END.search(token, header.start("marks"))
    return [Edit(Span(*sign.span()), "" if new.endswith("\n") else "-")] if sign else []
