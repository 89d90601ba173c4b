"""An open text with what is known of it: what every feature of the server works on."""

from dataclasses import dataclass
from functools import cached_property

from linter.config.settings import Kind
from linter.core.diagnostic import Diagnostic
from linter.core.text import Span
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.lint.redaction import secret_spans
from linter.lint.results import FileResult
from linter.lsp.positions import Positions
from linter.reporters.shared.redacted_file import RedactedFile
from linter.schema.entries import entries
from linter.schema.schema import Schema
from linter.site.view import SiteView


@dataclass(frozen=True)
class OpenDocument:
    """One version of a text that is open in the editor, and that `check` would lint.

    All offsets are code points from the start of the text, and those of `positions` in the units
    of the client.
    """

    uri: str
    """The address, spelt as the client spells it."""
    version: int
    source: Source
    """The text; its path is relative to the folder of the workspace, as in diagnostics."""
    target: Target
    """The file, with its config and settings; `target.location` is its absolute path."""
    kind: Kind
    """By which schema and by whose reading it is linted."""
    schema: Schema
    document: Document
    """The front matter of this text, with its `problem` if it cannot be read."""
    last_good: Document | None
    """The front matter of the last version that could be read: this one, or an earlier one."""
    site: SiteView | None
    """The site around the file."""
    positions: Positions
    found_secrets: tuple[Span, ...] | None = None
    """The `secrets`, where they were found as the text was linted."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is found in it, alone and by comparing it with the other files of its site."""

    @cached_property
    def secrets(self) -> tuple[Span, ...]:
        """The spans that no output may show, sorted."""
        if self.found_secrets is not None:
            return self.found_secrets
        shape = self.schema.shape
        return secret_spans(self.document, entries(self.document, shape), shape)

    @cached_property
    def redacted(self) -> RedactedFile:
        """Covers the secrets of the text, in it and in texts about it."""
        return RedactedFile(FileResult(self.source, (), self.secrets))
