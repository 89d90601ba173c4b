"""Dates in another form than nearly all dates of the same key in their collection."""

import yaml

from linter.core.diagnostic import Finding, Fix, Safety
from linter.core.messages import quoted
from linter.editing.scalar import rewrite, write_plain
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.reading import TIMES
from linter.rules.base import Context
from linter.rules.shared.date_texts import Moment, parse_date
from linter.schema.entries import Field
from linter.site.date_forms import DateForm, form_of, is_other_date, rewritten


def other_form(field: Field, context: Context) -> Finding | None:
    """Return a finding at a date in another form; None where no form prevails."""
    text = str(field.value)
    own = form_of(text)
    if context.site is None or (own is None and not is_other_date(text)):
        return None
    form = context.site.date_form(field.key)
    if form is None or form == own:
        return None
    message = (
        f"{quoted(field.key)} is {quoted(text)}, not {quoted(str(form))} like nearly all others"
    )
    return field.finding(message, fix=_fix(field, text, form))


def _fix(field: Field, text: str, form: DateForm) -> Fix | None:
    """Return what writes a date in a form; None if it would have another day or type."""
    document, written = field.document, rewritten(text, form)
    node = document.member(field.path).node
    if written is None or not isinstance(node, yaml.ScalarNode) or node.tag is not None:
        return None
    if node.style:
        edits = rewrite(document, field.path, written)
    elif document.scalars.plain(written).type is document.reading(node).type:
        edits = write_plain(document, field.path, written)
    else:
        return None
    safety = Safety.SAFE if _is_same(document, node, written) else Safety.UNSAFE
    title = f"Write {quoted(written)}"
    return Fix(title, edits, safety, (field.pointer,)) if edits else None


def _is_same(document: Document, node: yaml.ScalarNode, written: str) -> bool:
    """Whether the site's reader certainly takes two texts for the same instant."""
    moments = parse_date(node.value), parse_date(written)
    if not all(isinstance(each, Moment) for each in moments):
        return False
    before, after = (each for each in moments if isinstance(each, Moment))
    if (before.has_time, before.has_zone) != (after.has_time, after.has_zone):
        return False
    if before.has_zone:
        return before.instant == after.instant
    # Without a zone, readers of text differ in what they take for it.
    reader = document.scalars
    is_time = not node.style and document.reading(node).type in TIMES
    return is_time and reader.instant(node.value) == reader.instant(written)
