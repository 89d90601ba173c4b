"""The requests about a place of an open text: which feature answers each of them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from lsprotocol import types

from linter.lsp.actions import KINDS, actions
from linter.lsp.completion import TRIGGERS, completion
from linter.lsp.hover import hover
from linter.lsp.session import Session


class Answerer(NamedTuple):
    """What answers a kind of request, and the options that the client is offered."""

    answer: Callable[[Session, Any], Any]
    """Takes the session and the parameters of the request."""
    options: Any = None


def _hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    document = session.document(params.text_document.uri)
    if document is None:
        return None
    caret = document.positions.offset(params.position)
    return hover(document, caret, is_markdown=session.client.has_markdown_hovers)


def _completion(session: Session, params: types.CompletionParams) -> types.CompletionList | None:
    document = session.document(params.text_document.uri)
    if document is None:
        return None
    return completion(document, document.positions.offset(params.position), session.client)


def _actions(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    document = session.document(params.text_document.uri)
    if document is None:
        return []
    within = document.positions.span(params.range)
    return actions(document, within, params.context, session.client)


ANSWERERS: Final[Mapping[str, Answerer]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: Answerer(_actions, types.CodeActionOptions(KINDS)),
    types.TEXT_DOCUMENT_COMPLETION: Answerer(
        _completion, types.CompletionOptions(trigger_characters=TRIGGERS)
    ),
    types.TEXT_DOCUMENT_HOVER: Answerer(_hover),
}
