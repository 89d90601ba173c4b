r"""Why a text is not JSON: the cause of the first mistake, at its place.

The standard library reports where a text stops being JSON and what it expected there. `_CAUSES`
lists the mistakes that people make, the most exact first; each is a function that takes a
`_BrokenJson` and returns a `Mistake`, or None where the mistake is another. `_WORDS` words the
others.

Messages quote no text but single characters and words of JSON, since a broken line may belong to a
secret.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import SMART_QUOTES, Mistake

_TEXT = lazy_pattern(r'"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)
_WORD = lazy_pattern(r"[-+.\w]+")
_COMMENT = lazy_pattern(r"#|//|/\*")
_NEXT_ENTRY = lazy_pattern(r'[\r\n]\s*(?:"[^"\n]*"[ \t]*:|[}\]])')
_WORDS_OF_OTHERS = {
    "True": "true",
    "False": "false",
    "None": "null",
    "nil": "null",
    "undefined": "null",
    "TRUE": "true",
    "FALSE": "false",
    "NULL": "null",
}
_NO_NUMBERS = {"NaN": "`NaN`", "Infinity": "infinite numbers", "-Infinity": "infinite numbers"}


class _BrokenJson(NamedTuple):
    """A text, where its JSON starts and stops, and what was expected there."""

    text: str
    start: int
    stop: int
    reason: str

    def has_reason(self, *reasons: str) -> bool:
        """Whether the parser gives one of these reasons."""
        return any(reason in self.reason for reason in reasons)

    @property
    def here(self) -> str:
        """The character at which the parser stopped."""
        return self.text[self.stop : self.stop + 1]

    def place(self, width: int = 1) -> Span:
        """Return so many characters from the stop on."""
        return Span(self.stop, min(self.stop + width, len(self.text)))

    def word(self) -> str:
        """Return the word or number that starts at the stop."""
        match = _WORD.match(self.text, self.stop)
        return match[0] if match else ""

    def opening_quote(self) -> int:
        """Return where the text starts that holds the stop."""
        texts = _TEXT.finditer(self.text, self.start)
        return next((each.start() for each in texts if each.end() > self.stop), self.stop)


def mistake(text: str, start: int, stop: int, reason: str) -> Mistake:
    """Return what is wrong with the JSON at `start`, at `stop`, for the library's `reason`."""
    broken = _BrokenJson(text, start, stop, reason)
    for cause in _CAUSES:
        found = cause(broken)
        if found is not None:
            return found
    for reason_part, words, help_text in _WORDS:
        if broken.has_reason(reason_part):
            return Mistake(broken.place(), words, help_text)
    return Mistake(broken.place(), "this is not JSON")


def _trailing_comma(broken: _BrokenJson) -> Mistake | None:
    """Recognise a comma before a closing bracket."""
    if not broken.has_reason("trailing comma"):
        return None
    return Mistake(broken.place(), "a trailing comma is not allowed", "Delete the comma.")


def _control_character(broken: _BrokenJson) -> Mistake | None:
    """Recognise a quote that nothing closes on its line, a line end or a tab inside a text."""
    if not broken.has_reason("Invalid control character"):
        return None
    opening = broken.opening_quote()
    if _NEXT_ENTRY.match(broken.text, broken.stop):
        return Mistake(Span(opening, opening + 1), "nothing closes this quote", 'Write a `"`.')
    if broken.here in "\r\n":
        return Mistake(
            broken.place(),
            "a text cannot contain line ends",
            "Write line breaks as `\\n`, or close the quotes.",
        )
    shown = "a tab" if broken.here == "\t" else quoted(broken.here)
    help_text = "Write a tab as `\\t`." if broken.here == "\t" else "Delete it, or escape it."
    return Mistake(broken.place(), f"a text cannot contain {shown} as it is", help_text)


def _escape(broken: _BrokenJson) -> Mistake | None:
    """Recognise a backslash that starts no escape."""
    if not broken.has_reason("Invalid \\"):
        return None
    start = broken.text.rfind("\\", broken.start, broken.stop + 1)
    place = Span(start, min(start + 2, len(broken.text)))
    if broken.text.startswith("'", start + 1):
        return Mistake(place, "a `'` needs no backslash in JSON", "Delete the `\\`.")
    if broken.has_reason("uXXXX"):
        return Mistake(place, "4 hexadecimal digits must follow `\\u`")
    return Mistake(
        place,
        "this escape does not exist in JSON",
        "A backslash starts an escape: write `\\\\` for a backslash.",
    )


def _comment(broken: _BrokenJson) -> Mistake | None:
    """Recognise a comment."""
    match = _COMMENT.match(broken.text, broken.stop)
    if match is None:
        return None
    return Mistake(Span(*match.span()), "JSON has no comments", "Delete it.")


def _other_quotes(broken: _BrokenJson) -> Mistake | None:
    """Recognise single or typographic quotes."""
    if not broken.here or broken.here not in f"'`{SMART_QUOTES}":
        return None
    return Mistake(
        broken.place(),
        f"{quoted(broken.here)} is not a quote in JSON",
        'Texts are in double quotes: `"`.',
    )


def _quote_inside(broken: _BrokenJson) -> Mistake | None:
    """Recognise text right after a closing quote."""
    is_after = broken.text[broken.stop - 1 : broken.stop] == '"' and broken.here not in ':}],"'
    if (
        not broken.has_reason("Expecting ','", "Expecting ':'")
        or not is_after
        or broken.here.isspace()
    ):
        return None
    return Mistake(
        Span(broken.stop - 1, broken.stop),
        'this `"` closes the text, and more text follows',
        'Write `\\"` for a quote inside the text.',
    )


def _other_word(broken: _BrokenJson) -> Mistake | None:
    """Recognise a word or number that other languages have."""
    word = broken.word()
    if word in _NO_NUMBERS:
        return Mistake(broken.place(len(word)), f"JSON has no {_NO_NUMBERS[word]}")
    if not word or not broken.has_reason("Expecting value"):
        return None
    if word in _WORDS_OF_OTHERS:
        right = _WORDS_OF_OTHERS[word]
        return Mistake(broken.place(len(word)), f"JSON writes this {quoted(right)}")
    if word[0] in "+." or word[:2] in ("-.", "-0"):
        return Mistake(broken.place(), "a number in JSON starts with a digit, or `-` and one")
    return None


def _leading_zero(broken: _BrokenJson) -> Mistake | None:
    """Recognise a number with a zero in front."""
    is_zero = broken.text[broken.stop - 1 : broken.stop] == "0"
    if (
        not broken.has_reason("Expecting ','")
        or not is_zero
        or not re.match(r"[0-9xob]", broken.here)
    ):
        return None
    return Mistake(
        Span(broken.stop - 1, broken.stop + 1), "no number in JSON starts with `0` and a digit"
    )


def _bracket(broken: _BrokenJson) -> Mistake | None:
    """Recognise the wrong closing bracket, or a comma with nothing before it."""
    if broken.here == "," and broken.has_reason("Expecting value", "property name"):
        return Mistake(broken.place(), "a value is missing before this `,`")
    if broken.has_reason("Expecting ','") and broken.here in ("]", "}"):
        right = "}" if broken.here == "]" else "]"
        return Mistake(broken.place(), f"a {quoted(right)} is expected here")
    return None


_CAUSES: tuple[Callable[[_BrokenJson], Mistake | None], ...] = (
    _trailing_comma,
    _control_character,
    _escape,
    _comment,
    _other_quotes,
    _quote_inside,
    _other_word,
    _leading_zero,
    _bracket,
)

# What the standard library expected, and what that means.
_WORDS: tuple[tuple[str, str, str | None], ...] = (
    (
        "Expecting property name",
        "a key in double quotes is expected here",
        "JSON has no keys without quotes.",
    ),
    ("Expecting ':'", "a `:` is expected after the key", None),
    ("Expecting ','", "a `,` is missing before this", None),
    (
        "Expecting value",
        "a value is expected here",
        "Text is in double quotes; the other words are `true`, `false` and `null`.",
    ),
    ("Unterminated string", "nothing closes this quote", None),
    ("Extra data", "text follows the JSON value", None),
)
