"""One folder of the workspace, linted as `articlelint check` lints it from inside."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from lsprotocol.types import PositionEncodingKind

from linter.config.files import Configs
from linter.core.filesystem import reason
from linter.files import reader
from linter.files.discovery import find
from linter.files.targets import Target, identity
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.internal_errors import origin
from linter.lsp.open_document import OpenDocument
from linter.lsp.positions import Positions
from linter.rules.registry import ConfigError
from linter.run.file_job import FAULTS, Job, schema_of, work
from linter.run.file_outcome import FileOutcome
from linter.run.sites import Sites
from linter.schema.errors import SchemaError
from linter.schema.files import load


class OpenText(NamedTuple):
    """A text as the client has sent it."""

    uri: str
    version: int
    text: str


class FailureError(Exception):
    """A text cannot be linted; the text of the error is the reason, for people."""


class WorkspaceFolder:
    """The configs and the sites of one folder, each read once until it changes."""

    def __init__(self, path: Path, encoding: PositionEncodingKind) -> None:
        """Take the absolute path of the folder, and what characters of a position count."""
        self.path = path
        self._encoding = encoding
        self.forget()

    def forget(self) -> None:
        """Read everything again when it is next needed."""
        load.cache_clear()
        self._configs = Configs()
        self._sites = Sites()
        self._job = Job(None, self._sites)

    def target_of(self, path: Path) -> Target | None:
        """Return the target for a file, which need not be there; None if a walk leaves it out.

        Raises:
            FailureError: a config is wrong.

        """
        elsewhere = () if path.exists() else (identity(path),)
        try:
            found = find(
                [str(path)], self.path, self._configs, force_exclude=True, elsewhere=elsewhere
            )
        except ConfigError as error:
            raise FailureError("; ".join(str(error).split("\n"))) from None
        return found.targets[0] if found.targets else None

    def linted(
        self, open_text: OpenText, target: Target, earlier: OpenDocument | None
    ) -> tuple[OpenDocument | None, FileOutcome]:
        """Lint a text, with the document of its last version; return no document for no article.

        Raises:
            FailureError: it cannot be linted.

        """
        # A lone surrogate, which an editor may send but no file can hold, takes the same width.
        data = open_text.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        target = target._replace(text=data.encode())
        try:
            outcome = self._outcome(target)
            if outcome.error is not None:
                raise FailureError(outcome.error.reason)
            document = self._document(open_text, target, earlier) if outcome.is_article else None
        except (ConfigError, SchemaError) as error:
            raise FailureError("; ".join(str(error).split("\n"))) from None
        except OSError as error:
            raise FailureError(reason(error)) from None
        except FAULTS as error:
            raise FailureError(f"it was not linted: {origin(error)}") from None
        if document is not None and outcome.result is not None:
            document = replace(document, diagnostics=outcome.result.diagnostics)
        return document, outcome

    def _outcome(self, target: Target) -> FileOutcome:
        """Lint a text; one with a date that was in the future once more, as time goes by."""
        outcome = work(self._job, (target,))[0]
        if outcome.result is None or outcome.result.is_lasting:
            return outcome
        settings = replace(target.settings, now=datetime.now(UTC).replace(second=0, microsecond=0))
        return work(self._job, (target._replace(settings=settings),))[0]

    def _document(
        self, open_text: OpenText, target: Target, earlier: OpenDocument | None
    ) -> OpenDocument | None:
        source = decode(target.shown_as, reader.read(target).data)
        kind = reader.kind_of(target, source.text)
        if kind is None:
            return None
        site = self._sites.view_for(target)
        schema = schema_of(source, target, kind, site)
        document = Document(
            source, kind.dialect, target.settings.limits, schema.spellings(kind.dialect)
        )
        last_good = None if earlier is None else earlier.last_good
        return OpenDocument(
            uri=open_text.uri,
            version=open_text.version,
            source=source,
            target=target,
            kind=kind,
            schema=schema,
            document=document,
            last_good=document if document.problem is None else last_good,
            site=site,
            positions=Positions(source.text, self._encoding),
        )
