"""When rules about texts are certainly silent."""

from typing import Final

from linter.fastpath.silence import Item

# Letters of one character each, and punctuation, of other scripts than that of Western Europe.
_OTHERS = (
    r"\u0100-\u017f\u0388-\u03ce\u0400-\u045f\u05d0-\u05ea\u3001\u3002\u3041-\u3096\u30a1-\u30fc"
    r"\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
)
# What a wrong decoding writes after an accented letter; after most small ones two of these.
_TAILS = "‘’“”–—…«»¡¿ŒœŠšŽžŸ"

PLAIN_TEXT: Final = (
    rf"(?:[!-%'-;=-~‘’“”–—…«»¡¿{_OTHERS}]++ ?+"
    rf"|[à-öø-ÿ](?![{_TAILS}]{{2}}) ?+|[À-ÖØ-ß](?![{_TAILS}]) ?+"
    r"|&(?![^\n;]*;) ?+|<(?![^\n>]*>) ?+)*+(?<! )"
)
"""Plain words with single spaces, and no markup.

Words are printable ASCII, letters of one character each, and typographic punctuation where no wrong
decoding writes it. An ampersand before no semicolon, and a less-than sign before no greater-than
sign, begin no markup.
"""

NOT_BLANK: Final = r"[^\S\n]*+\S[^\n]*+"
"""A text with more than whitespace."""

_AT_THE_ENDS = " .,:;!?…–—-\"'“”‘’„«»"


def excerpt_differs(item: Item) -> bool:
    """Whether an excerpt and a title, both plain, differ by more than case and punctuation."""
    excerpt, title = item.own.get("excerpt"), item.own.get("title", item.own.get("name"))
    if excerpt is None or title is None:
        return True
    return comparable(excerpt) != comparable(title)


def comparable(text: str) -> str:
    """Return a text without case, and without punctuation at its ends."""
    return text.casefold().strip(_AT_THE_ENDS)
