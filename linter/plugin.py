"""The public interface for plug-ins: everything that a rule needs, re-exported.

A plug-in imports from this module alone, since the modules that define these names may change.
`docs/how-to/writing-a-rule.md` walks through a package of rules; `linter.testing` runs their cases.
"""

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.core.text import Edit, Span
from linter.core.values import Value
from linter.editing.entry import insert_after, insert_before, remove_pair
from linter.editing.item import remove_item
from linter.editing.key import rename_key
from linter.editing.scalar import part_span, rewrite, rewrite_parts, write_plain
from linter.fastpath.silence import Item, Silence
from linter.frontmatter.document import Document
from linter.profiles.profile import Profile
from linter.rules.base import (
    Bad,
    Context,
    DocumentRule,
    EntryRule,
    FieldRule,
    Good,
    SiteRule,
    ViolationRule,
    Where,
    place_of,
)
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.schema.entries import Entry, Field
from linter.schema.violation import Violation
from linter.site.facts import Fact, Place
from linter.web.answers import Answer, Page, Redirect, Verdict, Wanted
from linter.web.urls import USUAL

__all__ = [
    "NOT_PLAIN",
    "USUAL",
    "Answer",
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
    "Item",
    "Page",
    "Place",
    "Profile",
    "Redirect",
    "Related",
    "Safety",
    "Severity",
    "Silence",
    "SiteRule",
    "Span",
    "Value",
    "Verdict",
    "Violation",
    "ViolationRule",
    "Wanted",
    "Where",
    "insert_after",
    "insert_before",
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
