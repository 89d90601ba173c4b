"""Proposals for a caret, and the items of the protocol for them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from lsprotocol import types

from linter.core.messages import printable
from linter.core.text import Span
from linter.lsp.client import Client
from linter.lsp.open_document import OpenDocument
from linter.lsp.template import Blank, Template, as_snippet, as_text

MOST_ITEMS: Final = 1000
"""How many items a client gets; it requests more of them as the word grows."""


class Proposal(NamedTuple):
    """What may be written: how it is called, and the text with its blanks."""

    label: str
    template: Template
    kind: types.CompletionItemKind
    detail: str = ""
    note: types.MarkupContent | None = None
    rank: int = 0
    """Those with a lower number come first."""
    is_deprecated: bool = False


def as_items(
    opened: OpenDocument, word: Span, proposals: Sequence[Proposal], client: Client
) -> types.CompletionList:
    """Return the items that replace a word, which is on one line, by what was proposed."""
    fitting = proposals
    if len(proposals) > MOST_ITEMS:
        typed = opened.document.text(word).strip("\"'").casefold()
        fitting = [each for each in proposals if typed in each.label.casefold()]
    shown = [each for each in fitting if opened.redacted.safe(each.label) == each.label]
    ranked = sorted(shown, key=lambda each: each.rank)
    is_quoted = opened.document.text(word).startswith(("'", '"'))
    place = opened.positions.range(word)
    items = [
        _item(proposal, place, f"{number:05}", client, is_quoted=is_quoted)
        for number, proposal in enumerate(ranked[:MOST_ITEMS])
    ]
    return types.CompletionList(is_incomplete=len(proposals) > MOST_ITEMS, items=items)


def _item(
    proposal: Proposal, place: types.Range, order: str, client: Client, *, is_quoted: bool
) -> types.CompletionItem:
    is_snippet = client.has_snippets and any(isinstance(part, Blank) for part in proposal.template)
    plain = as_text(proposal.template)
    text = as_snippet(proposal.template) if is_snippet else plain
    item = types.CompletionItem(
        label=printable(proposal.label),
        kind=proposal.kind,
        detail=printable(proposal.detail) or None,
        documentation=proposal.note,
        sort_text=order,
        # Clients compare it with the text to replace, which starts with its quotes.
        filter_text=plain if is_quoted else proposal.label,
        text_edit=types.TextEdit(place, text),
    )
    if is_snippet:
        item.insert_text_format = types.InsertTextFormat.Snippet
    if client.keeps_lines:
        item.insert_text_mode = types.InsertTextMode.AsIs
    if proposal.is_deprecated and client.shows_deprecated:
        item.tags = [types.CompletionItemTag.Deprecated]
    return item
