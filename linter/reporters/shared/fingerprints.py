"""Fingerprints of findings, which stay the same when lines move; CI compares reports by them."""

import json
from collections import Counter
from collections.abc import Iterable

from linter.core.diagnostic import Diagnostic
from linter.core.digests import digest


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return a unique fingerprint of 32 hexadecimal digits for each finding.

    It is a hash of path, code, JSON Pointer, and the finding's number among those that share all
    three.
    """
    seen: Counter[tuple[str, str, str | None]] = Counter()
    hashes = []
    for diagnostic in diagnostics:
        key = (diagnostic.path, diagnostic.code, diagnostic.pointer)
        seen[key] += 1
        # JSON separates the parts, and escapes lone surrogates.
        text = json.dumps([*key, seen[key]])
        hashes.append(digest(text.encode()).hex())
    return hashes
