"""Quirks: valid YAML that one reader alone reads differently than YAML defines it.

A quirk is reported, and not imitated: a text that only one program understands so is a mistake.
The types that a reader gives to scalars are not quirks, but its dialect
(`linter.frontmatter.scalars`). Everything stated here was measured; the releases are in
`docs/explanation/notations.md`.
"""

from collections.abc import Iterator

from linter.frontmatter.block import Format
from linter.frontmatter.document import Document
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.scalars.dialect import Dialect


def quirks(document: Document) -> Iterator[Mistake]:
    """Yield the places that the document's reader reads differently than articlelint."""
    if document.root is None or document.format is not Format.YAML:
        return
    match document.dialect:
        case Dialect.HUGO:
            from linter.frontmatter.quirks.hugo import hugo_quirks

            yield from hugo_quirks(document)
        case Dialect.GRAY_MATTER | Dialect.GRAY_MATTER_11TY | Dialect.JS_YAML:
            from linter.frontmatter.quirks.js_yaml import js_yaml_quirks

            yield from js_yaml_quirks(document)
        case Dialect.PYYAML:
            from linter.frontmatter.quirks.py_yaml import py_yaml_quirks

            yield from py_yaml_quirks(document)
