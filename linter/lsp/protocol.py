"""Answers each message of the client in order; an error of one ends neither the server nor another.

Neither answers nor the log hold text of a document, since that may be secret.
"""

import logging
from collections.abc import Generator
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from linter.lint.internal_errors import origin

if TYPE_CHECKING:
    from concurrent.futures import Future

_LOG = logging.getLogger(__name__)

# Pygls would keep the texts a second time, and find their lines by Python's line ends.
_OWN: Final = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
)


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, strict about the order of messages, and silent about their content."""

    def __init__(self, *args: Any) -> None:
        """Start before the client's first message."""
        self.exited = Event()
        self._was_initialized = False
        super().__init__(*args)

    @property
    def was_shut_down(self) -> bool:
        """Whether the client has ended the session in due form."""
        return self._shutdown

    def _register_builtin_features(self) -> None:
        super()._register_builtin_features()  # type: ignore[no-untyped-call]  # pygls's
        for name in _OWN:
            del self.fm.builtin_features[name]

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message as a value; None for a wrong one, which is answered if it is a request.

        Objects inside of messages come here too, and stay as they are.
        """
        if "jsonrpc" not in data:
            return data
        method = data.get("method")
        try:
            if isinstance(method, str) and self.get_message_type(method) is None:
                raise JsonRpcMethodNotFound.of(method)
            return super().structure_message(data)
        except JsonRpcMethodNotFound as error:
            self._refuse(data.get("id"), error)
        except JsonRpcException:
            self._refuse(data.get("id") if method else None, JsonRpcInvalidParams())
        return None

    def handle_message(self, message: Any) -> None:
        """Handle a message, if it has its place in the session."""
        method = getattr(message, "method", None)
        if method is None:
            if hasattr(message, "jsonrpc"):
                super().handle_message(message)
            return
        if method == types.INITIALIZE and not self._was_initialized:
            self._was_initialized = True
        elif method == types.INITIALIZE or (self._shutdown and method != types.EXIT):
            self._refuse(getattr(message, "id", None), JsonRpcInvalidRequest())
            return
        elif not self._was_initialized and method != types.EXIT:
            self._refuse(getattr(message, "id", None), JsonRpcServerNotInitialized())
            return
        super().handle_message(message)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: Any) -> Generator[Any, Any, None]:
        """End the session."""
        self.exited.set()
        yield from ()

    def _refuse(self, identifier: Any, error: JsonRpcException) -> None:
        """Answer a request with an error; a notification, which has no identifier, is ignored."""
        if isinstance(identifier, int | str):
            self._send_response(identifier, error=error.to_response_error())

    def _send_handler_result(self, future: "Future[Any]", *, msg_id: int | str) -> None:
        error = None if future.cancelled() else future.exception()
        if error is None:
            super()._send_handler_result(future, msg_id=msg_id)
            return
        self._request_futures.pop(msg_id, None)
        if not isinstance(error, JsonRpcException):
            _LOG.error("a request failed: %s", origin(error))
            error = JsonRpcInternalError(f"it failed: {origin(error)}")
        self._refuse(msg_id, error)

    def _check_handler_result(self, future: "Future[Any]") -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            _LOG.error("a notification failed: %s", origin(error))
