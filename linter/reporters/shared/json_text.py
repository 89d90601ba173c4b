"""JSON that is safe to print to a terminal or a log."""

import json
from typing import Any

from linter.reporters.shared.commands import ANYWHERE


def document(value: Any) -> str:
    r"""Return a value as indented JSON.

    Printable characters of any script are kept; all others, such as lone surrogates, are escaped as
    `\u…`.
    """
    return _printable(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def line(value: Any) -> str:
    """Return a value as one compact line of JSON, escaped as in `document`."""
    return _printable(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _printable(text: str) -> str:
    lines = (line if line.isprintable() else _escaped(line) for line in text.split("\n"))
    return ANYWHERE.sub(r"\\u0023", "\n".join(lines))


def _escaped(text: str) -> str:
    return "".join(
        character if character.isprintable() else json.dumps(character)[1:-1] for character in text
    )
