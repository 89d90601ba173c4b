"""Finds secured values in a file, and their repetitions: text that no output may show."""

import re
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache

import yaml

from linter.core.limits import DEFAULT
from linter.core.patterns import lazy_pattern
from linter.core.secret_text import Secrets
from linter.core.similar import nearest_key
from linter.core.text import Span, joined
from linter.core.values import Value
from linter.frontmatter.document import Document
from linter.schema.entries import Entry
from linter.schema.shape import Shape

SECURED = frozenset({"secured"})

# A ciphertext and an initialisation vector. Possessive quantifiers, and a match only at the start
# of a run, make it linear on any text.
_LETTERS = f"{string.ascii_letters}{string.digits}+/_-"
_LETTER = f"[{_LETTERS}]"
_AND_VECTOR = rf";\s*+{_LETTER}{{16,}}+={{0,2}}+"
_VECTOR = lazy_pattern(_AND_VECTOR)
_CIPHERTEXT = lazy_pattern(rf"(?<!{_LETTER}){_LETTER}{{24,}}+={{0,2}}+\s*+{_AND_VECTOR}")
_WHITE = lazy_pattern(r"\s+")

_KEY = lazy_pattern(r"(?<![\w.$-])([\w.$-]++)[\"']?\s*+[:=]")
# The text after a key where the front matter is broken, or not read, up to the next line
# that looks like an entry of YAML.
_VALUE = lazy_pattern(
    r".*?(?=^[ \t]*+(?:-[ \t]++)*+[\"']?[\w.$-]++[\"']?[ \t]*+:|^(?:---|\.\.\.)|\Z)",
    re.MULTILINE | re.DOTALL,
)
_REST_OF_LINE = lazy_pattern(r"[^\r\n]*")
_COMMENT = lazy_pattern(r"#[^\r\n]*")
_COMMENT_AFTER = lazy_pattern(r"[ \t:,}\]]*+(#[^\r\n]*)")


def secret_spans(document: Document, entries: Iterable[Entry], shape: Shape) -> tuple[Span, ...]:
    """Return the spans of `document` that no output may show, sorted.

    These are:

    - values whose role is `secured`, and comments after them;
    - values under a key that has this role elsewhere, or is spelt nearly like one that has it;
    - all text that has the form of a secured value;
    - repetitions of any of these, however they are written.
    """
    text = document.source.text
    formed = set(_formed_in(text))
    own = {field.span for entry in entries for field in entry.fields(SECURED)}
    keys = _keys_of(shape)
    if document.root is not None and document.block is not None:
        values = _Values(document, keys)
        own |= values.keyed
        formed |= values.formed
        matches = [_COMMENT_AFTER.match(text, span.end) for span in (*own, *formed)]
        own.update(Span(*match.span(1)) for match in matches if match)
        own.update(_in_comments(text, document.block.content, keys))
    else:
        own.update(_after_keys(text, keys, document.limits.max_front_matter))
    secrets = Secrets.of(text, own | formed)
    return tuple(sorted({*own, *formed, *_repeats(text, own, secrets)}))


def secret_texts(text: str, data: dict[str, Value], shape: Shape) -> Iterator[str]:
    """Yield the texts that no output may show by the values of a file, which needs no nodes.

    They are those at `secret_spans`, without repetitions. In a line with a comment, all after the
    key counts.
    """
    yield from (text[start:end] for start, end in _formed_in(text))
    keys = _keys_of(shape)
    if keys.are_any:
        yield from _secured_values(data, keys, is_inside=False)
        yield from _in_lines_with_comments(text[: DEFAULT.max_front_matter], keys)


class _Keys:
    """The keys of secured values, and similar keys, which are probably misspelt."""

    def __init__(self, shape: Shape) -> None:
        shapes = list(shape.walk())
        self._known = frozenset(key for inner in shapes for key in inner.properties)
        self._secured = {key for inner in shapes for key in inner.keys_by_role.get("secured", ())}
        self._sorted = tuple(sorted(self._secured))
        # Most files of a site have the same keys.
        self.resembles = lru_cache(maxsize=1024)(self._resembles)

    @property
    def are_any(self) -> bool:
        """Whether the schema has secured values."""
        return bool(self._secured)

    def has(self, key: str) -> bool:
        """Whether a key is that of a secured value."""
        return key in self._secured

    def last_in(self, text: str) -> int:
        """Return where the last key of a secured value starts in a text, if any does; else -1."""
        return max(map(text.rfind, self._secured), default=-1)

    def _resembles(self, key: str) -> bool:
        """Whether a key is that of a secured value, or similar to one and not in the schema."""
        if key in self._known:
            return key in self._secured
        return bool(self._sorted) and nearest_key(key, self._sorted) is not None


@lru_cache(maxsize=16)
def _keys_of(shape: Shape) -> _Keys:
    return _Keys(shape)


class _Values:
    """The values of a document that are secured by their key or by their form.

    `keyed` has the values under the keys, the scalars inside them, and comments before them;
    `formed` has the values that have the form of a secured value.
    """

    def __init__(self, document: Document, keys: _Keys) -> None:
        self.keyed: set[Span] = set()
        self.formed: set[Span] = set()
        self._document = document
        self._keys = keys
        self._seen: set[tuple[int, bool]] = set()
        # By the text of keys that are scalars: lists of objects repeat the same few keys.
        self._known: dict[str, bool] = {}
        if document.root is not None:
            self._walk(document.root, is_inside=False)

    def _walk(self, node: yaml.Node, *, is_inside: bool) -> None:
        """Take a node and those in it; what aliases repeat is taken once inside, once outside."""
        if isinstance(node, yaml.ScalarNode):
            if is_inside:
                self.keyed.add(self._document.node_span(node))
            if ";" in node.value and _has_the_form(node.value):
                self.formed.add(self._document.node_span(node))
        elif (id(node), is_inside) not in self._seen:
            self._seen.add((id(node), is_inside))
            if isinstance(node, yaml.SequenceNode):
                for item in node.value:
                    self._walk(item, is_inside=is_inside)
            else:
                for key, value in node.value:
                    is_keyed = not is_inside and self._is_keyed(key)
                    if is_keyed:
                        self._take_keyed(key, value)
                    is_secured = is_inside or is_keyed
                    # A call for each of the other scalars would take most of the time.
                    if is_secured or not isinstance(value, yaml.ScalarNode) or ";" in value.value:
                        self._walk(value, is_inside=is_secured)

    def _is_keyed(self, key: yaml.Node) -> bool:
        if not isinstance(key, yaml.ScalarNode):
            return self._keys.resembles(self._document.name(key))
        text = key.value
        if text not in self._known:
            self._known[text] = self._keys.resembles(self._document.name(key))
        return self._known[text]

    def _take_keyed(self, key: yaml.Node, value: yaml.Node) -> None:
        span = self._document.node_span(value)
        self.keyed.add(span)
        start = self._document.token_span(key).end
        before = _COMMENT.finditer(self._document.source.text, start, span.start)
        self.keyed.update(Span(*match.span()) for match in before)


def _secured_values(value: Value, keys: _Keys, *, is_inside: bool) -> Iterator[str]:
    """Yield the texts and numbers under the keys, at any depth."""
    if isinstance(value, dict):
        for key, item in value.items():
            is_secured = is_inside or keys.resembles(key)
            if is_secured or isinstance(item, dict | list):
                yield from _secured_values(item, keys, is_inside=is_secured)
    elif isinstance(value, list):
        for item in value:
            yield from _secured_values(item, keys, is_inside=is_inside)
    elif is_inside and value is not None and not isinstance(value, bool):
        yield str(value)


def _in_lines_with_comments(text: str, keys: _Keys) -> Iterator[str]:
    """Yield the text after the keys in lines that hold a `#`."""
    at = text.find("#")
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        for key in _KEY.finditer(text, start, end):
            if keys.resembles(key[1]):
                yield text[key.end() : end]
                break
        at = text.find("#", end)


def _formed_in(text: str) -> Iterator[Span]:
    """Yield the text that has the form of a secured value."""
    start = 0
    # What starts with `;` is found in a thirtieth of the time that runs of letters take.
    for vector in _VECTOR.finditer(text):
        before = text[start : vector.start()].rstrip().rstrip("=").rstrip(_LETTERS)
        match = _CIPHERTEXT.match(text, start + len(before))
        if match:
            yield Span(*match.span())
        start = match.end() if match else vector.start() + 1


def _in_comments(text: str, within: Span, keys: _Keys) -> Iterator[Span]:
    """Yield the text after the keys in comments, which may be entries commented out."""
    at = text.find("#", *within)
    while at >= 0 and (match := _KEY.search(text, at, within.end)):
        at = match.end()
        if keys.resembles(match[1]):
            rest = _REST_OF_LINE.match(text, at)
            line = text.rfind("\n", 0, match.start())
            if rest and text.find("#", line + 1, match.start()) >= 0:
                yield Span(*rest.span())
                at = rest.end()


def _after_keys(text: str, keys: _Keys, most: int) -> Iterator[Span]:
    """Yield the text after the keys in a file whose front matter cannot be read.

    Similar spellings of keys count only in the first `most` characters.
    """
    at = 0
    last = keys.last_in(text)
    end = len(text) if last >= 0 else most
    while match := _KEY.search(text, at, end):
        at = match.end()
        if at > most and match.start() > last:
            return
        if keys.has(match[1]) or (at <= most and keys.resembles(match[1])):
            value = _VALUE.match(text, at)
            if value:
                yield Span(*value.span())
                at = value.end()


def _repeats(text: str, own: Iterable[Span], secrets: Secrets) -> Iterator[Span]:
    """Yield the repetitions of secrets outside their own places."""
    start = 0
    for span in (*joined(sorted(own)), Span(len(text), len(text))):
        for found in secrets.spans_in(text[start : span.start]):
            yield Span(start + found.start, start + found.end)
        start = span.end


def _has_the_form(value: str) -> bool:
    """Whether a text without its whitespace is a ciphertext and an initialisation vector."""
    return _CIPHERTEXT.fullmatch(_WHITE.sub("", value)) is not None
