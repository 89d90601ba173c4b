"""Where a file holds what must never be printed."""

import re
from collections.abc import Iterable, Iterator

import yaml

from linter.core.secret_text import Secrets
from linter.core.text import Span, joined, nearest_key
from linter.frontmatter.document import Document
from linter.schema.entries import Entry
from linter.schema.shape import Shape

SECURED = frozenset({"secured"})

# A ciphertext and a vector. Possessive, and from a run's first letter on: linear on any text.
_LETTER = "[A-Za-z0-9+/_-]"
_CIPHERTEXT = re.compile(
    rf"(?<!{_LETTER}){_LETTER}{{24,}}+={{0,2}}+\s*+;\s*+{_LETTER}{{16,}}+={{0,2}}+"
)
_WHITE = re.compile(r"\s+")

_KEY = re.compile(r"(?<!\w)([\w.$-]++)[\"']?\s*+[:=]")
# What follows a key in what is broken, or not read (TOML), up to the next line that looks like an
# entry of YAML.
_VALUE = re.compile(
    r".*?(?=^[ \t]*+(?:-[ \t]++)*+[\"']?[\w.$-]++[\"']?[ \t]*+:|^(?:---|\.\.\.)|\Z)",
    re.MULTILINE | re.DOTALL,
)
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"#[^\r\n]*")
_COMMENT_BEHIND = re.compile(r"[ \t:,}\]]*+(#[^\r\n]*)")


def secret_spans(document: Document, entries: Iterable[Entry], shape: Shape) -> tuple[Span, ...]:
    """Return the spans of `document` that no output may show, sorted.

    These are the values whose role is `secured`, what stands under a key that has this role
    elsewhere or is spelt nearly like one that has, comments behind such values, everything that has
    a secured value's form, and all that repeats one of these, in whichever spelling.
    """
    text = document.source.text
    formed = {Span(*match.span()) for match in _CIPHERTEXT.finditer(text)}
    own = {field.span for entry in entries for field in entry.fields(SECURED)}
    keys = _Keys(shape)
    if document.root is not None and document.block is not None:
        own.update(_values(document, keys))
        formed.update(_formed(document))
        matches = [_COMMENT_BEHIND.match(text, span.end) for span in (*own, *formed)]
        own.update(Span(*match.span(1)) for match in matches if match)
        own.update(_in_comments(text, document.block.content, keys))
    else:
        own.update(_behind_keys(text, keys, document.limits.max_front_matter))
    secrets = Secrets.of(text, (*own, *formed))
    return tuple(sorted({*own, *formed, *_repeats(text, own, secrets)}))


class _Keys:
    """The keys under which a secured value stands, and those that are meant to be one of them."""

    def __init__(self, shape: Shape) -> None:
        shapes = list(_shapes(shape, set()))
        self._known = frozenset(key for inner in shapes for key in inner.properties)
        self._secured = {key for inner in shapes for key in inner.keys_by_role.get("secured", ())}
        self._sorted = tuple(sorted(self._secured))

    def has(self, key: str) -> bool:
        """Whether a key is one of them."""
        return key in self._secured

    def means(self, key: str) -> bool:
        """Whether a key is one of them, or no other one and spelt nearly alike."""
        if key in self._known:
            return key in self._secured
        return bool(self._sorted) and nearest_key(key, self._sorted) is not None


def _values(document: Document, keys: _Keys) -> Iterator[Span]:
    """Yield what stands under the keys, as a whole and parted, and comments before it."""
    text = document.source.text
    for path, key, node in document.members:
        names = (
            at for at, token in enumerate(path) if isinstance(token, str) and keys.means(token)
        )
        first = next(names, None)
        if first == len(path) - 1 and key is not None:
            span = document.node_span(node)
            yield span
            before = _COMMENT.finditer(text, document.token_span(key).end, span.start)
            yield from (Span(*match.span()) for match in before)
        elif first is not None and isinstance(node, yaml.ScalarNode):
            yield document.node_span(node)


def _formed(document: Document) -> Iterator[Span]:
    """Yield the values that have a secured value's form."""
    nodes = (node for _, _, node in document.members if _has_the_form(node))
    return (document.node_span(node) for node in nodes)


def _in_comments(text: str, within: Span, keys: _Keys) -> Iterator[Span]:
    """Yield what follows the keys in comments: what was an entry once."""
    at = text.find("#", *within)
    while at >= 0 and (match := _KEY.search(text, at, within.end)):
        at = match.end()
        if keys.means(match[1]):
            rest = _REST_OF_LINE.match(text, at)
            line = text.rfind("\n", 0, match.start())
            if rest and text.find("#", line + 1, match.start()) >= 0:
                yield Span(*rest.span())
                at = rest.end()


def _behind_keys(text: str, keys: _Keys, most: int) -> Iterator[Span]:
    """Yield what follows the keys where nothing tells keys from other text.

    Only in the first characters, `most` of them, spellings count that are nearly right.
    """
    at = 0
    while match := _KEY.search(text, at):
        at = match.end()
        if keys.has(match[1]) or (at <= most and keys.means(match[1])):
            value = _VALUE.match(text, at)
            if value:
                yield Span(*value.span())
                at = value.end()


def _repeats(text: str, own: Iterable[Span], secrets: Secrets) -> Iterator[Span]:
    """Yield what repeats secrets elsewhere in the text than at their own places."""
    start = 0
    for span in (*joined(sorted(own)), Span(len(text), len(text))):
        for found in secrets.spans_in(text[start : span.start]):
            yield Span(start + found.start, start + found.end)
        start = span.end


def _has_the_form(node: yaml.Node) -> bool:
    """Whether a scalar, its line breaks and blanks left out, is a ciphertext and a vector."""
    if not isinstance(node, yaml.ScalarNode) or ";" not in node.value:
        return False
    return _CIPHERTEXT.fullmatch(_WHITE.sub("", node.value)) is not None


def _shapes(shape: Shape, seen: set[int]) -> Iterator[Shape]:
    if id(shape) in seen:
        return
    seen.add(id(shape))
    yield shape
    for inner in (*shape.properties.values(), *([shape.items] if shape.items else [])):
        yield from _shapes(inner, seen)
