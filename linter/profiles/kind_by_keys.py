"""The kinds of `news_api` by the keys of front matter.

The keys are searched as text, since broken YAML, or a block that nothing closes, must be recognised
to be reported.
"""

import re
from typing import Final

from linter.core.patterns import lazy_pattern

ARTICLE: Final = "article"
"""The kind of a file that has a key of its own family and fits no other."""

# The kind for each value of `category`; other values, and none, do not decide.
_BY_CATEGORY = {
    "challenge": "challenge",
    "community": "community",
    "event": "event",
    "learning": "learning",
    "news": "article",
    "newsletter": "newsletter",
    "people": "person",
    "sample": "sample",
}
_BY_TAXONOMY = {"organization": "organization", "topic": "topic"}
_BY_TYPE = {"book": "learning", "course": "learning"}

_TOP_KEY = lazy_pattern(
    r"""^["']?(?P<key>category|name|originalUrl|startDateTime|taxonomy|title|type|webUrl)["']?"""
    r"""[ \t]*:(?:[ \t]+["']?(?P<word>\w+))?""",
    re.MULTILINE,
)
_OWN_KEY = lazy_pattern(
    r"""^["']?(?:(?:cdnAmp|amp)?[wW]ebUrl|originalUrl|publishedDateTime|secured)["']?[ \t]*:""",
    re.MULTILINE,
)
_LINKS = frozenset({"webUrl", "originalUrl"})
_NAMES = frozenset({"title", "name"})


def kind_by_keys(text: str, end: int, *, is_named: bool) -> str | None:
    """Return the kind of the front matter that starts a text; None for no known kind.

    An article has a link, a title and a type; most other kinds have these too, and a category of
    their own. Of a file that `is_named`, one key that no other sites have is enough.
    """
    words = {match["key"]: match["word"] or "" for match in _TOP_KEY.finditer(text, 0, end)}
    kind = _of_words(words)
    if kind is None and is_named and _OWN_KEY.search(text, 0, end):
        return ARTICLE
    return kind


def _of_words(words: dict[str, str]) -> str | None:
    """Return the kind by the keys at the top, each with the first word of its value."""
    keys = words.keys()
    if not keys & _NAMES:
        return None
    if words.get("taxonomy") in _BY_TAXONOMY:
        return _BY_TAXONOMY[words["taxonomy"]]
    kind = _BY_CATEGORY.get(words.get("category", ""))
    if kind == "person" and words.get("type") == "profile":
        return kind
    if kind == "event" and "startDateTime" in keys:
        return kind
    if "type" not in keys or not keys & _LINKS:
        return None
    if kind is None:
        kind = _BY_TYPE.get(words["type"])
    return kind or ("article" if "title" in keys else None)
