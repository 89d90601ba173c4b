"""What plain text does not have, in which most rules about texts find nothing."""

from typing import Final

# Letters of one character each, and punctuation, of other scripts than that of Western Europe.
_OTHERS = (
    r"\u0100-\u017f\u0388-\u03ce\u0400-\u045f\u05be\u05d0-\u05ea\u060c\u061b\u061f\u0621-\u063a"
    r"\u0641-\u064a\u0e01-\u0e3a\u0e3f-\u0e5b\u1e00-\u1eff\u3001\u3002\u3041-\u3096\u30a1-\u30fc"
    r"\uff01-\uff5e"
)
# A set is compiled in a time that its largest ranges take most of, unless they stand alone.
_LARGE = r"\u4e00-\u9fff\uac00-\ud7a3"
# What a wrong decoding writes after an accented letter; after most small ones two of these.
_TAILS = "‘’“”‚„–—…«»¡¿©®ŒœŠšŽžŸ"

# One set comes first, since the engine of `re` skips characters by it.
_NOT_WORDS = (
    rf"[^\n -%'-;=-~‘’“”‚„–—…«»¡¿©®{_OTHERS}](?<![{_LARGE}])(?:(?<=[à-öø-ÿ])(?=[{_TAILS}]{{2}})"
    rf"|(?<=[À-ÖØ-ß])(?=[{_TAILS}])|(?<=&)(?=[^\n&;]*;)|(?<=<)(?=[^\n<>]*>)|(?<![À-ÖØ-öø-ÿ&<]))"
)

NOT_PLAIN: Final = ("  ", "\n ", " \n", _NOT_WORDS)
"""What plain words with single spaces, and without markup, do not have.

Words are printable ASCII, letters of one character each, and typographic punctuation where no wrong
decoding writes it. An ampersand before no semicolon, and a less-than sign before no greater-than
sign, begin no markup.
"""

BLANK: Final = (r"\n[^\S\n]*\n",)
"""A text without anything but whitespace."""
