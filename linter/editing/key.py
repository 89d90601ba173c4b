"""Edits of a key."""

import yaml

from linter.core.text import Edit
from linter.core.values import Path
from linter.editing.flow import in_flow
from linter.editing.pair import pair_at
from linter.frontmatter.document import Document
from linter.frontmatter.scalar_text import ScalarPlace


def rename_key(document: Document, path: Path, name: str) -> tuple[Edit, ...] | None:
    """Return the edits that give the entry at `path` another key, in the quotes that it had."""
    pair = pair_at(document, path)
    key = document.member(path).key
    if pair is None or not isinstance(key, yaml.ScalarNode) or key.tag is not None:
        return None
    if pair.key.span.end != document.token_span(key).end:
        # The key is an alias.
        return None
    text = key_token(document, path, name)
    places = (document.node_span(key), *pair.key.repeats)
    return tuple(Edit(place, text) for place in places)


def key_token(document: Document, path: Path, name: str) -> str:
    """Return how a key is written in the place of the one at `path`, in its quotes."""
    key = document.member(path).key
    style = key.style if isinstance(key, yaml.ScalarNode) else ""
    place = ScalarPlace(flow=in_flow(document, path), key=True, newline=document.source.newline)
    return document.notation.write(name, style, place)
