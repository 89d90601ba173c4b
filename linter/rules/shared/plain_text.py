"""A fast check for texts in which most rules about texts find nothing."""

from linter.core.patterns import lazy_pattern

# ASCII, the accented letters of Western Europe, and typographic quotes, dashes and dots.
_WORDS = lazy_pattern("[ !-%'-;=-~À-ÖØ-öø-ÿ‘’“”–—…]*")  # noqa: RUF001

# Two of these in a row may be text that was decoded wrongly.
_TWO_BEYOND_ASCII = lazy_pattern("[À-ÿ][^ -~]")


def is_plain(text: str) -> bool:
    """Whether a text is made of plain words with single spaces, and holds no markup.

    Words are printable ASCII, accented letters of one character each, and typographic punctuation
    that does not follow such a letter.
    """
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    if text.isascii():
        return text.isprintable() and not ("&" in text or "<" in text)
    return _WORDS.fullmatch(text) is not None and _TWO_BEYOND_ASCII.search(text) is None
