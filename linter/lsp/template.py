"""Text to insert with blanks to fill in, as a snippet or as plain text.

The form of snippets is that of
<https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#snippet_syntax>.
"""

from typing import NamedTuple, TypeAlias

from linter.core.patterns import lazy_pattern

_SPECIAL = lazy_pattern(r"([\\$}])")
_SPECIAL_IN_CHOICES = lazy_pattern(r"([\\$},|])")


class Blank(NamedTuple):
    """A place to fill in: with one of several texts, with the only one or another, or freely."""

    choices: tuple[str, ...] = ()
    empty: str = ""
    """What a client without snippets gets."""


Template: TypeAlias = tuple[str | Blank, ...]


def as_snippet(template: Template) -> str:
    """Return a template as a snippet."""
    pieces = []
    count = 0
    for part in template:
        if isinstance(part, str):
            pieces.append(_SPECIAL.sub(r"\\\1", part))
        else:
            count += 1
            pieces.append(_placeholder(count, part.choices))
    return "".join(pieces)


def _placeholder(number: int, choices: tuple[str, ...]) -> str:
    if not choices:
        return f"${number}"
    if len(choices) == 1:
        proposal = _SPECIAL.sub(r"\\\1", choices[0])
        return f"${{{number}:{proposal}}}"
    texts = ",".join(_SPECIAL_IN_CHOICES.sub(r"\\\1", choice) for choice in choices)
    return f"${{{number}|{texts}|}}"


def as_text(template: Template) -> str:
    """Return a template with its blanks empty."""
    return "".join(part if isinstance(part, str) else part.empty for part in template)
