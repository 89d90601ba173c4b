r"""What TOML 1.1 adds to 1.0, which the standard library reads before Python 3.15.

Hugo, Zola and Astro read 1.1: line breaks, comments and a trailing comma in inline tables, times
without seconds, and the escapes `\e` and `\xHH`.
"""

import re
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.toml_strings import (
    BASIC,
    LITERAL,
    MULTILINE_BASIC,
    MULTILINE_LITERAL,
    STRINGS,
)

_TOKEN = lazy_pattern(
    rf"(?P<escaped>{STRINGS[MULTILINE_BASIC]})|{STRINGS[MULTILINE_LITERAL]}"
    rf"|(?P<basic>{STRINGS[BASIC]})|{STRINGS[LITERAL]}"
    r"|(?P<gap>(?:[ \t]*+(?:\r?\n|#[^\n]*+))++)|(?P<blank>[ \t]++)"
    r"|(?P<word>(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?[0-9][^\s,\]}#]*+)|."
)
_NEW_ESCAPE = lazy_pattern(r"\\(?:(?P<escape>e)|(?P<code>x)(?=[0-9A-Fa-f]{2})|.)", re.DOTALL)
_NO_SECONDS = lazy_pattern(
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ])?(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?:[Zz]|[-+][0-9]{2}:[0-9]{2})?"
)
_ENDS_PAIR = lazy_pattern(r"[ \t]*+[,}]")
_ENDS_TABLE = lazy_pattern(r"(?:[ \t\r\n]|#[^\n]*)*+\}")


def as_toml_1_0(text: str, content: Span) -> str:
    """Return a text of the same length in which what is new in TOML 1.1 is valid TOML 1.0.

    Its values differ, so it shows only whether the text is valid, and where it is not.
    """
    pieces = [text[: content.start]]
    opened: list[_Opened] = []
    before = ""
    for token in _TOKEN.finditer(text, *content):
        word = token[0]
        if word in (BASIC, LITERAL):
            # Nothing closes this quote.
            pieces.append(text[token.start() : content.end])
            break
        if word in ("[", "{"):
            opened.append(_Opened(word, []))
        elif word in ("]", "}") and opened:
            bracket, blanks = opened.pop()
            for index in blanks if bracket == "{" and word == "}" else ():
                pieces[index] = " " * len(pieces[index])
        elif opened and (_is_between(token, before) or _is_trailing(token, before)):
            opened[-1].blanks.append(len(pieces))
        pieces.append(_old(token))
        before = before if token.lastgroup in ("gap", "blank") else word
    return "".join((*pieces, text[content.end :]))


class _Opened(NamedTuple):
    """A bracket, and the pieces that are blank if it is a brace that another one closes."""

    bracket: str
    blanks: list[int]


def _is_between(token: re.Match[str], before: str) -> bool:
    """Whether a token is line breaks and comments between the pairs of an inline table."""
    if token.lastgroup != "gap":
        return False
    return before in ("{", ",") or _ENDS_PAIR.match(token.string, token.end()) is not None


def _is_trailing(token: re.Match[str], before: str) -> bool:
    """Whether a token is the comma behind the last value of an inline table."""
    is_comma = token[0] == "," and before not in ("{", ",")
    return is_comma and _ENDS_TABLE.match(token.string, token.end()) is not None


def _old(token: re.Match[str]) -> str:
    """Return a token as TOML 1.0 may have it."""
    word = token[0]
    if token.lastgroup in ("escaped", "basic"):
        return _NEW_ESCAPE.sub(_old_escape, word) if "\\" in word else word
    if token.lastgroup == "word" and _NO_SECONDS.fullmatch(word):
        # No key starts with a sign.
        return "+".ljust(len(word), "1")
    return word


def _old_escape(match: re.Match[str]) -> str:
    if match["escape"]:
        return "\\n"
    return "\\\\" if match["code"] else match[0]
