"""Where in the data a finding is, as people write it: `related[1].images[0].url`."""

import json
import re

from linter.core.diagnostic import Diagnostic
from linter.core.text import printable
from linter.reporters.shared.page import Page

_PLAIN = re.compile(r"\w[\w-]*")
_INDEX = re.compile(r"0|[1-9][0-9]*")
_LONGEST_KEY = 30
_LONGEST = 60


def data_path(pointer: str | None, page: Page) -> str:
    """Return the place that a JSON Pointer names; empty for what a row and a message show as well.

    That is the front matter as a whole, and one of its own properties. What is longer than a line
    can hold keeps both its ends. Keys that are no plain words are quoted, and secrets covered.
    """
    tokens = page.safe(pointer or "").split("/")[1:]
    if len(tokens) <= 1:
        return ""
    path = "".join(map(_step, tokens)).removeprefix(".")
    half = _LONGEST // 2
    return path if len(path) <= _LONGEST else f"{path[:half]}…{path[1 - half :]}"


def in_brackets(diagnostic: Diagnostic, page: Page) -> str:
    """Return where in the data a finding is, to stand behind its message."""
    path = data_path(diagnostic.pointer, page)
    return f" (at {path})" if path else ""


def _step(token: str) -> str:
    if _INDEX.fullmatch(token):
        return f"[{token}]"
    key = token.replace("~1", "/").replace("~0", "~")
    if len(key) > _LONGEST_KEY:
        key = key[: _LONGEST_KEY - 1] + "…"
    return (
        f".{key}"
        if _PLAIN.fullmatch(key)
        else f"[{printable(json.dumps(key, ensure_ascii=False))}]"
    )
