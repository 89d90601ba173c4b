"""Where a file holds what must never be printed."""

import re
from collections.abc import Iterable, Iterator

import yaml

from linter.document import Document
from linter.entries import Entry
from linter.schema import Shape
from linter.text import Span

SECURED = frozenset({"secured"})

# A ciphertext and a vector. Possessive, and from a run's first letter on: linear on any text.
_LETTER = "[A-Za-z0-9+/_-]"
_CIPHERTEXT = re.compile(
    rf"(?<!{_LETTER}){_LETTER}{{24,}}+={{0,2}}+\s*+;\s*+{_LETTER}{{16,}}+={{0,2}}+"
)
_WHITE = re.compile(r"\s+")

# What follows a key in what is broken, or not read (TOML), up to the next line that looks like an
# entry of YAML.
_VALUE = r".*?(?=^[ \t]*+(?:-[ \t]++)*+[\"']?[\w.$-]++[\"']?[ \t]*+:|^(?:---|\.\.\.)|\Z)"


def secret_spans(document: Document, entries: Iterable[Entry], shape: Shape) -> tuple[Span, ...]:
    """Return the spans of `document` that no output may show, sorted.

    These are the values whose role is `secured`, whatever stands under a key that has this role
    elsewhere, and everything that has a secured value's form, whichever its key.
    """
    text = document.source.text
    spans = [Span(*match.span()) for match in _CIPHERTEXT.finditer(text)]
    spans += (field.span for entry in entries for field in entry.fields(SECURED))
    keys = _secured_keys(shape)
    if document.root is not None:
        spans += (
            document.node_span(member.node)
            for member in document.members
            if member.path[-1] in keys or _has_the_form(member.node)
        )
    elif keys:
        names = "|".join(map(re.escape, sorted(keys)))
        pattern = re.compile(
            rf"(?<!\w)(?:{names})[\"']?\s*+[:=]({_VALUE})", re.MULTILINE | re.DOTALL
        )
        spans += (Span(*match.span(1)) for match in pattern.finditer(text))
    return tuple(sorted(set(spans)))


def _has_the_form(node: yaml.Node) -> bool:
    """Whether a scalar, its line breaks and blanks left out, is a ciphertext and a vector."""
    if not isinstance(node, yaml.ScalarNode) or ";" not in node.value:
        return False
    return _CIPHERTEXT.fullmatch(_WHITE.sub("", node.value)) is not None


def _secured_keys(shape: Shape) -> set[str]:
    return {key for inner in _shapes(shape, set()) for key in inner.keys_by_role.get("secured", ())}


def _shapes(shape: Shape, seen: set[int]) -> Iterator[Shape]:
    if id(shape) in seen:
        return
    seen.add(id(shape))
    yield shape
    for inner in (*shape.properties.values(), *([shape.items] if shape.items else [])):
        yield from _shapes(inner, seen)
