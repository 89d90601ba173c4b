"""Mistakes in and after flow collections, `[…]` and `{…}`."""

import yaml

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.broken_text import BrokenText, end_of, events, start_of
from linter.frontmatter.yaml_errors.templates import unquoted_template
from linter.frontmatter.yaml_errors.wording import QUOTE_IT

_CLOSERS = {"[": "]", "{": "}"}
_HASH_IN_FLOW = lazy_pattern(r"[\[{,][ \t]*(#)")
_QUOTED_KEY = lazy_pattern(r"[ \t]([\"'])[^\"']*\1\Z")


def text_after_brackets(broken: BrokenText) -> Mistake | None:
    """Recognise text after a closed `[…]` or `{…}`, or a bracket too many."""
    before = broken.last_token
    if not broken.follows_last_token or not isinstance(before, yaml.CollectionEndEvent):
        return None
    if not broken.text[broken.stop :].strip():
        # A bracket around it is open to the end.
        return None
    character = broken.text[broken.stop]
    if character in "]}":
        return Mistake(
            Span(broken.stop, broken.stop + 1), f"this {quoted(character)} closes nothing", None
        )
    if character == ",":
        return Mistake(
            Span(broken.stop, broken.stop + 1),
            "a `,` follows the closing bracket",
            "Delete the comma.",
        )
    start = _opening(broken, end_of(before))
    if broken.text.startswith("{{", start):
        return unquoted_template(Span(start, end_of(before)), "{{")
    bracket = broken.text[start]
    kind = "list" if bracket == "[" else "mapping"
    return Mistake(
        Span(start, start + 1),
        f"a {quoted(bracket)} at the start makes this a {kind}, and text follows it",
        QUOTE_IT,
    )


def _opening(broken: BrokenText, end: int) -> int:
    """Return where the outermost flow collection starts that ends at an offset."""
    starts: list[int] = []
    for event in events(broken.text[: broken.stop]):
        if isinstance(event, yaml.CollectionStartEvent):
            starts.append(start_of(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            start = starts.pop()
            if start_of(event) < end_of(event) == end:
                return start
    return end - 1


def mistake_in_brackets(broken: BrokenText) -> Mistake | None:
    """Recognise a bracket that nothing closes, and what is wrong inside of one."""
    if "flow" not in broken.context or broken.begun_at is None:
        return None
    is_bracket = broken.text[broken.begun_at : broken.begun_at + 1] in _CLOSERS
    start = broken.begun_at if is_bracket else _innermost_open(broken)
    if start is None:
        return None
    for cause in (_comment_in_brackets, _open_bracket, _other_bracket, _no_comma):
        found = cause(broken, start)
        if found is not None:
            return found
    return _unclosed_bracket(broken, start) if broken.has_reason("',' or") else None


def _comment_in_brackets(broken: BrokenText, start: int) -> Mistake | None:
    """Recognise a `#` that starts a comment before the closing bracket."""
    signs = [
        Span(*match.span(1))
        for match in _HASH_IN_FLOW.finditer(broken.text, start, broken.line(start).end)
    ]
    if not signs or not broken.parses_further(*(Edit(sign, "x") for sign in signs)):
        return None
    return Mistake(
        signs[0],
        "this `#` starts a comment, which takes the closing bracket away",
        "Put each item that starts with `#` in quotes.",
    )


def _open_bracket(broken: BrokenText, start: int) -> Mistake | None:
    """Recognise a bracket that is open to the end, or that should end with its line."""
    line = broken.line(start)
    closed = Edit(Span(line.content.end, line.content.end), _CLOSERS[broken.text[start]])
    is_at_end = not broken.text[broken.stop :].strip()
    if broken.stop == broken.stop_line.first and broken.text.startswith(":", broken.stop):
        return None
    if is_at_end or (line.start < broken.stop_line.start and broken.parses_further(closed)):
        return _unclosed_bracket(broken, start)
    return None


def _other_bracket(broken: BrokenText, start: int) -> Mistake | None:
    """Recognise a closing bracket of the other kind."""
    here, closer = broken.text[broken.stop], _CLOSERS[broken.text[start]]
    if here not in ("]", "}") or here == closer:
        return None
    return Mistake(
        Span(broken.stop, broken.stop + 1),
        f"a {quoted(closer)} is expected here, since a {quoted(broken.text[start])} is open",
        None,
        _opened_at(start),
    )


def _no_comma(broken: BrokenText, start: int) -> Mistake | None:
    """Recognise a comma that is missing, or one too many, and a second colon."""
    place, here = Span(broken.stop, broken.stop + 1), broken.text[broken.stop]
    if here == ",":
        return Mistake(place, "a value is missing before this `,`")
    if not broken.has_reason("',' or"):
        return None
    if here == ":":
        if broken.stop == broken.stop_line.first:
            return Mistake(place, "this `:` is on a different line than its key")
        second = Mistake(place, "a second `:` makes a key of what is a value", QUOTE_IT)
        return _comma_above(broken) or _comma_before_key(broken) or second
    if broken.parses_further(Edit(Span(broken.stop, broken.stop), ", ")):
        return Mistake(place, "a `,` is missing before this", None, _opened_at(start))
    return None


def _opened_at(start: int) -> tuple[str, Span]:
    return "opened here", Span(start, start + 1)


def _comma_above(broken: BrokenText) -> Mistake | None:
    """Recognise a comma that is missing at the end of the line above."""
    before = broken.last_token
    if before is None or start_of(before) >= broken.stop_line.start:
        return None
    end = broken.line(broken.stop_line.start - 1).content.end
    if not broken.parses_further(Edit(Span(end, end), ",")):
        return None
    place = Span(broken.stop_line.first, broken.stop_line.first + 1)
    return Mistake(place, "a `,` is missing before this, at the end of the line above")


def _comma_before_key(broken: BrokenText) -> Mistake | None:
    """Return the comma that is missing before a key in quotes: `{"a": 1 "b": 2}`."""
    match = _QUOTED_KEY.search(broken.text, broken.stop_line.first, broken.stop)
    if match is None or not broken.parses_further(Edit(Span(match.start(1), match.start(1)), ", ")):
        return None
    return Mistake(Span(match.start(1), match.start(1) + 1), "a `,` is missing before this")


def _unclosed_bracket(broken: BrokenText, start: int) -> Mistake:
    bracket = broken.text[start]
    return Mistake(
        Span(start, start + 1),
        f"nothing closes this {quoted(bracket)}",
        f"Write {quoted(_CLOSERS[bracket])} after the last item, or put the value in quotes if"
        f" the {quoted(bracket)} is part of it.",
    )


def _innermost_open(broken: BrokenText) -> int | None:
    """Return where the innermost flow collection starts that is open at the stop."""
    starts: list[int] = []
    for event in events(broken.text[: broken.stop]):
        # A pair of a list, as in `[a: b]`, has no brackets of its own.
        if isinstance(event, yaml.CollectionStartEvent) and event.flow_style:
            starts.append(start_of(event))
        elif isinstance(event, yaml.CollectionEndEvent) and start_of(event) < end_of(event):
            while starts and broken.text[starts.pop()] not in _CLOSERS:
                pass
    return next((start for start in reversed(starts) if broken.text[start] in _CLOSERS), None)
