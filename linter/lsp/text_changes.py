"""The text of a document after changes that the client sends.

The server takes whole texts, and yet some clients send parts: these are applied too, since a text
that is not what the user sees is worse than a breach of the protocol.
"""

from collections.abc import Iterable

from lsprotocol.types import (
    PositionEncodingKind,
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
)

from linter.core.text import Edit, apply_edits
from linter.lsp.positions import Positions


def changed_text(
    text: str | None,
    changes: Iterable[TextDocumentContentChangeEvent],
    encoding: PositionEncodingKind,
) -> str | None:
    """Return a text after changes, one after the other; None for a part of an unknown text."""
    for change in changes:
        if not isinstance(change, TextDocumentContentChangePartial):
            text = change.text
        elif text is not None:
            # Positions count a lone surrogate as the character that takes its place.
            span = Positions(_joined(text, "replace"), encoding).span(change.range)
            text = _joined(apply_edits(text, [Edit(span, change.text)]), "surrogatepass")
    return text


def _joined(text: str, errors: str) -> str:
    """Return a text in which two surrogates that make a character are one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors)
