"""Fixes of text that give no other rule a reason to report it.

Each rule about text has a function that finds in a text what the rule reports. A fix also cleans up
after itself, for example two spaces that remain around a removed character. There is no fix if
another rule would report the new text, or if it would have markup that the old one did not have.
"""

from collections.abc import Callable

from linter.core.diagnostic import Fix, Safety
from linter.core.text import Edit, apply_edits, difference
from linter.editing.scalar import rewrite_parts
from linter.fastpath.texts import TextTest
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.composition import separate_marks
from linter.rules.texts.invisible import REPLACEMENT_CHARACTER, invisible
from linter.rules.texts.markup import entities, makes_markup, tags
from linter.rules.texts.mojibake import mojibake
from linter.rules.texts.values import own_text
from linter.rules.texts.whitespace import untidy_whitespace
from linter.schema.entries import Field

Finder = Callable[[str], list[Edit]]
"""Returns the edits that fix what one rule reports in a text."""

_FINDERS: tuple[Finder, ...] = (
    mojibake,
    entities,
    tags,
    invisible,
    separate_marks,
    untidy_whitespace,
)
_FOLLOW_UP: tuple[Finder, ...] = (invisible, separate_marks, untidy_whitespace)
_PLAIN = TextTest((), NOT_PLAIN)


def text_fix(field: Field, title: str, find: Finder, safety: Safety) -> Fix | None:
    """Return a fix of everything that a rule finds in a text, or None if there is no safe way."""
    text = own_text(field)
    node = field.document.member(field.path).node
    # With a tag such as `!!binary` the value differs from the text of the scalar.
    if text is None or node.value != field.value:
        return None
    in_text = _edits(text, find)
    edits = rewrite_parts(field.document, field.path, in_text) if in_text else None
    return Fix(title, edits, safety, (field.pointer,)) if edits else None


def with_all_fixes(text: str) -> str:
    """Return a text after the edits of all rules about text."""
    if _PLAIN.passes(text):
        return text
    for find in _FINDERS:
        text = apply_edits(text, find(text))
    return text


def _edits(text: str, find: Finder) -> list[Edit]:
    """Return the edits that a rule makes, with their clean-up; none if there is no fix."""
    edits = find(text)
    if any(edit.text == REPLACEMENT_CHARACTER for edit in edits):
        return []
    direct = apply_edits(text, edits)
    new = direct
    for follow_up in _FOLLOW_UP:
        if not follow_up(text):
            new = apply_edits(new, follow_up(new))
    is_reported = any(other(new) and not other(text) for other in _FINDERS)
    if is_reported or find(new) or not new.strip() or makes_markup(text, new):
        return []
    return edits if new == direct else [difference(text, new)]
