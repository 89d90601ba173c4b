"""Where a document breaks its schema, dates and times in place of text included."""

from collections.abc import Sequence

from linter.frontmatter.document import Document
from linter.frontmatter.scalars.reading import Type
from linter.schema.choice import without_choice
from linter.schema.entries import Entry
from linter.schema.schema import Schema
from linter.schema.unquoted_times import is_time, times_for_text
from linter.schema.violation import A_TIME, Violation


def violations(document: Document, schema: Schema, of_document: Sequence[Entry]) -> list[Violation]:
    """Return the violations of a document, whose entries are `of_document`.

    Raises:
        SchemaError: the schema would apply to the data too often.

    """
    found = schema.violations(without_choice(document.data, schema.shape))
    if document.notation.has_times(document.dialect):
        found = [each for each in found if not _is_of_a_time(each, document)]
        found += (
            Violation(path, "type", "string", A_TIME)
            for entry in of_document
            for path in times_for_text(entry)
        )
    return found


def _is_of_a_time(violation: Violation, document: Document) -> bool:
    """Whether it is an unquoted time that breaks `date-time`; Jekyll reads more forms than that."""
    is_about_times = violation.keyword == "format" and violation.expected == "date-time"
    return is_about_times and is_time(document, violation.path, (Type.TIME,))
