r"""Strings of TOML: their four forms, where their characters come from, and how they are written.

The style of a string is the quotes around it: `"`, `'`, three of the one or three of the other. In
strings between three quotes a line end right after the first ones gives no character; in those with
escapes a backslash at the end of a line gives none either, nor does the white space up to the next
character. `\r\n` gives `\n`, as the standard library reads it.
"""

import re
from collections.abc import Sequence

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.scalar_text import ScalarMap

BASIC = '"'
LITERAL = "'"
MULTILINE_BASIC = '"""'
MULTILINE_LITERAL = "'''"

_WITH_ESCAPES = frozenset((BASIC, MULTILINE_BASIC))
_ON_LINES = frozenset((MULTILINE_BASIC, MULTILINE_LITERAL))
_ESCAPED = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_ESCAPES = {"e": "\x1b", **{written[1]: character for character, written in _ESCAPED.items()}}
_ESCAPE = r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)"
_JOINED_LINES = r"\\[ \t]*\r?\n[ \t\r\n]*"
_PARTS = {
    True: lazy_pattern(rf"(?P<nothing>{_JOINED_LINES})|{_ESCAPE}|\r\n|.", re.DOTALL),
    False: lazy_pattern(r"\r\n|.", re.DOTALL),
}
_TO_ESCAPE = lazy_pattern(r'["\\\x00-\x08\x0a-\x1f\x7f]')
_TO_ESCAPE_ON_LINES = lazy_pattern(r"[\\\x00-\x08\x0b-\x1f\x7f]")
_NOT_LITERAL = lazy_pattern(r"['\x00-\x08\x0a-\x1f\x7f]")
_BARE_KEY = lazy_pattern("[A-Za-z0-9_-]+")


STRINGS = {
    MULTILINE_BASIC: r'"""(?:[^"\\\x00-\x08\x0b-\x1f\x7f]|\r\n|\\(?:\r\n|[^\r])|"(?!""))*+"{3,5}',
    MULTILINE_LITERAL: r"'''(?:[^'\x00-\x08\x0b-\x1f\x7f]|\r\n|'(?!''))*+'{3,5}",
    BASIC: r'"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[^\r\n])*+"',
    LITERAL: r"'[^'\x00-\x08\x0a-\x1f\x7f]*+'",
}
"""The four forms of strings, as parts of patterns; those between three quotes come first."""
ANY_STRING = "|".join(STRINGS.values())
"""A string in any style, as a part of patterns."""
STRING = lazy_pattern(ANY_STRING)
STRING_PATTERNS = {style: lazy_pattern(pattern) for style, pattern in STRINGS.items()}
"""The pattern of the strings in each style."""
QUOTES = lazy_pattern("|".join(STRINGS))
"""The quotes that start a string, which are its style."""


def source_map(token: str, style: str) -> ScalarMap:
    """Return the value of a string and where in the token its characters come from."""
    start = len(style)
    if style in _ON_LINES:
        start += 2 if token.startswith("\r\n", start) else token.startswith("\n", start)
    spans, characters = [], []
    for part in _PARTS[style in _WITH_ESCAPES].finditer(token, start, len(token) - len(style)):
        if part.lastgroup is None:
            spans.append(Span(*part.span()))
            characters.append(_character(part[0], has_escapes=style in _WITH_ESCAPES))
    return ScalarMap("".join(characters), tuple(spans), start)


def decoded(token: str, style: str) -> str:
    """Return the value of a string.

    Raises:
        ValueError: it has an escape that TOML does not have.

    """
    if style not in _ON_LINES and "\\" not in token:
        return token[1:-1]
    return source_map(token, style).value


def _character(source: str, *, has_escapes: bool) -> str:
    if not (has_escapes and source.startswith("\\")):
        return "\n" if source == "\r\n" else source
    try:
        letter, digits = source[1], source[len("\\u") :]
        return chr(int(digits, 16)) if letter in "uUx" else _ESCAPES[letter]
    except (LookupError, OverflowError):
        raise ValueError(f"not an escape of TOML: {source}") from None


def written(value: str, style: str = BASIC) -> str:
    """Return a text as a string on one line, in the quotes of `style` if these can hold it."""
    if style == LITERAL and not _NOT_LITERAL.search(value):
        return f"'{value}'"
    return f'"{_TO_ESCAPE.sub(_escape, value)}"'


def written_key(name: str, style: str) -> str:
    """Return a key, in quotes if it had some or needs some."""
    if style or not _BARE_KEY.fullmatch(name):
        return written(name, LITERAL if style == LITERAL else BASIC)
    return name


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPED.get(character) or f"\\u{ord(character):04X}"


def rewrite_parts(
    token: str, style: str, changes: Sequence[Edit], newline: str = "\n"
) -> list[Edit]:
    """Return changes of a string that put texts in the place of ranges of its value's characters.

    The form of the string stays where it can hold the new text; else it becomes a basic string, as
    does a token that is no string.

    Raises:
        OverlappingEditsError: changes overlap.

    """
    if not style:
        return [Edit(Span(0, len(token)), written(apply_edits(token, changes)))]
    old = source_map(token, style)
    value = apply_edits(old.value, changes)
    end = len(token) - len(style)
    found = []
    for (start, stop), text in changes:
        left = old.spans[start].start if start < len(old.spans) else end
        right = old.spans[stop - 1].end if stop > start else left
        found.append(Edit(Span(left, right), _inside(text, style, newline)))
    new = apply_edits(token, found)
    if STRING_PATTERNS[style].fullmatch(new) and decoded(new, style) == value:
        return found
    return [Edit(Span(0, len(token)), written(value))]


def _inside(text: str, style: str, newline: str) -> str:
    """Return a text as a string of a style has it, if that style can."""
    if style == BASIC:
        return _TO_ESCAPE.sub(_escape, text)
    if style == MULTILINE_BASIC:
        text = _TO_ESCAPE_ON_LINES.sub(_escape, text)
    return text.replace("\n", newline) if style in _ON_LINES else text
