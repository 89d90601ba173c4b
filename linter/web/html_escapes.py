"""Character references of HTML in a URL: escapes that belong in the source of a page alone."""

import re
from typing import Final

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.web.urls import parse

_CHARACTERS: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_REFERENCE: Final = lazy_pattern(
    r"&(?:(?:amp|#0*38|#x0*26);)*"
    r"(?:(?P<name>amp|lt|gt|quot|apos)|#0*(?P<ten>34|38|39|60|62)|#x0*(?P<sixteen>22|26|27|3c|3e));",
    re.IGNORECASE,
)


def html_entities(text: str) -> list[Edit]:
    """Return an edit for each reference to one of the characters `&<>"'`, which it writes.

    References are by name or number, and may be escaped themselves (`&amp;amp;`). Text that is no
    URL has none.
    """
    if "&" not in text or ";" not in text or parse(text) is None:
        return []
    found = _REFERENCE.finditer(text)
    return [Edit(Span(*match.span()), _character(match)) for match in found]


def _character(entity: re.Match[str]) -> str:
    if entity["name"]:
        return _CHARACTERS[entity["name"].lower()]
    return chr(int(entity["ten"]) if entity["ten"] else int(entity["sixteen"], 16))
