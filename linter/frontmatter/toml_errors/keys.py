"""Mistakes before the value: in a key, in a header, and where `=` is to be."""

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import SMART_QUOTES, Mistake
from linter.frontmatter.toml_errors.broken_text import KEY, BrokenToml

_WORDS_BEFORE_EQUALS = lazy_pattern(r"[^=:\"'\[\]{}#,\r\n]*[^=:\"'\[\]{}#,\s](?=[ \t]*=)")
_NAME = lazy_pattern(r"[^\]\r\n]*")
_NEEDS_QUOTES = "Put the key in quotes."


def key_mistake(broken: BrokenToml, start: int) -> int | Mistake:
    """Return where the `=` after a key stands, or what is wrong before it."""
    key = broken.match(KEY, start)
    if key is None or broken.starts("- ", start):
        return _no_key(broken, start)
    after = broken.after_blanks(key.end())
    if broken.at(after) == "=":
        return after
    if broken.at(after) == ":":
        return Mistake(
            broken.place(after),
            "a `=` is expected after the key, not a `:`",
            "Write `key = value`.",
        )
    if broken.at(after) == ".":
        return Mistake(broken.place(after), "a part of the key is missing after this `.`")
    return _more_words(broken, start) or Mistake(
        broken.stripped(start), "this line has no `=`", "Write `key = value`."
    )


def _no_key(broken: BrokenToml, start: int) -> Mistake:
    """Return what is wrong where no key starts."""
    here = broken.at(start)
    if here == "=":
        return Mistake(broken.place(start), "a key is missing before this `=`")
    if here in ("'", '"'):
        quotes = here * 3
        if broken.starts(quotes, start):
            return Mistake(broken.place(start, 3), "a key cannot be in three quotes")
        return Mistake(broken.place(start), "nothing closes this quote", f"Write a {quoted(here)}.")
    if here and here in SMART_QUOTES:
        return Mistake(broken.place(start), f"{quoted(here)} is not a quote in TOML")
    if broken.starts("- ", start):
        return Mistake(
            broken.place(start),
            "a list in TOML is written in brackets",
            'Write `key = ["a", "b"]`.',
        )
    return _more_words(broken, start) or Mistake(
        broken.stripped(start), "this is no key with a value", "Write `key = value`."
    )


def _more_words(broken: BrokenToml, start: int) -> Mistake | None:
    """Recognise a key without quotes that has spaces or letters which need some."""
    words = broken.match(_WORDS_BEFORE_EQUALS, start)
    if words is None:
        return None
    place = Span(*words.span())
    if " " in words[0] or "\t" in words[0]:
        return Mistake(place, "a key with spaces needs quotes", _NEEDS_QUOTES)
    return Mistake(
        place,
        "a key without quotes has only the letters A to Z, digits, `-` and `_`",
        _NEEDS_QUOTES,
    )


def header_mistake(broken: BrokenToml) -> Mistake | None:
    """Return what is wrong with a header; None if nothing is."""
    start = broken.start
    width = 2 if broken.starts("[[", start) else 1
    opening, closing = broken.place(start, width), "]" * width
    at = broken.after_blanks(start + width)
    key = broken.match(KEY, at)
    if key is None and broken.at(at) == "]":
        return Mistake(broken.place(at), "the name of the table is missing")
    after = broken.after_blanks(key.end()) if key else at
    if broken.starts(closing, after):
        return _after_header(broken, after + width)
    name = broken.match(_NAME, at)
    if width > 1 and broken.at(after) == "]":
        return Mistake(broken.place(after), "a second `]` is missing")
    if name is None or broken.at(name.end()) != "]":
        return Mistake(opening, "nothing closes this bracket", f"Write {quoted(closing)}.")
    return Mistake(
        Span(at, at + len(name[0].rstrip())),
        "the name of a table without quotes has only the letters A to Z, digits, `-` and `_`",
        "Put the name in quotes.",
    )


def _after_header(broken: BrokenToml, end: int) -> Mistake | None:
    rest = broken.after_blanks(end)
    if broken.at(rest) in ("", "\n", "#"):
        return None
    if broken.at(rest) == "]":
        return Mistake(broken.place(rest), "this `]` closes nothing")
    return Mistake(
        broken.stripped(rest),
        "text follows the name of the table",
        "Write each key on a line of its own.",
    )
