"""What YAML 1.2 allows and libyaml does not read, or reads as something else.

libyaml reads YAML 1.1. Jekyll's reader is libyaml itself; other generators read these texts well
(measured: `yaml` 2.9 and js-yaml 4.3 for Node; Hugo 0.168 but for a blank line that holds a tab and
a value without a key), so that they are no mistakes of an author. A text is normalised character by
character to one that libyaml reads; of what it means then, nothing is used.
"""

import re
from functools import partial
from typing import Any

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import Mistake

_NAME = lazy_pattern(r"[^0-9A-Za-z_-]")
_EVERY_READER = "a-zA-Z0-9_-"

# The name with what comes before it, if there is a tag.
_NAME_TO_COLON = lazy_pattern(r"(?:!\S*\s+)?([&*][0-9A-Za-z_-]+:[^\s,\[\]{}]*)")

_TABS = lazy_pattern(r"(?<=\n)\t+")

# Where a list or a mapping may start, YAML 1.2 takes no tab either.
_NO_COLLECTION = r"(?![-?](?:\s|\Z))(?![^\n]*:(?:\s|\Z))"

_QUESTION_MARK = (
    lazy_pattern(r"[\[{,:][ \t\r\n]*(\?)(?=[^\s,\[\]{}])"),
    "_",
    "a value that starts with `?` between brackets",
)
# Group 1 of each is what libyaml does not read.
_GAPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        lazy_pattern("([\x85\u2028\u2029])"),
        "_",
        "a line separator inside a text (U+0085, U+2028 or U+2029)",
    ),
    (
        lazy_pattern(
            rf"(?<![^\s\[{{,:-])[&*]([^\s,\[\]{{}}]*[^\s,\[\]{{}}{_EVERY_READER}][^\s,\[\]{{}}]*)"
        ),
        "",
        "the name of an anchor with other characters than letters from A to Z, digits, `-` and `_`",
    ),
    _QUESTION_MARK,
    (
        lazy_pattern(r"[\[{,:][ \t\r\n]*(?:[!&]\S*[ \t]+)?(:)(?=[^\s,\[\]{}])"),
        "_",
        "a value that starts with `:` between brackets",
    ),
    (
        lazy_pattern(r"(?<=[^,\[\]{}:\"'])(:)(?=[,\]}])"),
        "_",
        "a key without a value between brackets",
    ),
    (
        lazy_pattern(r"[\[{,][ \t\r\n]*(:)(?=[\s,\]}])"),
        "_",
        "a value without a key between brackets",
    ),
    (lazy_pattern(r"^ *(\t[ \t]*)$", re.MULTILINE), " ", "a tab in a blank line"),
    (
        lazy_pattern(rf"^ *(?:[-?:] +)*- *(\t[ \t]*){_NO_COLLECTION}", re.MULTILINE),
        " ",
        "a tab after a dash",
    ),
    (lazy_pattern(r"^(\t[ \t]*)(?=[][{}])", re.MULTILINE), " ", "a tab before a bracket"),
    (
        lazy_pattern(rf"^ +(\t)[ \t]*{_NO_COLLECTION}", re.MULTILINE),
        "_",
        "a tab after the indentation of a text",
    ),
)


def gap(text: str, stop: int) -> Mistake | None:
    """Return what made libyaml stop at an offset of a text that YAML 1.2 readers take.

    None if something else is wrong with the text too.
    """
    found: list[Mistake] = []
    normal = text
    for pattern, right, what in _GAPS:
        found += (_not_read(Span(*match.span(1)), what) for match in pattern.finditer(normal))
        normal = pattern.sub(partial(_normal, right), normal)
    if not found or _tokens(normal) is None:
        return None
    return max((each for each in found if each.span.start <= stop), default=min(found))


def indented_with_tabs(text: str) -> Mistake | None:
    """Return the first tab that indents a line of a text that Hexo reads.

    Hexo writes two spaces for each tab at the start of a line but the first (`escapeYAML` of
    hexo-front-matter 5.0). None if something else is wrong with the text too.
    """
    first = _TABS.search(text)
    if first is None or _tokens(_TABS.sub(lambda tabs: "  " * len(tabs[0]), text)) is None:
        return None
    return Mistake(
        Span(*first.span()),
        "this line is indented with a tab, which YAML forbids and Hexo reads; nothing else in this"
        " file is checked",
        "Indent with spaces, never with tabs.",
    )


def misread(text: str) -> Mistake | None:
    """Return what libyaml reads as something else.

    `{ ?a: b }` has the key `?a`, and `&a: b` is the text `b` with the anchor `a:`.
    """
    return _misread_question_mark(text) or _misread_name(text)


def _misread_name(text: str) -> Mistake | None:
    """Return a name of an anchor that goes on where libyaml ends it, at a `:`."""
    events: Any = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        if getattr(event, "anchor", None) is None:
            continue
        name = _NAME_TO_COLON.match(text, event.start_mark.index)
        if name is not None:
            return _not_read(Span(*name.span(1)), "the name of an anchor with a `:`")
    return None


def _misread_question_mark(text: str) -> Mistake | None:
    pattern, right, what = _QUESTION_MARK
    first = pattern.search(text)
    if first is None:
        return None
    normal = pattern.sub(partial(_normal, right), text)
    return None if _tokens(normal) == _tokens(text) else _not_read(Span(*first.span(1)), what)


def _not_read(place: Span, what: str) -> Mistake:
    return Mistake(
        place,
        f"{what} is not supported, so nothing else in this file is checked",
        "Other YAML 1.2 parsers accept it, but libyaml, the parser of articlelint, does not.",
    )


def _normal(right: str, match: re.Match[str]) -> str:
    """Return a match with group 1 as libyaml can read it, and as long."""
    start, end = (offset - match.start() for offset in match.span(1))
    new = right * (end - start) if right else _NAME.sub("_", match[1])
    return f"{match[0][:start]}{new}{match[0][end:]}"


def _tokens(text: str) -> list[tuple[type[yaml.Event], int, int]] | None:
    """Return the kinds and places of all that libyaml reads in a text; None where it stops."""
    events: Any = yaml.parse(text, Loader=yaml.CSafeLoader)
    anchors = {None}
    tokens = []
    try:
        for event in events:
            anchor = getattr(event, "anchor", None)
            if isinstance(event, yaml.AliasEvent) and anchor not in anchors:
                return None
            anchors.add(anchor)
            tokens.append((type(event), event.start_mark.index, event.end_mark.index))
    except yaml.YAMLError:
        return None
    return tokens
