"""Links as text: whether they are absolute http(s) URLs, and their parts.

Hosts are read as browsers read them (`hosts`); everything after the host stays byte for byte as it
is written. Nothing here opens a connection, and every function takes any text without
raising.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from linter.core.messages import printable
from linter.core.patterns import lazy_pattern
from linter.web.hosts import HOST, ascii_host

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_MAX_PORT: Final = 65_535
_MAX_PORT_DIGITS: Final = 5
_SHOWN: Final = 40

# Spaces, control and invisible characters, quotes, angle brackets, backslashes, lone surrogates.
_REFUSED: Final = lazy_pattern(
    r"[\x00-\x20\x7f-\xa0\"<>\\\xad\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f"
    r"\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

_REFUSED_NAMES: Final = {
    " ": "a space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    '"': "a double quote",
    "<": "the sign `<`",
    ">": "the sign `>`",
    "\\": "a backslash",
    "\xa0": "a no-break space",
}

# RFC 3986, appendix B, with the scheme's own alphabet.
_PARTS: Final = lazy_pattern(
    r"([A-Za-z][A-Za-z0-9+.-]*):(//)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_BAD_ESCAPE: Final = lazy_pattern(r"%(?![0-9A-Fa-f]{2})")

PATH: Final = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)++/?"
"""A path from the root of a site: nothing in it is to be escaped or resolved."""

_ORDINARY: Final = lazy_pattern(f"https://({HOST})({PATH}|/?)")

_PLAIN: Final = r"A-Za-z0-9_~!$'()*+,=:@\-"
_ESCAPE: Final = "%(?!2[eE])[0-9A-Fa-f]{2}"
_SEGMENT: Final = rf"/(?=[{_PLAIN}%])[{_PLAIN}.]*+(?:{_ESCAPE}[{_PLAIN}.]*+)*+"
_REST: Final = rf"[{_PLAIN}./?&]*+(?:{_ESCAPE}[{_PLAIN}./?&]*+)*+"
USUAL: Final = rf"https://{HOST}(?:(?:(?:{_SEGMENT})++/?|/)(?:\?{_REST})?(?:#{_REST})?)?"
"""An https URL in its usual form: a name in ASCII of two to four labels with nothing to resolve, a
path without dot segments, and nothing in it to escape, nor references of HTML."""


class Url(NamedTuple):
    """An absolute http(s) URL in its parts."""

    scheme: str
    """`http` or `https`."""
    authority: str
    """User name, host and port as they are written."""
    host: str
    """The host as browsers send it: ASCII, lower case, no trailing dot; `[::1]` for IPv6."""
    port: int | None
    """The port if the text states one."""
    path: str
    """The path as it stands; empty if there is none."""
    query: str | None
    """What follows `?`; empty for a bare `?`, None without one."""
    fragment: str | None
    """What follows `#`; empty for a bare `#`, None without one."""


def is_ordinary(text: str) -> bool:
    """Whether `text` is an https URL that is in its usual form at first sight, and has no query.

    Its host is a name in lower case of two to four labels. Most links pass this fast check; one
    that does not may be right all the same.
    """
    return _ORDINARY.fullmatch(text) is not None


# Many rules parse the same link, one after another.
@lru_cache(maxsize=1024)
def parse(text: str) -> Url | None:
    """Return the parts of `text`, or None exactly where `problem` gives a reason."""
    ordinary = _ORDINARY.fullmatch(text)
    if ordinary is not None:
        host, path = ordinary.groups()
        return Url("https", host, host, None, path, None, None)
    try:
        return _read(text)
    except _NotAUrlError:
        return None


def problem(text: str, *, allow_path: bool = False) -> str | None:
    """Return why `text` is not an absolute http(s) URL, in plain English; None if it is one.

    The reason completes "…, because", as in "it has no scheme". With `allow_path`, `/path` on the
    site itself is accepted as well, but not `//host/path`, which Jekyll's `absolute_url` would
    append to the site's own address.

    Accepted are a user name before the host, raw text that is not ASCII, and characters that RFC
    3986 has escaped but every browser takes (`|`, `[`, `{`). A host is an IP address or a name
    that name servers can have: non-empty labels of letters, digits, `-` and `_`, at most 63
    characters each and 253 together (RFC 1035).
    """
    if parse(text) is not None:
        return None
    try:
        if allow_path and text.startswith("/") and not text.startswith("//"):
            _refuse_characters(text)
            _refuse_bad_escapes(text, 0)
        else:
            _read(text)
    except _NotAUrlError as reason:
        return str(reason)
    return None


def split_port(text: str) -> tuple[str, str]:
    """Split `host:port`, where an IPv6 host in brackets has colons of its own."""
    host, colon, port = text.rpartition(":")
    if not colon or port.endswith("]"):
        return text, ""
    return host, port


class _NotAUrlError(Exception):
    """Carries the reason why a text is no absolute http(s) URL."""


def _read(text: str) -> Url:
    """Return the parts of the URL.

    Raises:
        _NotAUrlError: `text` is no URL, for a reason that the error carries.

    """
    if not text:
        raise _NotAUrlError("it is empty")
    _refuse_characters(text)
    parts = _PARTS.fullmatch(text)
    # `example.com:80/x` is by the letter a URL of the scheme `example.com`.
    if parts is None or "." in parts[1]:
        raise _NotAUrlError("it has no scheme: it should begin with `https://`")
    scheme = parts[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise _NotAUrlError(f"its scheme is `{_shown(scheme)}`, not `http` or `https`")
    if not parts[2]:
        raise _NotAUrlError(f"`//` is missing after `{scheme}:`")
    host, port = split_port(parts[3].rpartition("@")[2])
    url = Url(scheme, parts[3], _read_host(host), _read_port(port), parts[4], parts[5], parts[6])
    _refuse_bad_escapes(text, parts.start(4))
    return url


def _read_host(text: str) -> str:
    if not text:
        raise _NotAUrlError("it has no host")
    host = ascii_host(text)
    if host is None:
        raise _NotAUrlError(f"`{_shown(text)}` is not a host")
    if host in DEFAULT_PORTS:
        raise _NotAUrlError("the scheme is repeated")
    return host


def _read_port(text: str) -> int | None:
    if not text:
        return None
    digits = text.lstrip("0") or "0"
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _MAX_PORT_DIGITS
    if not plain or int(digits) > _MAX_PORT:
        raise _NotAUrlError(f"its port `{_shown(text)}` is not a number up to {_MAX_PORT}")
    return int(digits)


def _refuse_characters(text: str) -> None:
    refused = _REFUSED.search(text)
    if refused is not None:
        name = _REFUSED_NAMES.get(refused[0], "an invisible or control character")
        raise _NotAUrlError(f"it contains {name} (U+{ord(refused[0]):04X})")


def _refuse_bad_escapes(text: str, start: int) -> None:
    bad = _BAD_ESCAPE.search(text, start)
    if bad is not None:
        raise _NotAUrlError(
            f"`{_shown(text[bad.start() : bad.start() + 3])}` is not a percent escape"
        )


def _shown(text: str) -> str:
    return printable(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
