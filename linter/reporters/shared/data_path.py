"""JSON Pointers as paths: `related[1].images[0].url`."""

import json

from linter.core.diagnostic import Diagnostic
from linter.core.messages import printable
from linter.core.patterns import lazy_pattern
from linter.core.values import pointer_tokens
from linter.reporters.shared.redacted_file import RedactedFile

_PLAIN = lazy_pattern(r"\w[\w-]*")
_INDEX = lazy_pattern(r"0|[1-9][0-9]*")
_LONGEST_KEY = 30
_LONGEST = 60


def data_path(pointer: str | None, file: RedactedFile) -> str:
    """Return a JSON Pointer as a path.

    It is empty for the front matter as a whole and for its own properties, which the row and the
    message show. A long path keeps both ends. Keys other than plain words are quoted, and secrets
    are covered.
    """
    tokens = pointer_tokens(file.safe(pointer or ""))
    if len(tokens) <= 1:
        return ""
    path = "".join(map(_step, tokens)).removeprefix(".")
    half = _LONGEST // 2
    return path if len(path) <= _LONGEST else f"{path[:half]}…{path[1 - half :]}"


def in_brackets(diagnostic: Diagnostic, file: RedactedFile) -> str:
    """Return the path of a finding, as it is appended to the message."""
    path = data_path(diagnostic.pointer, file)
    return f" (at {path})" if path else ""


def _step(key: str) -> str:
    if _INDEX.fullmatch(key):
        return f"[{key}]"
    if len(key) > _LONGEST_KEY:
        key = key[: _LONGEST_KEY - 1] + "…"
    return (
        f".{key}"
        if _PLAIN.fullmatch(key)
        else f"[{printable(json.dumps(key, ensure_ascii=False))}]"
    )
