"""Mistakes in values: strings, lists, inline tables, and what follows them."""

import re

from linter.core import toml
from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.toml_errors.broken_text import CONTROL, ENTRY, BrokenToml
from linter.frontmatter.toml_errors.keys import key_mistake
from linter.frontmatter.toml_errors.words import word_mistake
from linter.frontmatter.toml_nodes import NOTHING, WORD
from linter.frontmatter.toml_strings import QUOTES, STRING_PATTERNS

_BAD_ESCAPE = lazy_pattern(
    r"\\(?!\\|[btnfr\"]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\r?\n)(?P<character>.?)|"
    r"\\(?P<code>u[dD][89a-fA-F][0-9a-fA-F]{2}|U(?!000|0010)[0-9A-Fa-f]{8}|U0000[dD][89a-fA-F].{2})"
    r"|\\[\\btnfr\"uU]",
    re.DOTALL,
)
_TEXT = lazy_pattern(r"[^,\]}#\r\n]*[^,\]}#\s]|[^\r\n]")
_LONGEST = 1_000


def value_end(broken: BrokenToml, before: int) -> int | Mistake:
    """Return where the value after an `=` ends, or what is wrong with it."""
    start = broken.after_blanks(before + 1)
    if broken.at(start) in ("", "\n", "#"):
        return Mistake(broken.place(before), "a value is missing after this `=`")
    return _value_end(broken, start, is_alone=True)


def _value_end(broken: BrokenToml, start: int, *, is_alone: bool = False) -> int | Mistake:
    if broken.at(start) == "[":
        return _list_end(broken, start)
    if broken.at(start) == "{":
        return _table_end(broken, start)
    quotes = broken.match(QUOTES, start)
    if quotes is not None:
        return _string_end(broken, start, quotes[0])
    word = broken.match(WORD, start)
    if word is not None and _is_value(word[0]):
        return word.end()
    text = broken.match(_TEXT, start)
    whole = broken.stripped(start) if is_alone else Span(start, text.end() if text else start)
    return word_mistake(broken, word[0] if word else "", whole)


def _is_value(word: str) -> bool:
    try:
        return len(word) < _LONGEST and bool(toml.parsed(f"a = {word}"))
    except ValueError:
        return False


def _string_end(broken: BrokenToml, start: int, quotes: str) -> int | Mistake:
    string = broken.match(STRING_PATTERNS[quotes], start)
    if string is None:
        return _unclosed(broken, start, quotes)
    if "\\" in string[0] and quotes.startswith('"'):
        found = _escape_mistake(broken, Span(*string.span()))
        if found is not None:
            return found
    return string.end()


def _unclosed(broken: BrokenToml, start: int, quotes: str) -> Mistake:
    """Return what is wrong with a string that has no end, or a character that is in none."""
    line = broken.stripped(start)
    end = broken.end if len(quotes) > 1 else line.end
    closing = broken.text.find(quotes, start + len(quotes), end)
    control = CONTROL.search(broken.text, start, closing if closing > 0 else end)
    if control is not None:
        return Mistake(
            Span(*control.span()),
            "a text cannot contain this control character as it is",
            "Delete it, or write it as an escape in double quotes, such as `\\u0000`.",
        )
    what = "this quote" if len(quotes) == 1 else "these quotes"
    return Mistake(broken.place(start, len(quotes)), f"nothing closes {what}", _closing(quotes))


def _closing(quotes: str) -> str:
    if len(quotes) > 1:
        return f"Write {quoted(quotes)} after the text."
    return f"Write a {quoted(quotes)}; a text of several lines is in three quotes."


def _escape_mistake(broken: BrokenToml, string: Span) -> Mistake | None:
    for match in _BAD_ESCAPE.finditer(broken.text, *string):
        place = Span(*match.span())
        if match["code"]:
            return Mistake(place, "there is no such character")
        if match["character"] is None:
            continue
        if match["character"] == "'":
            return Mistake(place, "a `'` needs no backslash in TOML", "Delete the `\\`.")
        if match["character"] in ("u", "U"):
            digits = 4 if match["character"] == "u" else 8
            return Mistake(place, f"{digits} hexadecimal digits must follow `{match[0]}`")
        return Mistake(
            place,
            "this escape does not exist in TOML",
            "Write `\\\\` for a backslash, or put the text in single quotes.",
        )
    return None


def _list_end(broken: BrokenToml, start: int) -> int | Mistake:
    opening = broken.place(start)
    at, has_value = _after_nothing(broken, start + 1), False
    while broken.at(at) != "]":
        if broken.at(at) == "" or _starts_entry(broken, at):
            return Mistake(opening, "nothing closes this bracket", "Write a `]`.")
        if broken.at(at) == ",":
            if not has_value:
                return Mistake(broken.place(at), "a value is missing before this `,`")
            at, has_value = _after_nothing(broken, at + 1), False
        elif has_value:
            return _no_comma(broken, at)
        else:
            end = _value_end(broken, at)
            if isinstance(end, Mistake):
                return end
            at, has_value = _after_nothing(broken, end), True
    return at + 1


def _no_comma(broken: BrokenToml, at: int) -> Mistake:
    if broken.at(at) == "}":
        return Mistake(broken.place(at), "a `]` is expected here")
    before = broken.text[at - 1]
    if before in ("'", '"') and not broken.at(at).isspace():
        return _text_after_quote(broken, at)
    return Mistake(broken.place(at), "a `,` is missing before this")


def _starts_entry(broken: BrokenToml, at: int) -> bool:
    """Whether a line starts at an offset that is the next statement."""
    line = broken.text.rfind("\n", broken.start, at) + 1
    is_first = line > broken.start and not broken.text[line:at].strip()
    return is_first and broken.match(ENTRY, at) is not None


def _table_end(broken: BrokenToml, start: int) -> int | Mistake:
    at = broken.after_blanks(start + 1)
    while broken.at(at) != "}":
        if broken.at(at) in ("", "\n", "#"):
            return Mistake(broken.place(start), "nothing closes this bracket", "Write a `}`.")
        equals = key_mistake(broken, at)
        if isinstance(equals, Mistake):
            return equals
        end = _value_in_table(broken, equals)
        if isinstance(end, Mistake):
            return end
        at = broken.after_blanks(end)
        if broken.at(at) == ",":
            at = broken.after_blanks(at + 1)
        elif broken.at(at) not in ("}", "", "\n", "#"):
            return _no_comma_in_table(broken, at)
    return at + 1


def _value_in_table(broken: BrokenToml, equals: int) -> int | Mistake:
    start = broken.after_blanks(equals + 1)
    if broken.at(start) in ("", "\n", "#", ",", "}"):
        return Mistake(broken.place(equals), "a value is missing after this `=`")
    return _value_end(broken, start)


def _no_comma_in_table(broken: BrokenToml, at: int) -> Mistake:
    if broken.at(at) == "]":
        return Mistake(broken.place(at), "a `}` is expected here")
    return _no_comma(broken, at)


def rest_mistake(broken: BrokenToml, equals: int, end: int) -> Mistake | None:
    """Return what is wrong with the text after a value; None if there is none."""
    rest = broken.after_blanks(end)
    here = broken.at(rest)
    if here in ("", "\n", "#"):
        return None
    if here == ",":
        return Mistake(
            broken.place(rest), "a `,` cannot follow the value of a key", "Delete the comma."
        )
    is_string = broken.at(end - 1) in ("'", '"')
    if is_string and not broken.match(ENTRY, rest):
        return _text_after_quote(broken, end)
    if broken.match(ENTRY, rest):
        help_text = "Write each key on a line of its own."
        return Mistake(broken.stripped(rest), "another key stands on the same line", help_text)
    value = broken.after_blanks(equals + 1)
    if broken.at(value) in ("[", "{"):
        return Mistake(broken.place(rest), "text follows the value")
    return word_mistake(broken, "", broken.stripped(value))


def _text_after_quote(broken: BrokenToml, end: int) -> Mistake:
    quote = broken.text[end - 1]
    help_text = (
        'Write `\\"` for a quote inside the text.'
        if quote == '"'
        else "Put the text in double quotes."
    )
    return Mistake(
        Span(end - 1, end),
        f"this {quoted(quote)} closes the text, and more text follows",
        help_text,
    )


def _after_nothing(broken: BrokenToml, start: int) -> int:
    """Return the offset of the next character that is no white space and in no comment."""
    match = broken.match(NOTHING, start)
    return match.end() if match else start
