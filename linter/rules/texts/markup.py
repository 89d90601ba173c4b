"""Finds HTML in plain text: character references, tags and comments.

A text about HTML mentions them: whatever is in quotes or backticks, or beside the word "tag", is
ignored.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.rules.texts.invisible import REPLACEMENT_CHARACTER
from linter.rules.texts.whitespace import is_typographic

_ENTITY = lazy_pattern(
    r"&((?:(?:amp|AMP|#0{0,5}38|#[xX]0{0,5}26);)*)"
    r"(#[0-9]{1,8};|#[xX][0-9A-Fa-f]{1,8};|[A-Za-z][A-Za-z0-9]{1,31};)?"
)
_TAG = lazy_pattern(r"<(/?)([A-Za-z][A-Za-z0-9]{0,11})(/|\s[^<>]*)?>")
# WHATWG HTML, 13.2.5.6 (tag open state) and 13.2.5.72 (character reference state).
_LIVE = lazy_pattern(r"<[A-Za-z/!?]|&(?:#[xX]?)?[0-9A-Za-z]{1,32};?")
_CODE = lazy_pattern("`[^`]*`")
_QUOTES = frozenset("\"'‘’“”«»")
_NOUN_AFTER = lazy_pattern(r"\s+(?:HTML\s+)?(?:tag|element|attribute)s?\b", re.IGNORECASE)
_NOUN_BEFORE = lazy_pattern(r"\b(?:HTML5?|tags?|elements?)\s\Z", re.IGNORECASE)

# Elements of prose, which remain when prose is copied from the source of a page.
_INLINE = frozenset(
    "abbr b bdi bdo big cite code del em font i ins kbd mark q s samp small span strike strong sub"  # noqa: SIM905 - reads better
    " sup tt u".split()
)
_BLOCKS = frozenset(
    "blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre td th tr ul wbr".split()  # noqa: SIM905
)
_PROSE = _INLINE | _BLOCKS
# Names that occur in programs and in articles about them; a single tag is not enough.
_OTHERS = frozenset(
    "a address applet area article aside audio base body button canvas caption col colgroup data"  # noqa: SIM905
    " datalist details dfn dialog dir embed fieldset figcaption figure footer form frame frameset"
    " head header hgroup html iframe img input label legend link main map marquee math menu meta"
    " meter nav nobr noframes noscript object optgroup option output param picture progress rp rt"
    " ruby script section select slot source style summary svg table tbody template textarea tfoot"
    " thead time title track var video".split()
)
ACTIVE = frozenset("applet embed iframe math noscript object script style svg template".split())  # noqa: SIM905
"""Elements whose content is not text, so that removing only their tags is wrong."""


def entities(text: str) -> list[Edit]:
    """Return the edits that replace character references by their characters.

    References that were escaped several times are decoded completely. A reference to no character
    becomes `REPLACEMENT_CHARACTER`.
    """
    if "&" not in text or ";" not in text:
        return []
    code = _code_offsets(text)
    return [
        edit
        for match in _ENTITY.finditer(text)
        if (edit := _reference(match, text)) is not None
        and match.start() not in code
        and not _is_quoted(text, *edit.span)
    ]


def _reference(match: re.Match[str], text: str) -> Edit | None:
    body = match[2] or ""
    start, end = match.span()
    if not _is_reference(body):
        end -= len(body)
        return Edit(Span(start, end), "&") if match[1] else None
    character = _decoded(body)
    if character.isspace() and not _is_typographic(character, text, start, end):
        character = " "
    return Edit(Span(start, end), character)


def _is_typographic(space: str, text: str, start: int, end: int) -> bool:
    inside = start > 0 and end < len(text)
    return inside and is_typographic(space, text[start - 1], text[end : end + 5])


def _is_reference(body: str) -> bool:
    return body.startswith("#") or body in _names()


@cache
def _names() -> frozenset[str]:
    """Return the names of references with their semicolon.

    These are the names of HTML 4 and those of HTML 5 with more than two letters: the short ones of
    HTML 5 stand for rare signs and are more likely to be ordinary text.
    """
    from html.entities import html5, name2codepoint

    long = {name for name in html5 if len(name) > len("it;") and name.endswith(";")}
    return frozenset(long | {f"{name};" for name in name2codepoint})


def _decoded(body: str) -> str:
    from html import unescape

    character = unescape(f"&{body}")
    is_control = len(character) == 1 and not character.isspace() and character < "\xa0"
    return (
        REPLACEMENT_CHARACTER
        if not character or (is_control and not character.isprintable())
        else character
    )


def tags(text: str) -> list[Edit]:
    """Return the edits that remove HTML tags and comments."""
    if "<" not in text or ">" not in text:
        return []
    code = _code_offsets(text)
    found = [
        match
        for match in _TAG.finditer(text)
        if _may_be_tag(match) and match.start() not in code and not _is_mentioned(text, match)
    ]
    opened = {match[2].lower() for match in found if not match[1]}
    closed = {match[2].lower() for match in found if match[1]}
    edits = [
        Edit(Span(*match.span()), "" if match[2].lower() in _INLINE else " ")
        for match in found
        if _is_markup(text, match, match[2].lower() in opened & closed)
    ]
    return sorted([*edits, *_comments(text)])


def makes_markup(before: str, after: str) -> bool:
    """Whether a text has markup after a change that it did not have before.

    Markup is whatever a browser takes for a tag, a comment or a character reference, including
    references without a semicolon (`&copy`).
    """
    return bool(Counter(_live_markup(after)) - Counter(_live_markup(before)))


def _live_markup(text: str) -> Iterator[str]:
    from html import unescape

    for match in _LIVE.finditer(text):
        if match[0].startswith("<") or unescape(match[0]) != match[0]:
            yield match[0]


def tag_name(source: str) -> str:
    """Return the name in a tag, in lower case; empty for a comment."""
    match = _TAG.match(source)
    return match[2].lower() if match else ""


def _may_be_tag(match: re.Match[str]) -> bool:
    """Whether a match has the form of an HTML tag, unlike `<b and c>` and React's `<Link>`."""
    name = match[2]
    if not (name.islower() or name.isupper()) or name.lower() not in _PROSE | _OTHERS:
        return False
    attributes = (match[3] or "").rstrip("/").strip()
    return not attributes or ("=" in attributes and not match[1])


def _is_markup(text: str, match: re.Match[str], is_paired: bool) -> bool:  # noqa: FBT001 - one call
    """Whether a tag is markup rather than a type parameter or a mention."""
    if is_paired or "=" in (match[3] or ""):
        return True
    name = match[2].lower()
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if name in _PROSE:
        return len(name) > 1 or bool(match[1]) or not before.isalnum()
    if match[1]:
        return bool(before.strip())
    return name in ACTIVE and after.isalnum()


def _is_mentioned(text: str, match: re.Match[str]) -> bool:
    return (
        _is_quoted(text, *match.span())
        or _NOUN_AFTER.match(text, match.end()) is not None
        or _NOUN_BEFORE.search(text[max(match.start() - 10, 0) : match.start()]) is not None
    )


def _is_quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES


def _code_offsets(text: str) -> frozenset[int]:
    if "`" not in text:
        return frozenset()
    return frozenset(at for match in _CODE.finditer(text) for at in range(*match.span()))


def _comments(text: str) -> Iterator[Edit]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + len("<!--"))
        if end < 0:
            return
        end += len("-->")
        yield Edit(Span(start, end), "")
        start = text.find("<!--", end)
