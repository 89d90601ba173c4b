r"""JSON front matter: nodes with their places, and how values are written in JSON.

The standard library's parser decides what JSON is (RFC 8259, without the `NaN` and `Infinity` that
it also takes). libyaml cannot replace it, since it does not read all of JSON: it refuses the
escapes of surrogate pairs, and breaks lines at U+2028. Only the places are found here, as YAML
nodes in flow style, so that everything else treats both alike. Of their marks only `index` counts,
from the start of the whole text.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span, apply_edits
from linter.frontmatter.scalar_text import ScalarMap

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
_BLANKS = lazy_pattern(r"[ \t\r\n]*")
_TOKEN = lazy_pattern(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},:]|[^][{},:" \t\r\n]+')
# A string that nothing closes goes on to the end, which keeps the search linear.
_BRACKET_OR_TEXT = lazy_pattern(r'[][{}]|"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)
_NOT_JSON = frozenset(("NaN", "Infinity", "-Infinity"))
_CHARACTER = lazy_pattern(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_LITERAL = lazy_pattern(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null"
    r'|"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
)
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_REPLACEMENT_CHARACTER = "\ufffd"

# Only tags that are in the text are set, which PyYAML's types do not allow for.
_NO_TAG: Any = None


class NotJson(NamedTuple):
    """Where a text stops being JSON, and why, in the words of the standard library."""

    offset: int
    reason: str


# Reading


def too_deep_at(text: str, start: int, limit: int) -> int | None:
    """Return where the JSON at `start` is first nested deeper than `limit`; None for nowhere."""
    depth = 0
    for match in _BRACKET_OR_TEXT.finditer(text, start):
        if match[0] in ("{", "["):
            depth += 1
            if depth > limit:
                return match.start()
        elif match[0] in ("}", "]"):
            depth -= 1
            if depth <= 0:
                return None
    return None


def read(text: str, start: int) -> yaml.Node | NotJson:
    """Return the node of the JSON value at `start`, or why there is none; text may follow it.

    The parser recurses, so call `too_deep_at` first. A surrogate without its other half becomes
    U+FFFD, as in Go, whose JSON Hugo reads.
    """
    try:
        _, end = _DECODER.raw_decode(text, _after_blanks(text, start))
    except json.JSONDecodeError as error:
        return _trailing_comma(text, error) or NotJson(error.pos, error.msg)
    return _composed(text, start, end)


def _after_blanks(text: str, start: int) -> int:
    match = _BLANKS.match(text, start)
    return match.end() if match else start


def _trailing_comma(text: str, error: json.JSONDecodeError) -> NotJson | None:
    """Return the comma before a closing bracket; not every version of Python points there."""
    comma = error.pos
    if not error.msg.startswith("Illegal trailing comma"):
        comma = len(text[: error.pos].rstrip(" \t\r\n")) - 1
    after = _after_blanks(text, comma + 1)
    if text.startswith(",", max(comma, 0)) and text.startswith(("}", "]"), after):
        return NotJson(comma, "trailing comma")
    return None


def _composed(text: str, start: int, end: int) -> yaml.Node | NotJson:
    """Build the nodes of a text that the parser has taken."""
    opened: list[tuple[int, list[yaml.Node]]] = [(start, [])]
    for token in _TOKEN.finditer(text, start, end):
        source = token[0]
        if source in ("{", "["):
            opened.append((token.start(), []))
        elif source in ("}", "]"):
            first, children = opened.pop()
            opened[-1][1].append(_collection(source, children, Span(first, token.end())))
        elif source in _NOT_JSON:
            return NotJson(token.start(), source)
        elif source not in (",", ":"):
            opened[-1][1].append(_scalar(source, Span(*token.span())))
    return opened[0][1][0]


def _collection(bracket: str, children: list[yaml.Node], span: Span) -> yaml.Node:
    start, end = _marks(span)
    if bracket == "]":
        return yaml.SequenceNode(_NO_TAG, children, start, end, flow_style=True)
    pairs = list(zip(children[::2], children[1::2], strict=True))
    return yaml.MappingNode(_NO_TAG, pairs, start, end, flow_style=True)


def _scalar(source: str, span: Span) -> yaml.ScalarNode:
    style = '"' if source.startswith('"') else ""
    value = _decoded(source) if style else source
    return yaml.ScalarNode(_NO_TAG, value, *_marks(span), style=style)


def _marks(span: Span) -> tuple[yaml.Mark, yaml.Mark]:
    start, end = (yaml.Mark("", index, 0, 0, None, 0) for index in span)
    return start, end


def _decoded(token: str) -> str:
    value = token[1:-1]
    if "\\" in value:
        value = json.loads(token)
    return _SURROGATE.sub(_REPLACEMENT_CHARACTER, value)


# Writing


def written(value: str) -> str:
    """Return a text as a JSON string; what needs no escape gets none."""
    return json.dumps(value, ensure_ascii=False)


def literal(text: str) -> str | None:
    """Return a scalar as YAML writes it, such as a number or a date, in JSON.

    What is no number, word or string of JSON becomes a string. None for a token in quotes that are
    not JSON's, and for the numbers that JSON lacks.
    """
    if _LITERAL.fullmatch(text):
        return text
    return None if text.startswith(('"', "'", "-", "+", ".")) else written(text)


def source_map(token: str) -> ScalarMap:
    """Return the value of a JSON string and where in the token its characters come from."""
    spans = (Span(*match.span()) for match in _CHARACTER.finditer(token, 1, len(token) - 1))
    return ScalarMap(_decoded(token), tuple(spans), 1)


def rewrite_parts(token: str, changes: Sequence[Edit]) -> list[Edit]:
    """Return changes of a token that put texts in the place of ranges of its value's characters.

    A token that is not a string is replaced as a whole.

    Raises:
        OverlappingEditsError: changes of a token that is no string overlap.

    """
    if not token.startswith('"'):
        return [Edit(Span(0, len(token)), written(apply_edits(token, changes)))]
    spans = source_map(token).spans
    found = []
    for (start, end), text in changes:
        left = spans[start].start if start < len(spans) else len(token) - 1
        right = spans[end - 1].end if end > start else left
        found.append(Edit(Span(left, right), written(text)[1:-1]))
    return found
