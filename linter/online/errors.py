"""What goes wrong when a host is asked, as this package raises it."""

import ssl
from collections.abc import Iterator
from typing import Final

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


class NoSuchHostError(Exception):
    """Name servers have no address for a host."""


class NoAnswerError(Exception):
    """Name servers do not answer, or the cap on requests is reached; the text is the reason."""


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, what caused it, and so on; libraries wrap those of the system."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def tls_fault(error: BaseException) -> str | None:
    """Return why browsers refuse the certificate of a host; None if that is not what went wrong."""
    for each in causes(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return _BAD_CERTIFICATES.get(each.verify_code)
    return None


def is_refused(error: BaseException) -> bool:
    """Whether a host refused the connection."""
    return any(isinstance(each, ConnectionRefusedError) for each in causes(error))
