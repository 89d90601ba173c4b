"""Turns the exceptions of a request into failures, some of which mean a dead link."""

import ssl
from collections.abc import Iterator
from typing import Final

import httpcore

from linter.online.replies import Failure
from linter.web.answers import Verdict

# Codes of https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/: browsers refuse these.
# Where only a certificate between is missing (20), they fetch it themselves.
_BAD_CERTIFICATES: Final = {
    10: "its certificate has expired",
    18: "its certificate is signed by itself",
    62: "its certificate is for another host",
    64: "its certificate is for another IP address",
}


class RefusedAddressError(Exception):
    """A host resolves to no address that may be connected to."""

    def __init__(self) -> None:
        """Have one reason for all."""
        super().__init__("its host is not public")


class ClosedNetworkError(Exception):
    """A host refuses connections, but so do others: it may be the network that does."""

    def __init__(self) -> None:
        """Have one reason for all."""
        super().__init__("this network refuses connections")


class NoSuchHostError(Exception):
    """Name servers have no address for a host."""


class NoAnswerError(Exception):
    """Name servers do not answer; the text is the reason."""


def failure_of(error: Exception) -> Failure:
    """Return what an error means for the address."""
    fault = _tls_fault(error)
    if fault is not None:
        return Failure(Verdict.BAD_TLS, fault, is_of_host=True)
    if is_refused(error):
        reason = "its host refuses the connection"
        return Failure(Verdict.REFUSED, reason, may_pass=True, is_of_host=True)
    match error:
        case NoSuchHostError():
            return Failure(Verdict.NO_HOST, "there is no such host", is_of_host=True)
        case RefusedAddressError() | ClosedNetworkError() | NoAnswerError():
            return Failure(None, str(error), is_of_host=True)
        case TimeoutError() | httpcore.TimeoutException():
            reason, may_pass = "no answer in time", True
        case _:
            reason = "the connection failed"
            may_pass = isinstance(error, httpcore.NetworkError | httpcore.RemoteProtocolError)
    is_of_host = isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout)
    return Failure(None, reason, may_pass=may_pass, is_of_host=is_of_host)


def is_refused(error: BaseException) -> bool:
    """Whether a host refused the connection."""
    return any(isinstance(each, ConnectionRefusedError) for each in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, what caused it, and so on; libraries wrap those of the system."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _tls_fault(error: BaseException) -> str | None:
    """Return why browsers refuse the certificate of a host; None if that is not what went wrong."""
    for each in _causes(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return _BAD_CERTIFICATES.get(each.verify_code)
    return None
