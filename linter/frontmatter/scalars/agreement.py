"""A fast test for plain scalars that Jekyll, PyYAML and YAML 1.2 type alike."""

import re

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.jekyll import LONGEST_WORD, WORD_START, WORDS
from linter.frontmatter.scalars.reading import NUMBER_START

_AGREED_WORDS = frozenset(
    ("~", *(form(w) for w in ("null", "true", "false") for form in (str, str.title, str.upper)))
)
_AGREED_NUMBER = lazy_pattern(
    r"[-+]?(?:0|[1-9][0-9]{0,4000})(?:\.[0-9]+)?"
    r"|(?:1[6-9]|[2-9][0-9])[0-9]{2}"
    r"-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    r"|(?:0[13578]|1[02])-31)"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?"
)
_NUMBER_LIKE = lazy_pattern(
    r"[-+]?[0-9._,:]+(?:[eE][-+]?[0-9]*)?|[-+]?0[box][0-9a-fA-F_,]*|[-+]?\.(?i:inf|nan)"
    r"|-?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s][-+0-9:.Z\s]*)?|:.+",
    re.DOTALL,
)

# Scalars to which YAML 1.1 gives types of its own.
UNTYPED_12 = frozenset(("=", "<<", "!", "&", "*"))


def may_be_ambiguous(text: str) -> bool:
    """Whether the three readers may differ over the plain scalar `text`.

    False is certain. Run this on every scalar before `ambiguous`, which loads two libraries.
    """
    first = text[:1]
    if first in NUMBER_START:
        if _AGREED_NUMBER.fullmatch(text):
            return False
        return _NUMBER_LIKE.fullmatch(text.removesuffix("\n")) is not None
    if first in WORD_START:
        if len(text) > LONGEST_WORD + len("\n") or text in _AGREED_WORDS:
            return False
        return "\n" in text or text.casefold() in WORDS
    return text in UNTYPED_12
