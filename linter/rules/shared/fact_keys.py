"""What facts hold in place of values: digests, and text by which a file is searched."""

from linter.core.digests import digest
from linter.core.patterns import lazy_pattern

_PLAIN_RUN = lazy_pattern("[A-Za-z0-9_-]+")


def fact_key(key: str) -> str:
    """Return the digest of a key, since facts do not hold the key itself."""
    return digest(key.encode()).hex()


def longest_plain_run(text: str) -> str:
    """Return the longest run of characters that never need escaping in a URL."""
    return max(_PLAIN_RUN.findall(text), key=len, default="")
