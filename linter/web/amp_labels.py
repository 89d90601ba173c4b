"""The label that stands for a page's host in the AMP Cache: `www-example-com`.

The algorithm is the AMP project's ("AMP Cache URL format and request handling").
"""

from functools import lru_cache
from typing import Final

from linter.web.hosts import ascii_host

CACHE_DOMAIN: Final = "cdn.ampproject.org"
"""The domain of Google's AMP Cache, below which each page's host has a label."""

_MAX_LABEL: Final = 63


@lru_cache(maxsize=1024)
def label_of(host: str) -> str:
    """Return the label of a host: readable where that is possible, else hashed."""
    label = readable_label(host)
    reserved = any(part[2:4] == "--" and not part.startswith("xn--") for part in host.split("."))
    if label is None or reserved or len(label) > _MAX_LABEL or not _opens(label):
        return _hashed(host)
    return label


@lru_cache(maxsize=1024)
def readable_label(host: str) -> str | None:
    """Return the host as one label, of any length; None if its punycode cannot be decoded."""
    try:
        label = _joined(host)
    except UnicodeError:
        return None
    if _looks_reserved(label):
        label = f"0-{label}-0"
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


def accepted_labels(host: str, *, before_2020: bool) -> set[str]:
    """Return the labels that addresses of a page have, the old form without a label among them.

    Until 2020 hosts like `en-us.example.com` had the hashed label.
    """
    labels = {label_of(host), ""}
    if before_2020 and _looks_reserved(_joined(host)):
        labels.add(_hashed(host))
    return labels


def _joined(host: str) -> str:
    """Return the host in Unicode with `-` for `.` and `--` for `-`."""
    labels = (
        label[4:].encode().decode("punycode") if label.startswith("xn--") else label
        for label in host.split(".")
    )
    return ".".join(labels).replace("-", "--").replace(".", "-")


def _looks_reserved(label: str) -> bool:
    """Whether a label has the form that is reserved for encodings (RFC 5891, section 4.2.3.1)."""
    return label[2:4] == "--"


def _opens(label: str) -> bool:
    """Whether browsers accept the label in a host.

    They refuse one that mixes right-to-left and left-to-right text, or two kinds of Arabic digits
    (RFC 5893), as joining the labels of a host may do.
    """
    if not label.startswith("xn--"):
        return True
    text = label[4:].encode().decode("punycode")
    return ascii_host(f"{text}.{CACHE_DOMAIN}") == f"{label}.{CACHE_DOMAIN}"


def _hashed(host: str) -> str:
    from base64 import b32encode
    from hashlib import sha256

    return b32encode(sha256(host.encode()).digest()).decode().rstrip("=").lower()
