"""The requests about a place of an open text: which feature answers each of them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from lsprotocol import types

from linter.lsp.actions import KINDS, actions
from linter.lsp.completion import TRIGGERS, completion
from linter.lsp.definition import Definitions, definition
from linter.lsp.hover import hover
from linter.lsp.links import links
from linter.lsp.outline import Symbols, outline
from linter.lsp.references import references
from linter.lsp.session import Session


class Answerer(NamedTuple):
    """What answers a kind of request, and the options that the client is offered."""

    answer: Callable[[Session, Any], Any]
    """Takes the session and the parameters of the request; a coroutine may read the whole site."""
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


def _links(session: Session, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    document = session.document(params.text_document.uri)
    return [] if document is None else links(document)


def _definition(session: Session, params: types.DefinitionParams) -> Definitions:
    document = session.document(params.text_document.uri)
    if document is None:
        return []
    return definition(session, document, document.positions.offset(params.position))


async def _references(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    document = session.document(params.text_document.uri)
    if document is None:
        return []
    caret = document.positions.offset(params.position)
    with_own = params.context.include_declaration
    return await references(session, document, caret, with_own=with_own)


def _outline(session: Session, params: types.DocumentSymbolParams) -> Symbols:
    document = session.document(params.text_document.uri)
    return [] if document is None else outline(document, session.client)


ANSWERERS: Final[Mapping[str, Answerer]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: Answerer(_actions, types.CodeActionOptions(KINDS)),
    types.TEXT_DOCUMENT_COMPLETION: Answerer(
        _completion, types.CompletionOptions(trigger_characters=TRIGGERS)
    ),
    types.TEXT_DOCUMENT_DEFINITION: Answerer(_definition),
    types.TEXT_DOCUMENT_DOCUMENT_LINK: Answerer(_links),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: Answerer(_outline),
    types.TEXT_DOCUMENT_HOVER: Answerer(_hover),
    types.TEXT_DOCUMENT_REFERENCES: Answerer(_references),
}
