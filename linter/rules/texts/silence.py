"""When rules about texts are certainly silent."""

from linter.fastpath.silence import Item

AT_THE_ENDS = " .,:;!?…–—-\"'“”‘’„«»"
"""Characters at the ends of an excerpt and a title in which they may differ."""


def excerpt_differs(item: Item) -> bool:
    """Whether an excerpt and a title, both plain, differ by more than case and punctuation."""
    excerpt, title = item.own.get("excerpt"), item.own.get("title", item.own.get("name"))
    if excerpt is None or title is None:
        return True
    start, other_start = excerpt[:1], title[:1]
    if start.lower() != other_start.lower() and _is_plain(start) and _is_plain(other_start):
        return True
    one: str = excerpt.strip(AT_THE_ENDS)
    other: str = title.strip(AT_THE_ENDS)
    return one.casefold() != other.casefold()


def _is_plain(start: str) -> bool:
    """Whether a character is a letter or a digit that counts, and has one form in lower case."""
    return start.isascii() and start.isalnum()
