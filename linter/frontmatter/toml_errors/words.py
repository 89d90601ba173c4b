"""Words and numbers without quotes that are no values."""

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import SMART_QUOTES, Mistake
from linter.frontmatter.toml_errors.broken_text import MOST_DIGITS, BrokenToml

_OF_OTHERS = {
    **dict.fromkeys(("True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), "false"),
    **dict.fromkeys((".inf", "Inf", "Infinity", "infinity"), "inf"),
    **dict.fromkeys((".nan", "NaN", "NAN"), "nan"),
}
_NOTHING = frozenset(("null", "Null", "NULL", "None", "nil", "undefined", "~"))
_DATE = lazy_pattern(
    r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})(?![0-9.])"
)
_CALENDAR = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}.*)?")
_CLOCK = lazy_pattern(r"[0-9]{1,2}:[0-9]{2}")
_NUMBER = lazy_pattern(r"[-+]?\.?[0-9][0-9a-zA-Z_.+-]*")
_ZERO = lazy_pattern(r"[-+]?0[0-9_]")
_LONGEST_DATE = 40


def word_mistake(broken: BrokenToml, word: str, whole: Span) -> Mistake:
    """Return what is wrong with a word where a value starts; `whole` is all text that is meant."""
    text = broken.text[slice(*whole)]
    place = broken.place(whole.start, len(word)) if word else whole
    first = broken.at(whole.start)
    if first and first in f"`{SMART_QUOTES}":
        return Mistake(
            broken.place(whole.start),
            f"{quoted(first)} is not a quote in TOML",
            "Texts are in `\"` or `'`.",
        )
    if word == text and word in _OF_OTHERS:
        help_text = "Use quotes if it is text."
        return Mistake(place, f"TOML writes this {quoted(_OF_OTHERS[word])}", help_text)
    if word == text and word in _NOTHING:
        return Mistake(place, "TOML has no empty value", "Delete the key, or write a value.")
    if first in ("|", ">"):
        return Mistake(
            broken.place(whole.start),
            "this starts a text of several lines in YAML",
            'Put the text in `"""`.',
        )
    return _date_mistake(text, whole) or _number_mistake(text, whole) or _text_mistake(first, whole)


def _date_mistake(text: str, place: Span) -> Mistake | None:
    if len(text) > _LONGEST_DATE or not (_DATE.match(text) or _CLOCK.match(text)):
        return None
    if _CALENDAR.fullmatch(text):
        return Mistake(place, "there is no such date or time")
    return Mistake(
        place,
        "TOML has no such form of a date or time",
        "Write `2020-06-11`, `2020-06-11T10:00:00` or `2020-06-11T10:00:00Z`, or use quotes.",
    )


def _number_mistake(text: str, place: Span) -> Mistake | None:
    if not _NUMBER.fullmatch(text):
        return None
    if len(text) > MOST_DIGITS:
        return Mistake(place, "this number has too many digits")
    if _ZERO.match(text):
        return Mistake(place, "no number in TOML starts with `0` and a digit")
    if text.startswith((".", "+.", "-.")) or text.endswith("."):
        return Mistake(place, "a `.` in a number stands between two digits")
    if "_" in text:
        return Mistake(place, "a `_` in a number stands between two digits")
    return Mistake(place, "this is no number", "Use quotes if it is text.")


def _text_mistake(first: str, place: Span) -> Mistake:
    if first in (",", "]", "}", "="):
        return Mistake(
            Span(place.start, place.start + 1), f"a value is expected here, not {quoted(first)}"
        )
    return Mistake(place, "a text needs quotes", 'Write `key = "text"`.')
