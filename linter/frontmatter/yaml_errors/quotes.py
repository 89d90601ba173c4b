"""Mistakes in quoted texts."""

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.frontmatter.mistake import SMART_QUOTES, Mistake
from linter.frontmatter.yaml_errors.broken_text import (
    KEY_AND_COLON,
    QUOTES,
    BrokenText,
    end_of,
    is_quoted,
    start_of,
)

_CLOSED_OTHERWISE = lazy_pattern(rf"[{SMART_QUOTES}'\"][ \t,]*\Z")


def open_quote(broken: BrokenText) -> Mistake | None:
    """Recognise a quote that nothing closes, or that a quote lines below closes."""
    if broken.has_reason("unexpected end of stream", "unexpected document indicator"):
        return None if broken.begun_at is None else _unclosed(broken, broken.begun_at)
    before = broken.last_token
    if not broken.follows_last_token or not is_quoted(before):
        return None
    line = broken.line(start_of(before))
    if line.end >= end_of(before):
        return None
    # It ends with the line, or before brackets and commas that end it.
    ends = (line.content.end, line.start + len(line.text.rstrip(" \t,]}")))
    if any(broken.parses_further(Edit(Span(end, end), before.style)) for end in ends):
        return _unclosed(broken, start_of(before))
    return None


def _unclosed(broken: BrokenText, start: int) -> Mistake:
    quote = broken.text[start]
    rest = broken.text[start + 1 : broken.line(start).end].rstrip()
    last = _CLOSED_OTHERWISE.search(rest)
    help_text = f"Write {quoted(quote)} after the text."
    if quote == '"' and rest.endswith('\\"'):
        help_text = 'A `\\"` is a quote inside the text; a `\\` itself is written `\\\\`.'
    elif last and last[0][0] != quote:
        help_text = f"A {quoted(last[0][0])} does not close it; only another {quoted(quote)} does."
    return Mistake(Span(start, start + 1), "nothing closes this quote", help_text)


def text_after_quote(broken: BrokenText) -> Mistake | None:
    """Recognise text after a closing quote, which mostly was meant as part of the text."""
    before = broken.last_token
    if not broken.follows_last_token or not is_quoted(before):
        return None
    end, quote = end_of(before), before.style
    place = Span(end - 1, end)
    rest = broken.text[broken.stop : broken.stop_line.end]
    if rest.startswith(","):
        return Mistake(
            Span(broken.stop, broken.stop + 1),
            "a `,` follows the closing quote",
            "Delete the comma; a list on one line is written `[a, b]`.",
        )
    if "flow" in broken.context and (rest.startswith(QUOTES) or end < broken.stop):
        return Mistake(Span(broken.stop, broken.stop + 1), "a `,` is missing before this")
    if end - start_of(before) == len("''"):
        cause = "these quotes are closed at once, and more text follows"
        return Mistake(Span(end - 2, end), cause, _quote_help(quote))
    if quote == "'" and broken.text[end - 2] == "\\":
        return Mistake(
            Span(end - 2, end),
            "a backslash does not keep a `'` from closing the text",
            "Between single quotes, write `''` for a `'`.",
        )
    cause = f"this {quoted(quote)} closes the text, and more text follows"
    return Mistake(place, cause, _quote_help(quote))


def _quote_help(quote: str) -> str:
    inner = '\\"' if quote == '"' else "''"
    other = "single" if quote == '"' else "double"
    return f"Write `{inner}` for a quote inside the text, or put the whole value in {other} quotes."


def bad_escape(broken: BrokenText) -> Mistake | None:
    """Recognise a backslash in double quotes that starts no escape."""
    if broken.begun_at is None or "quoted scalar" not in broken.context:
        return None
    if not broken.has_reason("escape", "hexdecimal"):
        return None
    start = broken.text.rfind("\\", 0, broken.stop + 1)
    letter = broken.text[start + 1 : start + 2]
    place = Span(start, start + 2)
    if broken.has_reason("invalid Unicode"):
        return Mistake(
            Span(start, broken.stop + 4),
            "this escape stands for no character: half of a surrogate pair, or beyond Unicode",
            "Write the character itself, or its own escape such as `\\U0001F600`.",
        )
    if letter == "'":
        return Mistake(place, "a `'` needs no backslash between double quotes", "Delete the `\\`.")
    double = "Between double quotes a backslash starts an escape: write `\\\\` for a backslash"
    help_text = f"{double}, or put the value in single quotes."
    if broken.has_reason("hexdecimal"):
        digits = {"x": 2, "u": 4, "U": 8}.get(letter, 0)
        cause = f"{digits} hexadecimal digits must follow {quoted(chr(92) + letter)}"
        return Mistake(place, cause, help_text)
    return Mistake(place, "this escape does not exist in YAML", help_text)


def smart_quote(broken: BrokenText) -> Mistake | None:
    """Recognise a value in typographic quotes with a colon in it."""
    value = _value_start(broken)
    if value is None or broken.text[value] not in SMART_QUOTES:
        return None
    return Mistake(
        Span(value, value + 1),
        f"{quoted(broken.text[value])} does not quote the value, and the `: ` in it makes it a key",
        'Put the value in straight quotes: `"…"`.',
    )


def _value_start(broken: BrokenText) -> int | None:
    """Return where the value of the stop's line starts, if it starts before the stop."""
    match = KEY_AND_COLON.match(broken.text, broken.stop_line.first, broken.stop)
    return match.end() if match and match.end() < broken.stop else None
