"""Lines that are not YAML: merge conflicts, comments of other languages, odd dashes."""

import re

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.broken_text import BrokenText, commented_out

_CONFLICT = lazy_pattern(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?")
_DASHES = lazy_pattern(r"[ \t]*-{2,}[ \t]*")
_FOREIGN_COMMENT = lazy_pattern(r"[ \t]*(?://|/\*|<!--|;)")
_DOTS = lazy_pattern(r"^(\.\.\.)(?=\s|\Z)", re.MULTILINE)


def merge_conflict(broken: BrokenText) -> Mistake | None:
    """Recognise a merge conflict that was not resolved."""
    lines = (
        broken.suspects
        if broken.stop_line in broken.suspects
        else [*broken.suspects, broken.stop_line]
    )
    for line in lines:
        if _CONFLICT.fullmatch(line.text) and broken.parses_further(
            commented_out(line), beyond=line.start
        ):
            return Mistake(
                line.content,
                "this line marks a merge conflict that was not resolved",
                "Keep one of the two versions, and delete the lines of `<<<<<<<`, `=======` and"
                " `>>>>>>>`.",
            )
    return None


def odd_dashes(broken: BrokenText) -> Mistake | None:
    """Recognise a line of dashes that is not three."""
    return _odd_line(
        broken,
        _DASHES,
        "this line of dashes does not close the front matter",
        "The closing line is `---`: three dashes, from the line's first column on.",
        is_whole=True,
    )


def foreign_comment(broken: BrokenText) -> Mistake | None:
    """Recognise a comment as another language writes it."""
    return _odd_line(
        broken, _FOREIGN_COMMENT, "this is no comment in YAML", "A comment starts with `# `."
    )


def _odd_line(
    broken: BrokenText,
    pattern: re.Pattern[str],
    cause: str,
    help_text: str,
    *,
    is_whole: bool = False,
) -> Mistake | None:
    for line in broken.suspects:
        match = (pattern.fullmatch if is_whole else pattern.match)(line.text)
        if match and broken.parses_further(commented_out(line), beyond=line.start):
            return Mistake(line.content, cause, help_text)
    return None


def document_end(broken: BrokenText) -> Mistake | None:
    """Recognise a line of three dots above or before the stop."""
    if not broken.has_reason("<document start>"):
        return None
    dots = _DOTS.search(broken.text, endpos=broken.stop_line.end)
    if dots is None:
        return None
    return Mistake(
        Span(*dots.span(1)),
        "`...` ends the fields; all that follows is ignored",
        "The closing line is `---`.",
    )
