"""Digests that stand for content, in caches, fingerprints and facts."""

from typing import TYPE_CHECKING

from linter.core.filesystem import read_bytes

if TYPE_CHECKING:
    from pathlib import Path


def digest(data: bytes) -> bytes:
    """Return sixteen bytes that stand for some content (BLAKE2b)."""
    # `hashlib` has this function from there, but imports OpenSSL first, which takes 3 ms.
    from _blake2 import blake2b

    return blake2b(data, digest_size=16).digest()


def digest_of_parts(parts: object) -> bytes:
    """Return the digest of a value by its `repr`, which keeps the parts of a tuple apart."""
    return digest(repr(parts).encode(errors="surrogatepass"))


def digest_of_file(path: "Path | str") -> bytes:
    """Return the digest of a file's content; no bytes for a file that cannot be read."""
    try:
        return digest(read_bytes(path))
    except OSError:
        return b""
