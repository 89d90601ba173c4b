r"""Why a text is not TOML: the cause of the first mistake, at its place.

The standard library gives the statement that is wrong. It is read here from its start, and the
mistake is where reading fails. If every statement is right by itself, one defines again what
another has defined.

Messages quote no text but keys, single characters and words of TOML, since a broken line may belong
to a secret.
"""

import re
from collections.abc import Callable

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.toml_errors.broken_text import CONTROL, BrokenToml, broken_text
from linter.frontmatter.toml_errors.definitions import defined_again
from linter.frontmatter.toml_errors.keys import header_mistake, key_mistake
from linter.frontmatter.toml_errors.values import rest_mistake, value_end

_CONFLICT = lazy_pattern(r"(?:<{7}|={7}|>{7})(?![^ \r\n])")
_HALF_LINE_END = lazy_pattern(r"[^\r\n]*\r(?!\n)")
_COMMENT_OF_OTHERS = lazy_pattern(r"//|/\*|--|;")
# Lines that YAML may have, and a line that only YAML has.
_YAML = lazy_pattern(r"[ \t]*(?:-[ \t]|[\w\"'$-][^=:\n]*:(?:[ \t]|\r?$)|#|\r?$)")
_YAML_KEY = lazy_pattern(r"[\w$-]+:(?:[ \t]|\r?$)", re.MULTILINE)


def mistake(text: str, content: Span, reason: str) -> Mistake:
    """Return what is wrong with the TOML at `content`, for the standard library's `reason`."""
    broken = broken_text(text, content, reason)
    for cause in _CAUSES:
        found = cause(broken)
        if found is not None:
            return found
    return Mistake(broken.line, "this is not TOML")


def _conflict(broken: BrokenToml) -> Mistake | None:
    """Recognise the marks of a merge conflict."""
    if not broken.match(_CONFLICT, broken.start):
        return None
    return Mistake(
        broken.line,
        "this is left over from a merge conflict",
        "Keep one of the two versions, and delete the lines with `<`, `=` and `>`.",
    )


def _yaml(broken: BrokenToml) -> Mistake | None:
    """Recognise a block of YAML between the lines of TOML."""
    lines = broken.text[slice(*broken.content)].split("\n")
    is_first = not broken.text[broken.content.start : broken.start].strip()
    if not is_first or not broken.match(_YAML_KEY, broken.start):
        return None
    if not all(_YAML.match(line) or line[:1] in " \t" for line in lines):
        return None
    return Mistake(
        broken.line,
        "this is YAML, and lines of `+++` enclose TOML",
        "Write `---` in place of both `+++`, or `key = value`.",
    )


def _dashes(broken: BrokenToml) -> Mistake | None:
    """Recognise the closing line of YAML."""
    if not broken.starts("---", broken.start) or broken.line.end - broken.start > len("---"):
        return None
    return Mistake(broken.line, "`---` closes YAML; TOML is closed by `+++`", "Write `+++`.")


def _comment(broken: BrokenToml) -> Mistake | None:
    """Recognise the start of a comment of other languages."""
    match = broken.match(_COMMENT_OF_OTHERS, broken.start)
    if match is None or broken.starts("---", broken.start):
        return None
    return Mistake(Span(*match.span()), "a comment in TOML starts with `#`")


def _carriage_return(broken: BrokenToml) -> Mistake | None:
    """Recognise a CR without LF in the first line of a statement."""
    match = broken.match(_HALF_LINE_END, broken.start)
    return None if match is None else _control_character(match.end() - 1)


def _statement(broken: BrokenToml) -> Mistake | None:
    """Read a header, or a key and its value."""
    if broken.at(broken.start) in ("", "#"):
        return None
    if broken.starts("[", broken.start):
        return header_mistake(broken)
    equals = key_mistake(broken, broken.start)
    if isinstance(equals, Mistake):
        return equals
    end = value_end(broken, equals)
    return end if isinstance(end, Mistake) else rest_mistake(broken, equals, end)


def _control(broken: BrokenToml) -> Mistake | None:
    """Recognise a control character, such as one in a comment."""
    match = CONTROL.search(broken.text, broken.start, broken.end)
    return None if match is None else _control_character(match.start())


def _control_character(offset: int) -> Mistake:
    place = Span(offset, offset + 1)
    return Mistake(place, "TOML does not allow this control character", "Delete it.")


_CAUSES: tuple[Callable[[BrokenToml], Mistake | None], ...] = (
    _conflict,
    _yaml,
    _dashes,
    _comment,
    _carriage_return,
    _statement,
    defined_again,
    _control,
)
