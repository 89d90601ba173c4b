"""Keeps users and passwords in addresses out of messages."""

from urllib.parse import unquote

from linter.core.patterns import lazy_pattern

# The authority of an address (RFC 3986, section 3.2). If the port is no number, the password holds
# a raw `/`, and then everything up to the last `@` of the word belongs to it. In fsspec's addresses
# of GitHub a repository has this place.
_USER = lazy_pattern(
    r"(?<![A-Za-z0-9+.-])(?P<scheme>(?!github://)[A-Za-z][A-Za-z0-9+.-]{0,40}+://)"
    r"(?P<user>[^\s/?#@]{0,1000}+(?:@[^\s/?#@]{0,1000}+)*@"
    r"|[^\s/?#@:]{0,1000}+:(?![0-9]{0,9}+(?:[/?#]|\s|$))\S{0,1000}@)"
)
_SHORTEST_SECRET = 3


def without_user(text: str) -> str:
    """Return a text without the users and passwords of its addresses: `ftp://host/a.md`."""
    return _USER.sub(r"\g<scheme>", text) if "@" in text else text


def without_user_of(address: str, text: str) -> str:
    """Return a library's message about an address, without user and password of the address.

    Libraries repeat them in other forms: decoded, or only the part after a `:` or `/`.
    """
    text = without_user(text)
    for match in _USER.finditer(address):
        user = match["user"].removesuffix("@")
        parts = {user, *user.split("/"), *user.partition(":")[2].split("/")}
        for part in sorted({*parts, *map(unquote, parts)}, key=len, reverse=True):
            if len(part) >= _SHORTEST_SECRET:
                text = text.replace(part, "…")
    return text
