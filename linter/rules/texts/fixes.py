"""Fixes of text that leave nothing for another rule to say.

Each rule over text has a function that finds, in any text, what the rule reports. What a change
leaves behind, such as two blanks around a character that went, is put right along with it. Where
the new text would wake another rule, or hold markup that the old one did not, there is no fix.
"""

from collections.abc import Callable, Sequence

from linter.core.diagnostic import Fix, Safety
from linter.core.text import is_plain
from linter.editing.edits import rewrite_parts
from linter.frontmatter.yaml_text import difference
from linter.rules.texts.blanks import untidy_blanks
from linter.rules.texts.changes import Change, applied, own_text
from linter.rules.texts.composition import separate_marks
from linter.rules.texts.invisible import LOST, invisible
from linter.rules.texts.markup import entities, makes_markup, tags
from linter.rules.texts.mojibake import mojibake
from linter.schema.entries import Field

Finder = Callable[[str], list[Change]]
"""Finds what one rule reports in a text, with the changes that mend it."""

_FINDERS: tuple[Finder, ...] = (
    mojibake,
    entities,
    tags,
    invisible,
    separate_marks,
    untidy_blanks,
)
_FOLLOW_UP: tuple[Finder, ...] = (invisible, separate_marks, untidy_blanks)


def mending_fix(field: Field, title: str, find: Finder, safety: Safety) -> Fix | None:
    """Return the fix that mends everything that a rule finds in a text; None where it cannot."""
    text = own_text(field)
    node = field.document.member(field.path).node
    # Behind a tag such as `!!binary` the value is not what the scalar spells.
    if text is None or node.value != field.value:
        return None
    changes = _mending(text, find)
    edits = rewrite_parts(field.document, field.path, changes) if changes else None
    return Fix(title, edits, safety, (field.pointer,)) if edits else None


def cleaned(text: str) -> str:
    """Return a text after everything that the rules over text would change."""
    if is_plain(text):
        return text
    for find in _FINDERS:
        text = applied(text, find(text))
    return text


def _mending(text: str, find: Finder) -> Sequence[Change]:
    changes = find(text)
    if any(new == LOST for _, _, new in changes):
        return []
    direct = applied(text, changes)
    new = direct
    for follow_up in _FOLLOW_UP:
        if not follow_up(text):
            new = applied(new, follow_up(new))
    wakes = any(other(new) and not other(text) for other in _FINDERS)
    if wakes or find(new) or not new.strip() or makes_markup(text, new):
        return []
    return changes if new == direct else [difference(text, new)]
