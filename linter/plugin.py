"""What a rule of one's own needs, in one place: the only module that a plug-in imports from.

Its names stay as they are; where they come from may change. `docs/how-to/writing-a-rule.md` walks
through a package of rules, and `linter.testing` runs their cases.
"""

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.text import Edit, Span, is_plain, quoted
from linter.editing.edits import (
    insert_after,
    insert_before,
    part_span,
    remove_item,
    remove_pair,
    rename_key,
    rewrite,
    rewrite_parts,
    write_plain,
)
from linter.frontmatter.document import Document
from linter.rules.base import (
    Bad,
    Context,
    DocumentRule,
    EntryRule,
    Fact,
    FieldRule,
    Good,
    Place,
    SiteRule,
    ViolationRule,
    place_of,
)
from linter.schema.entries import Entry, Field
from linter.schema.violation import Violation
from linter.web.urls import is_ordinary

__all__ = [
    "Bad",
    "Context",
    "Document",
    "DocumentRule",
    "Edit",
    "Entry",
    "EntryRule",
    "Fact",
    "Field",
    "FieldRule",
    "Finding",
    "Fix",
    "Good",
    "Place",
    "Related",
    "Safety",
    "Severity",
    "SiteRule",
    "Span",
    "Violation",
    "ViolationRule",
    "insert_after",
    "insert_before",
    "is_ordinary",
    "is_plain",
    "part_span",
    "place_of",
    "quoted",
    "remove_item",
    "remove_pair",
    "rename_key",
    "rewrite",
    "rewrite_parts",
    "write_plain",
]
