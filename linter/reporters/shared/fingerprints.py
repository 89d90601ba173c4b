"""Names for findings that stay the same when lines move, so that two reports can be compared."""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from linter.core.diagnostic import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return a name of 32 hexadecimal digits for each finding, unique among them.

    It stands for the path, the code, the JSON Pointer, and the finding's number among those that
    share all three.
    """
    seen: Counter[tuple[str, str, str | None]] = Counter()
    names = []
    for diagnostic in diagnostics:
        key = (diagnostic.path, diagnostic.code, diagnostic.pointer)
        seen[key] += 1
        # JSON keeps the parts apart and escapes what UTF-8 cannot hold.
        text = json.dumps([*key, seen[key]])
        names.append(blake2b(text.encode(), digest_size=16).hexdigest())
    return names
